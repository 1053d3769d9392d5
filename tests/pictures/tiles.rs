//! Raster tiles under the map: in the place of land and water or over them, in every projection, the same on paper
//! of every kind.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use corridor::export::ExportError;
use corridor::export::ground::grounded;
use corridor::export::image::{decoded, picture as read_picture};
use corridor::export::picture::{Format, Writing, bytes_of};
use corridor::export::png::pixels;
use corridor::io::tiles::Shop;
use corridor::model::tiles::{Datum, TileAccess, TileFault, TileLayer, TileShop};

use std::sync::atomic::Ordering::Relaxed;

use corridor::scene::projection::Rect;
use flate2::read::ZlibDecoder;

use super::tile_server::{Served, start};
use super::*;

/// Squares of one color for each zoom, with a line along their northern and western sides.
const SQUARES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiles.mbtiles");

fn squares() -> TileLayer {
    let reader = Shop::new(None).reader(SQUARES).unwrap();
    TileLayer::of(SQUARES, reader.about())
}

/// The tiny corridor over tiles.
fn over(layers: Vec<TileLayer>, projection: Projection) -> Scene {
    over_by(layers, projection, Shop::new(None))
}

fn over_by(layers: Vec<TileLayer>, projection: Projection, shop: Shop) -> Scene {
    let network = network();
    let around = Furniture::for_page("Tiny corridor", "", &["© Squares".to_owned()]);
    let own = view(&network, &around, Lang::En);
    let view = View {
        camera: own.camera.in_projection(projection),
        tiles: Arc::new(layers),
        tile_access: TileAccess::by(Arc::new(shop)),
        ..own
    };
    let mut world = WorldLayers::in_projection(projection);
    world.update(&network, &ground(), None, &view);
    scene(&world, &network, None, &view, &around, SIZE)
}

#[test]
fn tiles_take_the_place_of_land_and_water() {
    let scene = over(vec![squares()], Projection::Mercator);
    check_golden("tiles", &grounded(&scene, 1.0, &Task::never()).unwrap());
    let text = svg(&grounded(&scene, 1.0, &Task::never()).unwrap());
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
    let text = svg(&grounded(&over(vec![layer], Projection::Albers), 1.0, &Task::never()).unwrap());
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
                dpi: Some(96),
                ..Writing::default()
            };
            let write = || bytes_of(&scene, format, &writing, &Task::never()).unwrap();
            let bytes = write();
            assert_eq!(bytes, write(), "the same twice");
            let ([wide, tall], inside) = embedded(&bytes, format);
            // At 96 an inch pixels are page units: those of the whole picture, from where the map begins.
            let [left, top] = [map.x, map.y].map(begins);
            let (mut n_same, mut n_all) = (0, 0);
            for at in (0..wide * tall).step_by(97) {
                let (x, y) = (left + at % wide, top + at / wide);
                let own = &inside[3 * at..3 * at + 3];
                let drawn = &colors[3 * (y * width + x)..][..3];
                n_same += usize::from((0..3).all(|part| own[part].abs_diff(drawn[part]) <= 2));
                n_all += 1;
            }
            // The network, names and the frame lie over the rest.
            assert!(
                n_all > 1_000 && n_same * 10 > n_all * 7,
                "{format:?} {n_same} of {n_all}"
            );
        }
    }
}

/// The whole number at or before a place on the page.
fn begins(at: f32) -> usize {
    let whole = (0_u16..9_999).take_while(|&pixel| f32::from(pixel) <= at);
    usize::from(whole.last().unwrap())
}

/// The one picture inside a file: its size, and red, green and blue of each pixel.
fn embedded(bytes: &[u8], format: Format) -> ([usize; 2], Vec<u8>) {
    let find = |from: usize, mark: &str| {
        let mut windows = bytes[from..].windows(mark.len());
        let at = windows.position(|part| part == mark.as_bytes());
        from + at.unwrap_or_else(|| panic!("{mark}")) + mark.len()
    };
    if format == Format::Svg {
        let from = find(0, "data:image/png;base64,");
        let to = find(from, "\"") - 1;
        let picture = read_picture(&STANDARD.decode(&bytes[from..to]).unwrap()).unwrap();
        let pixels = decoded(&picture, 1).unwrap();
        let four = pixels.rgba.as_chunks::<4>().0.iter();
        let rgb = four.flat_map(|&[r, g, b, _]| [r, g, b]).collect();
        return (pixels.size.map(|side| side as usize), rgb);
    }
    let from = find(0, "/Subtype/Image");
    let number = |name: &str| -> usize {
        let from = find(from, name);
        let digits = bytes[from..].iter().skip_while(|byte| **byte == b' ');
        let digits = digits.take_while(|byte| byte.is_ascii_digit());
        let digits: Vec<u8> = digits.copied().collect();
        String::from_utf8(digits).unwrap().parse().unwrap()
    };
    let size = ["/Width", "/Height"].map(number);
    let packed = &bytes[find(from, "stream\n")..];
    let mut rgb = vec![0; 3 * size[0] * size[1]];
    ZlibDecoder::new(packed).read_exact(&mut rgb).unwrap();
    (size, rgb)
}

#[test]
fn a_sheet_of_any_size_has_its_ground_in_every_format() {
    let mut scene = over(vec![squares()], Projection::Mercator);
    scene.size = Point::new(12_000.0, 60.0);
    scene.camera.viewport = Rect::new(10.0, 10.0, 11_980.0, 40.0);
    scene.camera.meters_per_unit /= 16.0;
    scene.overlay.clear();
    scene.furniture.clear();
    for format in [Format::Svg, Format::Pdf] {
        let writing = Writing {
            dpi: Some(300),
            ..Writing::default()
        };
        // 300 an inch would be 37,000 pixels.
        let bytes = bytes_of(&scene, format, &writing, &Task::never()).unwrap();
        let ([wide, tall], _) = embedded(&bytes, format);
        assert!(
            (16_000..=16_384).contains(&wide) && tall > 40,
            "{wide} {tall}"
        );
    }
    let png = bytes_of(&scene, Format::Png, &Writing::default(), &Task::never()).unwrap();
    assert!(!png.is_empty());
}

#[test]
fn tiles_of_the_other_datum_are_moved_and_nothing_else() {
    let moved = TileLayer {
        datum: Datum::Gcj02,
        ..squares()
    };
    let text = |layer| {
        svg(&grounded(
            &over(vec![layer], Projection::Mercator),
            1.0,
            &Task::never(),
        )
        .unwrap())
    };
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
        let failed = bytes_of(&scene, format, &Writing::default(), &Task::never()).unwrap_err();
        let ExportError::Tiles(error) = failed else {
            panic!("{failed}");
        };
        assert!(matches!(error.why, TileFault::File(_)));
    }
}

/// Squares of which finer ones are looked for than there are.
fn finer() -> TileLayer {
    TileLayer {
        zooms: [0, 6],
        ..squares()
    }
}

/// Squares that a server gives, to be drawn once they are asked for.
fn served(projection: Projection) -> (Scene, Arc<Served>) {
    let (template, served) = start(SQUARES);
    let shop = Shop::new(None);
    shop.ask(&template);
    let layer = TileLayer {
        location: template,
        ..finer()
    };
    (over_by(vec![layer], projection, shop), served)
}

#[test]
fn tiles_of_a_server_are_fetched_a_few_at_once_and_the_picture_is_the_same() {
    for projection in [Projection::Mercator, Projection::Lambert] {
        let of_file = over(vec![finer()], projection);
        let of_file = grounded(&of_file, 2.0, &Task::never()).unwrap();
        let picture = |scene: &Scene| scene.under.layers[0].image.clone().unwrap();
        let (scene, served) = served(projection);
        let drawn = || grounded(&scene, 2.0, &Task::never()).unwrap().into_owned();
        let first = drawn();
        let n_asked = served.n_asked.load(Relaxed);
        assert_eq!(picture(&first), picture(&of_file), "{projection:?}");
        assert_eq!(first.under.layers, drawn().under.layers, "{projection:?}");
        // What there is of them, the coarser ones in their place, and the one that tells how large they are.
        assert!((6..200).contains(&n_asked), "{n_asked}");
        let most = served.most.load(Relaxed);
        assert!((2..=4).contains(&most), "{most}");
    }
}

#[test]
fn what_is_cancelled_asks_a_server_no_more() {
    let (scene, served) = served(Projection::Mercator);
    let task = Task::new();
    *served.cancels.lock().unwrap() = Some((5, task.clone()));
    let ended = bytes_of(&scene, Format::Svg, &Writing::default(), &task);
    assert!(matches!(ended, Err(ExportError::Cancelled(_))));
    // The fifth, and those that were asked for at once with it.
    let n_asked = served.n_asked.load(Relaxed);
    assert!((5..=5 + 3).contains(&n_asked), "{n_asked}");
}
