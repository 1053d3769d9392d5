//! Drawing on the map: links, hubs, hubs moved and taken away, each one step of undo.
//!
//! What is drawn names hubs and links by key, as edits do, and so survives a new result. Until it is
//! accepted nothing of the study changes.
//! Does not know: pointers (see `canvas`), and how the window of a new thing is laid out.

pub mod added;
pub mod menu;

use std::sync::Arc;

use super::cards::LinkValue;
use super::state::State;
use super::tools::lay_down_tools;
use super::update::{Means, ask};
use crate::model::edit::Edit;
use crate::model::edit::target::Target;
use crate::model::geometry::LonLat;
use crate::model::ids::{Key, LinkId};
use crate::model::link::Link;
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::saved::Saved;
use crate::model::scenario::away::Away;
use crate::model::sourced::Sourced;
use crate::scene::sheet::Thing;
use crate::study::drawn::{Drawn, Stop, Taken, Wish, hub_edit, links_at};

/// A tool of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Draws a link.
    Link,
    /// Adds a hub.
    Hub,
    /// Moves a hub.
    Move,
}

impl Tool {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Link, Self::Hub, Self::Move];

    /// The key of its command in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Link => "command.draw-link",
            Self::Hub => "command.add-hub",
            Self::Move => "command.move-hub",
        }
    }
}

/// One step of drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawStep {
    /// Takes a tool up, or lays it down.
    Take(Option<Tool>),
    /// Begins a line, ends the one that is drawn, or puts a hub there.
    Stop(Stop),
    /// The line passes a place.
    Corner(LonLat),
    /// The last corner is taken back.
    Back,
    /// The line ends at its last corner.
    Finish,
    /// A hub is taken hold of.
    Grab(Key),
    /// It is let go there.
    Drop(LonLat),
    /// One thing less: the question, the window, the line, then the tool.
    Leave,
    /// Makes what the window describes.
    Accept,
    /// Opens a link instead of drawing one beside it.
    OpenInstead(Key),
    /// Asks to take a hub or link away.
    Delete(Away),
    /// Takes away what was asked for.
    Confirm,
}

/// A line on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// Where it begins.
    pub from: Stop,
    /// What it passes.
    pub via: Vec<LonLat>,
}

/// What a new thing is to be, while that is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A link.
    Link {
        /// Its line.
        drawn: Drawn,
        /// Its name, its type and the routes it serves.
        wish: Wish,
    },
    /// A hub.
    Hub {
        /// Where.
        stop: Stop,
        /// Its name.
        names: Names,
        /// What it is, where it is on no line.
        kind: NodeKind,
    },
}

/// Drawing as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawNow {
    /// The tool that is taken up.
    pub tool: Option<Tool>,
    /// The line that is drawn.
    pub line: Option<Begun>,
    /// What is asked of a new thing.
    pub form: Option<Form>,
    /// The hub that is held.
    pub held: Option<Key>,
    /// What is to be taken away, once that is confirmed.
    pub asks: Option<Away>,
    /// The type of the last line.
    pub kind: LinkType,
    /// What was made and is selected once the map has it.
    pub selects: Option<Target>,
}

impl Default for DrawNow {
    fn default() -> Self {
        Self {
            tool: None,
            line: None,
            form: None,
            held: None,
            asks: None,
            kind: LinkType::SingleTrackElectrified,
            selects: None,
        }
    }
}

impl DrawNow {
    /// Whether there is something that Escape leaves.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.tool.is_some() || self.form.is_some() || self.asks.is_some()
    }

    /// Whether clicks and drags on the map are those of a tool.
    #[must_use]
    pub fn has_map(&self) -> bool {
        self.tool.is_some() || self.form.is_some()
    }
}

/// Does a step.
pub fn update_draw(state: &mut State, means: &mut Means, step: DrawStep) {
    let now = &mut state.transient.draw;
    match step {
        DrawStep::Take(tool) => take(state, tool),
        DrawStep::Stop(stop) => stop_at(state, stop),
        DrawStep::Corner(at) => {
            if let Some(line) = &mut now.line {
                line.via.push(at);
            }
        }
        DrawStep::Back => {
            let last = now.line.as_mut().and_then(|line| line.via.pop());
            if last.is_none() {
                now.line = None;
            }
        }
        DrawStep::Finish => {
            if let Some(line) = &mut now.line
                && let Some(last) = line.via.pop()
            {
                stop_at(state, Stop::Place(last));
            }
        }
        DrawStep::Grab(key) => now.held = Some(key),
        DrawStep::Drop(at) => {
            if let Some(node) = now.held.take() {
                commit(state, means, vec![Edit::MoveHub { node, at }]);
            }
        }
        DrawStep::Leave => leave(now),
        DrawStep::Accept => accept(state, means),
        DrawStep::OpenInstead(link) => {
            *now = DrawNow {
                kind: now.kind,
                ..DrawNow::default()
            };
            let opened = Edit::SetLinkOpen {
                link,
                is_open: true,
            };
            commit(state, means, vec![opened]);
        }
        DrawStep::Delete(away) => delete(state, means, away),
        DrawStep::Confirm => {
            if let Some(away) = now.asks.take() {
                take_away(state, means, &away);
            }
        }
    }
}

/// Forgets all that is drawn, as another study is shown.
pub fn forget_drawing(state: &mut State) {
    state.transient.draw = DrawNow {
        kind: state.transient.draw.kind,
        ..DrawNow::default()
    };
}

fn take(state: &mut State, tool: Option<Tool>) {
    lay_down_tools(state);
    if state.document.is_some() {
        state.transient.draw.tool = tool;
    }
}

fn leave(now: &mut DrawNow) {
    if now.asks.take().is_some() {
        return;
    }
    if let Some(form) = now.form.take() {
        if let Form::Link { drawn, .. } = form {
            now.line = Some(begun_again(drawn));
        }
        return;
    }
    if now.held.take().is_some() {
        return;
    }
    if now.line.take().is_none() {
        now.tool = None;
    }
}

/// The line of a window that was left, up to its last corner: only its end is chosen anew.
fn begun_again(drawn: Drawn) -> Begun {
    let mut via = drawn.via;
    // A line that ends at no hub or link ended at its last corner.
    if let Stop::Place(at) = drawn.to {
        via.push(at);
    }
    Begun {
        from: drawn.from,
        via,
    }
}

/// A hub, a place on a link or any place was clicked.
fn stop_at(state: &mut State, stop: Stop) {
    let Some(network) = state.numbers().map(Arc::clone) else {
        return;
    };
    // It was clicked while another scenario was shown, which alone has that hub.
    if stop.at(&network).is_none() {
        return;
    }
    let now = &mut state.transient.draw;
    if now.tool != Some(Tool::Link) {
        if !matches!(stop, Stop::Hub(_)) {
            now.form = Some(Form::Hub {
                names: stop.names(&network),
                stop,
                kind: NodeKind::Junction,
            });
        }
        return;
    }
    let Some(line) = now.line.take() else {
        now.line = Some(Begun {
            from: stop,
            via: Vec::new(),
        });
        return;
    };
    let drawn = Drawn {
        from: line.from.clone(),
        via: line.via.clone(),
        to: stop,
    };
    if !drawn.is_line(&network) {
        now.line = Some(line);
        return;
    }
    let twins = twins(state, &drawn);
    let wish = Wish {
        names: drawn.names(&network),
        kind: state.transient.draw.kind,
        routes: drawn.likely_routes(&network, &twins),
    };
    state.transient.draw.form = Some(Form::Link { drawn, wish });
}

/// The links that are not open between the ends of a line.
#[must_use]
pub fn twins(state: &State, drawn: &Drawn) -> Vec<LinkId> {
    let outcome = state.transient.outcome.as_deref();
    outcome.map_or_else(Vec::new, |outcome| {
        drawn.closed_twins(&outcome.network, &outcome.availability)
    })
}

/// The line of the window, or the one that is drawn, up to a place where it might end.
#[must_use]
pub fn draft(now: &DrawNow, to: Option<&Stop>) -> Option<(Drawn, Wish)> {
    if let Some(Form::Link { drawn, wish }) = &now.form {
        return Some((drawn.clone(), wish.clone()));
    }
    let line = now.line.as_ref()?;
    let drawn = Drawn {
        from: line.from.clone(),
        via: line.via.clone(),
        to: to?.clone(),
    };
    let wish = Wish {
        names: Names::default(),
        kind: now.kind,
        routes: Vec::new(),
    };
    Some((drawn, wish))
}

/// The link that the window describes, with all that is filled in.
#[must_use]
pub fn drafted_link(state: &State) -> Option<Link> {
    let (drawn, wish) = draft(&state.transient.draw, None)?;
    drawn.link(state.numbers()?, &wish)
}

/// A number of that link, for its card.
#[must_use]
pub fn drafted_number(state: &State, value: &LinkValue) -> Option<Sourced> {
    let link = drafted_link(state)?;
    match value {
        LinkValue::Editable(number) => link.number(*number).cloned(),
        LinkValue::Length => Some(link.length),
        LinkValue::Co2 => Some(link.forward.co2),
        LinkValue::Tracks => link.tracks,
        LinkValue::Gauge(_) | LinkValue::OpenYear | LinkValue::Property(_) => None,
    }
}

/// What that link is called.
#[must_use]
pub fn drafted_names(state: &State) -> Names {
    draft(&state.transient.draw, None).map_or_else(Names::default, |(_, wish)| wish.names)
}

/// The keys that new things cannot have: of what is there, and of what any scenario of the study makes.
fn taken(state: &State, network: &Network) -> Taken {
    let saved = state.document.as_ref().map(|of| of.history.saved());
    let working = saved.iter().flat_map(|saved| saved.edits.edits());
    let named = saved.iter().flat_map(|saved| saved.book.scenarios());
    Taken::of(network, working.chain(named.flat_map(|named| &named.edits)))
}

fn accept(state: &mut State, means: &mut Means) {
    let Some(network) = state.numbers().map(Arc::clone) else {
        return;
    };
    let mut taken = taken(state, &network);
    let Some(form) = state.transient.draw.form.clone() else {
        return;
    };
    let made = match &form {
        Form::Link { drawn, wish } => {
            let mut wish = wish.clone();
            if is_blank(&wish.names) {
                wish.names = drawn.names(&network);
            }
            state.transient.draw.kind = wish.kind;
            drawn.edits(&network, &mut taken, &wish)
        }
        Form::Hub { stop, names, kind } => {
            let names = if is_blank(names) {
                stop.names(&network)
            } else {
                names.clone()
            };
            hub_edit(&mut taken, stop, &names, *kind)
                .1
                .map(|edit| vec![edit])
        }
    };
    if let Some(edits) = made {
        let added = edits.last().map(Edit::target);
        if commit(state, means, edits) {
            forget_drawing(state);
            state.transient.draw.selects = added;
        }
    }
}

fn is_blank(names: &Names) -> bool {
    names.en.trim().is_empty() && names.zh.trim().is_empty()
}

/// Makes edits as one step; says why not where they are refused.
fn commit(state: &mut State, means: &mut Means, edits: Vec<Edit>) -> bool {
    let Some(document) = &mut state.document else {
        return false;
    };
    let made = document.history.commit(edits);
    match made {
        Ok(()) => {
            ask(state, means);
            true
        }
        Err(error) => {
            state.say(error.to_string(), true);
            false
        }
    }
}

/// A hub with lines is asked about before it is taken away; undo brings back all else.
fn delete(state: &mut State, means: &mut Means, away: Away) {
    forget_drawing(state);
    if goes_with(state, &away).is_empty() {
        take_away(state, means, &away);
    } else {
        state.transient.draw.asks = Some(away);
    }
}

/// What would be taken away with a thing of the map.
#[must_use]
pub fn away(state: &State, thing: Thing) -> Option<Away> {
    let network = state.numbers()?;
    match thing {
        Thing::Node(id) => Some(Away::Hub(network.nodes().get(id.index())?.key.clone())),
        Thing::Link(id) => Some(Away::Link(network.links().get(id.index())?.key.clone())),
        Thing::Context { .. } => None,
    }
}

/// The links that go with what is taken away, in the network that is shown.
#[must_use]
pub fn goes_with(state: &State, away: &Away) -> Vec<LinkId> {
    let (Away::Hub(key), Some(network)) = (away, state.numbers()) else {
        return Vec::new();
    };
    let Some(hub) = network.node_by_key(key) else {
        return Vec::new();
    };
    links_at(network, hub, split_of(state, key))
}

/// The link that a working edit split at a hub.
fn split_of<'a>(state: &'a State, hub: &Key) -> Option<&'a Key> {
    let document = state.document.as_ref()?;
    let mut edits = document.history.saved().edits.edits().iter();
    edits.find_map(|edit| match edit {
        Edit::SplitLink(split) if split.hub == *hub => Some(&split.link),
        _ => None,
    })
}

fn take_away(state: &mut State, means: &mut Means, away: &Away) {
    let Some(document) = &mut state.document else {
        return;
    };
    let network = Arc::clone(&document.network);
    let saved: &Saved = document.history.saved();
    let left = match saved.below(&network) {
        Ok(below) => saved.edits.without(&below, &network, away),
        Err(error) => {
            state.say(error.to_string(), true);
            return;
        }
    };
    match left {
        Ok(left) => {
            let left = Arc::new(left);
            document.history.change(None, |saved| saved.edits = left);
            state.session.view.selected = None;
            state.transient.draw.asks = None;
            ask(state, means);
        }
        Err(error) => state.say(error.to_string(), true),
    }
}
