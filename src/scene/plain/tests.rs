//! A small network on the map.

use super::*;
use crate::model::plain::{PlainBuilder, PlainLink};
use crate::model::projection::Projection;
use crate::scene::projection::Rect;
use crate::study::plain::PlainSums;
use crate::words::Lang;

fn network() -> PlainNetwork {
    let mut builder = PlainBuilder::written();
    for (id, lon) in [("a", 0.0), ("b", 0.1), ("c", 0.2), ("far", 90.0)] {
        assert!(builder.add_node(id, "", Some([lon, 0.0])));
    }
    assert!(builder.add_node("nowhere", "", None));
    for (id, tail, head) in [("x", 0, 1), ("x", 1, 0), ("y", 1, 2), ("z", 2, 4)] {
        let link = PlainLink {
            tail,
            head,
            ..PlainLink::default()
        };
        assert!(builder.add_link(id, &link));
    }
    builder.build()
}

fn path() -> PlainPath {
    PlainPath {
        links: vec![LinkId(0), LinkId(2)],
        nodes: [0, 1, 2].map(NodeId).to_vec(),
        sums: PlainSums {
            meters: None,
            seconds: None,
            toll_fen: None,
        },
    }
}

#[test]
fn lines_path_and_pins_are_shown() {
    let network = network();
    let map = Arc::new(PlainMap::build(&network, Projection::Mercator));
    assert_eq!(
        map.levels()[0].geometry.n_shapes(),
        1,
        "both ways and both links are one line"
    );
    assert_eq!(map.levels().len(), COARSER_FROM.len() + 1);
    let around = map.around().unwrap();
    assert_eq!(
        (around.min, around.max),
        (LonLat::new(0.0, 0.0), LonLat::new(90.0, 0.0))
    );
    let near = GeoBox {
        min: LonLat::new(-0.1, -0.1),
        max: LonLat::new(0.3, 0.1),
    };
    let camera = Camera::fit(
        Projection::Mercator,
        near,
        Rect::new(0.0, 0.0, 800.0, 600.0),
        0.0,
    );
    let view = View::of(camera, Lang::En);
    let mut layers = PlainLayers::of(Arc::clone(&map));
    assert!(layers.update(&view) && !layers.update(&view));
    assert_eq!((layers.shown().count(), layers.pins(&view).len()), (1, 0));
    layers.set(&network, [Some(NodeId(0)), Some(NodeId(2))], Some(&path()));
    assert!(layers.update(&view) && layers.has_path());
    assert_eq!((layers.shown().count(), layers.pins(&view).len()), (2, 4));
    let around = layers.path_box().unwrap();
    assert_eq!(around.max, LonLat::new(0.2, 0.0));
    layers.show(false);
    assert!(layers.update(&view) && !layers.is_shown());
    assert_eq!(layers.shown().count(), 1, "the path alone");
    layers.show(true);
    layers.set(&network, [Some(NodeId(3)), Some(NodeId(4))], None);
    assert!(layers.update(&view));
    assert_eq!(
        (layers.shown().count(), layers.pins(&view).len()),
        (1, 0),
        "off the page"
    );
}

#[test]
fn the_nearest_node_is_within_reach() {
    let map = PlainMap::build(&network(), Projection::Mercator);
    let camera = Camera {
        projection: Projection::default(),
        center: [0.0, 0.0],
        meters_per_unit: 100.0,
        viewport: Rect::new(0.0, 0.0, 800.0, 600.0),
    };
    let at = |lon: f64| map.nearest(&camera, LonLat::new(lon, 0.0), 20.0);
    assert_eq!(
        (at(0.01), at(0.095), at(0.05)),
        (Some(NodeId(0)), Some(NodeId(1)), None)
    );
}
