//! Find anything that has a name: by its English or Chinese name, its key, or a part of either; by how its
//! Chinese name is pronounced, and hubs by their UN/LOCODE.
//!
//! Window and command line share it. Does not know: what is done with a hit.

pub mod sound;
pub mod typed;

use std::collections::HashSet;

use self::typed::Typed;
use crate::model::facts::{Facts, Note, Shown};
use crate::model::ids::{Key, LinkId, NodeId, RouteId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::value::Value;

/// What can be found; the numbers are places in the lists of the network and the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A hub.
    Node(NodeId),
    /// A link; of a split one its first part stands for all.
    Link(LinkId),
    /// A route or group.
    Route(RouteId),
    /// A chain of a route.
    Chain(RouteId, usize),
    /// A project.
    Project(usize),
    /// A service.
    Service(usize),
    /// A note.
    Note(usize),
    /// A published series.
    Series(usize),
    /// Sources that disagree.
    Conflict(usize),
    /// A parameter.
    Parameter(usize),
}

impl Subject {
    /// The word of JSON and of the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Node(_) => "hub",
            Self::Link(_) => "link",
            Self::Route(_) => "route",
            Self::Chain(..) => "chain",
            Self::Project(_) => "project",
            Self::Service(_) => "service",
            Self::Note(_) => "note",
            Self::Series(_) => "series",
            Self::Conflict(_) => "conflict",
            Self::Parameter(_) => "parameter",
        }
    }

    /// The key of its kind's name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Node(_) => "subject.hub",
            Self::Link(_) => "subject.link",
            Self::Route(_) => "subject.route",
            Self::Chain(..) => "subject.chain",
            Self::Project(_) => "subject.project",
            Self::Service(_) => "subject.service",
            Self::Note(_) => "subject.note",
            Self::Series(_) => "subject.series",
            Self::Conflict(_) => "subject.conflict",
            Self::Parameter(_) => "subject.parameter",
        }
    }
}

/// Where something is on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At a hub.
    Node(NodeId),
    /// Along links.
    Links(Vec<LinkId>),
}

/// How a text fits something, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Score {
    /// It is its key or a name of it.
    Exact,
    /// The key or a name begins with it.
    Beginning,
    /// The key or a name contains it.
    Part,
    /// The Chinese name is pronounced so, or begins so, or its initials do.
    Sound,
    /// All words of it occur in names and key.
    Words,
    /// A part of the Chinese name is pronounced so.
    SoundPart,
}

/// Something found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What it is.
    pub subject: Subject,
    /// Its key; of a split link that of the whole.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// The key, in the message files, of what kind of its kind it is: sea port, rail, planned.
    pub detail: Option<&'static str>,
    /// Keys of where it is shown: of itself, its links, its stops, what a note names.
    pub places: Vec<Key>,
    /// Whether it is shown on the map, in a chart or as text.
    pub shown: Shown,
    /// How well the text fits.
    pub score: Score,
}

/// Everything that a text names or may mean, best first: by score, then hubs, links, routes, chains,
/// projects, services, notes, series, hubs by rank; after all these conflicts and parameters. At most `limit` hits;
/// none for an empty text.
#[must_use]
pub fn find(network: &Network, facts: &Facts, text: &str, limit: usize) -> Vec<Hit> {
    let typed = Typed::new(text);
    if typed.is_empty() {
        return Vec::new();
    }
    let part = network.link_by_key(&Key::new(text.trim()));
    let whole_of_part = part.map(|id| Key::new(network.link(id).key.whole()));
    let mut found: Vec<(bool, Score, usize, u8, Subject)> = Vec::new();
    for (order, subjects) in all(network, facts).into_iter().enumerate() {
        for subject in subjects {
            let (key, names) = named(network, facts, subject);
            let rank = match subject {
                Subject::Node(id) => network.node(id).rank,
                _ => 0,
            };
            let is_part = whole_of_part.as_ref() == Some(&key);
            let score = is_part.then_some(Score::Exact);
            let others = other_names(network, facts, subject);
            let score = score.or_else(|| {
                let names = std::iter::once(names).chain(&others);
                names
                    .filter_map(|names| typed.score(key.as_str(), names))
                    .min()
            });
            let is_remark = matches!(subject, Subject::Conflict(_) | Subject::Parameter(_));
            found.extend(score.map(|score| (is_remark, score, order, rank, subject)));
        }
    }
    found.sort_unstable();
    let hits = found.into_iter().take(limit);
    hits.map(|(_, score, .., subject)| Hit {
        score,
        ..described(network, facts, subject)
    })
    .collect()
}

/// What a key names: a hub, a link or all parts of a split one, a route, a chain, a project, a
/// service, a series, a note, a conflict or a parameter, the first of these.
#[must_use]
pub fn named_by(network: &Network, facts: &Facts, key: &Key) -> Option<Subject> {
    if let Some(id) = network.node_by_key(key) {
        return Some(Subject::Node(id));
    }
    if let Some(&first) = network.links_named(key.as_str()).first() {
        return Some(Subject::Link(first));
    }
    let others = all(network, facts).into_iter().skip(2).flatten();
    let is_named = |&subject: &Subject| named(network, facts, subject).0 == *key;
    others.into_iter().find(is_named)
}

/// Where something is on the map. A project is where its table says, a service at its first stop, a
/// note at the first of its places that is on the map.
#[must_use]
pub fn spot(network: &Network, facts: &Facts, subject: Subject) -> Option<Spot> {
    let links = |links: &[LinkId]| (!links.is_empty()).then(|| Spot::Links(links.to_vec()));
    match subject {
        Subject::Node(id) => Some(Spot::Node(id)),
        Subject::Link(id) => links(&network.links_named(network.link(id).key.whole())),
        Subject::Route(id) => links(&network.route(id).links),
        Subject::Chain(route, chain) => links(&network.route(route).chains.get(chain)?.links),
        Subject::Project(project) => {
            let at = network.projects().get(project)?.at.as_ref()?;
            match named_by(network, facts, at)? {
                place @ (Subject::Node(_) | Subject::Link(_)) => spot(network, facts, place),
                _ => None,
            }
        }
        Subject::Service(service) => {
            let first = network.services().get(service)?.stops.first()?;
            Some(Spot::Node(*first))
        }
        Subject::Note(note) => {
            let mut places = facts.notes.get(note)?.places.iter();
            places.find_map(|place| match named_by(network, facts, place)? {
                Subject::Note(_) => None,
                place => spot(network, facts, place),
            })
        }
        Subject::Series(_) | Subject::Conflict(_) | Subject::Parameter(_) => None,
    }
}

/// Something as a hit, with the score of a name that fits.
#[must_use]
pub fn described(network: &Network, facts: &Facts, subject: Subject) -> Hit {
    let (key, names) = named(network, facts, subject);
    let mut hit = Hit {
        subject,
        key: key.clone(),
        names: names.clone(),
        detail: None,
        places: vec![key.clone()],
        shown: Shown::Map,
        score: Score::Exact,
    };
    match subject {
        Subject::Node(id) => hit.detail = Some(network.node(id).kind.words_key()),
        Subject::Link(id) => hit.detail = Some(network.link(id).mode.words_key()),
        Subject::Route(_) => {}
        Subject::Chain(route, chain) => {
            let mut wholes: Vec<Key> = network.route(route).chains[chain]
                .links
                .iter()
                .map(|&link| Key::new(network.link(link).key.whole()))
                .collect();
            wholes.dedup();
            hit.places = wholes;
        }
        Subject::Project(project) => {
            let project = &network.projects()[project];
            hit.detail = Some(project.state.words_key());
            hit.places = project.at.iter().cloned().collect();
        }
        Subject::Service(service) => {
            let service = &network.services()[service];
            hit.detail = Some(service.mode.words_key());
            let stops = service.stops.iter();
            hit.places = stops.map(|&stop| network.node(stop).key.clone()).collect();
        }
        Subject::Note(note) => {
            let note = &facts.notes[note];
            hit.detail = category_words(note);
            hit.places.clone_from(&note.places);
            hit.shown = note.shown;
        }
        Subject::Series(_) => hit.shown = Shown::Chart,
        Subject::Conflict(_) | Subject::Parameter(_) => {
            hit.places = Vec::new();
            hit.shown = Shown::Text;
        }
    }
    hit
}

/// The key, in the message files, of a note's category; `None` for one of another study.
#[must_use]
pub fn category_words(note: &Note) -> Option<&'static str> {
    category_of(&note.category)
}

/// The same of a category, as the table has it.
#[must_use]
pub fn category_of(category: &str) -> Option<&'static str> {
    match category {
        "plan and policy" => Some("category.plan"),
        "organisation and mechanism" => Some("category.organisation"),
        "rail project" => Some("category.rail-project"),
        "routes" => Some("category.routes"),
        "hub and port" => Some("category.hub"),
        "mode and method" => Some("category.mode"),
        "figure" => Some("category.figure"),
        "other named items" => Some("category.other"),
        _ => None,
    }
}

/// Everything there is, by kind, in the order of the kinds.
fn all(network: &Network, facts: &Facts) -> [Vec<Subject>; 10] {
    let mut wholes = HashSet::new();
    let is_first_part = |&id: &LinkId| wholes.insert(network.link(id).key.whole());
    let chains = network.route_ids().flat_map(|id| {
        let count = network.route(id).chains.len();
        (0..count).map(move |chain| Subject::Chain(id, chain))
    });
    let numbered = |count: usize, subject: fn(usize) -> Subject| (0..count).map(subject).collect();
    let links = network.link_ids().filter(is_first_part);
    [
        network.node_ids().map(Subject::Node).collect(),
        links.map(Subject::Link).collect(),
        network.route_ids().map(Subject::Route).collect(),
        chains.collect(),
        numbered(network.projects().len(), Subject::Project),
        numbered(network.services().len(), Subject::Service),
        numbered(facts.notes.len(), Subject::Note),
        numbered(facts.series.len(), Subject::Series),
        numbered(facts.conflicts.len(), Subject::Conflict),
        numbered(facts.parameters.rows().len(), Subject::Parameter),
    ]
}

/// Other names of something: the full name of a hub and its UN/LOCODE, how texts write a note.
fn other_names(network: &Network, facts: &Facts, subject: Subject) -> Vec<Names> {
    let mut others = Vec::new();
    let names = match subject {
        Subject::Node(id) => {
            let said = |name: &str| {
                let mut attributes = network.node(id).attributes.iter();
                let found = attributes.find(|attribute| attribute.name == name);
                match found.map(|attribute| &attribute.value) {
                    Some(Value::Text(said)) => said.clone(),
                    _ => String::new(),
                }
            };
            others.push(Names::new(&said("locode"), ""));
            Names {
                en: said("name_long_en"),
                zh: said("name_long_zh"),
            }
        }
        Subject::Note(place) => facts.notes[place].also.clone(),
        _ => return Vec::new(),
    };
    others.push(names);
    others.retain(|names| *names != Names::default());
    others
}

/// The key and the name of something.
fn named<'a>(network: &'a Network, facts: &'a Facts, subject: Subject) -> (Key, &'a Names) {
    match subject {
        Subject::Node(id) => (network.node(id).key.clone(), &network.node(id).names),
        Subject::Link(id) => {
            let link = network.link(id);
            (Key::new(link.key.whole()), &link.names)
        }
        Subject::Route(id) => (network.route(id).key.clone(), &network.route(id).names),
        Subject::Chain(route, chain) => {
            let chain = &network.route(route).chains[chain];
            (chain.key.clone(), &chain.names)
        }
        Subject::Project(place) => {
            let project = &network.projects()[place];
            (project.key.clone(), &project.names)
        }
        Subject::Service(place) => {
            let service = &network.services()[place];
            (service.key.clone(), &service.names)
        }
        Subject::Note(place) => {
            let note = &facts.notes[place];
            (note.key.clone(), &note.names)
        }
        Subject::Series(place) => {
            let series = &facts.series[place];
            (Key::new(&series.id), &series.names)
        }
        Subject::Conflict(place) => {
            let conflict = &facts.conflicts[place];
            (conflict.key.clone(), &conflict.names)
        }
        Subject::Parameter(place) => {
            let parameter = &facts.parameters.rows()[place];
            (parameter.key.clone(), &parameter.names)
        }
    }
}
