//! A plain network that is open: its ends, its best path, and the hierarchy that is made in the
//! background.
//!
//! Paths are found on a thread of its own, the newest wish first: by search until the hierarchy is there,
//! from then on in microseconds. The hierarchy is worth making above some 20,000 nodes; its order goes to
//! the user's cache folder. The money and time of a search for a million links are some tenths of a second.
//! Does not know: widgets; how files are read.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::Instant;

use eframe::egui;

use super::action::End;
use super::state::State;
use super::update::fly;
use crate::io::plain::cache::Cache;
use crate::model::geometry::LonLat;
use crate::model::ids::NodeId;
use crate::model::names::Names;
use crate::model::network::Found;
use crate::model::plain::{Measure, PlainNetwork};
use crate::model::sourced::{Input, Sourced, Status};
use crate::model::unit::Unit;
use crate::scene::plain::PlainMap;
use crate::scene::projection::Camera;
use crate::study::plain::{Method, PlainPath, PlainRouter, Prepared};
use crate::task::{Cancelled, Task};
use crate::words::{Lang, fill};

/// How near a click must be to a node, points.
const REACH: f32 = 24.0;
/// Space around a path that is looked at, points.
const PADDING: f32 = 96.0;
/// Links of a path up to which its card lists them.
const MOST_TERMS: usize = 200;

/// A plain network that is open.
pub struct PlainOpen {
    /// The network.
    pub network: Arc<PlainNetwork>,
    /// What it is called.
    pub name: String,
    /// The format, and in which units its numbers were read.
    pub units: String,
    /// Whether it is all that is open: clicks on the map then are for it.
    pub is_alone: bool,
    /// Where from, where to.
    pub ends: [Option<NodeId>; 2],
    /// What paths are to be least in.
    pub measure: Measure,
    /// The texts of the fields of both ends, and why one names no node.
    pub fields: [String; 2],
    /// Why the text in a field names no node.
    pub refused: Option<String>,
    /// The newest answer.
    pub answer: Option<Answer>,
    /// Whether a newer one is on its way.
    pub is_updating: bool,
    /// How far the hierarchy is.
    pub stage: Stage,
}

/// How far the hierarchy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is looked whether it pays, then made: so many thousandths are done.
    Making(u32),
    /// It is there: made, or from an order that was kept.
    Ready {
        /// Whether its order was kept from another time.
        was_known: bool,
    },
    /// Searches are fast enough, or the network has no small cuts.
    NotWorth,
    /// It was cancelled.
    Cancelled,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Where from.
    pub from: NodeId,
    /// Where to.
    pub to: NodeId,
    /// What is to be least.
    pub measure: Measure,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked.
    pub wish: Wish,
    /// The best path; `None` where there is none.
    pub path: Option<PlainPath>,
    /// How long the search took, milliseconds.
    pub ms: f64,
    /// How it was found.
    pub method: Method,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PlainAction {
    /// Sets an end.
    SetEnd(End, NodeId),
    /// Sets the end that is missing, or both anew, to the node nearest to a place.
    Pick(LonLat),
    /// Sets an end to the node nearest to a place.
    PickEnd(End, LonLat),
    /// Sets an end to what its field names.
    Name(End),
    /// The ends change places.
    Swap,
    /// No ends.
    Clear,
    /// What paths are to be least in.
    SetMeasure(Measure),
    /// Looks at the path.
    Fit,
    /// Makes no hierarchy.
    Cancel,
}

impl PlainOpen {
    /// A network that has just been read.
    #[must_use]
    pub fn new(network: Arc<PlainNetwork>, name: String, units: String, is_alone: bool) -> Self {
        let known = |measure: &Measure| network.unknown(*measure).0 == 0;
        let all = [Measure::Time, Measure::Distance, Measure::Money];
        let measure = all.into_iter().find(known).unwrap_or(Measure::Time);
        Self {
            network,
            name,
            units,
            is_alone,
            ends: [None; 2],
            measure,
            fields: Default::default(),
            refused: None,
            answer: None,
            is_updating: false,
            stage: Stage::Making(0),
        }
    }

    /// Whether a number is known of every link, so that a path can be least in it.
    #[must_use]
    pub fn knows(&self, measure: Measure) -> bool {
        self.network.unknown(measure).0 == 0
    }

    /// What is asked now; `None` while an end is missing.
    #[must_use]
    pub fn wish(&self) -> Option<Wish> {
        let [from, to] = self.ends;
        Some(Wish {
            from: from?,
            to: to?,
            measure: self.measure,
        })
    }

    /// A node by its name, or its id.
    #[must_use]
    pub fn called(&self, node: NodeId) -> String {
        let (id, name) = (self.network.node_id(node), self.network.node_name(node));
        if name.is_empty() {
            id.into_owned()
        } else {
            format!("{name} ({id})")
        }
    }

    fn set_end(&mut self, end: End, node: NodeId) {
        let place = usize::from(end == End::To);
        self.ends[place] = Some(node);
        self.fields[place].clear();
        self.refused = None;
    }
}

/// Does what an action about the plain network asks for.
pub fn update_plain(state: &mut State, action: PlainAction) {
    let camera = state.session.view.camera;
    let lang = state.lang();
    let fits = state.layers.plain().path_box();
    let Some(plain) = &mut state.plain else {
        return;
    };
    let nearest = |at| {
        let map = state.layers.plain().map();
        map.and_then(|map| map.nearest(&camera, at, REACH))
    };
    match action {
        PlainAction::SetEnd(end, node) => plain.set_end(end, node),
        PlainAction::PickEnd(end, at) => {
            if let Some(node) = nearest(at) {
                plain.set_end(end, node);
            }
        }
        PlainAction::Pick(at) => {
            if let Some(node) = nearest(at) {
                let end = match plain.ends {
                    [Some(_), None] => End::To,
                    _ => End::From,
                };
                if plain.ends == [plain.ends[0], None] || end == End::To {
                    plain.set_end(end, node);
                } else {
                    plain.ends = [None; 2];
                    plain.set_end(End::From, node);
                }
            }
        }
        PlainAction::Name(end) => {
            let text = plain.fields[usize::from(end == End::To)].clone();
            match plain.network.find_node(&text) {
                Found::One(node) => plain.set_end(end, node),
                Found::Nothing => plain.refused = Some(fill(lang, "plain.no-node", &[&text])),
                Found::Several(nodes) => {
                    let listed: Vec<String> =
                        nodes.iter().take(4).map(|&node| plain.called(node)).collect();
                    let (count, listed) = (nodes.len().to_string(), listed.join(", "));
                    plain.refused = Some(fill(lang, "plain.several", &[&text, &count, &listed]));
                }
            }
        }
        PlainAction::Swap => plain.ends.swap(0, 1),
        PlainAction::Clear => {
            plain.ends = [None; 2];
            plain.refused = None;
        }
        PlainAction::SetMeasure(measure) => plain.measure = measure,
        PlainAction::Cancel => plain.stage = Stage::Cancelled,
        PlainAction::Fit => {
            if let Some(around) = fits {
                fly(state, Camera::fit(around, camera.viewport, PADDING));
            }
            return;
        }
    }
    show_ends(state);
}

/// Shows the ends, and the path where it is the one between them.
fn show_ends(state: &mut State) {
    let Some(plain) = &mut state.plain else {
        return;
    };
    let wish = plain.wish();
    if plain.answer.as_ref().map(|answer| answer.wish) != wish {
        plain.answer = None;
    }
    let path = plain.answer.as_ref().and_then(|answer| answer.path.as_ref());
    let layers = state.layers.plain_mut();
    layers.set(&plain.network, plain.ends, path);
}

/// What the path comes to in a measure, with its unit and what it is computed from.
#[must_use]
pub fn total(plain: &PlainOpen, measure: Measure, with_terms: bool) -> Option<Sourced> {
    let path = plain.answer.as_ref()?.path.as_ref()?;
    let (sum, unit, a_unit) = match measure {
        Measure::Distance => (path.sums.meters, Unit::Km, 1000.0),
        Measure::Time => (path.sums.seconds, Unit::Hours, 3600.0),
        Measure::Money => (path.sums.toll_fen, Unit::Named("CNY"), 100.0),
    };
    let value = sum? / a_unit;
    let values = plain.network.values(measure);
    let term = |link: &crate::model::ids::LinkId| {
        let number = Sourced::new(values[link.index()] / a_unit, unit, Status::Unsourced);
        let id = plain.network.link_id(*link);
        Input {
            names: Names::said(|lang| fill(lang, "plain.link", &[&id])),
            number,
        }
    };
    let mut number = if with_terms && path.links.len() <= MOST_TERMS {
        Sourced::sum(value, unit, path.links.iter().map(term).collect())
    } else {
        Sourced::new(value, unit, Status::Unsourced)
    };
    number.status = Status::Unsourced;
    let count = path.links.len().to_string();
    let said = Names::said(|lang: Lang| fill(lang, "plain.sum", &[&count, &plain.name, &plain.units]));
    Some(number.with_note_in_both(&said))
}

/// What goes to the thread that finds paths.
enum Message {
    Find(u64, Wish),
    Use(Prepared),
}

/// What comes back.
enum Done {
    Found(u64, Answer),
    Made(Prepared),
    NotWorth,
}

/// The threads of the network that is open.
pub struct PlainJobs {
    context: egui::Context,
    work: Option<Work>,
}

struct Work {
    network: Arc<PlainNetwork>,
    wishes: Sender<Message>,
    done: Receiver<Done>,
    finding: Task,
    making: Task,
    newest: u64,
    asked: Option<Wish>,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.finding.cancel();
        self.making.cancel();
    }
}

impl PlainJobs {
    /// A runner that wakes the window when something is done.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            context,
            work: None,
        }
    }

    /// Takes what was done, and asks for what the open network needs and has not.
    pub fn keep_up(&mut self, state: &mut State) {
        let Some(plain) = &mut state.plain else {
            self.work = None;
            return;
        };
        let is_this = |work: &Work| Arc::ptr_eq(&work.network, &plain.network);
        if !self.work.as_ref().is_some_and(is_this) {
            self.work = Work::start(&plain.network, &self.context);
        }
        let Some(work) = &mut self.work else {
            plain.stage = Stage::NotWorth;
            return;
        };
        let mut has_news = false;
        for done in work.done.try_iter() {
            match done {
                Done::Found(number, answer) if number == work.newest => {
                    plain.answer = Some(answer);
                    plain.is_updating = false;
                    has_news = true;
                }
                Done::Found(..) => {}
                Done::NotWorth => plain.stage = Stage::NotWorth,
                Done::Made(prepared) => {
                    let was_known = prepared.was_known();
                    plain.stage = Stage::Ready { was_known };
                    drop(work.wishes.send(Message::Use(prepared)));
                }
            }
        }
        match plain.stage {
            Stage::Cancelled => work.making.cancel(),
            Stage::Making(_) => {
                plain.stage = Stage::Making(work.making.thousandths());
                let soon = std::time::Duration::from_millis(200);
                self.context.request_repaint_after(soon);
            }
            Stage::Ready { .. } | Stage::NotWorth => {}
        }
        let wish = plain.wish();
        if work.asked != wish {
            work.asked = wish;
            work.newest += 1;
            plain.is_updating = wish.is_some();
            if let Some(wish) = wish {
                drop(work.wishes.send(Message::Find(work.newest, wish)));
            }
        }
        if has_news {
            show_ends(state);
        }
    }
}

impl Work {
    /// Starts both threads; `None` when the system gives none.
    fn start(network: &Arc<PlainNetwork>, context: &egui::Context) -> Option<Self> {
        let (wishes, to_find) = channel();
        let (sender, done) = channel();
        let work = Self {
            network: Arc::clone(network),
            wishes,
            done,
            finding: Task::new(),
            making: Task::new(),
            newest: 0,
            asked: None,
        };
        let (of, task, waker) = (Arc::clone(network), work.finding.clone(), context.clone());
        let found = sender.clone();
        let finds = move || {
            // A window that is gone, or another network, needs no result.
            let _ = find(&of, &to_find, &found, &task, &waker);
        };
        Builder::new().name("roads".to_owned()).spawn(finds).ok()?;
        let (of, task, waker) = (Arc::clone(network), work.making.clone(), context.clone());
        let makes = move || {
            if let Ok(made) = make(&of, &task) {
                drop(sender.send(made.map_or(Done::NotWorth, Done::Made)));
                waker.request_repaint();
            }
        };
        Builder::new().name("order".to_owned()).spawn(makes).ok()?;
        Some(work)
    }
}

/// Makes the hierarchy where that pays, with the order that is kept, or keeps the new one.
fn make(network: &PlainNetwork, task: &Task) -> Result<Option<Prepared>, Cancelled> {
    if !Prepared::pays(network, task)? {
        return Ok(None);
    }
    let cache = Cache::of(network);
    let prepared = Prepared::new(network, cache.read().as_deref(), task)?;
    if !prepared.was_known() {
        // Without a place to keep it, it is made again next time.
        let _ = cache.write(&prepared.order());
    }
    Ok(Some(prepared))
}

/// Answers wishes, the newest of those that wait, until there are none to come.
fn find(
    network: &PlainNetwork,
    wishes: &Receiver<Message>,
    done: &Sender<Done>,
    task: &Task,
    waker: &egui::Context,
) -> Result<(), Cancelled> {
    let mut prepared: Option<Prepared> = None;
    let mut router: Option<(Measure, PlainRouter)> = None;
    while let Ok(first) = wishes.recv() {
        let mut newest = None;
        for message in std::iter::once(first).chain(wishes.try_iter()) {
            match message {
                Message::Find(number, wish) => newest = Some((number, wish)),
                Message::Use(made) => {
                    prepared = Some(made);
                    router = None;
                }
            }
        }
        let Some((number, wish)) = newest else {
            continue;
        };
        let began = Instant::now();
        let mut own = match router.take().filter(|(measure, _)| *measure == wish.measure) {
            Some((_, router)) => router,
            None => match &prepared {
                Some(of) => PlainRouter::prepared(of, network, wish.measure, task)?,
                None => PlainRouter::by(Method::Dijkstra, network, wish.measure, task)?,
            },
        };
        let path = own.path(wish.from, wish.to, task)?;
        let answer = Answer {
            wish,
            path,
            ms: began.elapsed().as_secs_f64() * 1000.0,
            method: own.method(),
        };
        router = Some((wish.measure, own));
        if done.send(Done::Found(number, answer)).is_err() {
            return Ok(());
        }
        waker.request_repaint();
    }
    Ok(())
}
