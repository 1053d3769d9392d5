//! Notes of a study: those that people pinned, then those of its own table that name places; what each is
//! on in a network, where its pin stands, and whether the map shows it.
//!
//! A pin on links stands halfway along them, one on a route halfway along all its links. Time in proportion
//! to notes and links.
//! Does not know: how notes are drawn or written.

use std::collections::HashMap;

use crate::model::facts::{Facts, Note};
use crate::model::geometry::{LonLat, part_of_line};
use crate::model::ids::{Key, LinkId, NodeId, RouteId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::saved::{Anchor, PinnedNote, Saved};
use crate::model::sourced::Status;

use super::find::typed::Typed;
use super::find::{Hit, Score, Subject, category_words, find};

/// Which note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteId {
    /// One that people pinned, by its key.
    Pinned(Key),
    /// One of the study's own table, by its key.
    Bundled(Key),
}

/// What a note is on, in a network.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A hub.
    Node(NodeId),
    /// A link, or all parts of a split one.
    Links(Vec<LinkId>),
    /// A route or group.
    Route(RouteId),
    /// A project, by its place in the network's list.
    Project(usize),
    /// A service, by its place in the network's list.
    Service(usize),
    /// A place on the map.
    At(LonLat),
}

/// A note with what it is on.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteEntry {
    /// Which one.
    pub id: NoteId,
    /// Its place among the pinned notes, or in the study's table.
    pub place: usize,
    /// What it says; of one of the table its name.
    pub text: Names,
    /// What it is on; `None` where the network has no such thing.
    pub target: Option<Target>,
    /// Where its pin stands; `None` where what it is on has no place on the map.
    pub at: Option<LonLat>,
    /// What it is on, in words: a name, a position, or the key of what is not there.
    pub on: Names,
    /// Its category, as the table has it; empty for a pinned one.
    pub category: String,
    /// How well it is founded; `None` for a pinned one.
    pub status: Option<Status>,
    /// Where it is from; empty for a pinned one.
    pub source: String,
    /// Whether the map is to show it.
    pub is_shown: bool,
    /// All that it is found by, in small letters.
    words: String,
}

impl NoteEntry {
    /// Whether people pinned it.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        matches!(self.id, NoteId::Pinned(_))
    }

    /// Where the map draws it; `None` where it does not.
    #[must_use]
    pub fn drawn_at(&self) -> Option<LonLat> {
        self.at.filter(|_| self.is_shown)
    }

    /// Whether all words of a text occur in its text, the names of what it is on, its statement, category
    /// or source, in either language. An empty text occurs in all.
    #[must_use]
    pub fn has_words(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut words = text.split_whitespace();
        words.all(|word| self.words.contains(word))
    }
}

/// A pinned note that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct PinnedHit {
    /// Its place among the pinned notes.
    pub place: usize,
    /// How well the text fits; no better than a part where the text fits only what the note is on.
    pub score: Score,
}

/// Something found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// What has a name.
    Hit(Hit),
    /// A pinned note, by its place.
    Pinned(usize),
}

/// What names stand for in a network.
struct Known<'a> {
    network: &'a Network,
    projects: HashMap<&'a str, usize>,
    services: HashMap<&'a str, usize>,
}

impl<'a> Known<'a> {
    fn of(network: &'a Network) -> Self {
        let projects = network.projects().iter().enumerate();
        let services = network.services().iter().enumerate();
        Self {
            network,
            projects: projects.map(|(i, of)| (of.key.as_str(), i)).collect(),
            services: services.map(|(i, of)| (of.key.as_str(), i)).collect(),
        }
    }

    fn hub_or_links(&self, key: &Key) -> Option<Target> {
        if let Some(node) = self.network.node_by_key(key) {
            return Some(Target::Node(node));
        }
        let links = self.network.links_named(key.as_str());
        (!links.is_empty()).then_some(Target::Links(links))
    }

    fn named(&self, key: &Key) -> Option<Target> {
        let network = self.network;
        self.hub_or_links(key)
            .or_else(|| network.route_by_key(key).map(Target::Route))
            .or_else(|| {
                self.projects
                    .get(key.as_str())
                    .copied()
                    .map(Target::Project)
            })
            .or_else(|| {
                self.services
                    .get(key.as_str())
                    .copied()
                    .map(Target::Service)
            })
    }

    fn anchored(&self, anchor: &Anchor) -> Option<Target> {
        let network = self.network;
        match anchor {
            Anchor::Hub(key) => network.node_by_key(key).map(Target::Node),
            Anchor::Link(key) => {
                let links = network.links_named(key.as_str());
                (!links.is_empty()).then_some(Target::Links(links))
            }
            Anchor::Route(key) => network.route_by_key(key).map(Target::Route),
            Anchor::Project(key) => {
                let place = self.projects.get(key.as_str());
                place.copied().map(Target::Project)
            }
            Anchor::At(at) => Some(Target::At(*at)),
        }
    }

    fn at(&self, target: &Target) -> Option<LonLat> {
        let network = self.network;
        match target {
            Target::Node(node) => Some(network.node(*node).at),
            Target::Links(links) => halfway(network, links),
            Target::Route(route) => halfway(network, &network.route(*route).links),
            Target::Project(place) => {
                let at = network.projects().get(*place)?.at.as_ref()?;
                self.at(&self.hub_or_links(at)?)
            }
            Target::Service(place) => {
                let first = network.services().get(*place)?.stops.first()?;
                Some(network.node(*first).at)
            }
            Target::At(at) => Some(*at),
        }
    }

    fn names(&self, target: &Target) -> Names {
        let network = self.network;
        match target {
            Target::Node(node) => network.node(*node).names.clone(),
            Target::Links(links) => {
                let first = links.first().map(|&link| network.link(link));
                named_in(first, |of| &of.names)
            }
            Target::Route(route) => network.route(*route).names.clone(),
            Target::Project(place) => named_in(network.projects().get(*place), |of| &of.names),
            Target::Service(place) => named_in(network.services().get(*place), |of| &of.names),
            Target::At(at) => Names::filled("notes.spot", &[&position(*at)]),
        }
    }

    fn pinned(&self, place: usize, note: &PinnedNote) -> NoteEntry {
        let target = self.anchored(&note.on);
        let on = match (&target, &note.on) {
            (Some(target), _) => self.names(target),
            (None, anchor) => key_of(anchor)
                .map_or_else(Names::default, |key| Names::new(key.as_str(), key.as_str())),
        };
        NoteEntry {
            id: NoteId::Pinned(note.key.clone()),
            place,
            words: words(&[&note.text, &on], &[note.key.as_str()]),
            text: note.text.clone(),
            at: target.as_ref().and_then(|target| self.at(target)),
            target,
            on,
            category: String::new(),
            status: None,
            source: String::new(),
            is_shown: note.is_shown,
        }
    }

    fn bundled(&self, place: usize, note: &Note, is_shown: bool) -> NoteEntry {
        let places = note.places.iter().filter_map(|key| self.named(key));
        let places: Vec<Target> = places.collect();
        let drawn = places.iter().find(|target| self.at(target).is_some());
        let target = drawn.or(places.first()).cloned();
        let on = match (&target, note.places.first()) {
            (Some(target), _) => self.names(target),
            (None, Some(key)) => Names::new(key.as_str(), key.as_str()),
            (None, None) => Names::default(),
        };
        let all: Vec<Names> = places.iter().map(|target| self.names(target)).collect();
        let category = category_words(note).map_or_else(Names::default, Names::worded);
        let own = [&note.names, &note.also, &category];
        let said: Vec<&Names> = own.into_iter().chain(&all).collect();
        let more = [
            note.key.as_str(),
            &note.category,
            &note.statement,
            &note.source,
        ];
        NoteEntry {
            id: NoteId::Bundled(note.key.clone()),
            place,
            words: words(&said, &more),
            text: note.names.clone(),
            at: target.as_ref().and_then(|target| self.at(target)),
            target,
            on,
            category: note.category.clone(),
            status: Some(note.status),
            source: note.source.clone(),
            is_shown,
        }
    }
}

/// All notes of a study in a network: the pinned ones in their order, then those of the table that name
/// places.
#[must_use]
pub fn entries(network: &Network, facts: &Facts, saved: &Saved) -> Vec<NoteEntry> {
    let known = Known::of(network);
    let pinned = saved.notes.iter().enumerate();
    let pinned = pinned.map(|(place, note)| known.pinned(place, note));
    let bundled = facts.notes.iter().enumerate();
    let bundled = bundled.filter(|(_, note)| !note.places.is_empty());
    let bundled = bundled.map(|(place, note)| {
        let is_shown = saved.layers.shown_notes.contains(&note.key);
        known.bundled(place, note, is_shown)
    });
    pinned.chain(bundled).collect()
}

/// The pinned notes that a text is in, or in the name of what they are on, best first, then in their order.
#[must_use]
pub fn find_pinned(network: &Network, notes: &[PinnedNote], text: &str) -> Vec<PinnedHit> {
    let typed = Typed::new(text);
    if typed.is_empty() {
        return Vec::new();
    }
    let known = Known::of(network);
    let hit = |(place, note): (usize, &PinnedNote)| {
        let own = typed.score(note.key.as_str(), &note.text);
        let of_place = || {
            let names = known.names(&known.anchored(&note.on)?);
            let score = typed.score("", &names)?;
            Some(score.max(Score::Part))
        };
        let score = own.or_else(of_place)?;
        Some(PinnedHit { place, score })
    };
    let mut hits: Vec<PinnedHit> = notes.iter().enumerate().filter_map(hit).collect();
    hits.sort_by_key(|hit| hit.score);
    hits
}

/// Everything that a text finds, as [`find`] does, and the pinned notes, which stand behind what fits as
/// well. At most `limit` of all.
#[must_use]
pub fn find_all(
    network: &Network,
    facts: &Facts,
    notes: &[PinnedNote],
    text: &str,
    limit: usize,
) -> Vec<Found> {
    let hits = find(network, facts, text, limit).into_iter().map(|hit| {
        let is_remark = matches!(hit.subject, Subject::Conflict(_) | Subject::Parameter(_));
        ((is_remark, hit.score), Found::Hit(hit))
    });
    let pinned = find_pinned(network, notes, text).into_iter();
    let pinned = pinned.map(|hit| ((false, hit.score), Found::Pinned(hit.place)));
    let mut all: Vec<_> = hits.chain(pinned).collect();
    all.sort_by_key(|(order, _)| *order);
    all.truncate(limit);
    all.into_iter().map(|(_, found)| found).collect()
}

/// What a note is on in words: a name, a position, or the key of what the network has not.
#[must_use]
pub fn anchor_names(network: &Network, anchor: &Anchor) -> Names {
    let known = Known::of(network);
    match (known.anchored(anchor), key_of(anchor)) {
        (Some(target), _) => known.names(&target),
        (None, Some(key)) => Names::new(key.as_str(), key.as_str()),
        (None, None) => Names::default(),
    }
}

/// The key of what a note is on; `None` of a place on the map.
#[must_use]
pub fn key_of(anchor: &Anchor) -> Option<&Key> {
    match anchor {
        Anchor::Hub(key) | Anchor::Link(key) | Anchor::Project(key) | Anchor::Route(key) => {
            Some(key)
        }
        Anchor::At(_) => None,
    }
}

/// A position in words: `106.551°E 29.563°N`.
#[must_use]
pub fn position(at: LonLat) -> String {
    let ns = if at.lat < 0.0 { "S" } else { "N" };
    let ew = if at.lon < 0.0 { "W" } else { "E" };
    format!("{:.3}°{ew} {:.3}°{ns}", at.lon.abs(), at.lat.abs())
}

fn named_in<T>(of: Option<&T>, names: impl Fn(&T) -> &Names) -> Names {
    of.map_or_else(Names::default, |of| names(of).clone())
}

/// The point halfway along links, one behind the other.
fn halfway(network: &Network, links: &[LinkId]) -> Option<LonLat> {
    let length = |link: LinkId| -> f64 {
        let pairs = network.line(link).windows(2);
        pairs.map(|pair| pair[0].meters_to(pair[1])).sum()
    };
    let half = links.iter().map(|&link| length(link)).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    for &link in links {
        let own = length(link);
        if passed + own >= half && own > 0.0 {
            let share = (half - passed) / own;
            return part_of_line(network.line(link), share, share)
                .first()
                .copied();
        }
        passed += own;
    }
    let first = links.first()?;
    network.line(*first).first().copied()
}

fn words(names: &[&Names], more: &[&str]) -> String {
    let names = names.iter().flat_map(|of| [of.en.as_str(), of.zh.as_str()]);
    let all: Vec<&str> = names.chain(more.iter().copied()).collect();
    all.join("\n").to_lowercase()
}

#[cfg(test)]
mod tests;
