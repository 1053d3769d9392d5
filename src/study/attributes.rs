//! Attributes by which things on the map are colored, widened and labeled: those of links and hubs as the
//! attribute table has them, what links carry and how full they are, and the properties of features of
//! context layers.
//!
//! Does not know: classes, colors, where things are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::flows::by_link::LinkFlows;
use super::table::columns::{self, Column, Field};
use super::table::{Cell, Tab, Table};
use crate::model::context::ContextLayer;
use crate::model::link::LinkState;
use crate::model::look::{LINK_FLOW, LINK_UTILIZATION};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::properties::Plain;
use crate::model::scenario::Scenario;
use crate::model::unit::Unit;
use crate::words::format::short;
use crate::words::{Lang, text};

/// Things that have attributes.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// Links, by their places, and what they carry where that is known.
    Links(&'a Arc<Network>, Option<&'a LinkFlows>),
    /// Hubs, by their places.
    Hubs(&'a Arc<Network>),
    /// The features of a context layer, by their places.
    Features(&'a ContextLayer),
}

/// An attribute that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The word by which it is kept.
    pub word: String,
    /// What it is called, with its unit.
    pub names: Names,
    /// Whether its values are numbers; else they are kinds only.
    pub is_number: bool,
}

/// Columns of texts that put things in kinds.
const KINDS: [Field; 6] = [
    Field::Mode,
    Field::State,
    Field::Electrified,
    Field::Gauge,
    Field::Kind,
    Field::Country,
];
/// Properties of a layer that are looked at beyond these many features only where these have them.
const LOOKED_AT: usize = 2_000;

fn is_offered(column: &Column) -> bool {
    let is_place = matches!(column.field, Field::Lon | Field::Lat);
    column.is_number && !is_place || KINDS.contains(&column.field)
}

/// The attributes that things of a kind have; those that are computed come first.
#[must_use]
pub fn attributes(of: Of) -> Vec<Attribute> {
    let tab = match of {
        Of::Links(..) => Tab::Links,
        Of::Hubs(_) => Tab::Hubs,
        Of::Features(layer) => return properties(layer),
    };
    let computed = [LINK_FLOW, LINK_UTILIZATION].map(|word| Attribute {
        word: word.to_owned(),
        names: called(of, word),
        is_number: true,
    });
    let computed = computed.into_iter().filter(|_| tab == Tab::Links);
    let offered = columns::of(tab).iter().filter(|column| is_offered(column));
    let attribute = |column: &Column| Attribute {
        word: column.word.to_owned(),
        names: Names::new(&column.head(Lang::En), &column.head(Lang::Zh)),
        is_number: column.is_number,
    };
    computed.chain(offered.map(attribute)).collect()
}

/// The unit of what links carry or of how full they are; `None` where a word means neither.
fn flow_unit(word: &str) -> Option<Unit> {
    match word {
        LINK_FLOW => Some(Unit::TeuPerYear),
        LINK_UTILIZATION => Some(Unit::Named("%")),
        _ => None,
    }
}

/// What that is called, with its unit; of some who were chosen the flow says so.
fn called_flow(flows: Option<&LinkFlows>, word: &str) -> Option<Names> {
    let unit = flow_unit(word)?;
    let key = match word {
        LINK_UTILIZATION => "attribute.utilization",
        _ if flows.is_some_and(LinkFlows::is_selection) => "attribute.flow-chosen",
        _ => "attribute.flow",
    };
    let said = |lang| format!("{} ({})", text(lang, key), unit.in_lang(lang));
    Some(Names::new(&said(Lang::En), &said(Lang::Zh)))
}

/// The properties of a layer; a number where most of those looked at are.
fn properties(layer: &ContextLayer) -> Vec<Attribute> {
    let all = &layer.properties;
    let n_looked = layer.labels.len().min(LOOKED_AT);
    let mut counts: Vec<[usize; 2]> = vec![[0; 2]; all.names().len()];
    for feature in 0..n_looked {
        for (name, value) in all.plain(feature) {
            if let Some(counts) = counts.get_mut(name) {
                counts[usize::from(matches!(value, Plain::Number(_)))] += 1;
            }
        }
    }
    let found = all.names().iter().zip(counts);
    let found = found.filter(|(_, [texts, numbers])| texts + numbers > 0);
    found
        .map(|(name, [texts, numbers])| Attribute {
            word: name.to_string(),
            names: Names::new(name, name),
            is_number: numbers > texts,
        })
        .collect()
}

/// What an attribute is called, with its unit; its word where there is none of the kind.
#[must_use]
pub fn called(of: Of, word: &str) -> Names {
    let tab = match of {
        Of::Links(_, flows) => {
            if let Some(names) = called_flow(flows, word) {
                return names;
            }
            Tab::Links
        }
        Of::Hubs(_) => Tab::Hubs,
        Of::Features(_) => return Names::new(word, word),
    };
    let mut columns = columns::of(tab).iter();
    let column = columns.find(|column| column.word == word);
    column.map_or_else(
        || Names::new(word, word),
        |column| Names::new(&column.head(Lang::En), &column.head(Lang::Zh)),
    )
}

/// The symbol of the unit of an attribute in both languages; empty where it has none.
#[must_use]
pub fn unit(of: Of, word: &str) -> Names {
    let tab = match of {
        Of::Links(..) => match flow_unit(word) {
            Some(unit) => return Names::new(unit.in_lang(Lang::En), unit.in_lang(Lang::Zh)),
            None => Tab::Links,
        },
        Of::Hubs(_) => Tab::Hubs,
        Of::Features(_) => return Names::default(),
    };
    let mut columns = columns::of(tab).iter();
    let column = columns.find(|column| column.word == word);
    column.map_or_else(Names::default, |column| {
        Names::new(column.unit_in(Lang::En), column.unit_in(Lang::Zh))
    })
}

/// The values of an attribute as numbers; nothing where things have no such numbers.
#[must_use]
pub fn numbers(of: Of, word: &str) -> Vec<Option<f64>> {
    if let Of::Links(network, flows) = of
        && flow_unit(word).is_some()
    {
        let number = |link| match word {
            LINK_FLOW => flows?.teu(network, link),
            _ => flows?.percent(network, link),
        };
        return network.link_ids().map(number).collect();
    }
    each(
        of,
        word,
        |cell| match cell {
            Cell::Number(number) => Some(number.value).filter(|value| value.is_finite()),
            _ => None,
        },
        |value| match value {
            Plain::Number(number) => Some(number).filter(|value| value.is_finite()),
            Plain::Text(_) | Plain::Bool(_) => None,
        },
    )
}

/// Which things count for classes and for what has no value: links that are not there do not.
#[must_use]
pub fn counted(of: Of) -> Vec<bool> {
    match of {
        Of::Links(network, _) => {
            let is_there = |state| {
                !matches!(
                    state,
                    LinkState::Superseded | LinkState::NotYet | LinkState::Removed
                )
            };
            network
                .links()
                .iter()
                .map(|link| is_there(link.state))
                .collect()
        }
        Of::Hubs(network) => network
            .node_ids()
            .map(|id| !network.is_removed(id))
            .collect(),
        Of::Features(layer) => vec![true; layer.labels.len()],
    }
}

/// The numbers that there are of things that count.
#[must_use]
pub fn known(numbers: &[Option<f64>], is_counted: &[bool]) -> Vec<f64> {
    let counted = numbers.iter().zip(is_counted).filter(|(_, is)| **is);
    counted.filter_map(|(number, _)| *number).collect()
}

/// The numbers among which classes of an attribute are found. Most links carry nothing: they are in the lowest class,
/// and do not count for where the others begin.
#[must_use]
pub fn counted_for_classes(word: &str, numbers: &[f64]) -> Vec<f64> {
    let takes_all = flow_unit(word).is_none();
    let counted = numbers.iter().copied();
    counted
        .filter(|number| takes_all || *number > 0.0)
        .collect()
}

/// The values of an attribute as kinds: the kind of each thing, and what kinds are called; the most
/// frequent first, then by name.
#[must_use]
pub fn kinds(of: Of, word: &str) -> (Vec<Option<usize>>, Vec<Names>) {
    let said = each(
        of,
        word,
        |cell| {
            let names = Names::new(&cell.shown(Lang::En), &cell.shown(Lang::Zh));
            (!names.en.is_empty()).then_some(names)
        },
        |value| match value {
            Plain::Text("") => None,
            Plain::Text(text) => Some(Names::new(text, text)),
            Plain::Number(number) => Some(Names::new(&short(number), &short(number))),
            Plain::Bool(flag) => {
                let key = if flag { "word.yes" } else { "word.no" };
                let of = |lang| text(lang, key);
                Some(Names::new(of(Lang::En), of(Lang::Zh)))
            }
        },
    );
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for names in said.iter().flatten() {
        *counts.entry((&names.en, &names.zh)).or_default() += 1;
    }
    let mut order: Vec<((&str, &str), usize)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let place: BTreeMap<(&str, &str), usize> = order
        .iter()
        .enumerate()
        .map(|(place, (names, _))| (*names, place))
        .collect();
    let of = said.iter().map(|names| {
        let names = names.as_ref()?;
        place.get(&(&*names.en, &*names.zh)).copied()
    });
    let of = of.collect();
    let names = order
        .iter()
        .map(|((en, zh), _)| Names::new(en, zh))
        .collect();
    (of, names)
}

/// A value for each thing, of a cell or a property.
fn each<T>(
    of: Of,
    word: &str,
    of_cell: impl Fn(Cell) -> Option<T>,
    of_property: impl Fn(Plain) -> Option<T>,
) -> Vec<Option<T>> {
    let (tab, network, n) = match of {
        Of::Links(network, _) => (Tab::Links, network, network.links().len()),
        Of::Hubs(network) => (Tab::Hubs, network, network.nodes().len()),
        Of::Features(layer) => {
            let n = layer.labels.len();
            let Some(name) = layer.properties.number_of(word) else {
                return (0..n).map(|_| None).collect();
            };
            let value = |feature| {
                let mut own = layer.properties.plain(feature);
                own.find(|(of, _)| *of == name)
                    .and_then(|(_, value)| of_property(value))
            };
            return (0..n).map(value).collect();
        }
    };
    let mut columns = columns::of(tab).iter();
    let Some(column) = columns.find(|column| column.word == word && is_offered(column)) else {
        return (0..n).map(|_| None).collect();
    };
    let of_network = (Arc::clone(network), Arc::default());
    let table = Table::new(tab, of_network, &Scenario::base(), None);
    (0..n)
        .map(|row| of_cell(table.cell(row, column.field)))
        .collect()
}
