//! Layers that people add: what is pointed at, and the style they are drawn in.

use corridor::io::load::load_bytes;
use corridor::scene::context::{ContextStyle, LineWeight};
use corridor::scene::item::WorldLayer;
use corridor::scene::palette::Palette;

use super::*;

/// A square with a square hole, a small square in the large one's west, a line and a named point.
const ADDED: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"Square"},"geometry":{"type":"Polygon","coordinates":[
        [[96,23],[102,23],[102,29],[96,29],[96,23]],
        [[99,25],[99,27],[101,27],[101,25],[99,25]]]}},
    {"type":"Feature","properties":{"name":"Small"},"geometry":{"type":"Polygon","coordinates":[
        [[97,24],[98,24],[98,25],[97,25],[97,24]]]}},
    {"type":"Feature","properties":{"name":"Line"},"geometry":{"type":"LineString","coordinates":[
        [112,23],[114,29]]}},
    {"type":"Feature","properties":{"name":"Spot"},"geometry":{"type":"Point","coordinates":[112,31]}},
    {"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[
        [96,31],[101,31]]}}
]}"#;

/// The ground, and above it the added layer under a name.
pub fn with_added(name: &str) -> Arc<Vec<ContextLayer>> {
    let related = r#"{"type":"Point","coordinates":[0,0]}"#;
    let hub = format!(
        r#"{{"type":"Feature","properties":{{"id":"x","mode":"rail"}},"geometry":{related}}}"#
    );
    let files = [
        ("hub.geojson".to_owned(), hub.into_bytes()),
        (format!("{name}.geojson"), ADDED.as_bytes().to_vec()),
    ];
    let mut layers = ground().to_vec();
    layers.extend(load_bytes(&files).context);
    assert_eq!(layers.len(), ADDED_AT + 1);
    Arc::new(layers)
}

/// The place of the added layer among all layers.
const ADDED_AT: usize = 4;

struct Map {
    network: Arc<Network>,
    context: Arc<Vec<ContextLayer>>,
    layers: WorldLayers,
    view: View,
}

fn map(name: &str) -> Map {
    let network = network();
    let mut view = view(&network, &Furniture::default(), Lang::En);
    view.camera = view.camera.zoomed_about(Point::new(380.0, 310.0), 0.5);
    let mut map = Map {
        network,
        context: with_added(name),
        layers: WorldLayers::new(),
        view,
    };
    map.update();
    map
}

impl Map {
    fn update(&mut self) -> bool {
        let (network, context) = (&self.network, &self.context);
        self.layers.update(network, context, None, &self.view)
    }

    fn find(&self, lon: f64, lat: f64) -> Option<Thing> {
        let at = self.view.camera.page_of(LonLat::new(lon, lat));
        let at = at.moved(2.0, 1.0);
        thing_at(&self.layers, &self.network, None, &self.view, at, 6.0)
    }

    fn svg(&self) -> String {
        let around = Furniture {
            legend: true,
            ..Furniture::default()
        };
        let (layers, network) = (&self.layers, &self.network);
        svg(&scene(layers, network, None, &self.view, &around, SIZE))
    }
}

fn feature(feature: u32) -> Thing {
    let layer = ADDED_AT;
    Thing::Context { layer, feature }
}

#[test]
fn what_people_add_is_pointed_at() {
    let map = map("zones");
    assert_eq!(map.find(96.5, 28.5), Some(feature(0)), "in the square");
    assert_eq!(map.find(100.0, 26.0), None, "in its hole");
    assert_eq!(
        map.find(97.5, 24.5),
        Some(feature(1)),
        "the smaller area wins"
    );
    assert_eq!(map.find(113.0, 26.1), Some(feature(2)), "on the line");
    assert_eq!(map.find(112.0, 31.0), Some(feature(3)), "on the point");
    assert_eq!(map.find(98.0, 31.0), Some(feature(4)), "on a nameless line");
    assert_eq!(map.find(110.5, 33.0), None, "beside all");
}

#[test]
fn hubs_and_links_win() {
    let mut map = map("zones");
    let mut layers = map.context.to_vec();
    let on_link = map.network.line(LinkId(0)).to_vec();
    layers[ADDED_AT].shapes.push(&on_link);
    layers[ADDED_AT].kinds.push(ShapeKind::Line);
    layers[ADDED_AT].features.push(4);
    map.context = Arc::new(layers);
    map.update();
    let middle = on_link[1];
    assert_eq!(
        map.find(middle.lon, middle.lat),
        Some(Thing::Link(LinkId(0)))
    );
    map.view.shown_routes = vec![false, true, true];
    map.update();
    assert_eq!(map.find(middle.lon, middle.lat), Some(feature(4)));
}

/// Finer meridians and parallels take the place of coarser ones alone, whatever people call their files.
#[test]
fn a_layer_called_graticule_keeps_its_lines() {
    let shown = |name: &str| {
        let mut map = map(name);
        map.view.show_graticule = true;
        map.view.camera = map.view.camera.zoomed_about(Point::new(380.0, 310.0), 40.0);
        map.update();
        let near = map.layers.shown_near(&map.view);
        let own = map.layers.users()[0].lines.as_ref().unwrap();
        assert!(
            near.iter()
                .any(|layer| Arc::ptr_eq(&layer.levels, &own.levels)),
            "{name}"
        );
        let whole: Vec<_> = map.layers.shown(&map.view).collect();
        let is_new = |layer: &&Arc<WorldLayer>| !whole.iter().any(|of| Arc::ptr_eq(of, layer));
        assert_eq!(near.iter().filter(is_new).count(), 1, "the finer lines");
        near.len()
    };
    assert_eq!(shown("graticule"), shown("zones"));
}

#[test]
fn a_hidden_layer_is_not_found_and_not_drawn() {
    let mut map = map("zones");
    assert!(map.svg().contains("-zones\""));
    assert!(map.svg().contains(">zones</text>"), "in the legend");
    map.view.shown_context = vec![true, true, true, true, false];
    map.update();
    for (lon, lat) in [(96.5, 28.5), (113.0, 26.1), (112.0, 31.0)] {
        assert_eq!(map.find(lon, lat), None);
    }
    assert!(!map.svg().contains("zones"));
    assert!(!map.svg().contains("Spot"));
}

#[test]
fn a_file_named_as_the_basemap_is_not_the_basemap() {
    let mut map = map("land");
    assert!(!map.context[ADDED_AT].is_basemap);
    assert_eq!(map.find(96.5, 28.5), Some(feature(0)));
    map.view.show_basemap = false;
    map.update();
    let drawn = map.svg();
    assert_eq!(drawn.matches("-land\"").count(), 2, "its areas and lines");
    assert!(drawn.contains(">Spot</text>"));
}

#[test]
fn the_style_reaches_the_drawing_and_keeps_the_geometry() {
    let mut map = map("zones");
    let palette = Palette::of(Theme::Light);
    let before = Arc::clone(&map.layers.users()[0].areas.as_ref().unwrap().levels);
    let own = format!("stroke=\"{}\"", palette.context[0].css());
    let rose = format!("stroke=\"{}\"", palette.context[1].css());
    assert!(map.svg().contains(&own) && !map.svg().contains(&rose));
    map.view.context_styles = vec![None; ADDED_AT];
    map.view.context_styles.push(Some(ContextStyle {
        color: 1,
        weight: LineWeight::Thick,
    }));
    assert!(map.update(), "the looks are others");
    assert!(!map.update(), "but once");
    let drawn = map.svg();
    let thick = format!("{rose} stroke-width=\"3\"");
    assert!(drawn.contains(&thick) && !drawn.contains(&own));
    let after = &map.layers.users()[0].areas.as_ref().unwrap().levels;
    assert!(Arc::ptr_eq(&before, after));
    map.view.theme = Theme::Dark;
    map.update();
    let dark = Palette::of(Theme::Dark).context[1].css();
    assert!(map.svg().contains(&dark));
}

#[test]
fn what_is_selected_is_outlined() {
    let mut map = map("zones");
    let accent = Palette::of(Theme::Light).accent.css();
    for of in [0, 2, 3] {
        assert!(!map.svg().contains(&accent));
        map.view.selected = Some(feature(of));
        map.update();
        assert!(map.svg().contains(&accent), "feature {of}");
        map.view.selected = None;
        map.update();
    }
}

#[test]
fn all_that_a_file_says_of_a_feature_is_kept() {
    let file = r#"{"type":"Feature","properties":{"name":"A","rank":2,"kind":null,"area":1.5,
        "is_open":true,"provenance":{"area":{"status":"cited","source":"Atlas"}}},
        "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}"#;
    let loaded = load_bytes(&[("a.geojson".to_owned(), file.as_bytes().to_vec())]);
    let said = loaded.context[0].properties.of(0);
    let names: Vec<&str> = said
        .iter()
        .map(|attribute| attribute.name.as_str())
        .collect();
    assert_eq!(names, ["name", "rank", "area", "is_open"]);
    let corridor::model::value::Value::Number(area) = &said[2].value else {
        panic!("{:?}", said[2]);
    };
    assert_eq!(
        (area.status, area.source.as_deref()),
        (Status::Cited, Some("Atlas"))
    );
    let basemap = corridor::io::load::bundled_basemap(&Task::never()).unwrap();
    assert!(basemap.iter().all(|layer| layer.is_basemap));
    assert!(
        basemap
            .iter()
            .all(|layer| layer.properties.of(0).is_empty())
    );
}
