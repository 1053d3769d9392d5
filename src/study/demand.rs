//! Demand of a study: the matrix of a year, its table and what is said of it.
//!
//! Does not know: files, the screen.

use super::evaluate::Base;
use super::sentences::node_name;
pub use crate::demand::edited::Edited;
use crate::demand::edited::edited;
pub use crate::demand::growth::{curve, last_published};
pub use crate::demand::margins::{Heading, Held, Kind, Part};
pub use crate::demand::matrix::{Cell, Demand};
pub use crate::demand::numbers::{Slice, cell_number, number_of};
pub use crate::demand::{Answer, NoDemand, SERIES, Wanted, years};
use crate::model::facts::Facts;
pub use crate::model::growth::Growth;
use crate::model::ids::NodeId;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::sourced::Sourced;
use crate::task::{Cancelled, Task};
use crate::words::format::{list, number};
use crate::words::{Lang, fill, text};

/// The matrix of a year in the base network, or why there is none.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn demand(
    base: &Base,
    facts: &Facts,
    wanted: Wanted,
    task: &Task,
) -> Result<Answer, Cancelled> {
    crate::demand::demand(base.network(), base.expansion(), facts, wanted, task)
}

/// Which matrix a scenario wants: its year and growth, or those given where it says nothing.
#[must_use]
pub fn wanted_under(scenario: &Scenario, otherwise: Wanted) -> Wanted {
    Wanted {
        year: scenario.year().unwrap_or(otherwise.year),
        growth: scenario.growth().unwrap_or(otherwise.growth),
    }
}

/// The matrix of a year with the edits of a scenario, or why there is none. It is made in the base
/// network, as what is wanted does not follow what is closed; `network` and `facts` are those of the
/// scenario.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn demand_under(
    base: &Base,
    (network, facts): (&Network, &Facts),
    scenario: &Scenario,
    wanted: Wanted,
    task: &Task,
) -> Result<Answer, Cancelled> {
    let answer = demand(base, facts, wanted, task)?;
    Ok(answer.map(|demand| edited(demand, network, scenario)))
}

/// A matrix that was made in the base network, with the edits of a scenario; `network` is that of the
/// scenario.
#[must_use]
pub fn demand_edited(demand: Demand, network: &Network, scenario: &Scenario) -> Demand {
    edited(demand, network, scenario)
}

/// A number of the table, with the cells it is the sum of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The cells.
    pub slice: Slice,
    /// Their sum.
    pub number: Sourced,
}

/// A row of the table: a zone or all, one direction or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The zone, by place; `None` is all.
    pub zone: Option<usize>,
    /// The direction; `None` is both.
    pub heading: Option<Heading>,
    /// For each port what goes through it, then all together.
    pub entries: Vec<Entry>,
}

/// A matrix as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Each zone northbound, southbound and both ways, then all zones.
    pub rows: Vec<Row>,
    /// For each class of cargo: northbound, southbound, both.
    pub classes: Vec<[Entry; 3]>,
}

/// The table of a matrix: zone and direction against port, and the classes.
#[must_use]
pub fn table(demand: &Demand) -> Table {
    let whole = Slice::default();
    let entry = |slice| Entry {
        slice,
        number: number_of(demand, slice),
    };
    let row = |(zone, heading): (Option<usize>, Option<Heading>)| {
        let line = Slice {
            zone,
            heading,
            ..whole
        };
        let ports = (0..demand.ports.len()).map(|port| line.port(port));
        Row {
            zone,
            heading,
            entries: ports.chain([line]).map(entry).collect(),
        }
    };
    let zones = (0..demand.zones.len()).map(Some).chain([None]);
    let ways = [Some(Heading::North), Some(Heading::South), None];
    let lines = zones.flat_map(|zone| ways.map(|way| (zone, way)));
    let class = |class: usize| {
        let [north, south] = Heading::ALL.map(|heading| whole.class(class).heading(heading));
        [north, south, whole.class(class)].map(entry)
    };
    Table {
        rows: lines.map(row).collect(),
        classes: (0..demand.classes.len()).map(class).collect(),
    }
}

/// What some cells are: `Guangxi, Qinzhou Port East, southbound`; empty for all of them.
#[must_use]
pub fn slice_in_words(network: &Network, demand: &Demand, slice: Slice, lang: Lang) -> String {
    let part = |parts: &[Part], place: Option<usize>| {
        let part = parts.get(place?)?;
        Some(part.names.in_lang(lang).to_owned())
    };
    let zone = match slice.hub {
        Some(hub) => Some(node_name(network, hub, lang).to_owned()),
        None => part(&demand.zones, slice.zone),
    };
    let way = slice
        .heading
        .map(|way| text(lang, way.words_key()).to_owned());
    let port = part(&demand.ports, slice.port);
    let said = [zone, port, way, part(&demand.classes, slice.class)];
    let comma = match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    };
    said.into_iter().flatten().collect::<Vec<_>>().join(comma)
}

/// What sums can be taken by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Inland zone.
    Zone,
    /// Port.
    Port,
    /// Class of cargo.
    Class,
    /// Direction.
    Heading,
    /// Inland hub.
    Hub,
}

/// A sum with the key and the name of what it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// The key.
    pub key: String,
    /// The name.
    pub names: Names,
    /// Northbound and southbound.
    pub ways: [Sourced; 2],
    /// Both together.
    pub both: Sourced,
}

/// The sums of a matrix by zone, port, class, direction or inland hub.
#[must_use]
pub fn sums(network: &Network, demand: &Demand, by: By) -> Vec<Sum> {
    let whole = Slice::default();
    let parts = |parts: &[Part], slice: fn(Slice, usize) -> Slice| -> Vec<Sum> {
        let sum = |(place, part): (usize, &Part)| {
            sum(demand, &part.key, &part.names, slice(whole, place))
        };
        parts.iter().enumerate().map(sum).collect()
    };
    match by {
        By::Zone => parts(&demand.zones, Slice::zone),
        By::Port => parts(&demand.ports, Slice::port),
        By::Class => parts(&demand.classes, Slice::class),
        By::Heading => Heading::ALL
            .map(|way| {
                sum(
                    demand,
                    way.word(),
                    &Names::worded(way.words_key()),
                    whole.heading(way),
                )
            })
            .into(),
        By::Hub => {
            let mut hubs: Vec<NodeId> = Vec::new();
            for cell in &demand.cells {
                if !hubs.contains(&cell.hub()) {
                    hubs.push(cell.hub());
                }
            }
            let hub = |id: NodeId| {
                let hub = network.node(id);
                sum(demand, hub.key.as_str(), &hub.names, whole.hub(id))
            };
            hubs.into_iter().map(hub).collect()
        }
    }
}

fn sum(demand: &Demand, key: &str, names: &Names, slice: Slice) -> Sum {
    let way = |heading| match slice.heading {
        Some(own) if own != heading => no_cells(demand),
        _ => number_of(demand, slice.heading(heading)),
    };
    Sum {
        key: key.to_owned(),
        names: names.clone(),
        ways: Heading::ALL.map(way),
        both: number_of(demand, slice),
    }
}

/// What no cells add up to.
fn no_cells(demand: &Demand) -> Sourced {
    use crate::model::sourced::Status;
    use crate::model::unit::Unit;
    let mut none = Sourced::new(0.0, Unit::TeuPerYear, Status::Derived);
    none.year = Some(demand.year);
    none
}

/// How the matrix was made, in one sentence.
#[must_use]
pub fn method(demand: &Demand, lang: Lang) -> String {
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .filter(|kind| !demand.missing.contains(kind))
        .map(|kind| text(lang, kind.words_key()).to_owned())
        .collect();
    let beta = demand.beta.value.to_string();
    let base_year = demand.base_year.to_string();
    let made = fill(
        lang,
        "demand.method",
        &[&base_year, &beta, &list(lang, &kinds)],
    );
    if demand.year == demand.base_year {
        return made;
    }
    let formula = demand.total.note.as_deref().unwrap_or("");
    let grown = fill(lang, "demand.grown", &[&demand.year.to_string(), formula]);
    [made, grown].join(space(lang))
}

/// What a reader should know of a matrix: what it misses, and which hubs are left out.
#[must_use]
pub fn remarks(network: &Network, demand: &Demand, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    let n_edits = demand.edited.n_edits;
    if n_edits > 0 {
        said.push(fill(lang, "demand.edited", &[&n_edits.to_string()]));
    }
    if !demand.edited.unmatched.is_empty() {
        let parts = demand.edited.unmatched.iter().map(ToString::to_string);
        let parts: Vec<String> = parts.collect();
        said.push(fill(lang, "demand.unmatched", &[&list(lang, &parts)]));
    }
    if let Some(held) = demand.missed.and_then(|place| demand.held.get(place)) {
        let percent = number(demand.fit.error() * 100.0, 1);
        let name = held.names.in_lang(lang);
        said.push(fill(lang, "demand.inconsistent", &[name, &percent]));
    }
    if !demand.missing.is_empty() {
        let kinds = demand
            .missing
            .iter()
            .map(|kind| text(lang, kind.words_key()).to_owned());
        let kinds: Vec<String> = kinds.collect();
        said.push(fill(lang, "demand.missing", &[&list(lang, &kinds)]));
    }
    if !demand.unreached.is_empty() {
        let hubs = demand.unreached.iter();
        let names: Vec<String> = hubs
            .map(|&hub| node_name(network, hub, lang).to_owned())
            .collect();
        said.push(fill(lang, "demand.unreached", &[&list(lang, &names)]));
    }
    if !demand.unknown.is_empty() {
        let keys: Vec<String> = demand.unknown.iter().map(ToString::to_string).collect();
        said.push(fill(lang, "demand.unknown", &[&list(lang, &keys)]));
    }
    said
}

/// Why there is no matrix, in one sentence.
#[must_use]
pub fn reason(why: &NoDemand, lang: Lang) -> String {
    match why {
        NoDemand::NoSeries => fill(lang, "demand.no-series", &[SERIES]),
        NoDemand::NoTotal { year } => fill(lang, "demand.no-total", &[SERIES, &year.to_string()]),
        NoDemand::NoShares { year, kind } => {
            let kind = text(lang, kind.words_key());
            fill(lang, "demand.no-shares", &[kind, &year.to_string()])
        }
        NoDemand::NoParameter { key } => fill(lang, "demand.no-parameter", &[key]),
        NoDemand::Beyond { last } => fill(lang, "demand.beyond", &[&last.to_string()]),
        NoDemand::NoWay => text(lang, "demand.no-way").to_owned(),
    }
}

fn space(lang: Lang) -> &'static str {
    match lang {
        Lang::En => " ",
        Lang::Zh => "",
    }
}
