//! Many pairs of a plain network at once, each with an answer or the reason why there is none.
//!
//! Does not know: how answers are laid out.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::{Asking, Timings, answers, ms_since, node, router};
use crate::cli::report::{Failure, Streams};
use crate::io::files;
use crate::io::pairs::{Pair, read_pairs};
use crate::io::plain::PlainError;
use crate::model::ids::NodeId;
use crate::study::plain::{Asked, PlainSums};
use crate::task::Task;
use crate::words::Lang;

/// What a pair comes to, or why nothing.
pub type Answer = Result<PlainSums, String>;

/// Answers every pair of a file; true whenever it can be read.
///
/// # Errors
/// [`Failure`] when the file cannot be read as pairs.
pub fn answer(asking: &Asking, file: &Path, streams: &mut Streams) -> Result<bool, Failure> {
    let name = Arc::from(file.display().to_string());
    let bytes = files::read(file).map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    let pairs = read_pairs(&name, &bytes)
        .map_err(|issue| Failure::new(PlainError::from(issue).in_words(Lang::En)))?;
    let network = &asking.loaded.network;
    let named = |pair: &Pair| Ok((node(network, &pair.from)?, node(network, &pair.to)?));
    let named: Vec<Result<(NodeId, NodeId), String>> = pairs.iter().map(named).collect();
    let (answers, timings) = solve(asking, named)?;
    answers::say_pairs(asking, &pairs, &answers, &timings, streams);
    Ok(true)
}

/// Answers in the order of the pairs; those with one origin are searched for together where one
/// search finds them all.
fn solve(
    asking: &Asking,
    named: Vec<Result<(NodeId, NodeId), String>>,
) -> Result<(Vec<Answer>, Timings), Failure> {
    let (network, task) = (&asking.loaded.network, Task::never());
    let failed = |error: crate::task::Cancelled| Failure::new(error.to_string());
    let known = |(at, pair): (usize, &Result<_, _>)| pair.as_ref().ok().map(|&pair| (pair, at));
    let mut order: Vec<((NodeId, NodeId), usize)> =
        named.iter().enumerate().filter_map(known).collect();
    order.sort_by_key(|&((from, _), at)| (from, at));
    let by_origin = |a: &(_, usize), b: &(_, usize)| origin(a) == origin(b);
    let began = Instant::now();
    let asked = Asked {
        n_origins: order.chunk_by(by_origin).count(),
    };
    let made = router(network, asking.measure, asked, asking.args.no_cache, &task);
    let (mut router, of_order) = made.map_err(failed)?;
    let build_ms = ms_since(began);
    let unreachable = |pair: Result<_, String>| pair.and(Err("unreachable".to_owned()));
    let mut answers: Vec<Answer> = named.into_iter().map(unreachable).collect();
    let mut query_us = Vec::new();
    let is_shared = router.method().shares_origins();
    for group in order.chunk_by(|a, b| is_shared && by_origin(a, b)) {
        let to: Vec<NodeId> = group.iter().map(|((_, to), _)| *to).collect();
        let began = Instant::now();
        let found = router.sums(origin(&group[0]), &to, &task).map_err(failed)?;
        let each =
            ms_since(began) * 1000.0 / f64::from(u32::try_from(to.len()).unwrap_or(u32::MAX));
        query_us.extend(to.iter().map(|_| each));
        for ((_, at), sums) in group.iter().zip(found) {
            if let Some(sums) = sums {
                answers[*at] = Ok(sums);
            }
        }
    }
    let timings = Timings {
        build_ms,
        query_us,
        method: router.method().word(),
        order: of_order,
    };
    Ok((answers, timings))
}

fn origin(pair: &((NodeId, NodeId), usize)) -> NodeId {
    pair.0.0
}
