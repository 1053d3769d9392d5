//! `corridor assign` on a study: the matrix of a year put on its network.
//!
//! Does not know: how the matrix is made, how flows are found; how answers are laid out.

mod answers;

use self::answers::{as_json, as_text};
use super::{refuse, search};
use crate::cli::args::assign::AssignArgs;
use crate::cli::flows::{say_no_demand, solve, write_flows};
use crate::cli::report::{Failure, Streams};
use crate::study::flows::{FlowQuestion, Method};

/// Runs the command; true when all that is wanted is carried.
///
/// # Errors
/// As for [`super::run`].
pub(super) fn run(args: &AssignArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let typed = [
        ("--toll-weight", args.toll_weight.is_some()),
        ("--length-weight", args.length_weight.is_some()),
    ];
    let why =
        "is for plain networks (GMNS, TNTP); in a study classes of cargo have their own values";
    refuse(&typed, why)?;
    let search = search(args);
    let asked = solve(
        &args.question,
        (&args.of.wanted, &args.of.select),
        |question| FlowQuestion {
            method: Method::Assign(search.how),
            gap: search.gap,
            max_iterations: search.max_iterations,
            theta: search.theta,
            elasticity: search.elasticity,
            ..question
        },
    );
    let solved = match asked? {
        Ok(solved) => solved,
        Err(why) => {
            say_no_demand(args.question.json, &why, streams);
            return Ok(false);
        }
    };
    write_flows(&args.of, &args.question, &solved)?;
    if args.question.json {
        streams.say_json(&as_json(args, &solved));
    } else {
        streams.say(&as_text(args, &solved));
    }
    streams.findings_listed(&solved.issues);
    Ok(solved.answer.loads.not_carried() <= 0.0)
}
