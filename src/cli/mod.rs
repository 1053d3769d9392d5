//! The command line: the same answers as the window, for scripts and reports.
//!
//! Does not know: the window.

pub mod allocate;
pub mod animate;
pub mod answers;
pub mod args;
pub mod assign;
pub mod cartography;
pub mod atlas;
pub mod check;
pub mod clock;
pub mod compare;
pub mod demand;
pub mod find;
pub mod flow;
pub mod flows;
pub mod hinterland;
pub mod logo;
mod network;
pub mod pack;
pub mod page;
pub mod plain;
pub mod reach;
pub mod reality;
pub mod render;
pub mod report;
pub mod resilience;
pub mod route;
pub mod rows;
pub mod scenario;
pub mod scenarios;
pub mod skim;
pub mod solve;
pub mod study;
pub mod sweep;
pub mod table;
pub mod tiles;
pub mod verify;

use args::Command;
use report::{Failure, Streams};

/// Runs a subcommand and says its exit code: 0 done, 1 the data has errors or there is no way,
/// 2 could not run.
pub fn run(command: &Command, streams: &mut Streams) -> u8 {
    let done: Result<bool, Failure> = match command {
        Command::Check(args) if args.reality => reality::run(args, streams),
        Command::Check(args) if plain::is_plain(&args.files) => plain::check::run(args, streams),
        Command::Check(args) => check::run(args, streams),
        Command::Route(args) if plain::is_plain(&args.question.study) => {
            plain::route(args, streams)
        }
        Command::Route(args) => route::run(args, streams),
        Command::Reach(args) if plain::is_plain(&args.question.study) => {
            plain::reach::run(args, streams)
        }
        Command::Reach(args) => reach::run(args, streams),
        Command::Skim(args) if plain::is_plain(&args.question.study) => {
            plain::skim::run(args, streams)
        }
        Command::Hinterland(args) => hinterland::run(args, streams),
        Command::Skim(args) => skim::run(args, streams),
        Command::Throughput(args) => solve::throughput(args, streams),
        Command::Assign(args) => assign::run(args, streams),
        Command::Allocate(args) => allocate::run(args, streams),
        Command::Resilience(args) => resilience::run(args, streams),
        Command::Flow(args) => flow::run(args, streams),
        Command::Find(args) => find::run(args, streams),
        Command::Demand(args) => demand::run(args, streams),
        Command::Scenarios(args) => scenarios::run(args, streams),
        Command::Compare(args) => compare::run(args, streams),
        Command::Table(args) => table::run(args, streams),
        Command::Sweep(args) => sweep::run(args, streams),
        Command::Export(args) => render::run(args, streams),
        Command::Atlas(args) => atlas::run(args, streams),
        Command::Animate(args) => animate::run(args, streams),
        Command::Verify(args) => verify::run(args, streams),
    };
    match done {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(failure) => {
            streams.complain(&format!("error: {}", failure.message));
            2
        }
    }
}
