//! What lies beyond a throughput: the next bottleneck, the room that is left elsewhere, and the
//! throughput as a function of one capacity.
//!
//! Does not know: how it is shown.

mod sentences;

use std::sync::Arc;

pub use self::sentences::{capacity_name, curve_sentences, next_sentence, part_name};
use super::evaluate::{Base, Under};
use super::outcome::Question;
use super::provenance::{cut_term, teu};
use super::sentences::grouped;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::task::{Cancelled, Task};
pub use crate::throughput::beyond::{Beyond, CapacityOf, Curve, Next, Room, Stretch};
use crate::throughput::beyond::{beyond as found_beyond, curve as found_curve};
use crate::throughput::bottleneck::Ends;
use crate::words::fill;
use crate::words::format::number;

/// The ends of a question about throughput.
pub(super) fn ends(question: &Question) -> Ends<'_> {
    Ends {
        from: &question.from,
        to: &question.to,
        modes: question.modes,
    }
}

/// What lies beyond the throughput that a question asks for; `None` where no limit can be said or
/// nothing flows.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn beyond(
    under: &Under,
    question: &Question,
    task: &Task,
) -> Result<Option<Beyond>, Cancelled> {
    let (network, expansion) = (under.network(), under.expansion());
    found_beyond(
        network,
        expansion,
        under.availability(),
        &ends(question),
        task,
    )
}

/// The throughput as a function of one capacity, with what this is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// Whose capacity.
    pub of: CapacityOf,
    /// What it is now; `None` where there is no limit.
    pub present: Option<Sourced>,
    /// The throughput by that capacity.
    pub curve: Curve,
    /// The network with its numbers.
    pub network: Arc<Network>,
}

/// The throughput that a question asks for as a function of one capacity.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn vary(
    base: &Base,
    scenario: &Scenario,
    question: &Question,
    of: &CapacityOf,
    task: &Task,
) -> Result<Varied, Cancelled> {
    let mut under = Under::of(base, scenario, question);
    let network = Arc::clone(under.network());
    let present = of.present(&network).cloned();
    if present.as_ref().is_none_or(|now| now.value < 1.0)
        && let Ok(limited) = scenario.with(base.network(), of.edit(1.0))
    {
        // Only what has a capacity is laid out as something that has one, and is open.
        under = Under::of(base, &limited, question);
    }
    let (limited, expansion) = (under.network(), under.expansion());
    let available = under.availability();
    let curve = found_curve(limited, expansion, available, &ends(question), of, task)?;
    Ok(Varied {
        of: of.clone(),
        present,
        curve,
        network,
    })
}

/// What can flow once the present bottleneck does not limit, with the parts of the next one as terms;
/// `None` where nothing limits then.
#[must_use]
pub fn next_number(network: &Network, beyond: &Beyond) -> Option<Sourced> {
    let Next::Limited {
        teu_per_year,
        bottleneck,
    } = &beyond.next
    else {
        return None;
    };
    let term = |part| cut_term(network, part);
    let terms = bottleneck.iter().map(term).collect();
    let next = Sourced::sum(teu(*teu_per_year), Unit::TeuPerYear, terms);
    Some(next.with_note_in_both(&Names::worded("formula.next-cut")))
}

/// What is left of a capacity: the capacity less what the greatest flow carries there.
#[must_use]
pub fn room_number(network: &Network, room: &Room) -> Sourced {
    let names = cut_term(network, &room.part).names;
    let capacity = room.part.capacity();
    let [carried, left] = [room.carried, room.left].map(grouped);
    let spare = grouped(room.spare);
    let formula = Names::said(|lang| {
        let capacity = number(capacity.value, 0);
        fill(lang, "formula.room", &[&capacity, &carried, &left, &spare])
    });
    let inputs = vec![Input {
        names,
        number: capacity.clone(),
    }];
    let left = Sourced::by_formula(teu(room.left), Unit::TeuPerYear, "", inputs);
    left.with_note_in_both(&formula)
}

/// The capacity from which more is of no use, with the parts of the next bottleneck as inputs.
#[must_use]
pub fn enough_number(varied: &Varied) -> Option<Sourced> {
    let enough = varied.curve.enough()?;
    let network = &varied.network;
    let others = enough.bottleneck.iter();
    let inputs: Vec<Input> = others.map(|part| cut_term(network, part)).collect();
    let enough = Sourced::by_formula(enough.from, Unit::TeuPerYear, "", inputs);
    Some(enough.with_note_in_both(&Names::worded("formula.enough")))
}
