//! What is picked on the map by a rectangle or lasso, and the picked rows of the attribute table: one follows
//! the other.
//!
//! A hub is inside where its position on the page is, a link where all of its line is. What is picked is known
//! by key, and so stays picked in a new result.
//! Does not know: how it is drawn.

use std::collections::BTreeSet;

use crate::app::action::Pane;
use crate::app::attributes::{forget_picks, table_now};
use crate::app::camera::{camera_around, camera_on, fly};
use crate::app::state::State;
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::{Key, LinkId, NodeId};
use crate::scene::item::Point;
use crate::scene::map::is_drawn;
use crate::scene::sheet::Thing;
use crate::study::table::Tab;

/// What is picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Hubs.
    pub hubs: BTreeSet<Key>,
    /// Links, parts of split ones each.
    pub links: BTreeSet<Key>,
    /// The table that follows, and its picked rows when that was last looked at.
    told: Option<(Tab, BTreeSet<usize>)>,
}

impl Picked {
    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hubs.is_empty() && self.links.is_empty()
    }

    /// Hubs and links in the network that is shown.
    #[must_use]
    pub fn places(&self, state: &State) -> (Vec<NodeId>, Vec<LinkId>) {
        let Some(network) = state.numbers() else {
            return (Vec::new(), Vec::new());
        };
        let hubs = self.hubs.iter();
        let links = self.links.iter();
        (
            hubs.filter_map(|key| network.node_by_key(key)).collect(),
            links.filter_map(|key| network.link_by_key(key)).collect(),
        )
    }
}

/// Picks what is inside a ring on the page.
pub fn pick(state: &mut State, ring: &[Point]) {
    let Some(network) = state.numbers() else {
        return;
    };
    let view = &state.session.view;
    let outcome = state.transient.outcome.as_deref();
    let on_page = |at: LonLat| view.camera.page_of(at);
    let hubs = network.node_ids().map(|id| network.node(id));
    let hubs = hubs.filter(|hub| view.show_hubs && is_inside(ring, on_page(hub.at)));
    let links = network.link_ids().filter(|&id| {
        let line: Vec<Point> = network.line(id).iter().map(|&at| on_page(at)).collect();
        is_drawn(network, outcome, view, id) && is_line_inside(ring, &line)
    });
    let picked = Picked {
        hubs: hubs.map(|hub| hub.key.clone()).collect(),
        links: links.map(|id| network.link(id).key.clone()).collect(),
        told: None,
    };
    if picked.is_empty() {
        forget_picked(state);
    }
    state.transient.tools.picked = picked;
}

/// Picks nothing, nor in the table.
pub fn forget_picked(state: &mut State) {
    if state.transient.tools.picked.is_empty() {
        return;
    }
    state.transient.tools.picked = Picked::default();
    if matches!(state.session.table.tab, Tab::Hubs | Tab::Links) {
        forget_picks(&mut state.transient.table);
    }
}

/// Has the table follow what is picked on the map, and that what is picked in the table.
pub fn keep_up(state: &mut State) {
    let made = table_now(state).filter(|_| state.shows(Pane::Table));
    let (now, table) = (
        &mut state.transient.tools.picked,
        &mut state.transient.table,
    );
    let Some(made) = made else {
        now.told = None;
        return;
    };
    let tab = made.table.tab();
    let network = made.table.network();
    let key = |row: usize| match made.thing(row) {
        Some(Thing::Node(node)) => Some(network.node(node).key.clone()),
        Some(Thing::Link(link)) => Some(network.link(link).key.clone()),
        Some(Thing::Context { .. }) | None => None,
    };
    let keys = match tab {
        Tab::Hubs => &mut now.hubs,
        Tab::Links => &mut now.links,
        _ => return,
    };
    match &now.told {
        Some((of, rows)) if *of == tab => {
            if *rows == table.picked {
                return;
            }
            // One row is selected, which is shown in a way of its own.
            keys.clear();
            if table.picked.len() > 1 {
                keys.extend(table.picked.iter().filter_map(|&row| key(row)));
            }
        }
        _ if !keys.is_empty() => {
            let rows = made.table.rows().into_iter();
            let rows = rows.filter(|&row| key(row).is_some_and(|key| keys.contains(&key)));
            table.picked = rows.collect();
            table.anchor = table.picked.first().copied();
        }
        _ => {}
    }
    now.told = Some((tab, table.picked.clone()));
}

/// Looks at what is picked and selected.
pub fn fit_picked(state: &mut State) {
    let Some(network) = state.numbers() else {
        return;
    };
    let (hubs, links) = state.transient.tools.picked.places(state);
    let selected = state.session.view.selected;
    if hubs.is_empty() && links.is_empty() {
        if let Some(to) = selected.and_then(|thing| camera_on(state, thing)) {
            fly(state, to);
        }
        return;
    }
    let mut positions: Vec<LonLat> = hubs.iter().map(|&hub| network.node(hub).at).collect();
    let mut add = |link: LinkId| positions.extend(network.line(link));
    links.into_iter().for_each(&mut add);
    match selected {
        Some(Thing::Link(link)) if link.index() < network.links().len() => add(link),
        Some(Thing::Node(node)) => {
            let node = network.nodes().get(node.index());
            positions.extend(node.map(|node| node.at));
        }
        _ => {}
    }
    if let Some(shown) = GeoBox::around(positions) {
        let to = camera_around(shown, state.session.view.camera);
        fly(state, to);
    }
}

/// Whether a point is inside a ring, by even and odd crossings (Shimrat 1962).
#[must_use]
fn is_inside(ring: &[Point], at: Point) -> bool {
    let mut is_in = false;
    for (a, b) in sides(ring) {
        let crosses = (a.y > at.y) != (b.y > at.y);
        if crosses && at.x < a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y) {
            is_in = !is_in;
        }
    }
    is_in
}

/// Whether all of a line is.
fn is_line_inside(ring: &[Point], line: &[Point]) -> bool {
    if line.is_empty() || !line.iter().all(|&at| is_inside(ring, at)) {
        return false;
    }
    let mut pieces = line.windows(2);
    !pieces.any(|piece| sides(ring).any(|side| cross((piece[0], piece[1]), side)))
}

fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().copied().zip(next.copied())
}

/// Whether two pieces of lines cross.
fn cross(one: (Point, Point), other: (Point, Point)) -> bool {
    let turn =
        |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0.0;
    turn(one.0, one.1, other.0) != turn(one.0, one.1, other.1)
        && turn(other.0, other.1, one.0) != turn(other.0, other.1, one.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(of: &[(f32, f32)]) -> Vec<Point> {
        of.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_not_inside() {
        // A ring like the letter U.
        let ring = points(&[
            (0.0, 0.0),
            (0.0, 10.0),
            (30.0, 10.0),
            (30.0, 0.0),
            (20.0, 0.0),
            (20.0, 5.0),
            (10.0, 5.0),
            (10.0, 0.0),
        ]);
        assert!(is_inside(&ring, Point::new(5.0, 2.0)));
        assert!(!is_inside(&ring, Point::new(15.0, 2.0)));
        assert!(is_inside(&ring, Point::new(15.0, 7.0)));
        assert!(!is_line_inside(&ring, &points(&[(5.0, 2.0), (25.0, 2.0)])));
        let around = points(&[(5.0, 2.0), (5.0, 7.0), (25.0, 7.0), (25.0, 2.0)]);
        assert!(is_line_inside(&ring, &around));
        assert!(!is_line_inside(&ring, &points(&[(5.0, 2.0), (5.0, 12.0)])));
        assert!(!is_line_inside(&ring, &[]));
        assert!(!is_inside(&[], Point::new(0.0, 0.0)));
    }
}
