use super::*;
use crate::model::geometry::GeoBox;
use crate::model::tiles::TileAbout;

fn grain(per_unit: f64) -> Grain {
    Grain {
        per_unit,
        side: TILE,
    }
}

fn camera(projection: Projection) -> Camera {
    let shown = GeoBox {
        min: LonLat::new(104.0, 21.0),
        max: LonLat::new(110.0, 31.0),
    };
    Camera::fit(projection, shown, Rect::new(10.0, 20.0, 800.0, 600.0), 30.0)
}

fn layer(zooms: [u8; 2], datum: Datum) -> TileLayer {
    let about = TileAbout {
        zooms,
        ..TileAbout::default()
    };
    TileLayer {
        datum,
        ..TileLayer::of("a.pmtiles", &about)
    }
}

#[test]
fn tiles_in_mercator_are_where_web_maps_have_them() {
    // Tile 5/25/13 begins at 101.25° E, 31.952° N.
    let at = position_of(Datum::Wgs84, [25.0 / 32.0, 13.0 / 32.0]);
    assert!((at.lon - 101.25).abs() < 1e-9 && (at.lat - 31.952_162_238).abs() < 1e-8);
    let camera = camera(Projection::Mercator);
    let id = TileId { z: 5, x: 25, y: 13 };
    let mesh = world_mesh(camera.projection, Datum::Wgs84, id).on(&camera);
    assert_eq!(mesh.side, 1);
    let corner = camera.page_of(at);
    assert!((mesh.points[0].x - corner.x).abs() < 0.01);
    assert!((mesh.points[0].y - corner.y).abs() < 0.01);
    assert_eq!(mesh.quads(&camera).count(), 1);
}

#[test]
fn shares_and_the_plane_agree_in_every_projection_and_datum() {
    for projection in Projection::ALL {
        for datum in Datum::ALL {
            for share in [[0.8, 0.43], [0.795, 0.44], [0.81, 0.41]] {
                let world = world_at(projection, datum, share);
                let back = share_at(projection, datum, world);
                // A tenth of a meter.
                assert!(
                    (back[0] - share[0]).abs() < 3e-9,
                    "{projection:?} {datum:?}"
                );
                assert!(
                    (back[1] - share[1]).abs() < 3e-9,
                    "{projection:?} {datum:?}"
                );
            }
        }
    }
}

#[test]
fn the_zoom_has_pixels_like_the_page() {
    let mut camera = camera(Projection::Mercator);
    // A pixel of zoom 7 is 1,223 projected meters.
    camera.meters_per_unit = 1_223.0;
    assert_eq!(zoom(&camera, [0, 19], grain(1.0)), 7);
    assert_eq!(zoom(&camera, [0, 19], grain(2.0)), 8);
    assert_eq!(
        (
            zoom(&camera, [0, 5], grain(1.0)),
            zoom(&camera, [9, 12], grain(1.0))
        ),
        (5, 9)
    );
    // Tiles with more pixels are coarser, and those with fewer finer.
    for (side, is) in [
        (512, 6),
        (1024, 5),
        (128, 8),
        (16, 11),
        (300, 7),
        (400, 6),
        (0, 15),
    ] {
        let of = Grain { side, ..grain(1.0) };
        assert_eq!(zoom(&camera, [0, 19], of), is, "{side}");
    }
    let albers = camera.in_projection(Projection::Albers);
    assert_eq!(zoom(&albers, [0, 19], grain(1.0)), 7);
}

#[test]
fn what_is_seen_is_covered_and_little_more() {
    for projection in Projection::ALL {
        let camera = camera(projection);
        for datum in Datum::ALL {
            let range = range(&camera, &layer([0, 19], datum), grain(1.0), MOST).unwrap();
            assert!((6..40).contains(&range.count()), "{projection:?} {range:?}");
            let boxes: Vec<Rect> = range
                .tiles()
                .map(|id| world_mesh(projection, datum, id).on(&camera).around())
                .collect();
            for corner in [
                (10.0, 20.0),
                (810.0, 20.0),
                (810.0, 620.0),
                (10.0, 620.0),
                (400.0, 300.0),
            ] {
                let corner = Point::new(corner.0, corner.1);
                assert!(boxes.iter().any(|of| of.grown(0.01).has(corner)));
            }
        }
    }
}

#[test]
fn too_many_tiles_are_none() {
    let camera = camera(Projection::Mercator);
    assert_eq!(
        range(&camera, &layer([12, 14], Datum::Wgs84), grain(1.0), MOST),
        None
    );
    let world = Camera {
        center: [0.0, 0.0],
        meters_per_unit: 80_000.0,
        ..camera
    };
    let range = range(&world, &layer([0, 14], Datum::Wgs84), grain(1.0), MOST).unwrap();
    assert_eq!((range.z, range.count()), (1, 4));
    for (zooms, is_there) in [([12, 14], false), ([7, 14], true)] {
        assert_eq!(is_drawn(&camera, &layer(zooms, Datum::Wgs84)), is_there);
    }
    let beside = Camera {
        center: [0.0, 4.0 * HALF],
        ..camera
    };
    assert!(!is_drawn(&beside, &layer([0, 14], Datum::Wgs84)));
    assert_eq!(Range::of(3, [1.2, 0.0], [1.4, 0.5]), None);
}

#[test]
fn paper_takes_finer_tiles_than_a_screen() {
    let camera = camera(Projection::Mercator);
    let layer = layer([0, 14], Datum::Wgs84);
    let z = |most| range(&camera, &layer, grain(16.0), most).unwrap().z;
    assert_eq!(z(20_000), zoom(&camera, layer.zooms, grain(16.0)));
    assert!(z(MOST) < z(20_000));
}

#[test]
fn a_tile_is_a_part_of_its_ancestors() {
    let id = TileId { z: 5, x: 25, y: 13 };
    let near = |a: [f32; 3], b: [f32; 3]| (0..3).all(|at| (a[at] - b[at]).abs() < 1e-9);
    assert!(near(part_of(id, 0), [0.0, 0.0, 1.0]));
    assert!(near(part_of(id, 2), [0.25, 0.25, 0.25]));
}
