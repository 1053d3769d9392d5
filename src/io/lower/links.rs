//! Lines to links: their ends at hubs, parts where they pass a hub, and their numbers each way.
//!
//! Does not know: which files are part of the network.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::hubs::{Hubs, feature_key};
use super::pattern::{Pattern, read_link};
use super::props::Props;
use super::snap::{Beside, SnapIndex, between};
use crate::io::raw::{RawFeature, RawFile, RawShape};
use crate::model::check::{Issue, Place};
use crate::model::defaults::Defaults;
use crate::model::geometry::{LineSet, LonLat, length_km};
use crate::model::ids::{Key, NodeId};
use crate::model::link::{Link, Mode};
use crate::model::node::{Node, NodeKind};
use crate::words::Lang;

/// The key of the group of drayage links that no file gives.
pub const ACCESS: &str = "access";

/// Links under construction.
pub struct Links {
    /// The links so far.
    pub links: Vec<Link>,
    /// Their lines, index by index.
    pub lines: LineSet,
    /// The route keys of each link, index by index.
    pub route_keys: Vec<Vec<String>>,
    /// How many ends of lines met a hub.
    pub n_ends_at_hubs: usize,
    taken: HashSet<Key>,
    junctions: HashMap<(i64, i64), NodeId>,
    defaults: Arc<Defaults>,
}

/// How lines are joined to hubs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SnapOptions {
    /// Line ends within this distance of a hub end there, and lines that pass a hub within it are
    /// split there, meters.
    pub meters: f64,
}

/// What lines are joined to, and where findings go.
pub struct Site<'a> {
    /// The hubs; junctions are added.
    pub hubs: &'a mut Hubs,
    /// The hubs that came from points, by place.
    pub index: &'a SnapIndex,
    /// How lines are joined.
    pub snap: SnapOptions,
    /// Findings.
    pub issues: &'a mut Vec<Issue>,
}

struct Source<'a> {
    file: &'a RawFile,
    feature: &'a RawFeature,
}

impl Source<'_> {
    fn warn(&self, code: &'static str, args: &[&str]) -> Issue {
        let place = Place::path(self.feature.path.clone());
        Issue::warning(code, &self.file.file, place, args)
    }
}

impl Links {
    /// No links yet.
    #[must_use]
    pub fn new(defaults: &Arc<Defaults>) -> Self {
        Self {
            links: Vec::new(),
            lines: LineSet::new(),
            route_keys: Vec::new(),
            n_ends_at_hubs: 0,
            taken: HashSet::new(),
            junctions: HashMap::new(),
            defaults: Arc::clone(defaults),
        }
    }

    /// Makes links of every line of a file.
    pub fn add_file(&mut self, file: &RawFile, site: &mut Site) {
        let mut n_without_mode = (0, String::new());
        for feature in &file.features {
            let lines: Vec<usize> = feature
                .shapes
                .iter()
                .filter_map(|shape| match shape {
                    RawShape::Line(line) => Some(*line),
                    RawShape::Point(_) | RawShape::Polygon(_) => None,
                })
                .collect();
            if lines.is_empty() {
                continue;
            }
            let source = Source { file, feature };
            let mut props = Props::new(&feature.properties, &file.file, &feature.path);
            if !props.has("mode") {
                if n_without_mode.0 == 0 {
                    n_without_mode.1.clone_from(&feature.path);
                }
                n_without_mode.0 += 1;
            }
            let pattern = read_link(&mut props, self.free_key(&source, site.issues));
            site.issues.extend(props.into_issues());
            let share = shares(file, &lines);
            for (number, (&line, share)) in lines.iter().zip(share).enumerate() {
                let mut part = pattern.clone();
                if lines.len() > 1 {
                    part.link.key = pattern.link.key.part(number + 1);
                    part.scale(share);
                }
                self.add(&source, file.lines.line(line), part, site);
            }
        }
        if n_without_mode.0 > 0 {
            let place = Place::path(n_without_mode.1);
            let count = n_without_mode.0.to_string();
            site.issues
                .push(Issue::warning("no-mode", &file.file, place, &[&count]));
        }
    }

    fn free_key(&mut self, source: &Source, issues: &mut Vec<Issue>) -> Key {
        let key = feature_key(source.file, source.feature, &["id", "key", "link_id"]);
        let mut free = key.clone();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = Key::new(&format!("{key}~{number}"));
            number += 1;
        }
        if free != key {
            issues.push(source.warn("duplicate-key", &[key.as_str(), free.as_str()]));
        }
        free
    }

    fn add(&mut self, source: &Source, line: &[LonLat], mut pattern: Pattern, site: &mut Site) {
        let (Some(&first), Some(&last)) = (line.first(), line.last()) else {
            return;
        };
        let from_name = pattern.from.take();
        let to_name = pattern.to.take();
        let from = self.end(source, from_name, first, site);
        let to = self.end(source, to_name, last, site);
        if from == to {
            site.issues
                .push(source.warn("loop-link", &[pattern.link.key.as_str()]));
            return;
        }
        pattern.link.from = from;
        pattern.link.to = to;
        pattern.fill_length(length_km(line));
        let cuts = if pattern.is_split {
            cuts(line, &pattern.link, &site.hubs.nodes, site.index, site.snap)
        } else {
            Vec::new()
        };
        if cuts.is_empty() {
            self.push(pattern, line);
        } else {
            self.push_parts(&pattern, line, &cuts);
        }
    }

    /// The node at the end of a line: the hub that the file names, else the nearest hub within the
    /// tolerance, else a junction shared by all ends at the same place (to about a meter).
    fn end(
        &mut self,
        source: &Source,
        name: Option<String>,
        at: LonLat,
        site: &mut Site,
    ) -> NodeId {
        if let Some(name) = name {
            match site.hubs.named(&name) {
                Some(id) => {
                    self.n_ends_at_hubs += 1;
                    let meters = site.hubs.nodes[id.index()].at.meters_to(at);
                    if meters > (site.snap.meters * 5.0).max(5000.0) {
                        let km = format!("{:.1}", meters / 1000.0);
                        site.issues.push(source.warn("far-end", &[&name, &km]));
                    }
                    return id;
                }
                None => site.issues.push(source.warn("unknown-hub", &[&name])),
            }
        }
        if let Some((hub, _)) = site.index.nearest(at, site.snap.meters) {
            self.n_ends_at_hubs += 1;
            return NodeId::at(hub);
        }
        #[expect(clippy::cast_possible_truncation, reason = "degrees × 10⁵ are small")]
        let cell = ((at.lon * 1e5).round() as i64, (at.lat * 1e5).round() as i64);
        *self
            .junctions
            .entry(cell)
            .or_insert_with(|| site.hubs.add_junction(at))
    }

    fn push(&mut self, pattern: Pattern, line: &[LonLat]) {
        self.lines.push(line);
        self.links.push(pattern.finish(&self.defaults));
        self.route_keys.push(pattern.routes);
    }

    fn push_parts(&mut self, pattern: &Pattern, line: &[LonLat], cuts: &[Beside]) {
        let mut pieces: Vec<(Vec<LonLat>, NodeId)> = Vec::new();
        let mut piece = vec![line[0]];
        let mut next_cut = cuts.iter().peekable();
        for (segment, pair) in line.windows(2).enumerate() {
            while let Some(cut) = next_cut.next_if(|cut| cut.segment == segment) {
                let at = between(pair[0], pair[1], cut.along);
                piece.push(at);
                pieces.push((
                    std::mem::replace(&mut piece, vec![at]),
                    NodeId::at(cut.item),
                ));
            }
            piece.push(pair[1]);
        }
        pieces.push((piece, pattern.link.to));
        let total: f64 = pieces.iter().map(|(piece, _)| length_km(piece)).sum();
        let mut from = pattern.link.from;
        for (number, (piece, to)) in pieces.iter().enumerate() {
            let mut part = pattern.clone();
            part.link.key = pattern.link.key.part(number + 1);
            part.link.from = from;
            part.link.to = *to;
            part.scale(if total > 0.0 {
                length_km(piece) / total
            } else {
                0.0
            });
            self.push(part, piece);
            from = *to;
        }
    }
}

/// Where a line is to be split: hubs it passes that suit its mode, without those at its ends.
#[must_use]
pub fn cuts(
    line: &[LonLat],
    link: &Link,
    nodes: &[Node],
    index: &SnapIndex,
    snap: SnapOptions,
) -> Vec<Beside> {
    index
        .beside(line, snap.meters)
        .into_iter()
        .filter(|found| {
            let id = NodeId::at(found.item);
            id != link.from
                && id != link.to
                && nodes
                    .get(found.item)
                    .is_some_and(|node| stops_at(link.mode, node.kind))
        })
        .collect()
}

/// Whether lines of a mode are split where they pass a hub of a kind: ships do not call at rail
/// yards, nor trains at locks.
fn stops_at(mode: Mode, kind: NodeKind) -> bool {
    match mode {
        Mode::Sea => kind == NodeKind::Seaport,
        Mode::Waterway => matches!(
            kind,
            NodeKind::RiverPort | NodeKind::Seaport | NodeKind::Lock | NodeKind::Junction
        ),
        Mode::Rail => matches!(
            kind,
            NodeKind::Rail | NodeKind::Junction | NodeKind::Border | NodeKind::City
        ),
        Mode::Road => !matches!(kind, NodeKind::Rail | NodeKind::Lock),
        Mode::Air | Mode::Transfer => false,
    }
}

/// The share of each line in the length of all.
fn shares(file: &RawFile, lines: &[usize]) -> Vec<f64> {
    let lengths: Vec<f64> = lines
        .iter()
        .map(|&line| length_km(file.lines.line(line)))
        .collect();
    let total: f64 = lengths.iter().sum();
    let share = |km: f64| if total > 0.0 { km / total } else { 1.0 };
    lengths.into_iter().map(share).collect()
}

/// Adds a drayage link between each terminal and its city, unless a drayage link joins them already.
pub fn join_cities(links: &mut Links, hubs: &Hubs) {
    let joined: HashSet<(NodeId, NodeId)> = links
        .links
        .iter()
        .filter(|link| link.mode == Mode::Transfer)
        .flat_map(|link| [(link.from, link.to), (link.to, link.from)])
        .collect();
    let wanted: BTreeMap<NodeId, NodeId> = hubs
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(i, node)| Some((NodeId::at(i), node.city?)))
        .filter(|pair| !joined.contains(pair))
        .collect();
    for (terminal, city) in wanted {
        let pattern = access(&hubs.nodes, city, terminal, &links.defaults);
        let line = [city, terminal].map(|end| hubs.nodes[end.index()].at);
        links.push(pattern, &line);
    }
}

/// The drayage link between a city and a terminal, drawn straight.
#[must_use]
pub fn access(nodes: &[Node], city: NodeId, terminal: NodeId, defaults: &Defaults) -> Pattern {
    let (a, b) = (&nodes[city.index()], &nodes[terminal.index()]);
    let key = format!("{}~{}", a.key, b.key);
    let mut props_map = serde_json::Map::new();
    props_map.insert("mode".to_owned(), "transfer".into());
    let file: Arc<str> = Arc::from("");
    let mut props = Props::new(&props_map, &file, "");
    let mut pattern = read_link(&mut props, Key::new(&key));
    let name = |node: &Node, lang: Lang| node.names.in_lang(lang).to_owned();
    pattern.link.names.en = format!("{} – {}", name(a, Lang::En), name(b, Lang::En));
    pattern.link.names.zh = format!("{}–{}", name(a, Lang::Zh), name(b, Lang::Zh));
    pattern.link.from = city;
    pattern.link.to = terminal;
    pattern.set_length(defaults.access_length(a.at, b.at));
    pattern.routes = vec![ACCESS.to_owned()];
    pattern
}
