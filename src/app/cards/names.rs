//! What the numbers of cards are called, and what they are of.
//!
//! Does not know: the numbers.

use super::lookup::{
    compared, demand, emission_report, figure, note, observation, parameter, path,
};
use super::{LinkValue, NodeValue, Origin, ProjectValue, ServiceValue, has_two_ways};
use crate::app::beyond;
use crate::app::draw::drafted_names;
use crate::app::flows::made;
use crate::app::plain::measure_key;
use crate::app::props::property_names;
use crate::app::resilience::{ClosureFigure, closure_names, closures};
use crate::app::state::State;
use crate::app::versus::{self, VersusValue};
use crate::app::weights::cargo_names;
use crate::model::ids::{Key, LinkId, NodeId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::series::Observation;
use crate::study::demand::{Slice, slice_in_words};
use crate::study::emissions::Line;
use crate::study::emissions::sentences::line_name;
use crate::study::flows::prices::limits_name;
use crate::study::flows::readings::FlowFigure;
use crate::study::sentences::{link_name, node_name, step_name, way_in_words};
use crate::study::ways::{of_criterion, options};
use crate::words::format::list;
use crate::words::{Lang, fill, text};

impl Origin {
    /// What the number is called.
    #[must_use]
    pub fn names(&self, state: &State) -> Names {
        match self {
            Self::Total(measure) | Self::Step(_, measure) | Self::Reach(_, measure) => {
                worded(measure.words_key())
            }
            Self::Plain(measure) => worded(measure_key(*measure)),
            Self::Way(_, figure) | Self::Difference(_, figure) => worded(figure.words_key()),
            Self::Part(..) | Self::Hinterland { .. } => {
                let outcome = state.transient.outcome.as_ref();
                let criterion = outcome.map(|outcome| outcome.question.criterion);
                worded(of_criterion(criterion.unwrap_or_default()).words_key())
            }
            Self::Emission(_, _, amount) => worded(amount.words_key()),
            Self::Weight(weight) => worded(weight.words_key()),
            Self::Box(number) => worded(number.words_key()),
            Self::Throughput => worded("measure.throughput"),
            Self::Beyond(figure) => worded(beyond::words_key(*figure)),
            Self::Link { value, .. } | Self::Drawn(value) => match value {
                LinkValue::Editable(number) => worded(number.words_key()),
                LinkValue::Length => worded("inspector.length"),
                LinkValue::Co2 => worded("inspector.co2"),
                LinkValue::Tracks => worded("inspector.tracks"),
                LinkValue::Gauge(_) => worded("inspector.gauge"),
                LinkValue::OpenYear => worded("inspector.open-year"),
                LinkValue::Property(name) => property_names(name),
            },
            Self::Node { value, .. } => match value {
                NodeValue::Editable(number) => worded(number.words_key()),
                NodeValue::Property(name) => property_names(name),
            },
            Self::Feature { property, .. } => property_names(property),
            Self::Figure(place) => {
                let figure = figure(state, *place);
                figure.map_or_else(Names::default, |figure| figure.names.clone())
            }
            Self::Observation { series, .. } => {
                let facts = state.document.as_ref().map(|document| &document.facts);
                let series = facts.and_then(|facts| facts.series(series));
                series.map_or_else(Names::default, |series| series.names.clone())
            }
            Self::Service { value, .. } => worded(match value {
                ServiceValue::Departures => "service.departures",
                ServiceValue::Wait => "service.wait",
                ServiceValue::Hours => "service.hours",
            }),
            Self::Conflict(key, _) => {
                let facts = state.document.as_ref().map(|document| &document.facts);
                let mut conflicts = facts.iter().flat_map(|facts| &facts.conflicts);
                let conflict = conflicts.find(|known| known.key == *key);
                conflict.map_or_else(Names::default, |conflict| conflict.names.clone())
            }
            Self::Note(key) => {
                note(state, key).map_or_else(Names::default, |note| note.names.clone())
            }
            Self::Parameter(key) => {
                let parameter = parameter(state, key);
                parameter.map_or_else(Names::default, |parameter| parameter.names.clone())
            }
            Self::Project { value, .. } => worded(match value {
                ProjectValue::Year => "projects.year",
                ProjectValue::Cost => "inspector.money",
                ProjectValue::Before => "card.before",
                ProjectValue::After => "card.after",
            }),
            Self::Compared { check, .. } => {
                compared(state, check).map_or_else(Names::default, |one| one.names.clone())
            }
            Self::Flow(figure) => worded(flow_key(*figure)),
            Self::Closure((_, amount)) => worded(amount.words_key()),
            Self::Versus(row, _) => {
                versus::row(state, row).map_or_else(Names::default, |row| row.names.clone())
            }
            Self::Demand(_) | Self::Grown { .. } => worded("demand.heading"),
        }
    }

    /// What the number is of: a path, a link, a hub.
    #[must_use]
    pub fn whose(&self, state: &State) -> Names {
        let Some(network) = state.numbers() else {
            return Names::default();
        };
        match self {
            Self::Plain(_) => {
                let name = state.plain.as_ref().map_or("", |plain| &plain.name);
                Names::new(name, name)
            }
            Self::Total(_) | Self::Throughput => both(|lang| ends(state, network, lang)),
            Self::Beyond(figure) => beyond::whose(state, *figure)
                .unwrap_or_else(|| both(|lang| ends(state, network, lang))),
            Self::Way(place, _) => both(|lang| way_name(state, *place, lang)),
            Self::Difference(place, _) => both(|lang| {
                let name = way_name(state, *place, lang);
                fill(lang, "ways.against", &[&name])
            }),
            Self::Hinterland { hub, is_more } => hinterland_names(network, hub, *is_more),
            Self::Part(place, part) => both(|lang| {
                let name = part.in_words(network, lang);
                fill(lang, "why.part", &[&name, &(place + 1).to_string()])
            }),
            Self::Reach(node, _) => reach_names(state, network, *node),
            Self::Drawn(_) => drafted_names(state),
            Self::Box(_) => worded(state.session.weights.box_size.words_key()),
            Self::Emission(place, line, _) => emission_line(state, *place, *line),
            Self::Weight(_) => cargo_of(state),
            Self::Step(place, _) => both(|lang| {
                let step = path(state).and_then(|way| way.steps.get(*place));
                step.map_or_else(String::new, |step| step_name(network, step, lang))
            }),
            Self::Link {
                link, is_forward, ..
            } => match network.link_by_key(link) {
                Some(id) => both(|lang| link_with_way(network, id, *is_forward, lang)),
                None => Names::default(),
            },
            Self::Node { node, .. } => match network.node_by_key(node) {
                Some(id) => network.node(id).names.clone(),
                None => Names::default(),
            },
            Self::Feature { layer, feature, .. } => {
                let name = state.feature_name(*layer, *feature);
                Names::new(&name, &name)
            }
            Self::Figure(place) => {
                let figure = figure(state, *place);
                figure.map_or_else(Names::default, |figure| thing_names(network, &figure.at))
            }
            Self::Observation { series, place } => {
                let seen = observation(state, series, *place);
                let when = seen.map(Observation::when).unwrap_or_default();
                Names::new(&when, &when)
            }
            Self::Service { service, .. } => {
                let mut services = network.services().iter();
                let service = services.find(|known| known.key == *service);
                service.map_or_else(Names::default, |service| service.names.clone())
            }
            Self::Note(key) | Self::Parameter(key) | Self::Conflict(key, _) => {
                Names::new(key.as_str(), key.as_str())
            }
            Self::Project { project, .. } => {
                let project = network.project_by_key(project);
                project.map_or_else(Names::default, |project| project.names.clone())
            }
            Self::Compared { is_model: true, .. } => worded("reality.model"),
            Self::Compared { .. } => worded("reality.published"),
            Self::Flow(figure) => flow_names(state, network, *figure),
            Self::Closure(figure) => closure_of(state, network, *figure),
            Self::Versus(row, value) => versus_names(state, row, *value),
            Self::Demand(slice) => cells_of(state, network, *slice),
            Self::Grown { growth, year } => {
                both(|lang| format!("{year} · {}", text(lang, growth.words_key())))
            }
        }
    }
}

/// `Chongqing → Guiyang`.
fn reach_names(state: &State, network: &Network, node: NodeId) -> Names {
    if node.index() >= network.nodes().len() {
        return Names::default();
    }
    both(|lang| {
        let from = state.session.reach.from;
        let from = from.map_or("", |from| node_name(network, from, lang));
        format!("{from} → {}", node_name(network, node, lang))
    })
}

/// What closures are of; those may be a moment older than what is shown.
fn closure_of(state: &State, network: &Network, figure: ClosureFigure) -> Names {
    let network = closures(state).map_or(network, |made| &made.answer.network);
    both(|lang| closure_names(network, figure, lang))
}

/// The year and the cells that a number of demand is the sum of.
fn cells_of(state: &State, network: &Network, slice: Slice) -> Names {
    let Some(demand) = demand(state) else {
        return Names::default();
    };
    both(|lang| {
        let cells = slice_in_words(network, demand, slice, lang);
        format!("{} {cells}", demand.year).trim_end().to_owned()
    })
}

/// The side that a number of a comparison is of, or what is set against what.
fn versus_names(state: &State, row: &str, value: VersusValue) -> Names {
    let Some(made) = &state.transient.versus.made else {
        return Names::default();
    };
    let [a, b] = made.sides.each_ref().map(|side| &side.names);
    match value {
        VersusValue::Side(place) => {
            let names = if place == 0 { a } else { b };
            let of = versus::row(state, row).and_then(|row| row.of[place.min(1)].as_ref());
            match of {
                Some(of) => both(|lang| {
                    let parts = [names.in_lang(lang), of.in_lang(lang)];
                    fill(lang, "compare.number-of", &parts)
                }),
                None => names.clone(),
            }
        }
        VersusValue::Difference | VersusValue::Percent => both(|lang| {
            let parts = [a.in_lang(lang), b.in_lang(lang)];
            fill(lang, "compare.of-what", &parts)
        }),
    }
}

/// The key of what a number of flows is called.
fn flow_key(figure: FlowFigure) -> &'static str {
    match figure {
        FlowFigure::Total(of)
        | FlowFigure::Mode(_, of)
        | FlowFigure::Route(_, of)
        | FlowFigure::Class(_, of) => of.words_key(),
        FlowFigure::Unmet => "flows.unmet",
        FlowFigure::Deterred => "flows.deterred",
        FlowFigure::Price(_, true) => "flows.more",
        FlowFigure::Price(_, false) => "flows.less",
        FlowFigure::Using(_) => "flows.users",
        FlowFigure::Link(..) => "flows.flow",
        FlowFigure::Hub(_) => "flows.handled",
        FlowFigure::LinkUse(..) | FlowFigure::HubUse(_) => "flows.utilization",
    }
}

/// A class of cargo of the newest flows.
fn class_of_flows(state: &State, class: usize) -> Names {
    let classes = made(state).map(|made| &made.answer.demand.classes);
    let class = classes.and_then(|classes| classes.get(class));
    class.map_or_else(Names::default, |class| class.names.clone())
}

/// What a number of flows is of.
fn flow_names(state: &State, network: &Network, figure: FlowFigure) -> Names {
    // Those flows may be a moment older than what is shown.
    let network = made(state).map_or(network, |made| &made.answer.network);
    match figure {
        FlowFigure::Total(_)
        | FlowFigure::Unmet
        | FlowFigure::Deterred
        | FlowFigure::Using(None) => worded("flows.all"),
        FlowFigure::Class(class, _) => class_of_flows(state, class),
        FlowFigure::Price(limits, _) => both(|lang| limits_name(network, limits, lang)),
        FlowFigure::Using(Some(commodity)) => {
            let loads = made(state).map(|made| &made.answer.loads);
            let of = loads.and_then(|loads| loads.commodities.get(commodity as usize));
            of.map_or_else(Names::default, |of| {
                let class = class_of_flows(state, of.class as usize);
                both(|lang| {
                    let [from, to] = [of.from, of.to].map(|end| node_name(network, end, lang));
                    format!("{from} → {to} · {}", class.in_lang(lang))
                })
            })
        }
        FlowFigure::Mode(mode, _) => worded(mode.words_key()),
        FlowFigure::Route(Some(route), _) => network.route(route).names.clone(),
        FlowFigure::Route(None, _) => worded("flows.no-route"),
        FlowFigure::Link(link, is_forward) | FlowFigure::LinkUse(link, is_forward) => {
            both(|lang| link_with_way(network, link, is_forward, lang))
        }
        FlowFigure::Hub(node) | FlowFigure::HubUse(node) => network.node(node).names.clone(),
    }
}

/// The class of cargo that was chosen; nothing for cargo in general.
fn cargo_of(state: &State) -> Names {
    both(|lang| {
        let facts = state.document.as_ref().map(|document| &document.facts);
        let class = state.session.weights.cargo.as_deref().zip(facts);
        let class = class.map(|(class, facts)| cargo_names(facts, class));
        class.map_or_else(String::new, |names| names.in_lang(lang).to_owned())
    })
}

fn both(said: impl Fn(Lang) -> String) -> Names {
    Names::new(&said(Lang::En), &said(Lang::Zh))
}

/// A text of the message files as a name: in English it begins with a capital.
fn worded(key: &str) -> Names {
    let mut names = Names::worded(key);
    if let Some(first) = names.en.get(..1).map(str::to_uppercase) {
        names.en.replace_range(..1, &first);
    }
    names
}

/// `Way 2: by rail on the Middle route`.
fn way_name(state: &State, place: usize, lang: Lang) -> String {
    let Some(outcome) = &state.transient.outcome else {
        return String::new();
    };
    let ways = options(outcome);
    let Some(way) = ways.get(place) else {
        return String::new();
    };
    let name = way_in_words(&outcome.network, way, lang);
    fill(lang, "ways.numbered", &[&(place + 1).to_string(), &name])
}

/// `Best way from Chengdu`.
fn hinterland_names(network: &Network, hub: &Key, is_more: bool) -> Names {
    let names = thing_names(network, hub);
    let key = if is_more {
        "hinterland.more-from"
    } else {
        "hinterland.from"
    };
    both(|lang| fill(lang, key, &[names.in_lang(lang)]))
}

/// `Way 2: hub operations`.
fn emission_line(state: &State, place: usize, line: Line) -> Names {
    both(|lang| {
        let report = emission_report(state, place);
        let line = report.map(|report| {
            state.numbers().map_or_else(String::new, |network| {
                line_name(network, &report, line, lang)
            })
        });
        let way = (place + 1).to_string();
        fill(lang, "ways.numbered", &[&way, &line.unwrap_or_default()])
    })
}

fn ends(state: &State, network: &Network, lang: Lang) -> String {
    let Some(outcome) = &state.transient.outcome else {
        return String::new();
    };
    let names = |nodes: &[NodeId]| {
        let names = nodes.iter().map(|&node| node_name(network, node, lang));
        list(lang, &names.map(str::to_owned).collect::<Vec<_>>())
    };
    let question = &outcome.question;
    format!("{} → {}", names(&question.from), names(&question.to))
}

fn link_with_way(network: &Network, id: LinkId, is_forward: bool, lang: Lang) -> String {
    let link = network.link(id);
    let name = link_name(network, id, lang);
    if !has_two_ways(link) {
        return name;
    }
    let to = if is_forward { link.to } else { link.from };
    format!("{name} → {}", node_name(network, to, lang))
}

/// The names of a hub or link, or of the line whose parts are in the network.
#[must_use]
pub fn thing_names(network: &Network, key: &Key) -> Names {
    if let Some(node) = network.node_by_key(key) {
        return network.node(node).names.clone();
    }
    match network.links_named(key.as_str()).first() {
        Some(&link) => both(|lang| link_name(network, link, lang)),
        None => Names::default(),
    }
}
