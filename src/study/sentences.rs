//! Results in words: the same sentences in the window, on the command line and under a picture.
//!
//! Does not know: where they are shown.

use super::outcome::{
    Contradiction, CutPart, Detour, Itinerary, Obstacle, Outcome, PathAnswer, Question, Refusal,
    Step, Sums, Sureness, Throughput,
};
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::scenario::Access;
use crate::model::sourced::Status;
use crate::model::unit::Unit;
use crate::words::format::{joined, list, number};
use crate::words::{Lang, fill, text};

/// Links named in a sentence at most.
const MAX_NAMED: usize = 3;

/// How many of the figures behind a way are cited, derived, assumed, without source: length, time and
/// money of its links, and time and money of boarding and alighting, which are program defaults and
/// so assumed.
#[must_use]
pub fn figures_behind(network: &Network, way: &Itinerary) -> [usize; 4] {
    let mut counts = [0; 4];
    for passed in way.links() {
        let link = network.link(passed.link);
        let direction = match &link.backward {
            Some(backward) if !passed.is_forward => backward,
            _ => &link.forward,
        };
        for figure in [&link.length, &direction.hours, &direction.money] {
            counts[figure.status as usize] += 1;
        }
    }
    for transfer in way.transfers() {
        let figures = [transfer.sums.seconds, transfer.sums.fen];
        let given = figures.into_iter().filter(|&figure| figure > 0);
        counts[Status::Assumed as usize] += given.count();
    }
    counts
}

/// The name of a hub.
#[must_use]
pub fn node_name(network: &Network, node: NodeId, lang: Lang) -> &str {
    network.node(node).names.in_lang(lang)
}

/// The name of a link with its key, or that of the whole it is a part of: `Huangtong–Baise (R18)`.
#[must_use]
pub fn link_name(network: &Network, link: LinkId, lang: Lang) -> String {
    let link = network.link(link);
    let name = link.names.in_lang(lang);
    if name == link.key.as_str() {
        name.to_owned()
    } else {
        format!("{name} ({})", link.key.whole())
    }
}

/// The name of a line without its ends, with its key: `Chuan-Qian railway (R09)`. Names of links say
/// the line before a colon and the ends after it.
#[must_use]
pub fn line_name(network: &Network, link: LinkId, lang: Lang) -> String {
    let link = network.link(link);
    let name = link.names.in_lang(lang);
    let line = name.split([':', '：']).next().unwrap_or(name);
    if line == link.key.as_str() {
        line.to_owned()
    } else {
        format!("{line} ({})", link.key.whole())
    }
}

/// The names of routes as a list.
#[must_use]
pub fn route_names(network: &Network, routes: &[RouteId], lang: Lang) -> String {
    let names: Vec<String> = routes
        .iter()
        .map(|&id| network.route(id).names.in_lang(lang).to_owned())
        .collect();
    list(lang, &names)
}

/// `By rail on the Middle route, then by sea`: the modes and routes of a way, without drayage.
#[must_use]
pub fn way_in_words(network: &Network, way: &Itinerary, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    for leg in way.legs().filter(|leg| leg.mode != Mode::Transfer) {
        let mode = text(lang, leg.mode.words_key());
        let named: Vec<RouteId> = leg
            .routes
            .iter()
            .copied()
            .filter(|&id| network.is_corridor_route(id))
            .collect();
        let part = if named.is_empty() {
            fill(lang, "path.by-mode", &[mode])
        } else {
            let routes = route_names(network, &named, lang);
            fill(lang, "path.by-mode-on", &[mode, &routes])
        };
        if parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return text(lang, "path.by-drayage").to_owned();
    }
    joined(lang, "path.then", &parts)
}

/// `1,346 km · 69.3 h · 3,911 ¥/TEU · 164 kg CO2e/TEU`.
#[must_use]
pub fn sums_in_words(sums: Sums, lang: Lang) -> String {
    let figures = [
        (sums.km(), 0, Unit::Km),
        (sums.hours(), 1, Unit::Hours),
        (sums.yuan(), 0, Unit::YuanPerTeu),
        (sums.co2_kg(), 0, Unit::KgPerTeu),
    ];
    let said = figures.map(|(value, digits, unit)| {
        let unit = unit.in_lang(lang);
        format!("{} {unit}", number(value, digits))
    });
    said.join(" · ")
}

/// The modes of a question as a list; `any mode` where all are allowed.
#[must_use]
pub fn modes_in_words(question: &Question, lang: Lang) -> String {
    let chosen: Vec<String> = Mode::ALL
        .into_iter()
        .filter(|&mode| mode != Mode::Transfer && question.modes.has(mode))
        .map(|mode| text(lang, mode.words_key()).to_owned())
        .collect();
    match chosen.len() {
        0 => text(lang, "mode.transfer").to_owned(),
        n if n == Mode::ALL.len() - 1 => text(lang, "mode.any").to_owned(),
        _ => list(lang, &chosen),
    }
}

/// What is to be said of the path: one or two sentences.
#[must_use]
pub fn path_sentences(network: &Network, outcome: &Outcome, lang: Lang) -> Vec<String> {
    match &outcome.path {
        PathAnswer::NotAsked => Vec::new(),
        PathAnswer::Found { best, detour } => {
            let way = way_in_words(network, best, lang);
            let mut said = vec![fill(lang, "path.found", &[&way])];
            if let Some(detour) = detour {
                said.push(detour_sentence(network, best, detour, lang));
            }
            said
        }
        PathAnswer::None { obstacles } => vec![none_sentence(network, outcome, obstacles, lang)],
        PathAnswer::Refused(refusal) => vec![refusal_sentence(network, *refusal, lang)],
    }
}

/// Why a question cannot be answered as it is asked.
#[must_use]
pub fn refusal_sentence(network: &Network, refusal: Refusal, lang: Lang) -> String {
    let both = |name: &str| fill(lang, "path.contradictory", &[name]);
    match refusal {
        Refusal::TooManyStops => text(lang, "path.too-many-stops").to_owned(),
        Refusal::Contradictory(Contradiction::Hub(hub)) => both(node_name(network, hub, lang)),
        Refusal::Contradictory(Contradiction::Link(link)) => both(&link_name(network, link, lang)),
        Refusal::Contradictory(Contradiction::Route(route)) => {
            both(&route_names(network, &[route], lang))
        }
        Refusal::Contradictory(Contradiction::Mode(mode)) => both(text(lang, mode.words_key())),
    }
}

/// What a leg or transfer is called: `Chengdu → Baise`, `Mohan: rail → road`, `Mohan: border`.
#[must_use]
pub fn step_name(network: &Network, step: &Step, lang: Lang) -> String {
    let name = |node| node_name(network, node, lang);
    let mode = |mode: Option<Mode>| text(lang, mode.map_or("mode.door", Mode::words_key));
    match step {
        Step::Leg(leg) => format!("{} → {}", name(leg.from), name(leg.to)),
        Step::Transfer(transfer) => {
            let said = match (transfer.from, transfer.to) {
                (None, None) => text(lang, "term.border-crossing").to_owned(),
                (from, to) => format!("{} → {}", mode(from), mode(to)),
            };
            format!("{}: {said}", name(transfer.node))
        }
    }
}

fn detour_sentence(network: &Network, best: &Itinerary, detour: &Detour, lang: Lang) -> String {
    let by: Vec<String> = detour
        .by
        .iter()
        .map(|&node| node_name(network, node, lang).to_owned())
        .collect();
    let long_km = number(best.totals.km(), 0);
    let direct_km = number(detour.direct.km(), 0);
    let needs = obstacles_in_words(network, &detour.obstacles, lang);
    let by = list(lang, &by);
    fill(lang, "path.detour", &[&by, &long_km, &direct_km, &needs])
}

/// Why there is no way.
#[must_use]
pub fn none_sentence(
    network: &Network,
    outcome: &Outcome,
    obstacles: &[Obstacle],
    lang: Lang,
) -> String {
    let question = &outcome.question;
    let name = |nodes: &[NodeId]| {
        let first = nodes.first().map(|&node| node_name(network, node, lang));
        first.unwrap_or_default().to_owned()
    };
    let modes = modes_in_words(question, lang);
    let (from, to) = (name(&question.from), name(&question.to));
    if obstacles.is_empty() {
        return fill(lang, "path.none-at-all", &[&from, &to, &modes]);
    }
    let needs = obstacles_in_words(network, obstacles, lang);
    fill(lang, "path.none", &[&from, &to, &modes, &needs])
}

/// Closed links by reason: routes are named once, other links each with its state and opening.
#[must_use]
pub fn obstacles_in_words(network: &Network, obstacles: &[Obstacle], lang: Lang) -> String {
    let mut closed_routes: Vec<RouteId> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for obstacle in obstacles {
        let link = network.link(obstacle.link);
        if obstacle.access == Access::RoutesClosed {
            closed_routes.extend(&link.routes);
            continue;
        }
        let name = link_name(network, obstacle.link, lang);
        let why = text(lang, obstacle.access.words_key());
        let one = match (obstacle.access, link.open_year) {
            (Access::NotOperating(state), Some(year)) if state.is_to_come() => {
                fill(lang, "obstacle.opens", &[&name, why, &year.to_string()])
            }
            _ => fill(lang, "obstacle.plain", &[&name, why]),
        };
        if !said.contains(&one) {
            said.push(one);
        }
    }
    closed_routes.sort_unstable();
    closed_routes.dedup();
    if !closed_routes.is_empty() {
        let routes = route_names(network, &closed_routes, lang);
        said.insert(0, fill(lang, "obstacle.routes", &[&routes]));
    }
    joined(lang, "list.semicolon", &said)
}

/// What is to be said of the throughput and its bottleneck: one or two sentences.
#[must_use]
pub fn throughput_sentences(network: &Network, throughput: &Throughput, lang: Lang) -> Vec<String> {
    match throughput {
        Throughput::Nothing => vec![text(lang, "throughput.nothing").to_owned()],
        Throughput::Unlimited { links } => {
            let mut names: Vec<String> = links
                .iter()
                .filter(|&&link| network.link(link).mode != Mode::Transfer)
                .map(|&link| link_name(network, link, lang))
                .collect();
            names.dedup();
            names.truncate(MAX_NAMED);
            vec![fill(lang, "throughput.unlimited", &[&list(lang, &names)])]
        }
        Throughput::Limited {
            teu_per_year,
            bottleneck,
            is_unique,
            sureness,
            ..
        } => {
            let parts: Vec<String> = bottleneck
                .iter()
                .map(|part| cut_part_in_words(network, part, lang))
                .collect();
            let value = grouped(*teu_per_year);
            let mut said = vec![fill(lang, "throughput.limited", &[&value])];
            said.push(fill(lang, "throughput.bottleneck", &[&list(lang, &parts)]));
            if !is_unique {
                said.push(text(lang, "throughput.not-unique").to_owned());
            }
            said.extend(sureness_in_words(network, sureness, lang));
            said
        }
    }
}

/// How sure a throughput is: its range, and what else may be the bottleneck.
#[must_use]
pub fn sureness_in_words(network: &Network, sureness: &Sureness, lang: Lang) -> Vec<String> {
    let range = sureness.range.map(|(low, high)| {
        let ends = [grouped(low), grouped(high)];
        fill(lang, "throughput.range", &[&ends[0], &ends[1]])
    });
    let mut names: Vec<String> = sureness
        .rivals
        .iter()
        .map(|part| match part {
            CutPart::Link { link, .. } => line_name(network, *link, lang),
            CutPart::Hub { node, limit, .. } => hub_limit_name(network, *node, *limit, lang),
        })
        .collect();
    names.dedup();
    let rivals =
        (!names.is_empty()).then(|| fill(lang, "throughput.rivals", &[&list(lang, &names)]));
    range.into_iter().chain(rivals).collect()
}

/// A hub as a part of a bottleneck: its name, and what is limited where that is not all handling.
#[must_use]
pub fn hub_limit_name(network: &Network, node: NodeId, number: NodeNumber, lang: Lang) -> String {
    let name = node_name(network, node, lang);
    if number == NodeNumber::Capacity {
        return name.to_owned();
    }
    let limit = text(lang, number.words_key());
    fill(lang, "throughput.hub-limit", &[name, limit])
}

/// A whole number with separated thousands.
#[must_use]
pub fn grouped(count: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "TEU a year stay far below 2^53")]
    number(count as f64, 0)
}

/// `Chuan-Qian railway (R09) 650,430 TEU/a`.
#[must_use]
pub fn cut_part_in_words(network: &Network, part: &CutPart, lang: Lang) -> String {
    match part {
        CutPart::Link { link, capacity, .. } => format!(
            "{} {} {}",
            link_name(network, *link, lang),
            number(capacity.value, 0),
            capacity.unit.in_lang(lang)
        ),
        CutPart::Hub {
            node,
            limit,
            capacity,
        } => format!(
            "{} {} {}",
            hub_limit_name(network, *node, *limit, lang),
            number(capacity.value, 0),
            capacity.unit.in_lang(lang)
        ),
    }
}
