//! What is wanted of the corridor: how many TEU a year go by train between each inland hub and each
//! port of the gulf, northbound (port to inland) and southbound, by class of cargo.
//!
//! No such matrix is published. It is made from what is:
//!
//! 1. **Total.** The railway's count of a whole year, series [`SERIES`]: trains of the corridor in TEU,
//!    both directions. Counts of another scope (the port's own trains, the sum over all provinces and
//!    modes) are never mixed in.
//! 2. **Margins.** Shares of that total by inland zone, by port, by direction, southbound inside one
//!    zone, and by class of cargo in each direction, each with its source and status. Shares that all
//!    but add up to one (within [`margins::ROUNDING`]) are scaled to do so; else they are taken as
//!    they are, and the fit says that they contradict each other.
//! 3. **Seed.** Between hub and port a gravity model in the running time t by rail of the best path in
//!    the network as it stands: exp(−β t), parameter `gravity_beta`, the same for every class
//!    (Wilson, *A statistical theory of spatial distribution models*, Transportation Research 1, 1967).
//!    Hubs of one zone share it by the same rule, since no split is published; a hub that no railway
//!    joins to a port gets nothing and is named.
//! 4. **Fit.** Of all matrices with these sums the one closest to the seed, by iterative proportional
//!    fitting over all margins at once ([`crate::graph::furness`]: Deming and Stephan 1940, Furness 1965).
//! 5. **Growth.** After the last published year the same matrix, times (1 + g) for each year; three
//!    scenarios of g are parameters.
//!
//! A sum that the fit was held to (a zone, a port, a direction) is total × share and as well founded as
//! they are; everything else rests on the gravity model too and is assumed.
//! Does not know: what the flows do to the network; files, the screen.

pub mod edited;
pub mod growth;
pub mod margins;
pub mod matrix;
pub mod numbers;

use crate::model::facts::Facts;
use crate::model::growth::Growth;
use crate::model::network::Network;
use crate::routing::expand::Expansion;
use crate::task::{Cancelled, Task};

use margins::Kind;
use matrix::Demand;

/// The series that the total is of: containers on corridor trains as the railway counts them.
pub const SERIES: &str = "CR_TEU";

/// Which matrix is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The year.
    pub year: i32,
    /// How the total grows after the last published year; before, it means nothing.
    pub growth: Growth,
}

/// Why there is no matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDemand {
    /// The study has no series of totals.
    NoSeries,
    /// The series has no figure for that whole year.
    NoTotal {
        /// The year.
        year: i32,
    },
    /// The study gives no shares of this kind for that year.
    NoShares {
        /// The year.
        year: i32,
        /// The kind of share.
        kind: Kind,
    },
    /// A parameter that the method needs is missing.
    NoParameter {
        /// Its key.
        key: &'static str,
    },
    /// The growth is not carried on to that year.
    Beyond {
        /// The last year it is carried on to.
        last: i32,
    },
    /// No railway joins a hub of a zone to a port.
    NoWay,
}

/// A matrix, or why there is none.
pub type Answer = Result<Demand, NoDemand>;

/// The matrix of a year: of a published one from its own total and shares; of a later one that of the
/// last published year, grown.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn demand(
    network: &Network,
    expansion: &Expansion,
    facts: &Facts,
    wanted: Wanted,
    task: &Task,
) -> Result<Answer, Cancelled> {
    let Some((last, _)) = growth::last_published(facts) else {
        return Ok(Err(NoDemand::NoSeries));
    };
    let year = wanted.year;
    if year <= last {
        return matrix::matrix(network, expansion, facts, year, task);
    }
    let total = match growth::total(facts, wanted.growth, year) {
        Ok(total) => total,
        Err(why) => return Ok(Err(why)),
    };
    let base = matrix::matrix(network, expansion, facts, last, task)?;
    Ok(base.map(|base| base.grown(year, total)))
}

/// The years that a matrix can be made for, in order: those with a published total and shares of zones
/// and ports, then those that the growth is carried on to.
#[must_use]
pub fn years(facts: &Facts) -> Vec<i32> {
    let Some(series) = facts.series(SERIES) else {
        return Vec::new();
    };
    let mut years: Vec<i32> = series
        .observations
        .iter()
        .filter(|seen| seen.is_whole_year() && seen.number().is_some())
        .map(|seen| seen.year)
        .filter(|&year| {
            margins::NEEDED
                .iter()
                .all(|&kind| margins::has(facts, year, kind))
        })
        .collect();
    years.dedup();
    let published = growth::last_published(facts).map(|(year, _)| year);
    if let (Some(&last), Some(to)) = (years.last(), growth::last_year(facts))
        && Some(last) == published
    {
        years.extend(last + 1..=to);
    }
    years
}
