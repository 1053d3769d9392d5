//! What lies beyond the throughput, found off the window's thread while results are shown: the next
//! bottleneck, the room left elsewhere, the throughput by one capacity, and what reaches a target. One
//! run at a time: the next one, for the newest wish, begins when it is done.
//!
//! Does not know: how it is found or shown.

use std::sync::Arc;

use eframe::egui;

use super::action::Pane;
use super::cards::{Origin, cut_origin};
use super::following::{Following, Taken, Wish};
use super::newest::Newest;
use super::state::State;
use crate::model::edit::NodeNumber;
use crate::model::ids::{Key, LinkId, NodeId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::sourced::Sourced;
use crate::scene::sheet::Thing;
use crate::study::beyond::{
    Beyond, CapacityOf, Next, Room, Varied, beyond, capacity_name, enough_number, next_number,
    part_name, room_number, vary,
};
use crate::study::evaluate::{Base, Under};
use crate::study::outcome::{CutPart, Outcome, Question, Throughput};
use crate::study::provenance::of_throughput;
use crate::study::target::{Reached, reach_by_projects};
use crate::task::{Cancelled, Task};

/// Whose room is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomOf {
    /// A link, and whether from its `from` to its `to`.
    Link(LinkId, bool),
    /// One of the capacities of a hub.
    Hub(NodeId, NodeNumber),
}

impl RoomOf {
    /// That of a link or hub.
    #[must_use]
    pub fn part(part: &CutPart) -> Self {
        match part {
            CutPart::Link {
                link, is_forward, ..
            } => Self::Link(*link, *is_forward),
            CutPart::Hub { node, limit, .. } => Self::Hub(*node, *limit),
        }
    }
}

/// A number beyond the throughput.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeyondFigure {
    /// What can flow with the next bottleneck.
    Next,
    /// What is left of a capacity.
    Room(RoomOf),
    /// The capacity now.
    Present,
    /// The capacity from which more is of no use.
    Enough,
    /// What can flow with the projects that reach the target.
    Target,
    /// What these cost.
    Cost,
}

/// What was found.
pub struct BeyondMade {
    /// The next bottleneck and the room left; `None` where no limit can be said or nothing flows.
    pub beyond: Option<Beyond>,
    /// The throughput by the capacity that was chosen.
    pub varied: Option<Varied>,
    /// What reaches the target.
    pub reached: Option<Reached>,
    /// The network with its numbers.
    pub network: Arc<Network>,
}

/// What lies beyond as it is now.
#[derive(Default)]
pub struct BeyondNow {
    /// The newest that was found.
    pub made: Option<Arc<BeyondMade>>,
    /// Whether something newer is being found.
    pub is_updating: bool,
}

/// The parts of the bottleneck that is shown.
fn bottleneck(outcome: &Outcome) -> &[CutPart] {
    match &outcome.throughput {
        Some(Throughput::Limited { bottleneck, .. }) => bottleneck,
        _ => &[],
    }
}

/// The capacity that the curve is of: that of the selected link or hub, else of the first part of the
/// bottleneck.
fn chosen(state: &State, outcome: &Outcome) -> Option<CapacityOf> {
    let network = &outcome.network;
    let parts = bottleneck(outcome);
    let selected = match state.session.view.selected {
        Some(Thing::Link(link)) if link.index() < network.links().len() => {
            let of = CapacityOf::Line(Key::new(network.link(link).key.whole()));
            of.present(network).is_some().then_some(of)
        }
        Some(Thing::Node(node)) if node.index() < network.nodes().len() => {
            let is_there =
                |part: &&CutPart| matches!(part, CutPart::Hub { node: of, .. } if *of == node);
            let in_cut = parts.iter().find(is_there);
            let of = in_cut.map(|part| CapacityOf::part(network, part));
            let handling = CapacityOf::Hub(network.node(node).key.clone(), NodeNumber::Capacity);
            let has_one = handling.present(network).is_some();
            of.or_else(|| has_one.then_some(handling))
        }
        _ => None,
    };
    selected.or_else(|| Some(CapacityOf::part(network, parts.first()?)))
}

/// A number as it is now.
#[must_use]
pub fn number(state: &State, figure: BeyondFigure) -> Option<Sourced> {
    let made = state.transient.beyond.made.as_ref()?;
    match figure {
        BeyondFigure::Next => next_number(&made.network, made.beyond.as_ref()?),
        BeyondFigure::Room(of) => Some(room_number(&made.network, room(made, of)?)),
        BeyondFigure::Present => made.varied.as_ref()?.present.clone(),
        BeyondFigure::Enough => enough_number(made.varied.as_ref()?),
        BeyondFigure::Target => {
            let reached = made.reached.as_ref()?;
            of_throughput(&reached.network, reached.with.as_ref()?)
        }
        BeyondFigure::Cost => made.reached.as_ref()?.cost.clone(),
    }
}

fn room(made: &BeyondMade, of: RoomOf) -> Option<&Room> {
    let mut rooms = made.beyond.as_ref()?.rooms.iter();
    rooms.find(|room| RoomOf::part(&room.part) == of)
}

/// What a number is of.
#[must_use]
pub fn whose(state: &State, figure: BeyondFigure) -> Option<Names> {
    let made = state.transient.beyond.made.as_ref()?;
    match figure {
        BeyondFigure::Next | BeyondFigure::Target | BeyondFigure::Cost => None,
        BeyondFigure::Room(of) => {
            let part = &room(made, of)?.part;
            Some(Names::said(|lang| part_name(&made.network, part, lang)))
        }
        BeyondFigure::Present | BeyondFigure::Enough => {
            let of = &made.varied.as_ref()?.of;
            Some(Names::said(|lang| capacity_name(&made.network, of, lang)))
        }
    }
}

/// The key of what a number is called.
#[must_use]
pub fn words_key(figure: BeyondFigure) -> &'static str {
    match figure {
        BeyondFigure::Next => "beyond.next-value",
        BeyondFigure::Room(_) => "beyond.room",
        BeyondFigure::Present => "beyond.now",
        BeyondFigure::Enough => "beyond.enough",
        BeyondFigure::Target => "target.throughput",
        BeyondFigure::Cost => "target.cost",
    }
}

/// Where an input of a number is looked up, by its place.
#[must_use]
pub fn input(state: &State, figure: BeyondFigure, place: usize) -> Option<Origin> {
    let made = state.transient.beyond.made.as_ref()?;
    let part = match figure {
        BeyondFigure::Next => match &made.beyond.as_ref()?.next {
            Next::Limited { bottleneck, .. } => bottleneck.get(place)?,
            Next::Unlimited { .. } => return None,
        },
        BeyondFigure::Room(of) => &room(made, of)?.part,
        BeyondFigure::Enough => {
            let enough = made.varied.as_ref()?.curve.enough()?;
            enough.bottleneck.get(place)?
        }
        BeyondFigure::Present | BeyondFigure::Target | BeyondFigure::Cost => return None,
    };
    Some(cut_origin(&made.network, part))
}

/// What a run is of.
#[derive(Clone)]
struct Asked {
    base: Base,
    scenario: Arc<Scenario>,
    question: Question,
    of: Option<CapacityOf>,
    target: Option<u64>,
}

impl Asked {
    /// What the window needs now; `None` while it shows no throughput that is limited.
    fn of(state: &State) -> Option<Self> {
        let (document, base) = (state.document.as_ref()?, state.base.as_ref()?);
        let outcome = state.transient.outcome.as_ref()?;
        if !state.shows(Pane::Results) || bottleneck(outcome).is_empty() {
            return None;
        }
        let asked = &outcome.question;
        Some(Self {
            base: base.clone(),
            scenario: Arc::clone(document.history.scenario()),
            question: Question {
                from: asked.from.clone(),
                to: asked.to.clone(),
                modes: asked.modes,
                ..Question::default()
            },
            of: chosen(state, outcome),
            target: state.session.target,
        })
    }

    fn make(&self, task: &Task) -> Result<BeyondMade, Cancelled> {
        let Self {
            base,
            scenario,
            question,
            ..
        } = self;
        let under = Under::of(base, scenario, question);
        let varied = self.of.as_ref();
        let varied = varied.map(|of| vary(base, scenario, question, of, task));
        let reached = self.target;
        let reached = reached.map(|to| reach_by_projects(base, scenario, question, to, task));
        Ok(BeyondMade {
            beyond: beyond(&under, question, task)?,
            varied: varied.transpose()?,
            reached: reached.transpose()?,
            network: Arc::clone(under.network()),
        })
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_study(other)
            && Arc::ptr_eq(&self.scenario, &other.scenario)
            && self.question == other.question
            && self.of == other.of
            && self.target == other.target
    }
}

/// Finds what lies beyond.
pub struct BeyondJobs {
    runs: Following<Asked, BeyondMade>,
}

impl BeyondJobs {
    /// A runner that wakes the window when something is found.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("beyond", context)),
        }
    }

    /// Takes what was found, and asks for what is shown and not found yet.
    pub fn keep_up(&mut self, state: &mut State) {
        let Some(needed) = Asked::of(state) else {
            self.forget(state);
            return;
        };
        match self.runs.take(&needed) {
            Taken::Other => self.forget(state),
            Taken::Found(made) => state.transient.beyond.made = Some(Arc::new(made)),
            Taken::Nothing => {}
        }
        let work = |asked: Asked, task: &Task| asked.make(task).ok();
        state.transient.beyond.is_updating = self.runs.follow(needed, work);
    }

    /// Nothing is shown, and what runs is not waited for.
    fn forget(&mut self, state: &mut State) {
        self.runs.forget();
        state.transient.beyond = BeyondNow::default();
    }
}
