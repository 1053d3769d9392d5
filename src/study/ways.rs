//! Several ways between the same ends: which there are, which one is chosen, what each comes to and
//! how it differs from another.
//!
//! Does not know: how they were found.

use super::outcome::{Criterion, Itinerary, Outcome, Passed, PathAnswer, Sums, Weights};
use super::priced::Priced;
use super::provenance::{Measure, total};
use super::sentences::{line_name, node_name, route_names};
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::words::format::list;
use crate::words::{Lang, fill, text};

/// Hubs named in the name of a way at most.
const MAX_NAMED: usize = 1;

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
/// by small ones, then by lines, then by drayage.
#[must_use]
pub fn names(network: &Network, ways: &[&Itinerary], lang: Lang) -> Vec<String> {
    let by: Vec<String> = ways
        .iter()
        .map(|way| short_name(network, way, lang))
        .collect();
    let mut names = by.clone();
    let kinds: [Marks; 4] = [large_hubs, all_hubs, lines, all_links];
    for marks in kinds {
        for place in 0..ways.len() {
            let is_same = |&other: &usize| names[other] == names[place];
            let same: Vec<usize> = (0..ways.len()).filter(is_same).collect();
            let of_all: Vec<Vec<Mark>> = same
                .iter()
                .map(|&other| marks(network, ways[other]))
                .collect();
            for (&at, own) in same.iter().zip(rarest(&of_all)) {
                if let Some(name) = marked_name(network, &by[at], &own, lang) {
                    names[at] = name;
                }
            }
        }
    }
    names
}

/// `rail, Middle route → sea`: the modes and routes of a way, without drayage.
fn short_name(network: &Network, way: &Itinerary, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    for leg in way.legs().filter(|leg| leg.mode != Mode::Transfer) {
        let mode = text(lang, leg.mode.words_key());
        let routes = leg.routes.iter().copied();
        let named: Vec<RouteId> = routes.filter(|&id| network.is_corridor_route(id)).collect();
        let part = match named.len() {
            0 => mode.to_owned(),
            _ => fill(
                lang,
                "ways.on",
                &[mode, &route_names(network, &named, lang)],
            ),
        };
        if parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return text(lang, "mode.transfer").to_owned();
    }
    parts.join(" → ")
}

/// A name with what tells the way apart; `None` where that is nothing.
fn marked_name(network: &Network, by: &str, own: &[Mark], lang: Lang) -> Option<String> {
    let own = own.iter().map(|mark| mark.in_words(network, lang));
    let own: Vec<String> = own.collect();
    (!own.is_empty()).then(|| fill(lang, "ways.name", &[by, &list(lang, &own)]))
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

/// The cities and large hubs that a way passes between its ends, each once.
fn large_hubs(network: &Network, way: &Itinerary) -> Vec<Mark> {
    let place = |node: NodeId| network.node(node).city.unwrap_or(node);
    let ends = [place(way.from), place(way.to)];
    let mut hubs = Vec::new();
    for node in nodes(network, way).into_iter().map(place) {
        let mark = Mark::Hub(node);
        if network.node(node).rank <= 2 && !ends.contains(&node) && !hubs.contains(&mark) {
            hubs.push(mark);
        }
    }
    hubs
}

/// All hubs, terminals among them, that a way passes between its ends, each once.
fn all_hubs(network: &Network, way: &Itinerary) -> Vec<Mark> {
    let mut hubs = nodes(network, way);
    hubs.retain(|&node| node != way.from && node != way.to);
    hubs.into_iter().map(Mark::Hub).collect()
}

/// The lines of a way, without drayage.
fn lines(network: &Network, way: &Itinerary) -> Vec<Mark> {
    let links = way.links().map(|passed| passed.link);
    links
        .filter(|&link| network.link(link).mode != Mode::Transfer)
        .map(Mark::Line)
        .collect()
}

/// All links of a way.
fn all_links(_: &Network, way: &Itinerary) -> Vec<Mark> {
    way.links().map(|passed| Mark::Line(passed.link)).collect()
}

/// The ends of the links of a way, without drayage, in order, each once.
fn nodes(network: &Network, way: &Itinerary) -> Vec<NodeId> {
    let legs = way.legs().filter(|leg| leg.mode != Mode::Transfer);
    let mut seen = Vec::new();
    for passed in legs.flat_map(|leg| &leg.links) {
        let link = network.link(passed.link);
        let ends = if passed.is_forward {
            [link.from, link.to]
        } else {
            [link.to, link.from]
        };
        for node in ends {
            if !seen.contains(&node) {
                seen.push(node);
            }
        }
    }
    seen
}
