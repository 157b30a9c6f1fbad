//! A small server for the built page, on this machine only, with the headers that we ask of every host.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::dist;
use crate::run::Failure;

const DEFAULT_PORT: u16 = 8080;

/// A listening server.
pub struct Server {
    listener: TcpListener,
    site: Arc<Site>,
}

struct Site {
    folder: PathBuf,
    policy: String,
}

impl Server {
    /// Listens on `port`; without one, on 8080 or the next free port.
    ///
    /// # Errors
    /// If the folder has no page, or the port is taken.
    pub fn open(folder: &Path, port: Option<u16>) -> Result<Self, Failure> {
        let index = folder.join("index.html");
        let page = fs::read_to_string(&index).map_err(|error| {
            Failure::new(format!("there is no {}: {error}", index.display()), "cargo xtask build makes it")
        })?;
        let stated =
            dist::policy(&page).ok_or_else(|| Failure::new("index.html states no policy", "restore its <meta>"))?;
        // A <meta> cannot carry frame-ancestors.
        let policy = format!("{stated}; frame-ancestors 'self'");
        let ports = port.map_or(DEFAULT_PORT..=DEFAULT_PORT + 50, |port| port..=port);
        let listener = ports
            .clone()
            .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
            .ok_or_else(|| Failure::new(format!("no free port in {ports:?}"), "choose another one with --port"))?;
        Ok(Self { listener, site: Arc::new(Site { folder: folder.to_owned(), policy }) })
    }

    /// The address to open in a browser.
    pub fn address(&self) -> String {
        let port = self.listener.local_addr().map_or(DEFAULT_PORT, |address| address.port());
        format!("http://127.0.0.1:{port}/")
    }

    /// Answers until the program ends.
    pub fn serve(&self) {
        for stream in self.listener.incoming().filter_map(Result::ok) {
            let site = Arc::clone(&self.site);
            // A browser that hangs up in the middle is no concern of ours.
            std::thread::spawn(move || drop(site.answer(&stream)));
        }
    }
}

impl Site {
    fn answer(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut lines = BufReader::new(stream).lines();
        let request = lines.next().transpose()?.unwrap_or_default();
        let headers: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let brotli = headers.iter().map(|line| line.to_ascii_lowercase()).any(|line| accepts_brotli(&line));
        let (head, body) = self.respond(&request, brotli);
        let mut stream = stream;
        stream.write_all(head.as_bytes())?;
        stream.write_all(&body)
    }

    fn respond(&self, request: &str, brotli: bool) -> (String, Vec<u8>) {
        let mut words = request.split_whitespace();
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if method != "GET" && method != "HEAD" {
            return response("405 Method Not Allowed", "Allow: GET, HEAD\r\n", Vec::new(), true);
        }
        let Some(path) = self.file(target) else {
            return response("404 Not Found", "Content-Type: text/plain\r\n", b"not found\n".to_vec(), method == "GET");
        };
        let compressed = brotli.then(|| fs::read(format!("{}.br", path.display())).ok()).flatten();
        let encoding = if compressed.is_some() { "Content-Encoding: br\r\nVary: Accept-Encoding\r\n" } else { "" };
        let body = compressed.or_else(|| fs::read(&path).ok()).unwrap_or_default();
        let headers = format!(
            "Content-Type: {}\r\n{encoding}Cache-Control: no-cache\r\nContent-Security-Policy: {}\r\n\
             X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n",
            content_type(&path),
            self.policy
        );
        response("200 OK", &headers, body, method == "GET")
    }

    /// The file behind an address; nothing outside the folder, and no folder.
    fn file(&self, target: &str) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next()?.trim_start_matches('/');
        let name = Path::new(if path.is_empty() { "index.html" } else { path });
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        Some(self.folder.join(name)).filter(|file| inside && file.is_file())
    }
}

fn accepts_brotli(header: &str) -> bool {
    let codings = header.strip_prefix("accept-encoding:");
    codings.is_some_and(|list| {
        list.split(',').any(|coding| coding.split(';').next().is_some_and(|name| name.trim() == "br"))
    })
}

fn response(status: &str, headers: &str, body: Vec<u8>, with_body: bool) -> (String, Vec<u8>) {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    (head, if with_body { body } else { Vec::new() })
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), policy: "default-src 'none'".to_owned() }
    }

    #[test]
    fn a_file_comes_with_its_type_length_and_policy() {
        let (head, body) = site().respond("GET /main.rs?x HTTP/1.1", false);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
        assert!(head.contains("Content-Security-Policy: default-src 'none'\r\n"));
        assert!(body.starts_with(b"//!"));
        assert!(site().respond("HEAD /main.rs HTTP/1.1", false).1.is_empty());
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in ["/../Cargo.toml", "/..", "//etc/passwd", "/missing", "/%2e%2e/Cargo.toml"] {
            let (head, _) = site().respond(&format!("GET {target} HTTP/1.1"), false);
            assert!(head.starts_with("HTTP/1.1 404"), "{target}: {head}");
        }
        assert!(site().respond("POST / HTTP/1.1", false).0.starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn brotli_is_sent_only_where_it_is_asked_for() {
        assert!(accepts_brotli("accept-encoding: gzip, deflate, br, zstd"));
        assert!(!accepts_brotli("accept-encoding: gzip, broken"));
        assert!(!accepts_brotli("accept: br"));
    }
}
