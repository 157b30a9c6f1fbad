//! Which hosts may embed the check-up.

use serde::Deserialize;

use super::read::{Misread, fields};

/// The hosts that may talk to the embedded page, by their exact origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permitted {
    /// The origin of the page itself; none where it has none, as one opened from a disk.
    own: Option<String>,
    hosts: Vec<String>,
}

/// The file `embed.json` beside the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HostFile {
    hosts: Vec<String>,
}

impl Permitted {
    /// Only hosts of the page's own origin.
    #[must_use]
    pub fn own(origin: &str) -> Self {
        Permitted { own: Some(origin.to_owned()).filter(|origin| is_origin(origin)), hosts: Vec::new() }
    }

    /// These, and those that the file `embed.json` lists: `{"hosts": ["https://partner.example"]}`.
    ///
    /// # Errors
    /// What is wrong with the file. An entry that is no origin would never match; it is told rather than passed over.
    pub fn with_file(self, json: &str) -> Result<Self, Misread> {
        let refuse = |code, field: Option<String>, message: String| Misread { request: None, code, field, message };
        let body = match serde_json::from_str(json) {
            Ok(serde_json::Value::Object(body)) => body,
            Ok(_) => return Err(refuse("syntax", None, "expected an object".to_owned())),
            Err(error) => return Err(refuse("syntax", None, error.to_string())),
        };
        let HostFile { hosts } = fields(body)?;
        if let Some(at) = hosts.iter().position(|host| !is_origin(host)) {
            let field = format!("hosts[{at}]");
            let message = format!("{field}: {:?} is no origin such as https://partner.example", hosts[at]);
            return Err(refuse("value", Some(field), message));
        }
        Ok(Permitted { hosts, ..self })
    }

    /// Whether messages of an origin are read. The whole origin is compared: nothing that looks alike passes.
    #[must_use]
    pub fn allows(&self, origin: &str) -> bool {
        self.own.as_deref() == Some(origin) || self.hosts.iter().any(|host| host == origin)
    }
}

/// Whether a text is an origin of the web as browsers write it: scheme, host in lower case, port where it is not the
/// usual one; no path, no user, no pattern.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    let (usual, rest) = if let Some(rest) = text.strip_prefix("https://") {
        ("443", rest)
    } else if let Some(rest) = text.strip_prefix("http://") {
        ("80", rest)
    } else {
        return false;
    };
    // An address of version 6 has colons of its own, in brackets.
    let (host, port) = match rest.rfind(':') {
        Some(at) if !rest[at..].contains(']') => (&rest[..at], Some(&rest[at + 1..])),
        _ => (rest, None),
    };
    let is_host = match host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => {
            !inner.is_empty() && inner.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b':' | b'.'))
        }
        None => {
            let fits = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'-' | b'_');
            host.split('.').all(|label| !label.is_empty() && label.bytes().all(fits))
        }
    };
    let is_port = port.is_none_or(|port| {
        port != usual
            && !port.starts_with('0')
            && port.bytes().all(|b| b.is_ascii_digit())
            && port.parse::<u16>().is_ok()
    });
    is_host && is_port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for origin in [
            "https://partner.example",
            "http://127.0.0.1:8080",
            "https://a-b.xn--fiqs8s:8443",
            "http://localhost",
            "http://[::1]:8080",
        ] {
            assert!(is_origin(origin), "{origin}");
        }
        for text in [
            "",
            "null",
            "*",
            "https://",
            "https://partner.example/",
            "https://partner.example:443",
            "http://partner.example:80",
            "https://partner.example:080",
            "https://partner.example:",
            "https://partner.example:99999",
            "https://Partner.example",
            "https://*.partner.example",
            "https://user@partner.example",
            "https://partner.example?x",
            "https://partner..example",
            "https://伙伴.example",
            "ftp://partner.example",
            "file://",
            "partner.example",
        ] {
            assert!(!is_origin(text), "{text}");
        }
    }

    #[test]
    fn only_the_whole_origin_passes() {
        let permitted = Permitted::own("https://page.example");
        let permitted = permitted.with_file(r#"{"hosts":["https://partner.example"]}"#).expect("a sound file");
        for origin in ["https://partner.example", "https://page.example"] {
            assert!(permitted.allows(origin), "{origin}");
        }
        for origin in [
            "http://partner.example",
            "https://partner.example:8443",
            "https://partner.example.evil.example",
            "https://evilpartner.example",
            "https://sub.partner.example",
            "https://partner.exampl",
            "null",
            "",
        ] {
            assert!(!permitted.allows(origin), "{origin}");
        }
    }

    #[test]
    fn a_page_without_an_origin_has_no_host_of_its_own() {
        for own in ["null", "file://", ""] {
            assert!(!Permitted::own(own).allows(own), "{own}");
        }
    }

    #[test]
    fn a_fault_of_the_file_is_told() {
        let fault = |json| Permitted::default().with_file(json).expect_err("is refused");
        assert_eq!(fault("").code, "syntax");
        assert_eq!(fault("[]").code, "syntax");
        assert_eq!(fault("{}").field.as_deref(), Some("hosts"));
        assert_eq!(fault(r#"{"hosts":"https://a.example"}"#).code, "kind");
        assert_eq!(fault(r#"{"hosts":[],"all":true}"#).field.as_deref(), Some("all"));
        let entry = fault(r#"{"hosts":["https://a.example","https://b.example/"]}"#);
        assert_eq!((entry.code, entry.field.as_deref()), ("value", Some("hosts[1]")));
    }
}
