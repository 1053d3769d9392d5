//! The checked whole: hubs, links, routes and their lines, never changed after building.
//!
//! A `Network` that exists is valid: every link ends at two of its nodes, every route and chain
//! names its links, every key is unique.
//! Does not know: files, scenarios, the screen.

use std::collections::HashMap;
use std::sync::Arc;

use super::defaults::Defaults;
use super::geometry::{GeoBox, LineSet, LonLat};
use super::ids::{Key, LinkId, NodeId, RouteId};
use super::link::{Link, LinkState};
use super::node::Node;
use super::project::Project;
use super::route::{CORRIDOR_ROUTES, Route};
use super::service::Service;

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// Exactly one thing.
    One(T),
    /// Several; nothing is guessed.
    Several(Vec<T>),
    /// Nothing.
    Nothing,
}

impl<T> Found<T> {
    fn from_vec(mut found: Vec<T>) -> Option<Self> {
        match found.len() {
            0 => None,
            1 => found.pop().map(Self::One),
            _ => Some(Self::Several(found)),
        }
    }
}

/// Something wrong with the parts given to [`Network::new`]; the loader prevents all of these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Two nodes, two links or two routes have the same key.
    #[error("the key {0} is used twice")]
    DuplicateKey(Key),
    /// A link, route or chain names something that is not there.
    #[error("{0} names something that is not in the network")]
    Dangling(Key),
}

/// A network.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    nodes: Vec<Node>,
    links: Vec<Link>,
    lines: Arc<LineSet>,
    routes: Vec<Route>,
    projects: Arc<Vec<Project>>,
    services: Arc<Vec<Service>>,
    defaults: Arc<Defaults>,
    node_of_key: Arc<HashMap<Key, NodeId>>,
    link_of_key: Arc<HashMap<Key, LinkId>>,
    route_of_key: Arc<HashMap<Key, RouteId>>,
    /// Hubs that an edit took away, in order: they keep their places, and nothing finds them.
    removed: Arc<Vec<NodeId>>,
    /// Hubs beyond these were added by edits.
    n_own_nodes: usize,
}

/// The parts of a network that edits of its shape change.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Hubs.
    pub nodes: Vec<Node>,
    /// Links; those taken away have the state [`LinkState::Removed`].
    pub links: Vec<Link>,
    /// The lines of the links, index by index.
    pub lines: LineSet,
    /// Routes.
    pub routes: Vec<Route>,
    /// The hubs that are taken away, in order.
    pub removed: Vec<NodeId>,
}

impl Network {
    /// Builds a network from its parts: `lines` holds the line of link `i` at index `i`, `defaults`
    /// is what its links and hubs were filled up from.
    ///
    /// # Errors
    /// [`BuildError`] when keys repeat or a part names something missing.
    pub fn new(
        nodes: Vec<Node>,
        links: Vec<Link>,
        lines: LineSet,
        routes: Vec<Route>,
        defaults: Arc<Defaults>,
    ) -> Result<Self, BuildError> {
        let node_of_key = index(nodes.iter().map(|n| &n.key), NodeId::at)?;
        let link_of_key = index(links.iter().map(|l| &l.key), LinkId::at)?;
        let route_of_key = index(routes.iter().map(|r| &r.key), RouteId::at)?;
        for link in &links {
            let ends_exist = link.from.index() < nodes.len() && link.to.index() < nodes.len();
            let routes_exist = link.routes.iter().all(|r| r.index() < routes.len());
            if !ends_exist || !routes_exist {
                return Err(BuildError::Dangling(link.key.clone()));
            }
        }
        for route in &routes {
            let chained = route.chains.iter().flat_map(|chain| &chain.links);
            if chained
                .chain(&route.links)
                .any(|l| l.index() >= links.len())
            {
                return Err(BuildError::Dangling(route.key.clone()));
            }
        }
        for node in &nodes {
            if node.city.is_some_and(|city| city.index() >= nodes.len()) {
                return Err(BuildError::Dangling(node.key.clone()));
            }
        }
        if lines.len() != links.len() {
            return Err(BuildError::Dangling(Key::new("lines")));
        }
        let n_own_nodes = nodes.len();
        Ok(Self {
            nodes,
            links,
            lines: Arc::new(lines),
            routes,
            projects: Arc::default(),
            services: Arc::default(),
            defaults,
            node_of_key: Arc::new(node_of_key),
            link_of_key: Arc::new(link_of_key),
            route_of_key: Arc::new(route_of_key),
            removed: Arc::default(),
            n_own_nodes,
        })
    }

    /// The same network in another shape: hubs and links of this network keep their places, new ones
    /// follow, and what was taken away is found by no key.
    ///
    /// # Errors
    /// [`BuildError`] as for [`Network::new`].
    pub fn reshaped(&self, shape: Shape) -> Result<Self, BuildError> {
        let defaults = Arc::clone(&self.defaults);
        let mut new = Self::new(
            shape.nodes,
            shape.links,
            shape.lines,
            shape.routes,
            defaults,
        )?;
        new.projects = Arc::clone(&self.projects);
        new.services = Arc::clone(&self.services);
        if let Some(nodes) = Arc::get_mut(&mut new.node_of_key) {
            nodes.retain(|_, id| shape.removed.binary_search(id).is_err());
        }
        if let Some(links) = Arc::get_mut(&mut new.link_of_key) {
            links.retain(|_, id| new.links[id.index()].state != LinkState::Removed);
        }
        new.removed = Arc::new(shape.removed);
        new.n_own_nodes = self.n_own_nodes;
        Ok(new)
    }

    /// The parts of this network, to be changed.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape {
            nodes: self.nodes.clone(),
            links: self.links.clone(),
            lines: LineSet::clone(&self.lines),
            routes: self.routes.clone(),
            removed: Vec::clone(&self.removed),
        }
    }

    /// Whether an edit took a hub away.
    #[must_use]
    pub fn is_removed(&self, id: NodeId) -> bool {
        self.removed.binary_search(&id).is_ok()
    }

    /// Whether an edit added a hub.
    #[must_use]
    pub fn is_added(&self, id: NodeId) -> bool {
        id.index() >= self.n_own_nodes
    }

    /// The hubs that edits took away, in order.
    #[must_use]
    pub fn removed(&self) -> &[NodeId] {
        &self.removed
    }

    /// The same network with other numbers of its services, one by one.
    #[must_use]
    pub fn with_services(mut self, services: Vec<Service>) -> Self {
        debug_assert!(services.len() == self.services.len());
        self.services = Arc::new(services);
        self
    }

    /// The same network with projects and services; the stops of these are among its hubs.
    #[must_use]
    pub fn with_tables(mut self, projects: Vec<Project>, services: Vec<Service>) -> Self {
        self.projects = Arc::new(projects);
        self.services = Arc::new(services);
        self
    }

    /// The same network with other numbers: hubs and links are those of this network one by one.
    #[must_use]
    pub fn with_numbers(&self, nodes: Vec<Node>, links: Vec<Link>) -> Self {
        debug_assert!(nodes.len() == self.nodes.len() && links.len() == self.links.len());
        Self {
            nodes,
            links,
            ..self.clone_shared()
        }
    }

    /// The same network with other defaults; numbers that were filled up from the old ones stay.
    #[must_use]
    pub fn with_defaults(mut self, defaults: Defaults) -> Self {
        self.defaults = Arc::new(defaults);
        self
    }

    /// A copy without hubs and links; the rest is shared.
    fn clone_shared(&self) -> Self {
        Self {
            nodes: Vec::new(),
            links: Vec::new(),
            lines: Arc::clone(&self.lines),
            routes: self.routes.clone(),
            projects: Arc::clone(&self.projects),
            services: Arc::clone(&self.services),
            defaults: Arc::clone(&self.defaults),
            node_of_key: Arc::clone(&self.node_of_key),
            link_of_key: Arc::clone(&self.link_of_key),
            route_of_key: Arc::clone(&self.route_of_key),
            removed: Arc::clone(&self.removed),
            n_own_nodes: self.n_own_nodes,
        }
    }

    /// A network of nothing.
    #[must_use]
    pub fn empty(defaults: Arc<Defaults>) -> Self {
        Self {
            nodes: Vec::new(),
            links: Vec::new(),
            lines: Arc::new(LineSet::new()),
            routes: Vec::new(),
            projects: Arc::default(),
            services: Arc::default(),
            defaults,
            node_of_key: Arc::default(),
            link_of_key: Arc::default(),
            route_of_key: Arc::default(),
            removed: Arc::default(),
            n_own_nodes: 0,
        }
    }

    /// All nodes; a [`NodeId`] is an index here.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// All links; a [`LinkId`] is an index here.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All routes and groups; a [`RouteId`] is an index here.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Infrastructure projects.
    #[must_use]
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// The project of a key.
    #[must_use]
    pub fn project_by_key(&self, key: &Key) -> Option<&Project> {
        self.projects.iter().find(|project| project.key == *key)
    }

    /// Named services.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// What was assumed where files did not say.
    #[must_use]
    pub fn defaults(&self) -> &Arc<Defaults> {
        &self.defaults
    }

    /// The lines of the links, index by index.
    #[must_use]
    pub fn lines(&self) -> &LineSet {
        &self.lines
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// A link.
    #[must_use]
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.index()]
    }

    /// A route.
    #[must_use]
    pub fn route(&self, id: RouteId) -> &Route {
        &self.routes[id.index()]
    }

    /// The box around a route's lines; `None` where it has none.
    #[must_use]
    pub fn route_box(&self, id: RouteId) -> Option<GeoBox> {
        let links = self.route(id).links.iter();
        GeoBox::around(links.flat_map(|&link| self.line(link).iter().copied()))
    }

    /// The line of a link, from its `from` to its `to`.
    #[must_use]
    pub fn line(&self, id: LinkId) -> &[LonLat] {
        self.lines.line(id.index())
    }

    /// Ids of all nodes.
    pub fn node_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::at)
    }

    /// Ids of all links.
    pub fn link_ids(&self) -> impl Iterator<Item = LinkId> + use<> {
        (0..self.links.len()).map(LinkId::at)
    }

    /// Ids of all routes.
    pub fn route_ids(&self) -> impl Iterator<Item = RouteId> + use<> {
        (0..self.routes.len()).map(RouteId::at)
    }

    /// The node of a key.
    #[must_use]
    pub fn node_by_key(&self, key: &Key) -> Option<NodeId> {
        self.node_of_key.get(key).copied()
    }

    /// The link of a key.
    #[must_use]
    pub fn link_by_key(&self, key: &Key) -> Option<LinkId> {
        self.link_of_key.get(key).copied()
    }

    /// The route of a key.
    #[must_use]
    pub fn route_by_key(&self, key: &Key) -> Option<RouteId> {
        self.route_of_key.get(key).copied()
    }

    /// The links that a key names: the link itself, or all parts of a split one, in order.
    #[must_use]
    pub fn links_named(&self, name: &str) -> Vec<LinkId> {
        if let Some(id) = self.link_by_key(&Key::new(name)) {
            return vec![id];
        }
        let is_named = |&id: &LinkId| {
            let link = self.link(id);
            link.state != LinkState::Removed && link.key.is_or_is_part_of(name)
        };
        self.link_ids().filter(is_named).collect()
    }

    /// Resolves a hub by exact key, then exact name in either language, then key and at last unique prefix of
    /// a key or name without regard to case; several candidates are given back, nothing is guessed.
    #[must_use]
    pub fn find_node(&self, text: &str) -> Found<NodeId> {
        let text = text.trim();
        if text.is_empty() {
            return Found::Nothing;
        }
        if let Some(id) = self.node_by_key(&Key::new(text)) {
            return Found::One(id);
        }
        let matching = |test: &dyn Fn(&Node) -> bool| -> Vec<NodeId> {
            let there = self.node_ids().filter(|&id| !self.is_removed(id));
            there.filter(|&id| test(self.node(id))).collect()
        };
        let lower = text.to_lowercase();
        let is_key = |n: &Node| n.key.as_str().to_lowercase() == lower;
        Found::from_vec(matching(&|n| n.names.is(text)))
            .or_else(|| Found::from_vec(matching(&is_key)))
            .or_else(|| {
                Found::from_vec(matching(&|n| {
                    n.names.begins_with(text) || n.key.as_str().to_lowercase().starts_with(&lower)
                }))
            })
            .unwrap_or(Found::Nothing)
    }

    /// Whether a route is one of the three of the corridor.
    #[must_use]
    pub fn is_corridor_route(&self, id: RouteId) -> bool {
        CORRIDOR_ROUTES.contains(&self.route(id).key.as_str())
    }

    /// The box around the links of the corridor routes, or around everything where there are none.
    #[must_use]
    pub fn home_box(&self) -> Option<GeoBox> {
        let on_corridor = |id: &LinkId| {
            let routes = &self.link(*id).routes;
            routes.iter().any(|&r| self.is_corridor_route(r))
        };
        let positions = |ids: Vec<LinkId>| {
            GeoBox::around(ids.into_iter().flat_map(|id| self.line(id)).copied())
        };
        positions(self.link_ids().filter(on_corridor).collect())
            .or_else(|| positions(self.link_ids().collect()))
            .or_else(|| GeoBox::around(self.nodes.iter().map(|node| node.at)))
    }
}

fn index<'a, Id>(
    keys: impl Iterator<Item = &'a Key>,
    id_at: fn(usize) -> Id,
) -> Result<HashMap<Key, Id>, BuildError> {
    let mut ids = HashMap::new();
    for (position, key) in keys.enumerate() {
        if ids.insert(key.clone(), id_at(position)).is_some() {
            return Err(BuildError::DuplicateKey(key.clone()));
        }
    }
    Ok(ids)
}
