//! Looks of layers: opened, changed, put in another order, reset. Each change is one step of the history, the
//! drag of a slider one too.
//!
//! Does not know: how looks are shown and drawn.

use std::sync::Arc;

use super::shown::show_layers;
use super::state::State;
use crate::model::look::{Look, Styled};
use crate::model::saved::{ContextLook, Layers};
use crate::scene::by_value::ByValue;
use crate::scene::shown::added;
use crate::study::attributes::Of;

/// A layer whose look can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// A part of the map.
    Part(Styled),
    /// A layer that people added, by its place among all context layers.
    Added(usize),
}

/// Something about looks.
#[derive(Clone, Debug, PartialEq)]
pub enum LookStep {
    /// Opens the look of a layer.
    Open(Layer),
    /// Closes it.
    Close,
    /// Gives a layer a look; those of one gesture are one step.
    Set(Layer, Box<Look>, Option<u64>),
    /// Moves an added layer up (above zero) or down among the added layers.
    Move(usize, i32),
    /// Whether an added layer lies above the network.
    Above(usize, bool),
    /// A layer as by itself again.
    Reset(Layer),
    /// All layers as by themselves again, in their own order.
    ResetAll,
}

/// Looks as they are now.
#[derive(Default)]
pub struct LooksNow {
    /// The layer whose look is open.
    pub open: Option<Layer>,
    /// A color that is being typed.
    pub color: Option<String>,
    /// Breaks that are being typed.
    pub breaks: Option<String>,
    /// Breaks of differences that are being typed.
    pub changes: Option<String>,
}

/// Does what a step asks for.
pub fn update_looks(state: &mut State, step: LookStep) {
    match step {
        LookStep::Open(layer) => {
            state.transient.looks = LooksNow {
                open: Some(layer),
                ..LooksNow::default()
            };
        }
        LookStep::Close => state.transient.looks = LooksNow::default(),
        LookStep::Set(layer, look, gesture) => set(state, layer, *look, gesture),
        LookStep::Move(place, by) => move_layer(state, place, by),
        LookStep::Above(place, is_above) => {
            change_added(state, place, None, |look| look.is_above = is_above);
        }
        LookStep::Reset(Layer::Part(part)) => {
            change(state, None, |layers| drop(layers.looks.remove(&part)));
        }
        LookStep::Reset(Layer::Added(place)) => change_added(state, place, None, reset),
        LookStep::ResetAll => change(state, None, |layers| {
            layers.looks.clear();
            layers.order.clear();
            layers.context.values_mut().for_each(reset);
            layers.context.retain(|_, look| !look.is_own());
        }),
    }
}

fn reset(look: &mut ContextLook) {
    *look = ContextLook {
        is_shown: look.is_shown,
        ..ContextLook::default()
    };
}

fn set(state: &mut State, layer: Layer, look: Look, gesture: Option<u64>) {
    match layer {
        Layer::Part(part) => change(state, gesture, |layers| {
            if look.is_own() {
                layers.looks.remove(&part);
            } else {
                layers.looks.insert(part, look);
            }
        }),
        Layer::Added(place) => change_added(state, place, gesture, |of| of.look = look),
    }
}

/// Makes a change of layers a step, and shows it.
fn change(state: &mut State, gesture: Option<u64>, make: impl FnOnce(&mut Layers)) {
    if let Some(document) = &mut state.document {
        let history = &mut document.history;
        history.change(gesture, |saved| make(Arc::make_mut(&mut saved.layers)));
    }
    show_layers(state);
}

/// The name by which the study knows an added layer.
fn name_of(state: &State, place: usize) -> Option<String> {
    let document = state.document.as_ref()?;
    let mut named = added(&document.context).into_iter();
    named.find(|(of, _)| *of == place).map(|(_, name)| name)
}

fn change_added(
    state: &mut State,
    place: usize,
    gesture: Option<u64>,
    make: impl FnOnce(&mut ContextLook),
) {
    let Some(name) = name_of(state, place) else {
        return;
    };
    change(state, gesture, |layers| {
        let look = layers.context.entry(name.clone()).or_default();
        make(look);
        if look.is_own() {
            layers.context.remove(&name);
        }
    });
}

/// The places of the added layers, the lowest first.
#[must_use]
pub fn order(state: &State) -> Vec<usize> {
    let Some(document) = &state.document else {
        return Vec::new();
    };
    let named = added(&document.context).into_iter();
    let mut places: Vec<usize> = named.map(|(place, _)| place).collect();
    places.sort_by_key(|&place| state.session.view.looks.height(place));
    places
}

fn move_layer(state: &mut State, place: usize, by: i32) {
    let mut places = order(state);
    let Some(at) = places.iter().position(|of| *of == place) else {
        return;
    };
    let to = at.saturating_add_signed(if by < 0 { -1 } else { 1 });
    if to == at || to >= places.len() {
        return;
    }
    places.swap(at, to);
    let named = places.iter().filter_map(|&place| name_of(state, place));
    let named: Vec<String> = named.collect();
    let is_own = places.is_sorted();
    change(state, None, |layers| {
        layers.order = if is_own { Vec::new() } else { named };
    });
}

/// The look of a layer, as it is now.
#[must_use]
pub fn look(state: &State, layer: Layer) -> &Look {
    let looks = &state.session.view.looks;
    match layer {
        Layer::Part(part) => looks.part(part),
        Layer::Added(place) => looks.added(place),
    }
}

/// The things of a layer that have attributes; `None` where it has none.
#[must_use]
pub fn things(state: &State, layer: Layer) -> Option<Of<'_>> {
    match layer {
        Layer::Part(Styled::Lines) => {
            let flows = state.layers.link_flows().map(AsRef::as_ref);
            state.numbers().map(|network| Of::Links(network, flows))
        }
        Layer::Part(Styled::Hubs) => state.numbers().map(Of::Hubs),
        Layer::Part(_) => None,
        Layer::Added(place) => {
            let document = state.document.as_ref()?;
            document.context.get(place).map(Of::Features)
        }
    }
}

/// What of a layer is drawn by attributes, as the map shows it.
#[must_use]
pub fn by_value(state: &State, layer: Layer) -> Option<&ByValue> {
    let layers = &state.layers;
    match layer {
        Layer::Part(Styled::Lines) => layers.links_by_value(),
        Layer::Part(Styled::Hubs) => layers.hubs_by_value(),
        Layer::Part(_) => None,
        Layer::Added(place) => {
            let added = layers.users().iter().find(|of| of.index == place)?;
            layers.user_layers().by_value(added.number)
        }
    }
}

/// The name of a layer in the window's language; `None` where it is not there any more.
#[must_use]
pub fn layer_name(state: &State, layer: Layer) -> Option<String> {
    let document = state.document.as_ref()?;
    match layer {
        Layer::Part(part) => Some(state.text(words_key(part))),
        Layer::Added(place) => {
            let own = document.context.get(place).filter(|of| !of.is_basemap);
            own.map(|layer| layer.name.clone())
        }
    }
}

/// The key of what a part of the map is called.
#[must_use]
pub fn words_key(part: Styled) -> &'static str {
    match part {
        Styled::Basemap => "layers.basemap",
        Styled::Lines => "look.lines",
        Styled::Hubs => "layers.hubs",
        Styled::Labels => "layers.labels",
        Styled::Path => "layers.path",
        Styled::Bottleneck => "layers.bottleneck",
        Styled::Flows => "layers.flows",
    }
}
