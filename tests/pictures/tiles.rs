//! Raster tiles under the map: in the place of land and water or over them, in every projection, the same on paper
//! of every kind.

use corridor::export::ExportError;
use corridor::export::ground::grounded;
use corridor::export::picture::{Format, Writing, bytes_of};
use corridor::export::png::pixels;
use corridor::io::tiles::Shop;
use corridor::model::tiles::{Datum, TileAccess, TileFault, TileLayer, TileShop};

use super::*;

/// Squares of one color for each zoom, with a line along their northern and western sides.
const SQUARES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiles.mbtiles");

fn squares() -> TileLayer {
    let reader = Shop::new(None).reader(SQUARES).unwrap();
    TileLayer::of(SQUARES, reader.about())
}

/// The tiny corridor over tiles.
fn over(layers: Vec<TileLayer>, projection: Projection) -> Scene {
    let network = network();
    let around = Furniture::for_page("Tiny corridor", "", &["© Squares".to_owned()]);
    let own = view(&network, &around, Lang::En);
    let view = View {
        camera: own.camera.in_projection(projection),
        tiles: Arc::new(layers),
        tile_access: TileAccess::by(Arc::new(Shop::new(None))),
        ..own
    };
    let mut world = WorldLayers::in_projection(projection);
    world.update(&network, &ground(), None, &view);
    scene(&world, &network, None, &view, &around, SIZE)
}

#[test]
fn tiles_take_the_place_of_land_and_water() {
    let scene = over(vec![squares()], Projection::Mercator);
    check_golden("tiles", &grounded(&scene, 1.0).unwrap());
    let text = svg(&grounded(&scene, 1.0).unwrap());
    assert!(text.contains("<g id=\"tiles\">") && !text.contains("-land\""));
    assert_eq!(svg(&scene).matches("<image").count(), 0, "nobody made them");
}

#[test]
fn tiles_over_land_lie_between_it_and_all_else() {
    let layer = TileLayer {
        is_ground: false,
        opacity: 40,
        ..squares()
    };
    let text = svg(&grounded(&over(vec![layer], Projection::Albers), 1.0).unwrap());
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}"));
    assert!(place("-land\"") < place("<g id=\"tiles\">"));
    assert!(place("<g id=\"tiles\">") < place("-routes\""));
    assert!(text.contains("opacity=\"0.4\""), "40 percent");
    let hidden = TileLayer {
        is_shown: false,
        ..squares()
    };
    let plain = svg(&over(vec![hidden], Projection::Albers));
    assert!(plain.contains("-land\"") && !plain.contains("id=\"tiles\""));
}

#[test]
fn the_same_ground_is_in_every_kind_of_picture() {
    // All of them are held where the ground is made.
    for projection in [Projection::Mercator, Projection::Albers] {
        let scene = over(vec![squares()], projection);
        let ([width, _], colors) = pixels(&scene, 1.0).unwrap();
        let map = scene.viewport();
        // Page units are pixels here; the map begins at whole ones and ends beyond these.
        let [x, y] = [map.x, map.y].map(|at| {
            (0_u16..9_999)
                .find(|&pixel| f64::from(pixel) > f64::from(at) + 5.0)
                .unwrap()
        });
        let place = 3 * (usize::from(y) * width + usize::from(x));
        let is: [u8; 3] = colors[place..place + 3].try_into().unwrap();
        // One of the three colors of the finest zoom.
        let known = [[206, 232, 226], [192, 218, 212], [136, 162, 156]];
        let near = |of: &[u8; 3]| (0..3).all(|at| of[at].abs_diff(is[at]) <= 2);
        assert!(known.iter().any(near), "{projection:?} {is:?}");
        for format in [Format::Svg, Format::Pdf] {
            let writing = Writing {
                dpi: Some(72),
                ..Writing::default()
            };
            let write = || bytes_of(&scene, format, &writing).unwrap();
            let bytes = write();
            assert_eq!(bytes, write(), "the same twice");
            let mark: &[u8] = match format {
                Format::Svg => b"<image",
                _ => b"/Subtype/Image",
            };
            assert!(bytes.windows(mark.len()).any(|part| part == mark));
        }
    }
}

#[test]
fn tiles_of_the_other_datum_are_moved_and_nothing_else() {
    let moved = TileLayer {
        datum: Datum::Gcj02,
        ..squares()
    };
    let text = |layer| svg(&grounded(&over(vec![layer], Projection::Mercator), 1.0).unwrap());
    let (plain, moved) = (text(squares()), text(moved));
    let differ: Vec<(&str, &str)> = plain
        .lines()
        .zip(moved.lines())
        .filter(|(a, b)| a != b)
        .collect();
    assert_eq!(differ.len(), 1);
    assert!(differ[0].0.starts_with("<image"));
}

#[test]
fn tiles_that_are_not_there_are_an_error() {
    let gone = TileLayer {
        location: "/no/such/file.pmtiles".to_owned(),
        ..squares()
    };
    let scene = over(vec![gone], Projection::Mercator);
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        let failed = bytes_of(&scene, format, &Writing::default()).unwrap_err();
        let ExportError::Tiles(error) = failed else {
            panic!("{failed}");
        };
        assert!(matches!(error.why, TileFault::File(_)));
    }
}
