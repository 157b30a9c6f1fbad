//! Every task of this repository: `cargo xtask <task>`.

mod bundle;
mod dist;
mod imports;
mod mutants;
mod package;
mod report;
mod run;
mod server;
mod setup;
mod size;
mod soak;
mod split;
mod test;
mod tidy;
mod walls;

use std::process::ExitCode;

use run::Failure;

const HELP: &str = "\
cargo xtask <task>

  serve [--port N] [--no-build]  build the page for release and serve it on this machine
  test [step …]                  every check; with names, only those steps (see `test --list`)
  build                          build the page for release into dist/
  bundle [--no-build]            make the offline single file bundle/ip-health-check.html and print its hash
  package                        build the npm package ip-health-check into embed/pkg
  soak [run …]                   long runs: hostile input, killed tabs, two builds compared (see `soak --list`)
  imports                        writes the list of what the built wasm imports, to be read before it is kept
  report                         sizes and speed, wasm against native and plain JavaScript
  setup [--test]                 install what serve needs; with --test, what test needs too
  size                           sizes of the built page against the budget
  walls                          prove that the engine knows no browser
  tidy                           house rules that no other tool checks
  screenshots                    write docs/screenshots from the built page
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match task {
        "serve" => serve(rest),
        "test" => test::run(rest),
        "build" => setup::for_build().and_then(|tools| dist::build(&tools)),
        "bundle" => make_bundle(rest),
        "package" => package::build().map(drop),
        "soak" => soak::run(rest),
        "imports" => imports::write(),
        "report" => report::run(),
        "setup" => set_up(rest),
        // Called by Trunk, see Trunk.toml.
        "stage" => dist::stage(),
        "size" => size::check().map(|table| println!("{table}")),
        "walls" => walls::check(),
        "tidy" => tidy::check(),
        "screenshots" => test::screenshots(),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!("there is no task `{other}`"), "cargo xtask help lists the tasks")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn serve(arguments: &[String]) -> Result<(), Failure> {
    let mut port = None;
    let mut build = true;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => {
                let number = arguments.next().and_then(|text| text.parse().ok());
                port =
                    Some(number.ok_or_else(|| Failure::new("--port needs a number", "cargo xtask serve --port 8080"))?);
            }
            "--no-build" => build = false,
            other => return Err(Failure::new(format!("serve does not know `{other}`"), "cargo xtask help")),
        }
    }
    if build {
        dist::build(&setup::for_build()?)?;
    }
    let server = server::Server::open(&dist::folder(), port)?;
    println!("\nIP Health Check 知识产权体检: {}\nStop with Ctrl-C.", server.address());
    server.serve();
    Ok(())
}

fn make_bundle(arguments: &[String]) -> Result<(), Failure> {
    match arguments {
        [] => dist::build(&setup::for_build()?)?,
        [flag] if flag == "--no-build" => {}
        _ => return Err(Failure::new("bundle takes --no-build or nothing", "cargo xtask help")),
    }
    let hash = bundle::write_file()?;
    println!("\n{}\nSHA-256 {hash}", bundle::file().display());
    Ok(())
}

fn set_up(arguments: &[String]) -> Result<(), Failure> {
    match arguments {
        [] => setup::for_build().map(drop),
        [flag] if flag == "--test" => setup::for_test().map(drop),
        _ => Err(Failure::new("setup takes --test or nothing", "cargo xtask help")),
    }
}
