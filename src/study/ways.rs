//! Several ways between the same ends: which there are, which one is chosen, what each comes to and
//! how it differs from another.
//!
//! Does not know: how they were found.

use super::outcome::{Criterion, Itinerary, Outcome, Passed, PathAnswer, Sums, Weights};
use super::priced::Priced;
use super::provenance::{Measure, total};
use super::sentences::{line_name, node_name, way_in_words};
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::words::format::list;
use crate::words::{Lang, fill};

/// Hubs named in the name of a way at most.
const MAX_NAMED: usize = 2;

/// What ways are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// A total.
    Of(Measure),
    /// The generalized cost.
    Generalized,
}

impl Figure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Of(Measure::Hours),
        Self::Of(Measure::Km),
        Self::Of(Measure::Money),
        Self::Of(Measure::Co2),
        Self::Generalized,
    ];

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Of(measure) => measure.unit(),
            Self::Generalized => Unit::YuanPerTeu,
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Of(measure) => measure.words_key(),
            Self::Generalized => "measure.generalized",
        }
    }

    /// Decimals that it is shown with.
    #[must_use]
    pub fn decimals(self) -> usize {
        usize::from(self == Self::Of(Measure::Hours))
    }

    /// Its part of a sum, in its unit.
    #[must_use]
    pub fn of(self, weights: Weights, sums: Sums) -> f64 {
        match self {
            Self::Of(measure) => measure.of(sums),
            Self::Generalized => weights.yuan(sums),
        }
    }
}

/// The figure that a criterion looks at.
#[must_use]
pub fn of_criterion(criterion: Criterion) -> Figure {
    match criterion {
        Criterion::Time => Figure::Of(Measure::Hours),
        Criterion::Money => Figure::Of(Measure::Money),
        Criterion::Distance => Figure::Of(Measure::Km),
        Criterion::Carbon => Figure::Of(Measure::Co2),
        Criterion::Generalized => Figure::Generalized,
    }
}

/// All ways of an outcome, each once: the ways that were asked for, best first, then those of the
/// unbeaten ones that go along other links. Without either the path alone.
#[must_use]
pub fn options(outcome: &Outcome) -> Vec<&Itinerary> {
    let mut all: Vec<&Itinerary> = Vec::new();
    let asked = outcome.ways.iter().flat_map(|ways| &ways.ways);
    let unbeaten = outcome.unbeaten.iter().flat_map(|ways| &ways.ways);
    let path = match &outcome.path {
        PathAnswer::Found { best, .. } => Some(best),
        PathAnswer::NotAsked | PathAnswer::Refused(_) | PathAnswer::None { .. } => None,
    };
    all.extend(asked);
    for way in unbeaten.chain(path) {
        if !all.iter().any(|known| same_links(known, way)) {
            all.push(way);
        }
    }
    all
}

/// How many of the options are ways that were asked for; with none of those, the path alone.
#[must_use]
pub fn n_asked(outcome: &Outcome) -> usize {
    outcome.ways.as_ref().map_or(1, |ways| ways.ways.len())
}

/// Whether two ways go along the same links.
#[must_use]
pub fn same_links(a: &Itinerary, b: &Itinerary) -> bool {
    a.links().eq(b.links())
}

/// The place of the path among the options.
#[must_use]
pub fn chosen_place(outcome: &Outcome) -> Option<usize> {
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return None;
    };
    let options = options(outcome);
    let same = options.iter().position(|way| *way == best);
    same.or_else(|| options.iter().position(|way| same_links(way, best)))
}

/// The same outcome with the way along some links as its path; `None` where there is no such way, or
/// where it is the path already.
#[must_use]
pub fn with_chosen(outcome: &Outcome, links: &[Passed]) -> Option<Outcome> {
    let is_it = |way: &Itinerary| way.links().eq(links.iter().copied());
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return None;
    };
    if is_it(best) {
        return None;
    }
    let way = options(outcome).into_iter().find(|way| is_it(way))?.clone();
    let mut chosen = outcome.clone();
    chosen.path = PathAnswer::Found {
        best: way,
        detour: None,
    };
    Some(chosen)
}

/// What a way comes to by a figure, with what that was computed from.
#[must_use]
pub fn figure_of(outcome: &Outcome, priced: &Priced, way: &Itinerary, figure: Figure) -> Sourced {
    let network = &outcome.network;
    match figure {
        Figure::Of(measure) => total(network, way, measure),
        Figure::Generalized => generalized(network, outcome.question.weights, priced, way),
    }
}

/// The generalized cost of a way, with its coefficients and what they are multiplied by.
fn generalized(network: &Network, weights: Weights, priced: &Priced, way: &Itinerary) -> Sourced {
    let of = |measure: Measure| Input::worded(measure.words_key(), &total(network, way, measure));
    let note = "the standard deviations of all parts, added up: as if all delays came together";
    let deviation = Sourced::assumed(way.totals.deviation_hours(), Unit::Hours, note);
    let inputs = vec![
        of(Measure::Money),
        of(Measure::Hours),
        Input::worded("weight.time", &priced.value_of_time),
        of(Measure::Co2),
        Input::worded("weight.carbon", &priced.carbon_price),
        Input::worded("weight.deviation", &deviation),
        Input::worded("weight.reliability", &priced.reliability),
    ];
    let formula = "money + value of time × hours + carbon price × kg ÷ 1,000 \
                   + value of time × reliability × standard deviation";
    Sourced::by_formula(weights.yuan(way.totals), Unit::YuanPerTeu, formula, inputs)
}

/// What a way comes to more than another by a figure.
#[must_use]
pub fn difference(
    outcome: &Outcome,
    priced: &Priced,
    (way, from): (&Itinerary, &Itinerary),
    figure: Figure,
) -> Sourced {
    let of = |way| figure_of(outcome, priced, way, figure);
    let (this, chosen) = (of(way), of(from));
    let value = this.value - chosen.value;
    let inputs = vec![
        Input::worded("ways.this", &this),
        Input::worded("ways.chosen", &chosen),
    ];
    Sourced::by_formula(value, figure.unit(), "this way − the chosen way", inputs)
}

/// A name for each way: modes and routes; ways of the same by large hubs that fewest of them pass, then
/// by small ones, then by lines.
#[must_use]
pub fn names(network: &Network, ways: &[&Itinerary], lang: Lang) -> Vec<String> {
    let by: Vec<String> = ways
        .iter()
        .map(|way| way_in_words(network, way, lang))
        .collect();
    let mut names = by.clone();
    let kinds: [Marks; 3] = [
        |network, way| hub_marks(network, way, 2),
        |network, way| hub_marks(network, way, u8::MAX),
        |_, way| way.links().map(|of| Mark::Line(of.link)).collect(),
    ];
    for marks in kinds {
        for place in 0..ways.len() {
            let is_same = |&other: &usize| names[other] == names[place];
            let same: Vec<usize> = (0..ways.len()).filter(is_same).collect();
            if same.len() < 2 {
                continue;
            }
            let of_all: Vec<Vec<Mark>> = same
                .iter()
                .map(|&other| marks(network, ways[other]))
                .collect();
            for (&at, rarest) in same.iter().zip(rarest(&of_all)) {
                let own: Vec<String> = rarest
                    .into_iter()
                    .map(|mark| mark.in_words(network, lang))
                    .collect();
                if !own.is_empty() {
                    names[at] = fill(lang, "ways.name", &[&by[at], &list(lang, &own)]);
                }
            }
        }
    }
    names
}

/// What a way can be told from others by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Hub(NodeId),
    Line(LinkId),
}

type Marks = fn(&Network, &Itinerary) -> Vec<Mark>;

impl Mark {
    fn in_words(self, network: &Network, lang: Lang) -> String {
        match self {
            Self::Hub(hub) => node_name(network, hub, lang).to_owned(),
            Self::Line(link) => line_name(network, link, lang),
        }
    }
}

fn hub_marks(network: &Network, way: &Itinerary, rank: u8) -> Vec<Mark> {
    let hubs = hubs(network, way, rank).into_iter();
    hubs.map(Mark::Hub).collect()
}

/// For each way the marks that fewest of the ways have, in the order of the way; none that all have.
fn rarest(marks: &[Vec<Mark>]) -> Vec<Vec<Mark>> {
    let count = |mark: &Mark| marks.iter().filter(|of| of.contains(mark)).count();
    let own = |of: &Vec<Mark>| {
        let counted = of.iter().map(|mark| (count(mark), *mark)).enumerate();
        let mut some: Vec<(usize, (usize, Mark))> = counted
            .filter(|(_, (count, _))| *count < marks.len())
            .collect();
        some.sort_by_key(|(_, (count, _))| *count);
        some.truncate(MAX_NAMED);
        some.sort_unstable_by_key(|(place, _)| *place);
        some.into_iter().map(|(_, (_, mark))| mark).collect()
    };
    marks.iter().map(own).collect()
}

/// The hubs up to a rank that a way passes between its ends, each once.
fn hubs(network: &Network, way: &Itinerary, rank: u8) -> Vec<NodeId> {
    let place = |node: NodeId| network.node(node).city.unwrap_or(node);
    let ends = [place(way.from), place(way.to)];
    let mut seen: Vec<NodeId> = Vec::new();
    for leg in way.legs().filter(|leg| leg.mode != Mode::Transfer) {
        for passed in &leg.links {
            let link = network.link(passed.link);
            for node in [link.from, link.to].map(place) {
                let is_new = !seen.contains(&node) && !ends.contains(&node);
                if is_new && network.node(node).rank <= rank {
                    seen.push(node);
                }
            }
        }
    }
    seen
}
