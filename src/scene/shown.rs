//! What of the map is shown, between the view that is drawn and what a study saves.
//!
//! Does not know: how it is drawn, who changes it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::context::{ContextStyle, LineWeight};
use super::look::{AddedLook, Looked};
use super::sheet::View;
use crate::model::context::ContextLayer;
use crate::model::network::Network;
use crate::model::saved::{Layers, LineWidth, MapPart};

/// What a view shows, but for what is no part of it: legend, overview and notes are those of `before`, as are
/// the projection, tiles, looks and what is said of the publication. A layer whose color was chosen anew loses the color of
/// its look.
#[must_use]
pub fn layers_of(
    view: &View,
    network: &Network,
    context: &[ContextLayer],
    before: &Layers,
) -> Layers {
    let switches = [
        (MapPart::Basemap, view.show_basemap),
        (MapPart::Legend, before.shown.contains(&MapPart::Legend)),
        (MapPart::Hubs, view.show_hubs),
        (MapPart::Labels, view.show_labels),
        (MapPart::Path, view.show_path),
        (MapPart::Bottleneck, view.show_bottleneck),
        (MapPart::Notes, view.show_notes),
        (MapPart::Overview, before.shown.contains(&MapPart::Overview)),
        (MapPart::Graticule, view.show_graticule),
    ];
    let shown = switches.into_iter().filter(|(_, on)| *on);
    let hidden = network.route_ids().filter(|&id| !view.is_route_shown(id));
    let mut looks = BTreeMap::new();
    for (place, name) in added(context) {
        let mut look = before.context.get(&name).cloned().unwrap_or_default();
        let style = view.context_styles.get(place).copied().flatten().map(kept);
        if style != look.style {
            look.look.color = None;
        }
        look.is_shown = view.is_context_shown(place);
        look.style = style;
        if !look.is_own() {
            looks.insert(name, look);
        }
    }
    Layers {
        projection: before.projection,
        style: view.style,
        borders: view.borders.clone(),
        inset: view.inset,
        publication: before.publication.clone(),
        tiles: before.tiles.clone(),
        shown: shown.map(|(part, _)| part).collect(),
        hidden_routes: hidden.map(|id| network.route(id).key.clone()).collect(),
        context: looks,
        looks: before.looks.clone(),
        order: before.order.clone(),
        shown_notes: before.shown_notes.clone(),
    }
}

/// Makes a view show what a study says.
pub fn show(view: &mut View, layers: &Layers, network: &Network, context: &[ContextLayer]) {
    let shows = |part| layers.shown.contains(&part);
    view.show_basemap = shows(MapPart::Basemap);
    view.show_hubs = shows(MapPart::Hubs);
    view.show_labels = shows(MapPart::Labels);
    view.show_path = shows(MapPart::Path);
    view.show_bottleneck = shows(MapPart::Bottleneck);
    view.show_notes = shows(MapPart::Notes);
    view.show_graticule = shows(MapPart::Graticule);
    view.style = layers.style;
    view.borders = layers.borders.clone();
    view.inset = layers.inset;
    view.tiles = Arc::new(layers.tiles.clone());
    let routes = network.routes().iter();
    let hidden = &layers.hidden_routes;
    view.shown_routes = if hidden.is_empty() {
        Vec::new()
    } else {
        routes.map(|route| !hidden.contains(&route.key)).collect()
    };
    view.shown_context = vec![true; context.len()];
    view.context_styles = vec![None; context.len()];
    for (place, name) in added(context) {
        if let Some(look) = layers.context.get(&name) {
            view.shown_context[place] = look.is_shown;
            view.context_styles[place] = look.style.map(drawn);
        }
    }
    view.looks = looked(layers, context);
}

/// The looks of a study, by the places of its context layers.
#[must_use]
pub fn looked(layers: &Layers, context: &[ContextLayer]) -> Arc<Looked> {
    let mut looks: Vec<Option<AddedLook>> = vec![None; context.len()];
    for (place, name) in added(context) {
        let height = layers.order.iter().position(|of| *of == name);
        let own = layers.context.get(&name);
        let (look, is_above) =
            own.map_or_else(Default::default, |of| (of.look.clone(), of.is_above));
        if height.is_some() || is_above || !look.is_own() {
            looks[place] = Some(AddedLook {
                look,
                is_above,
                height: height.unwrap_or(usize::MAX),
            });
        }
    }
    Arc::new(Looked::new(layers.looks.clone(), looks))
}

/// The layers that people added, each with its place and the name by which a study knows it: that of its
/// file without the folder, counted where several have the same.
#[must_use]
pub fn added(context: &[ContextLayer]) -> Vec<(usize, String)> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let layers = context.iter().enumerate();
    let added = layers.filter(|(_, layer)| !layer.is_basemap);
    added
        .map(|(place, layer)| {
            let name = file_name(layer);
            let count = times.entry(name.clone()).or_default();
            *count += 1;
            let name = match *count {
                1 => name,
                count => format!("{name}#{count}"),
            };
            (place, name)
        })
        .collect()
}

fn file_name(layer: &ContextLayer) -> String {
    let name = Path::new(&*layer.file).file_name();
    name.map_or_else(
        || layer.file.to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn kept(style: ContextStyle) -> (u16, LineWidth) {
    let width = match style.weight {
        LineWeight::Thin => LineWidth::Thin,
        LineWeight::Medium => LineWidth::Medium,
        LineWeight::Thick => LineWidth::Thick,
    };
    (u16::try_from(style.color).unwrap_or(u16::MAX), width)
}

fn drawn((color, width): (u16, LineWidth)) -> ContextStyle {
    ContextStyle {
        color: usize::from(color),
        weight: match width {
            LineWidth::Thin => LineWeight::Thin,
            LineWidth::Medium => LineWeight::Medium,
            LineWidth::Thick => LineWeight::Thick,
        },
    }
}
