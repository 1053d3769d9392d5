//! By which method flows are found, and what it leaves for a later run to begin from.
//!
//! Does not know: where a setting comes from.

use super::allocate::{Allocated, Terms, allocate};
use super::assign::{Found, How, Search, Stopped, assign};
use super::loads::Loads;
use super::setting::Setting;
use crate::graph::equilibrium::solution::Solution;
use crate::task::{Cancelled, Task};

/// Whether places get slow, or are full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Places get slower the more they are used, and nothing is turned away.
    Assign(How),
    /// Capacities hold: the least cost, and what does not fit is not carried.
    Allocate,
}

impl Default for Method {
    fn default() -> Self {
        Self::Assign(How::default())
    }
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Assign(How::UserEquilibrium),
        Self::Assign(How::SystemOptimum),
        Self::Allocate,
        Self::Assign(How::AllOrNothing),
        Self::Assign(How::SuccessiveAverages),
        Self::Assign(How::Incremental),
        Self::Assign(How::FrankWolfe),
        Self::Assign(How::Stochastic),
    ];

    /// Whether demand may fall as its cost rises.
    #[must_use]
    pub fn takes_elasticity(self) -> bool {
        match self {
            Self::Assign(how) => how.takes_elasticity(),
            Self::Allocate => false,
        }
    }

    /// Whether it comes to any gap if it goes on.
    #[must_use]
    pub fn has_gap(self) -> bool {
        !matches!(self, Self::Assign(How::AllOrNothing | How::Incremental))
    }
}

/// How flows were solved, and what a later run may begin from.
#[derive(Clone, Debug)]
pub enum Solved {
    /// As an assignment.
    Assigned(Box<Solution>),
    /// As an allocation; without its loads, which the answer has.
    Allocated(Box<Allocated>),
}

/// A method with its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct By {
    /// How.
    pub method: Method,
    /// The relative gap at which the search ends.
    pub gap: f64,
    /// The most rounds of an assignment.
    pub max_iterations: u32,
    /// In a stochastic equilibrium how sharply cost decides, an hour.
    pub theta: f64,
    /// By how many percent demand falls with each percent of cost, see [`Search::elasticity`].
    pub elasticity: f64,
    /// In an allocation what a TEU costs that is not carried, yuan.
    pub penalty: f64,
}

/// Flows, how they were found, and what else the method says. `start` is what an earlier run left, of the
/// same flow graph but for its numbers; one by another method is not looked at.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn solve(
    setting: &Setting,
    by: By,
    start: Option<&Solved>,
    task: &Task,
) -> Result<(Loads, Found, Solved), Cancelled> {
    let how = match by.method {
        Method::Assign(how) => how,
        Method::Allocate => {
            let terms = Terms {
                penalty: by.penalty,
                gap: by.gap,
            };
            let start = match start {
                Some(Solved::Allocated(start)) => Some(&**start),
                _ => None,
            };
            let mut made = allocate(setting, terms, start, task)?;
            let loads = std::mem::take(&mut made.loads);
            let found = made.found.clone();
            return Ok((loads, found, Solved::Allocated(Box::new(made))));
        }
    };
    let search = Search {
        how,
        gap: by.gap,
        max_iterations: by.max_iterations,
        theta: by.theta,
        elasticity: by.elasticity,
    };
    let start = match start {
        Some(Solved::Assigned(start)) => Some(&**start),
        _ => None,
    };
    let made = assign(setting, search, start, task);
    if made.found.stopped == Stopped::Cancelled {
        return Err(Cancelled);
    }
    let solved = Solved::Assigned(Box::new(made.warm));
    Ok((made.loads, made.found, solved))
}
