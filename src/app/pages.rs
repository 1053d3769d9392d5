//! Pages laid out for print: which one is open in the place of the map, its changes, what is seen on it. Each change is a
//! step of the history.
//!
//! Does not know: how a page is shown and edited.

use std::path::PathBuf;
use std::sync::Arc;

use super::logo::{pick_logo, remove_logo, use_logo};
use super::state::State;
use super::tools::lay_down_tools;
use super::update::Means;
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::page::{Layout, Page, PagePlace, SCALES};
use crate::model::projection::Projection;
use crate::model::saved::Saved;
use crate::scene::item::Point;
use crate::scene::layers::WorldLayers;
use crate::scene::projection::Camera;
use crate::study::publication::tally::LeftOut;

/// Something about pages.
#[derive(Clone, Debug, PartialEq)]
pub enum PageStep {
    /// Shows the first page in the place of the map, a new one where there is none; or the map again.
    Show(bool),
    /// Shows one.
    Open(Key),
    /// Adds one of a sheet, and shows it.
    Add(Layout),
    /// Adds one like that which is shown, and shows it.
    Duplicate,
    /// Makes the one of its key what is given; changes of one gesture are one step.
    Change(Box<Page>, Option<u64>),
    /// Takes one away.
    Remove(Key),
    /// Tells what the page leaves out.
    LeftOut(LeftOut),
    /// Asks the system for the file of a logo.
    PickLogo,
    /// Reads a logo from a file.
    UseLogo(PathBuf),
    /// Takes the logo out of the study.
    RemoveLogo,
    /// Asks for the field of the title to get the keys, or tells that it has got them.
    FocusTitle(bool),
}

/// The pages of the open study.
#[must_use]
pub fn pages(state: &State) -> &[Page] {
    let document = state.document.as_ref();
    document.map_or(&[], |document| &document.history.saved().pages)
}

/// The page that stands in the place of the map; none while the map is shown alone, to present it.
#[must_use]
pub fn open_page(state: &State) -> Option<&Page> {
    if state.session.presenting.is_some() {
        return None;
    }
    let open = state.session.page.as_ref()?;
    pages(state).iter().find(|page| page.key == *open)
}

/// Does what a step asks for.
pub fn update_pages(state: &mut State, means: &mut Means, step: PageStep) {
    if open_page(state).is_none() {
        // A page takes the place of the map that a tool would have.
        lay_down_tools(state);
    }
    match step {
        PageStep::Show(false) => {
            state.session.page = None;
            state.transient.page_left_out = LeftOut::default();
        }
        PageStep::Show(true) if open_page(state).is_some() => {}
        PageStep::Show(true) => match pages(state).first() {
            Some(page) => state.session.page = Some(page.key.clone()),
            None => add(state, |key, names| {
                Page::new(key, names, Layout::A4Landscape)
            }),
        },
        PageStep::Open(key) => state.session.page = Some(key),
        PageStep::Add(layout) => add(state, |key, names| Page::new(key, names, layout)),
        PageStep::Duplicate => {
            if let Some(like) = open_page(state).cloned() {
                add(state, |key, names| Page { key, names, ..like });
            }
        }
        PageStep::Change(page, gesture) => change(state, gesture, |pages| {
            if let Some(old) = pages.iter_mut().find(|old| old.key == page.key) {
                *old = *page;
            }
        }),
        PageStep::Remove(key) => {
            let left = pages(state).iter().find(|page| page.key != key);
            state.session.page = left.map(|page| page.key.clone());
            change(state, None, |pages| pages.retain(|page| page.key != key));
        }
        PageStep::LeftOut(what) => state.transient.page_left_out = what,
        PageStep::PickLogo => pick_logo(state, means),
        PageStep::UseLogo(path) => use_logo(state, means, path),
        PageStep::RemoveLogo => remove_logo(state),
        PageStep::FocusTitle(asks) => state.transient.page_title_asks = asks,
    }
}

fn change(state: &mut State, gesture: Option<u64>, make: impl FnOnce(&mut Vec<Page>)) {
    if let Some(document) = &mut state.document {
        let change = |saved: &mut Saved| make(Arc::make_mut(&mut saved.pages));
        document.history.change(gesture, change);
    }
}

fn add(state: &mut State, make: impl FnOnce(Key, Names) -> Page) {
    if state.document.is_none() {
        return;
    }
    let is_taken = |number: usize| {
        let key = format!("page-{number}");
        pages(state).iter().any(|page| page.key.as_str() == key)
    };
    let mut number = 1_usize;
    while is_taken(number) {
        number += 1;
    }
    let key = Key::new(&format!("page-{number}"));
    let names = Names::filled("page.new", &[&number.to_string()]);
    let page = make(key.clone(), names);
    change(state, None, |pages| pages.push(page));
    state.session.page = Some(key);
}

/// The layers that are shown, in a projection.
#[must_use]
pub fn layers_in(state: &State, projection: Projection) -> WorldLayers {
    let own = &state.layers;
    if projection == own.projection() {
        return own.clone();
    }
    let mut layers = WorldLayers::in_projection(projection);
    layers.set_flows(own.shared_flows().cloned());
    layers.set_notes(Arc::clone(own.notes()));
    layers.set_closures(own.shared_closures().cloned());
    layers
}

/// The place and scale of a page's camera, within what a page may have.
#[must_use]
pub fn place_of(camera: &Camera) -> PagePlace {
    PagePlace::At {
        center: camera.position_at(camera.viewport.center()),
        scale: within(camera.scale_denominator()),
    }
}

/// What a page's camera shows, as a box of degrees.
#[must_use]
pub fn extent_of(camera: &Camera) -> PagePlace {
    let map = camera.viewport;
    let corners = [(map.x, map.y), (map.right(), map.bottom())];
    let [a, b] = corners.map(|(x, y)| camera.position_at(Point::new(x, y)));
    let degrees = |value: f64| (value * 100.0).round() / 100.0;
    let corner = |lon: f64, lat: f64| {
        LonLat::new(
            degrees(lon.clamp(-180.0, 180.0)),
            degrees(lat.clamp(-85.0, 85.0)),
        )
    };
    PagePlace::Extent(GeoBox {
        min: corner(a.lon.min(b.lon), a.lat.min(b.lat)),
        max: corner(a.lon.max(b.lon), a.lat.max(b.lat)),
    })
}

/// What the window's map shows, as large as it fits a page's map.
#[must_use]
pub fn window_place(state: &State, page: &Camera) -> PagePlace {
    let window = &state.session.view.camera;
    let grown = (page.viewport.w / window.viewport.w).min(page.viewport.h / window.viewport.h);
    PagePlace::At {
        center: window.position_at(window.viewport.center()),
        scale: within(window.scale_denominator() / f64::from(grown.max(0.01))),
    }
}

/// A place moved and scaled about a point of the page, as a hand does it.
#[must_use]
pub fn moved(camera: &Camera, place: PagePlace, by: [f32; 2], zoom: f64) -> PagePlace {
    let middle = camera.viewport.center();
    let at = Point::new(middle.x - by[0], middle.y - by[1]);
    let scale = match place {
        PagePlace::At { scale, .. } => scale,
        PagePlace::Whole | PagePlace::Extent(_) => camera.scale_denominator(),
    };
    PagePlace::At {
        center: camera.position_at(at),
        scale: within(scale / zoom),
    }
}

fn within(scale: f64) -> f64 {
    scale.round().clamp(*SCALES.start(), *SCALES.end())
}
