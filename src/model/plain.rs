//! Plain networks: nodes and directed links by the hundred thousand, without hubs and modes.
//!
//! Road and rail graphs as GMNS and TNTP have them. Numbers lie in one array for each kind; one
//! that is not known is not a number (NaN) there and `None` everywhere else.
//! Does not know: files; how paths are found.

pub mod shapes;
#[cfg(test)]
mod tests;
pub mod texts;

use std::borrow::Cow;
use std::sync::OnceLock;

use super::geometry::LonLat;
use super::ids::{LinkId, NodeId};
use super::network::Found;
use shapes::Shapes;
use texts::{TextIndex, Texts};

/// What a path can be least in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Free-flow time, seconds.
    Time,
    /// Toll, fen.
    Money,
    /// Length, meters.
    Distance,
}

/// Ids as files have them, or the numbers 1, 2, 3, … where there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ids {
    Numbered(usize),
    Written(Texts),
}

impl Ids {
    fn get(&self, at: usize) -> Cow<'_, str> {
        match self {
            Self::Numbered(_) => Cow::Owned((at + 1).to_string()),
            Self::Written(texts) => Cow::Borrowed(texts.get(at)),
        }
    }

    fn push(&mut self, id: &str) {
        match self {
            Self::Numbered(count) => *count += 1,
            Self::Written(texts) => drop(texts.push(id)),
        }
    }
}

/// One link on its way into a network. A number that is not known is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlainLink {
    /// Where it begins.
    pub tail: u32,
    /// Where it ends.
    pub head: u32,
    /// Length, meters.
    pub length_m: Option<f64>,
    /// Free-flow time, seconds.
    pub seconds: Option<f64>,
    /// Toll, fen.
    pub toll_fen: Option<f64>,
    /// Capacity in the file's own unit.
    pub capacity: Option<f64>,
    /// Factor of the volume-delay function: time × (1 + b × (flow / capacity)^power).
    pub b: Option<f64>,
    /// Its exponent.
    pub power: Option<f64>,
    /// Kind of link by the file's own numbers; 0 where it has none.
    pub link_type: i32,
}

/// The links of a network, an array for each of their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Links {
    tail: Vec<u32>,
    head: Vec<u32>,
    length_m: Vec<f64>,
    seconds: Vec<f64>,
    toll_fen: Vec<f64>,
    capacity: Vec<f64>,
    b: Vec<f64>,
    power: Vec<f64>,
    link_type: Vec<i32>,
}

/// A plain network; it never changes after building.
#[derive(Clone, Debug)]
pub struct PlainNetwork {
    node_ids: Ids,
    node_of_id: TextIndex,
    names: Texts,
    positions: Vec<[f64; 2]>,
    link_ids: Ids,
    links: Links,
    shapes: Shapes,
    n_nodes: usize,
    n_zones: usize,
    /// Nodes that are zones beside the first `n_zones`, in their order.
    zones: Vec<u32>,
    first_thru_node: usize,
    /// Whether positions are no degrees of WGS 84.
    is_projected: bool,
    /// Nodes with a name, by name in small letters; made when a name is first looked up.
    by_name: OnceLock<Vec<u32>>,
}

impl PlainNetwork {
    /// Number of nodes.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.n_nodes
    }

    /// Number of directed links.
    #[must_use]
    pub fn n_links(&self) -> usize {
        self.links.tail.len()
    }

    /// Number of zones: the first so many nodes are zones. 0 where the file has none.
    #[must_use]
    pub fn n_zones(&self) -> usize {
        self.n_zones
    }

    /// The nodes that are zones, in their order.
    #[must_use]
    pub fn zones(&self) -> Vec<NodeId> {
        let first = (0..self.n_zones).map(NodeId::at);
        first
            .chain(self.zones.iter().map(|&node| NodeId(node)))
            .collect()
    }

    /// The first node, counted from 1, through which paths may lead; 1 where they may lead through all.
    #[must_use]
    pub fn first_thru_node(&self) -> usize {
        self.first_thru_node
    }

    /// Whether a path may lead through a node, and not only begin or end there.
    #[must_use]
    pub fn may_pass(&self, node: NodeId) -> bool {
        node.index() + 1 >= self.first_thru_node
    }

    /// The id of a node, as the file has it.
    #[must_use]
    pub fn node_id(&self, node: NodeId) -> Cow<'_, str> {
        self.node_ids.get(node.index())
    }

    /// The name of a node; empty where it has none.
    #[must_use]
    pub fn node_name(&self, node: NodeId) -> &str {
        self.names.get(node.index())
    }

    /// Where a node is, as the file has it; `None` where it does not say.
    #[must_use]
    pub fn position(&self, node: NodeId) -> Option<[f64; 2]> {
        let position = *self.positions.get(node.index())?;
        position.iter().all(|at| at.is_finite()).then_some(position)
    }

    /// Where a node is in degrees; `None` where the file does not say, or says it in other units.
    #[must_use]
    pub fn lon_lat(&self, node: NodeId) -> Option<LonLat> {
        let [lon, lat] = self.position(node).filter(|_| !self.is_projected)?;
        Some(LonLat::new(lon, lat)).filter(|at| at.is_geographic())
    }

    /// Appends the line of a link in the direction of travel to `line`; its first position is left out
    /// where `line` ends there already. False, and nothing is appended, where positions are not known.
    pub fn append_line(&self, link: LinkId, line: &mut Vec<LonLat>) -> bool {
        let at = link.index();
        let shape = self.shapes.of_link(at).filter(|_| !self.is_projected);
        let mut push = |at: LonLat| {
            if line.last() != Some(&at) {
                line.push(at);
            }
        };
        if let Some((points, is_reversed)) = shape {
            if is_reversed {
                for &at in points.iter().rev() {
                    push(at);
                }
            } else {
                for &at in points {
                    push(at);
                }
            }
            return true;
        }
        let ends = [self.links.tail[at], self.links.head[at]];
        let [Some(tail), Some(head)] = ends.map(|end| self.lon_lat(NodeId(end))) else {
            return false;
        };
        push(tail);
        push(head);
        true
    }

    /// The link that goes the other way along the same line: the two ways of a link that is not
    /// directed follow each other. By link; `None` for links of one way.
    #[must_use]
    pub fn twins(&self) -> Vec<Option<LinkId>> {
        let mut twins = vec![None; self.n_links()];
        let mut at = 0;
        while at + 1 < twins.len() {
            let (this, next) = (LinkId::at(at), LinkId::at(at + 1));
            let leads_back = self.links.tail[at] == self.links.head[at + 1]
                && self.links.head[at] == self.links.tail[at + 1]
                && self.links.tail[at] != self.links.head[at];
            if leads_back && self.link_id(this) == self.link_id(next) {
                (twins[at], twins[at + 1]) = (Some(next), Some(this));
                at += 1;
            }
            at += 1;
        }
        twins
    }

    /// All positions, by node; `None` where one is missing.
    #[must_use]
    pub fn all_positions(&self) -> Option<&[[f64; 2]]> {
        let is_whole = self.positions.len() == self.n_nodes
            && self.positions.iter().flatten().all(|at| at.is_finite());
        is_whole.then_some(&self.positions)
    }

    /// The id of a link, as the file has it. The two ways of an undirected link have the same.
    #[must_use]
    pub fn link_id(&self, link: LinkId) -> Cow<'_, str> {
        self.link_ids.get(link.index())
    }

    /// Tails by link.
    #[must_use]
    pub fn tails(&self) -> &[u32] {
        &self.links.tail
    }

    /// Heads by link.
    #[must_use]
    pub fn heads(&self) -> &[u32] {
        &self.links.head
    }

    /// Seconds, fen or meters by link; NaN where it is not known.
    #[must_use]
    pub fn values(&self, measure: Measure) -> &[f64] {
        match measure {
            Measure::Time => &self.links.seconds,
            Measure::Money => &self.links.toll_fen,
            Measure::Distance => &self.links.length_m,
        }
    }

    /// A link with all its numbers.
    ///
    /// # Panics
    /// If there is no such link.
    #[must_use]
    pub fn link(&self, link: LinkId) -> PlainLink {
        let (at, links) = (link.index(), &self.links);
        let known = |values: &[f64]| Some(values[at]).filter(|value| !value.is_nan());
        PlainLink {
            tail: links.tail[at],
            head: links.head[at],
            length_m: known(&links.length_m),
            seconds: known(&links.seconds),
            toll_fen: known(&links.toll_fen),
            capacity: known(&links.capacity),
            b: known(&links.b),
            power: known(&links.power),
            link_type: links.link_type[at],
        }
    }

    /// How many links there are of which a number is not known, and the first of them.
    #[must_use]
    pub fn unknown(&self, measure: Measure) -> (usize, Option<LinkId>) {
        let values = self.values(measure).iter().enumerate();
        let mut unknown = values.filter(|(_, value)| value.is_nan());
        let first = unknown.next().map(|(at, _)| LinkId::at(at));
        (unknown.count() + usize::from(first.is_some()), first)
    }

    /// The node that a text names: an id, else a name in any case, else the beginning of names.
    #[must_use]
    pub fn find_node(&self, text: &str) -> Found<NodeId> {
        let text = text.trim();
        if text.is_empty() {
            return Found::Nothing;
        }
        if let Some(node) = self.node_by_id(text) {
            return Found::One(node);
        }
        let wanted = text.to_lowercase();
        let sorted = self.by_name.get_or_init(|| self.sorted_by_name());
        let lower = |node: &u32| self.names.get(*node as usize).to_lowercase();
        let begin = sorted.partition_point(|node| lower(node) < wanted);
        let behind = &sorted[begin..];
        let is_called = |node: &&u32| lower(node) == wanted;
        let begins = |node: &&u32| lower(node).starts_with(&wanted);
        found(behind.iter().take_while(is_called))
            .or_else(|| found(behind.iter().take_while(begins)))
            .unwrap_or(Found::Nothing)
    }

    fn node_by_id(&self, id: &str) -> Option<NodeId> {
        match &self.node_ids {
            Ids::Numbered(count) => {
                let number: usize = id.parse().ok()?;
                let is_there = (1..=*count).contains(&number);
                is_there.then(|| NodeId::at(number - 1))
            }
            Ids::Written(texts) => self.node_of_id.get(texts, id).map(NodeId),
        }
    }

    fn sorted_by_name(&self) -> Vec<u32> {
        let named = |node: &u32| !self.names.get(*node as usize).is_empty();
        let mut sorted: Vec<u32> = (0..u32::MAX).take(self.names.len()).filter(named).collect();
        sorted.sort_by_cached_key(|node| self.names.get(*node as usize).to_lowercase());
        sorted
    }
}

fn found<'a>(nodes: impl Iterator<Item = &'a u32>) -> Option<Found<NodeId>> {
    let mut nodes: Vec<NodeId> = nodes.map(|&node| NodeId(node)).collect();
    nodes.sort_unstable();
    match nodes.as_slice() {
        [] => None,
        [one] => Some(Found::One(*one)),
        _ => Some(Found::Several(nodes)),
    }
}

/// A plain network that is being put together; what does not fit is refused.
#[derive(Clone, Debug)]
pub struct PlainBuilder {
    network: PlainNetwork,
}

impl PlainBuilder {
    /// A network whose nodes and links have ids as written.
    #[must_use]
    pub fn written() -> Self {
        Self::new(
            Ids::Written(Texts::default()),
            Ids::Written(Texts::default()),
        )
    }

    /// A network of nodes 1 to `n_nodes`, of which the first `n_zones` are zones and paths may not
    /// lead through those below `first_thru_node`. Links are numbered from 1.
    #[must_use]
    pub fn numbered(n_nodes: usize, n_zones: usize, first_thru_node: usize) -> Self {
        let mut builder = Self::new(Ids::Numbered(n_nodes), Ids::Numbered(0));
        builder.network.n_nodes = n_nodes;
        builder.network.n_zones = n_zones.min(n_nodes);
        builder.network.first_thru_node = first_thru_node.clamp(1, n_nodes + 1);
        builder
    }

    fn new(node_ids: Ids, link_ids: Ids) -> Self {
        let network = PlainNetwork {
            node_ids,
            node_of_id: TextIndex::default(),
            names: Texts::default(),
            positions: Vec::new(),
            link_ids,
            links: Links::default(),
            shapes: Shapes::default(),
            n_nodes: 0,
            n_zones: 0,
            zones: Vec::new(),
            first_thru_node: 1,
            is_projected: false,
            by_name: OnceLock::new(),
        };
        Self { network }
    }

    /// Adds a node with its id, name (or an empty text) and position; false, and nothing is added, if
    /// there is one of that id, or there are as many as can be numbered.
    pub fn add_node(&mut self, id: &str, name: &str, position: Option<[f64; 2]>) -> bool {
        let network = &mut self.network;
        let Ids::Written(texts) = &mut network.node_ids else {
            return false;
        };
        let number = u32::try_from(network.n_nodes).unwrap_or(u32::MAX);
        if number == u32::MAX || network.node_of_id.get(texts, id).is_some() {
            return false;
        }
        texts.push(id);
        network.node_of_id.add(texts, number);
        network.names.push(name);
        let position = position.unwrap_or([f64::NAN; 2]);
        network.positions.push(position);
        network.n_nodes += 1;
        true
    }

    /// Says where a node is, which is there already; false if it is not.
    pub fn set_position(&mut self, node: NodeId, position: [f64; 2]) -> bool {
        let network = &mut self.network;
        if node.index() >= network.n_nodes {
            return false;
        }
        network.positions.resize(network.n_nodes, [f64::NAN; 2]);
        network.positions[node.index()] = position;
        true
    }

    /// Says that the node added last is a zone.
    pub fn set_zone(&mut self) {
        if let Some(last) = self.network.n_nodes.checked_sub(1) {
            self.network.zones.push(NodeId::at(last).0);
        }
    }

    /// Says that positions are no degrees of WGS 84, so that nothing can be drawn.
    pub fn set_projected(&mut self) {
        self.network.is_projected = true;
    }

    /// Keeps a line for links; its number is for [`Self::set_line`].
    pub fn add_line(&mut self, line: &[LonLat]) -> u32 {
        self.network.shapes.add(line)
    }

    /// Gives the link added last a line that was kept, in its direction or reversed.
    pub fn set_line(&mut self, line: u32, is_reversed: bool) {
        if let Some(last) = self.network.links.tail.len().checked_sub(1) {
            self.network.shapes.set(last, line, is_reversed);
        }
    }

    /// Where a node is, as the file has it.
    #[must_use]
    pub fn position(&self, node: NodeId) -> Option<[f64; 2]> {
        self.network.position(node)
    }

    /// The node of an id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<NodeId> {
        self.network.node_by_id(id)
    }

    /// Adds a link; false, and nothing is added, if a node that it names is not there, or there are
    /// as many as can be numbered.
    pub fn add_link(&mut self, id: &str, link: &PlainLink) -> bool {
        let network = &mut self.network;
        let n_nodes = network.n_nodes;
        let is_there = |node: u32| (node as usize) < n_nodes;
        let links = &mut network.links;
        let has_room = links.tail.len() < u32::MAX as usize;
        if !(is_there(link.tail) && is_there(link.head) && has_room) {
            return false;
        }
        network.link_ids.push(id);
        links.tail.push(link.tail);
        links.head.push(link.head);
        let columns = [
            (&mut links.length_m, link.length_m),
            (&mut links.seconds, link.seconds),
            (&mut links.toll_fen, link.toll_fen),
            (&mut links.capacity, link.capacity),
            (&mut links.b, link.b),
            (&mut links.power, link.power),
        ];
        for (column, value) in columns {
            column.push(value.unwrap_or(f64::NAN));
        }
        links.link_type.push(link.link_type);
        true
    }

    /// The network.
    #[must_use]
    pub fn build(self) -> PlainNetwork {
        self.network
    }
}
