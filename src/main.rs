//! Picks window or command line, prints the error, sets the exit code.

use std::process::ExitCode;
use std::{env, io};

use clap::Parser;
use clap::error::ErrorKind;
use corridor::cli::args::Typed;
use corridor::cli::report::Streams;

fn main() -> ExitCode {
    let typed = match Typed::try_parse() {
        Ok(typed) => typed,
        Err(error) => return usage(&error),
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let mut streams = Streams {
        out: &mut out,
        err: &mut err,
    };
    match &typed.command {
        Some(command) => ExitCode::from(corridor::cli::run(command, &mut streams)),
        None => {
            drop((out, err));
            window(&typed)
        }
    }
}

/// Help and version go to standard output; anything else is one line and exit code 2.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // Nobody reads any more: there is nobody to tell either.
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    let rendered = error.to_string();
    let first: Vec<&str> = rendered
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .filter(|line| !line.is_empty())
        .collect();
    let said = format!("{} (see corridor --help)", first.join(" "));
    if env::args().any(|arg| arg == "--json") {
        let mut out = io::stdout().lock();
        let mut streams = Streams {
            out: &mut out,
            err: &mut io::sink(),
        };
        streams.say_json(&serde_json::json!({ "reason": said }));
    }
    failed(&said)
}

#[cfg(feature = "gui")]
fn window(typed: &Typed) -> ExitCode {
    if let Err(failure) = corridor::cli::study::check_paths(&typed.study) {
        return failed(&format!("error: {}", failure.message));
    }
    match corridor::app::run(&typed.study) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&format!(
            "error: no window can be opened, for want of a display or a way to draw on it; `corridor export --out map.svg` writes the map without one ({})",
            without_place(&error.to_string())
        )),
    }
}

/// A library's message without the place in its source that it may begin with.
#[cfg(feature = "gui")]
fn without_place(message: &str) -> String {
    let said = message
        .rsplit_once(".rs:")
        .and_then(|(_, rest)| rest.split_once(": "))
        .map_or(message, |(_, said)| said);
    said.replace('\n', " ")
}

#[cfg(not(feature = "gui"))]
fn window(_typed: &Typed) -> ExitCode {
    failed(
        "error: this build has no window; `corridor export --out map.svg` writes the map, `corridor --help` lists the rest",
    )
}

/// One line on standard error, and exit code 2.
fn failed(line: &str) -> ExitCode {
    let mut err = io::stderr().lock();
    let mut streams = Streams {
        out: &mut io::sink(),
        err: &mut err,
    };
    streams.complain(line);
    ExitCode::from(2)
}
