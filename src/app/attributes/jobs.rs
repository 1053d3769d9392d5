//! The rows of the table, made off the window's thread as they are wished.
//!
//! Does not know: how rows are drawn.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui;

use super::look::Look;
use super::{TableNow, forget_picks};
use crate::app::action::Pane;
use crate::app::demand::Made;
use crate::app::following::{Following, Taken, Wish};
use crate::app::newest::Newest;
use crate::app::state::State;
use crate::model::effect::facts_under;
use crate::model::facts::Facts;
use crate::model::geometry::LonLat;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::scene::item::Point;
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::Thing;
use crate::study::demand::reason;
use crate::study::outcome::{Outcome, PathAnswer};
use crate::study::table::order::listed;
use crate::study::table::{Place, Tab, Table};
use crate::task::{Cancelled, Task};
use crate::words::Lang;

/// A table with the rows that are listed.
pub struct TableMade {
    /// The table.
    pub table: Table,
    /// The rows, in order.
    pub rows: Vec<usize>,
    /// How many rows there are, those that are not listed among them.
    pub n_all: usize,
    /// Why there are none.
    pub reason: Option<String>,
}

impl TableMade {
    /// What a row is on the map.
    #[must_use]
    pub fn thing(&self, row: usize) -> Option<Thing> {
        Some(match self.table.place(row)? {
            Place::Node(node) => Thing::Node(node),
            Place::Link(link) => Thing::Link(link),
        })
    }
}

/// What a table is made for.
#[derive(Clone)]
struct Asked {
    tab: Tab,
    lang: Lang,
    look: Look,
    network: Arc<Network>,
    scenario: Arc<Scenario>,
    facts: Arc<Facts>,
    demand: Option<Arc<Made>>,
    path: Option<Arc<Outcome>>,
    view: Option<Camera>,
}

impl Asked {
    fn of(state: &State) -> Option<Self> {
        let document = state.document.as_ref()?;
        let choice = &state.session.table;
        let transient = &state.transient;
        let look = choice.look().clone();
        let demand = transient.demand.clone();
        Some(Self {
            tab: choice.tab,
            lang: state.lang(),
            network: Arc::clone(state.numbers()?),
            scenario: Arc::clone(document.history.scenario()),
            facts: Arc::clone(&document.facts),
            demand: demand.filter(|_| choice.tab == Tab::Demand),
            path: transient.outcome.clone().filter(|_| look.on_path),
            view: look.in_view.then_some(state.session.view.camera),
            look,
        })
    }

    /// The links of the path, by their places, and the hubs at their ends.
    fn on_path(&self) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let links: BTreeSet<usize> = match self.path.as_ref().map(|outcome| &outcome.path) {
            Some(PathAnswer::Found { best, .. }) => {
                best.links().map(|passed| passed.link.index()).collect()
            }
            _ => BTreeSet::new(),
        };
        let known = links
            .iter()
            .filter_map(|&link| self.network.links().get(link));
        let hubs = known.flat_map(|link| [link.from.index(), link.to.index()]);
        let hubs = hubs.collect();
        (links, hubs)
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.facts, &other.facts)
    }

    fn is_same(&self, other: &Self) -> bool {
        fn same<T>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (None, None) => true,
                _ => false,
            }
        }
        self.tab == other.tab
            && self.lang == other.lang
            && self.view == other.view
            && self.look.on_path == other.look.on_path
            && self.look.wish(self.tab) == other.look.wish(other.tab)
            && Arc::ptr_eq(&self.network, &other.network)
            && Arc::ptr_eq(&self.scenario, &other.scenario)
            && self.is_same_study(other)
            && same(self.demand.as_ref(), other.demand.as_ref())
            && same(self.path.as_ref(), other.path.as_ref())
    }
}

/// Makes tables.
pub struct TableJobs {
    runs: Following<Asked, TableMade>,
}

impl TableJobs {
    /// A runner that wakes the window when a table is made.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("table", context)),
        }
    }

    /// Follows the map's selection, takes what was made, and asks for what the open pane needs and has
    /// not.
    pub fn keep_up(&mut self, state: &mut State) {
        if !state.shows(Pane::Table) {
            // What was made falls behind.
            state.transient.table.is_updating = true;
            return;
        }
        follow_map(state);
        let Some(needed) = Asked::of(state) else {
            return;
        };
        let now = &mut state.transient.table;
        match self.runs.take(&needed) {
            Taken::Other => {
                forget_picks(now);
                now.made = None;
            }
            Taken::Found(made) => now.made = Some(Arc::new(made)),
            Taken::Nothing => {}
        }
        now.is_updating = self
            .runs
            .follow(needed, |asked, task| make(&asked, task).ok());
    }
}

fn make(asked: &Asked, task: &Task) -> Result<TableMade, Cancelled> {
    let facts = facts_under(&asked.facts, &asked.scenario);
    let answer = asked.demand.as_ref().map(|made| &made.answer);
    let (demand, why) = match answer {
        Some(Ok((demand, _))) => (Some(Arc::new(demand.clone())), None),
        Some(Err(why)) => (None, Some(reason(why, asked.lang))),
        None => (None, None),
    };
    task.checkpoint()?;
    let known = (Arc::clone(&asked.network), facts);
    let table = Table::new(asked.tab, known, &asked.scenario, demand);
    let network = &asked.network;
    let on_path = asked.look.on_path.then(|| asked.on_path());
    let among = |row: usize| {
        let place = table.place(row);
        let is_on = |(links, hubs): &(BTreeSet<usize>, BTreeSet<usize>)| match place {
            Some(Place::Link(link)) => links.contains(&link.index()),
            Some(Place::Node(node)) => hubs.contains(&node.index()),
            None => false,
        };
        on_path.as_ref().is_none_or(is_on)
            && asked
                .view
                .is_none_or(|camera| place.is_some_and(|place| is_seen(network, place, &camera)))
    };
    let wish = asked.look.wish(asked.tab);
    let rows = listed(&table, &wish, asked.lang, among, task)?;
    let n_all = table.rows().len();
    Ok(TableMade {
        table,
        rows,
        n_all,
        reason: why,
    })
}

/// Whether a place lies in what a camera shows; of a line the boxes of its pieces count.
fn is_seen(network: &Network, place: Place, camera: &Camera) -> bool {
    let on_page = |at: LonLat| camera.page_of(at);
    match place {
        Place::Node(node) => camera.viewport.has(on_page(network.node(node).at)),
        Place::Link(link) => network.line(link).windows(2).any(|piece| {
            let [a, b] = [on_page(piece[0]), on_page(piece[1])];
            camera.viewport.overlaps(around(a, b))
        }),
    }
}

fn around(a: Point, b: Point) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect::new(x, y, (a.x - b.x).abs(), (a.y - b.y).abs())
}

/// What is selected on the map is picked and scrolled to; between links and hubs the table changes.
fn follow_map(state: &mut State) {
    let selected = state.session.view.selected;
    let now: &mut TableNow = &mut state.transient.table;
    if now.seen == selected {
        return;
    }
    now.seen = selected;
    let tab = &mut state.session.table.tab;
    if !matches!(tab, Tab::Links | Tab::Hubs) {
        return;
    }
    let (of, row) = match selected {
        Some(Thing::Link(link)) => (Tab::Links, link.index()),
        Some(Thing::Node(node)) => (Tab::Hubs, node.index()),
        Some(Thing::Context { .. }) | None => return,
    };
    let field = now.at.map(|(_, field)| field).filter(|_| *tab == of);
    *tab = of;
    forget_picks(now);
    now.picked.insert(row);
    now.anchor = Some(row);
    now.at = Some((
        row,
        field.unwrap_or(crate::study::table::columns::Field::Key),
    ));
    now.scrolls = true;
}
