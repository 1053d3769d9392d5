//! A plain network that is open: its ends, its best path, and how far the hierarchy is.
//!
//! Does not know: widgets; how files are read; threads (see [`jobs`]).

pub mod jobs;

use std::sync::Arc;

use super::action::End;
use super::camera::fly;
use super::state::State;
use crate::io::plain::PlainSource;
use crate::model::geometry::LonLat;
use crate::model::ids::NodeId;
use crate::model::names::Names;
use crate::model::network::Found;
use crate::model::plain::{Measure, PlainNetwork};
use crate::model::sourced::{Input, Sourced, Status};
use crate::model::unit::Unit;
use crate::scene::plain::PlainLayers;
use crate::scene::projection::Camera;
use crate::study::plain::{Method, PlainPath};
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
    pub units: Names,
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
    /// Draws the network's lines, or not.
    Show(bool),
    /// Takes the network away from beside the study.
    Close,
}

impl PlainOpen {
    /// A network that has just been read.
    #[must_use]
    pub fn new(network: Arc<PlainNetwork>, name: String, units: Names, is_alone: bool) -> Self {
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
pub fn update_plain(state: &mut State, action: &PlainAction) {
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
    match *action {
        PlainAction::SetEnd(end, node) => plain.set_end(end, node),
        PlainAction::PickEnd(end, at) => {
            if let Some(node) = nearest(at) {
                plain.set_end(end, node);
            }
        }
        PlainAction::Pick(at) => {
            if let Some(node) = nearest(at) {
                // With both ends a click begins anew.
                let end = match plain.ends {
                    [Some(_), None] => End::To,
                    _ => End::From,
                };
                if end == End::From {
                    plain.ends = [None; 2];
                }
                plain.set_end(end, node);
            }
        }
        PlainAction::Name(end) => {
            let text = plain.fields[usize::from(end == End::To)].clone();
            match plain.network.find_node(&text) {
                Found::One(node) => plain.set_end(end, node),
                Found::Nothing => plain.refused = Some(fill(lang, "plain.no-node", &[&text])),
                Found::Several(nodes) => {
                    let listed: Vec<String> = nodes
                        .iter()
                        .take(4)
                        .map(|&node| plain.called(node))
                        .collect();
                    let (count, listed) = (nodes.len().to_string(), listed.join(", "));
                    plain.refused = Some(fill(lang, "plain.several", &[&text, &count, &listed]));
                }
            }
        }
        PlainAction::Swap => plain.ends.swap(0, 1),
        PlainAction::Clear => {
            plain.ends = [None; 2];
            plain.fields = Default::default();
            plain.refused = None;
        }
        PlainAction::SetMeasure(measure) => plain.measure = measure,
        PlainAction::Cancel => plain.stage = Stage::Cancelled,
        PlainAction::Show(is_shown) => state.layers.plain_mut().show(is_shown),
        PlainAction::Close => return close(state),
        PlainAction::Fit => {
            if let Some(around) = fits {
                fly(
                    state,
                    Camera::fit(camera.projection, around, camera.viewport, PADDING),
                );
            }
            return;
        }
    }
    show_ends(state);
}

/// Takes the network away; the study stays, and is not asked for it again.
fn close(state: &mut State) {
    state.plain = None;
    *state.layers.plain_mut() = PlainLayers::default();
    if let Some(document) = &mut state.document {
        let paths = &mut document.sources.paths;
        paths.retain(|path| PlainSource::at(path).is_none());
    }
}

/// Shows the ends, and the path where it is the one between them.
pub fn show_ends(state: &mut State) {
    let Some(plain) = &mut state.plain else {
        return;
    };
    let wish = plain.wish();
    if plain.answer.as_ref().map(|answer| answer.wish) != wish {
        plain.answer = None;
    }
    let path = plain
        .answer
        .as_ref()
        .and_then(|answer| answer.path.as_ref());
    let layers = state.layers.plain_mut();
    layers.set(&plain.network, plain.ends, path);
}

/// The key of the name of a measure.
#[must_use]
pub fn measure_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Time => "plain.time",
        Measure::Money => "plain.money",
        Measure::Distance => "plain.distance",
    }
}

/// What the path comes to in a measure, with its unit and what it is computed from.
#[must_use]
pub fn total(plain: &PlainOpen, measure: Measure, with_terms: bool) -> Option<Sourced> {
    let path = plain.answer.as_ref()?.path.as_ref()?;
    let (sum, unit, a_unit) = match measure {
        Measure::Distance => (path.sums.meters, Unit::Km, 1000.0),
        Measure::Time => (path.sums.seconds, Unit::Hours, 3600.0),
        Measure::Money => (path.sums.toll_fen, Unit::Named("¥"), 100.0),
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
    let said = Names::said(|lang: Lang| {
        fill(
            lang,
            "plain.sum",
            &[&count, &plain.name, plain.units.in_lang(lang)],
        )
    });
    Some(number.with_note_in_both(&said))
}
