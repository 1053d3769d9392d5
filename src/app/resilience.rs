//! What closures cost, found off the window's thread while their pane is shown: first each place closed
//! by itself, then what was asked for beside that. The newest wish wins; an allocation begins from the one
//! before it.
//!
//! Does not know: how closures are solved or drawn.

pub mod beside;
pub mod runner;

use std::sync::Arc;
use std::time::Instant;

use super::action::{Action, Pane};
use super::state::State;
use super::tools::lay_down_tools;
use super::view::show;
use crate::model::area::{Polygon, twice_area};
use crate::model::geometry::LonLat;
use crate::model::network::Network;
use crate::model::sourced::Sourced;
use crate::scene::sheet::Thing;
use crate::study::demand::NoDemand;
use crate::study::flows::FlowAnswer;
use crate::study::resilience::readings::{Amount, figure};
use crate::study::resilience::{Chances, Effect, Pairs, Place, Single, place_name};
use crate::task::Task;
use crate::words::{Lang, text};

/// A list of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClosureList {
    /// Each place closed by itself.
    #[default]
    Ranked,
    /// The worst two together.
    Pairs,
    /// All that lies in a drawn area.
    Area,
    /// Closures at random.
    Chance,
}

/// Which places are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// Links and hubs.
    #[default]
    Both,
    /// Links.
    Links,
    /// Hubs.
    Hubs,
}

impl Only {
    /// Whether a place is among them.
    #[must_use]
    pub fn has(self, place: Place) -> bool {
        match self {
            Self::Both => true,
            Self::Links => matches!(place, Place::Link(_)),
            Self::Hubs => matches!(place, Place::Hub(_)),
        }
    }
}

/// What is drawn at random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChanceWish {
    /// How likely each link is closed in a year, from 0 to 1.
    pub probability: f64,
    /// How many years.
    pub n_years: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for ChanceWish {
    fn default() -> Self {
        Self {
            probability: 0.01,
            n_years: 1_000,
            seed: 1,
        }
    }
}

/// What the pane shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosureChoice {
    /// The list that is open.
    pub list: ClosureList,
    /// Which places are ranked.
    pub only: Only,
    /// By what they are ranked.
    pub rank: Amount,
    /// Whether the worst pairs were asked for.
    pub wants_pairs: bool,
    /// The corners of the drawn area; none: no area.
    pub area: Vec<LonLat>,
    /// What is drawn at random.
    pub chance: ChanceWish,
    /// Whether it was asked for.
    pub wants_chance: bool,
}

impl Default for ClosureChoice {
    fn default() -> Self {
        Self {
            list: ClosureList::default(),
            only: Only::default(),
            rank: Amount::Harm,
            wants_pairs: false,
            area: Vec::new(),
            chance: ChanceWish::default(),
            wants_chance: false,
        }
    }
}

/// Something about closures that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum ClosureStep {
    /// Another list.
    List(ClosureList),
    /// Other places.
    Only(Only),
    /// Another order.
    Rank(Amount),
    /// The worst pairs.
    Pairs,
    /// The corners of an area that is being drawn; begins to draw where none was.
    Draw(Vec<LonLat>),
    /// Leaves the area as it was.
    Leave,
    /// The drawn area; without corners none.
    Area(Vec<LonLat>),
    /// What is drawn at random.
    Chance(ChanceWish),
    /// Draws it.
    DrawYears,
    /// Opens the pane at a place.
    WhatIf(Place),
    /// The list has been moved to that place.
    Shown,
    /// Stops what runs.
    Stop,
    /// Runs again what was stopped.
    Again,
}

impl ClosureStep {
    /// Whether it asks for something to be found.
    fn asks(&self) -> bool {
        matches!(
            self,
            Self::Pairs | Self::Area(_) | Self::Chance(_) | Self::DrawYears | Self::WhatIf(_)
        )
    }
}

/// Each place closed by itself.
pub struct ClosuresMade {
    /// The allocation with everything open.
    pub answer: FlowAnswer,
    /// All places, the greatest harm first; empty where nothing is carried.
    pub singles: Vec<Single>,
}

impl ClosuresMade {
    /// What closing a place brings about.
    #[must_use]
    pub fn single(&self, place: Place) -> Option<&Single> {
        self.singles.iter().find(|single| single.place == place)
    }
}

/// What closing all that lies in an area brings about.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaMade {
    /// What lies there, links first.
    pub places: Vec<Place>,
    /// What that brings about.
    pub effect: Effect,
}

/// Work under way.
#[derive(Clone)]
pub struct Running {
    /// Since when.
    pub since: Instant,
    /// How far it is.
    pub task: Task,
}

/// Closures as they are now.
#[derive(Default)]
pub struct ClosuresNow {
    /// Each place closed by itself, or why there is no demand.
    pub made: Option<Result<Arc<ClosuresMade>, NoDemand>>,
    /// The worst pairs.
    pub pairs: Option<Arc<Pairs>>,
    /// What the drawn area brings about.
    pub area: Option<Arc<AreaMade>>,
    /// Closures at random, and what they were drawn with.
    pub chances: Option<(ChanceWish, Arc<Chances>)>,
    /// What runs.
    pub running: Option<Running>,
    /// Whether the last run was stopped.
    pub is_stopped: bool,
    /// The corners of the area that is being drawn.
    pub drawing: Option<Vec<LonLat>>,
    /// The place that the list is to move to.
    pub goes_to: Option<Place>,
}

/// The newest closures.
#[must_use]
pub fn closures(state: &State) -> Option<&ClosuresMade> {
    match &state.transient.closures.made {
        Some(Ok(made)) => Some(made),
        _ => None,
    }
}

/// What a number of closures is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// A place by itself.
    One(Place),
    /// Two together.
    Two([Place; 2]),
    /// All that lies in the drawn area.
    Area,
    /// Many years.
    Years,
}

/// A number of closures.
pub type ClosureFigure = (Closed, Amount);

/// A number of the newest closures with what it rests on.
#[must_use]
pub fn closure_number(state: &State, (closed, amount): ClosureFigure) -> Option<Sourced> {
    let (made, now) = (closures(state)?, &state.transient.closures);
    let plain = |value: f64| figure(&made.answer, (amount, value), None, None);
    match (closed, amount) {
        (Closed::One(place), Amount::Part) => {
            let (wish, chances) = now.chances.as_ref()?;
            let mut parts = chances.parts.iter();
            let (_, value) = parts.find(|(of, _)| *of == place)?;
            let probability = Some(wish.probability);
            Some(figure(&made.answer, (amount, *value), None, probability))
        }
        (Closed::One(place), _) => {
            let single = made.single(place)?;
            let used = (amount == Amount::Used).then_some(single.teu);
            let value = used.or_else(|| amount.of(&single.effect))?;
            Some(figure(&made.answer, (amount, value), Some(place), None))
        }
        (Closed::Two(places), _) => {
            let mut pairs = now.pairs.as_ref()?.pairs.iter();
            let pair = pairs.find(|pair| pair.places == places)?;
            let beyond = (amount == Amount::Beyond).then_some(pair.beyond);
            Some(plain(beyond.or_else(|| amount.of(&pair.effect))?))
        }
        (Closed::Area, _) => Some(plain(amount.of(&now.area.as_ref()?.effect)?)),
        (Closed::Years, Amount::Years(over, is_harm)) => {
            let (wish, chances) = now.chances.as_ref()?;
            let spread = if is_harm {
                &chances.harm
            } else {
                &chances.unmet
            };
            let value = over.of(spread)?;
            let probability = Some(wish.probability);
            Some(figure(&made.answer, (amount, value), None, probability))
        }
        (Closed::Years, _) => None,
    }
}

/// What a number of closures is of.
#[must_use]
pub fn closure_names(network: &Network, (closed, amount): ClosureFigure, lang: Lang) -> String {
    let name = |place| place_name(network, place, lang);
    match (closed, amount) {
        (Closed::One(place), _) => name(place),
        (Closed::Two(places), _) => places.map(name).join(" + "),
        (Closed::Area, _) => text(lang, "closures.area").to_owned(),
        (Closed::Years, Amount::Years(over, _)) => {
            let of = [text(lang, "closures.chance"), text(lang, over.words_key())];
            of.join(" · ")
        }
        (Closed::Years, _) => text(lang, "closures.chance").to_owned(),
    }
}

/// The place of closures that a thing of the map is.
#[must_use]
pub fn place_of(thing: Thing) -> Option<Place> {
    match thing {
        Thing::Link(link) => Some(Place::Link(link)),
        Thing::Node(node) => Some(Place::Hub(node)),
        Thing::Context { .. } => None,
    }
}

/// The thing of the map that a place is.
#[must_use]
pub fn thing_of(place: Place) -> Thing {
    match place {
        Place::Link(link) => Thing::Link(link),
        Place::Hub(node) => Thing::Node(node),
    }
}

/// Corners as an area whose outline runs counterclockwise.
#[must_use]
pub fn polygon(corners: &[LonLat]) -> Polygon {
    let mut outer = corners.to_vec();
    if twice_area(&outer) < 0.0 {
        outer.reverse();
    }
    Polygon {
        outer,
        holes: Vec::new(),
    }
}

/// The action that asks what the closure of a thing of the map would bring about.
#[must_use]
pub fn what_if(thing: Thing) -> Option<Action> {
    let place = place_of(thing)?;
    Some(Action::Closures(ClosureStep::WhatIf(place)))
}

/// Does what was asked for.
pub fn update_closures(state: &mut State, step: ClosureStep) {
    if matches!(step, ClosureStep::Draw(_)) && state.transient.closures.drawing.is_none() {
        lay_down_tools(state);
    }
    let (choice, now) = (&mut state.session.closures, &mut state.transient.closures);
    // What is asked for runs even where something before it was stopped.
    now.is_stopped &= !step.asks();
    match step {
        ClosureStep::List(list) => {
            choice.list = list;
            now.drawing = None;
        }
        ClosureStep::Only(only) => choice.only = only,
        ClosureStep::Rank(rank) => choice.rank = rank,
        ClosureStep::Pairs => choice.wants_pairs = true,
        ClosureStep::Draw(corners) => now.drawing = Some(corners),
        ClosureStep::Leave => now.drawing = None,
        ClosureStep::Area(corners) => {
            choice.area = corners;
            choice.list = ClosureList::Area;
            now.drawing = None;
        }
        ClosureStep::Chance(wish) => choice.chance = wish,
        ClosureStep::DrawYears => choice.wants_chance = true,
        ClosureStep::WhatIf(place) => {
            choice.list = ClosureList::Ranked;
            choice.only = Only::Both;
            now.goes_to = Some(place);
            state.session.view.selected = Some(thing_of(place));
            if !state.shows(Pane::Closures) {
                show(state, Pane::Closures, true);
            }
        }
        ClosureStep::Shown => now.goes_to = None,
        ClosureStep::Stop => now.is_stopped = true,
        ClosureStep::Again => now.is_stopped = false,
    }
}

/// Another study is open: nothing of it was drawn or chosen.
pub fn forget_closures(state: &mut State) {
    state.session.closures = ClosureChoice {
        chance: state.session.closures.chance,
        ..ClosureChoice::default()
    };
    state.transient.closures = ClosuresNow::default();
}
