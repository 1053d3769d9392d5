use super::mosaic::tile_pixels;
use super::said::again;
use super::*;
use crate::export::image::{Pixels, decoded};
use crate::model::geometry::LonLat;
use crate::model::projection::Projection;
use crate::model::tiles::used::tiles_of;
use crate::model::tiles::{Datum, TileAbout, TileAccess, TileError, TileId, TileShop};
use crate::scene::item::Point;
use crate::scene::palette::{Palette, Theme};
use crate::scene::raster::{is_drawn, share_of, zoom};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tiles of one color each, told by their number; none beyond a zoom.
struct Colors {
    about: TileAbout,
    last: u8,
    side: u32,
    n_read: AtomicUsize,
    /// Work that is cancelled when so many were read.
    cancels: Option<(usize, Task)>,
    /// A tile that is another one, or missing.
    other: Option<(TileId, Option<[u8; 4]>)>,
}

impl Colors {
    fn of(about: TileAbout, last: u8) -> Self {
        Self {
            about,
            last,
            side: 256,
            n_read: AtomicUsize::new(0),
            cancels: None,
            other: None,
        }
    }
}

impl TileReader for Colors {
    fn about(&self) -> &TileAbout {
        &self.about
    }

    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, TileError> {
        let number = self.n_read.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some((at, task)) = &self.cancels
            && number == *at
        {
            task.cancel();
        }
        let other = self.other.filter(|(other, _)| *other == id);
        let color = other.map_or(Some(color(id)), |(_, color)| color);
        let color = color.filter(|_| id.z <= self.last);
        Ok(color.map(|color| png(self.side, color)))
    }

    fn digest(&self) -> Result<Option<String>, TileError> {
        Ok(None)
    }

    fn hash(&self, bytes: &[u8]) -> u128 {
        bytes.iter().fold(7, |hash, &byte| {
            u128::wrapping_mul(hash, 0x0100_0193).wrapping_add(u128::from(byte))
        })
    }
}

fn color(id: TileId) -> [u8; 4] {
    let part = |at: u32| u8::try_from(at * 37 % 200).unwrap();
    [part(id.x + 3), part(id.y + 5), id.z * 10, 255]
}

fn png(side: u32, color: [u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, side, side);
    encoder.set_color(ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    let pixels = color.repeat((side * side) as usize);
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The picture of a layer alone.
fn picture_of(camera: &Camera, layer: &TileLayer, reader: &Colors, per_unit: f64) -> Image {
    let drawn = image(camera, layer, (reader, per_unit), &Task::never());
    drawn.unwrap().unwrap().0
}

fn grain(per_unit: f64, side: u32) -> Grain {
    Grain { per_unit, side }
}

/// A number that is not negative without its fraction.
fn floor(number: f64) -> u32 {
    (0..u32::MAX)
        .take_while(|&at| f64::from(at) <= number)
        .last()
        .unwrap_or(0)
}

fn camera(projection: Projection) -> Camera {
    let at = LonLat::new(107.0, 26.0);
    Camera {
        projection,
        center: projection.project(at),
        meters_per_unit: 4_800.0,
        viewport: Rect::new(20.5, 60.0, 300.0, 200.0),
    }
}

/// The color of a picture at a position.
fn at((image, pixels): (&Image, &Pixels), camera: &Camera, position: LonLat) -> [u8; 4] {
    let page = camera.page_of(position);
    let area = image.area;
    let per_unit = f64::from(pixels.size[0]) / f64::from(area.w);
    let pixel = |at: f32, from: f32| floor(f64::from(at - from) * per_unit);
    let [x, y] = [pixel(page.x, area.x), pixel(page.y, area.y)].map(|at| at as usize);
    let place = 4 * (y * pixels.size[0] as usize + x);
    pixels.rgba[place..place + 4].try_into().unwrap()
}

#[test]
fn every_place_has_the_color_of_its_tile_in_every_projection_and_datum() {
    for projection in Projection::ALL {
        for datum in Datum::ALL {
            for last in [24, 4] {
                check_colors(projection, datum, last);
            }
        }
    }
}

fn check_colors(projection: Projection, datum: Datum, last: u8) {
    let about = TileAbout {
        zooms: [0, 19],
        ..TileAbout::default()
    };
    let layer = TileLayer {
        datum,
        opacity: 50,
        ..TileLayer::of("x.pmtiles", &about)
    };
    let reader = Colors::of(about, last);
    let camera = camera(projection);
    let drawn = picture_of(&camera, &layer, &reader, 1.5);
    assert_eq!(drawn.opacity, 127);
    let pixels = decoded(&drawn.picture, 1).unwrap();
    let z = zoom(&camera, layer.zooms, grain(1.5, 256)).min(last);
    let side = f64::from(1_u32 << z);
    let mut n_checked = 0;
    for (lon, lat) in [(107.0, 26.0), (104.0, 25.0), (110.2, 28.1), (105.3, 23.9)] {
        let position = LonLat::new(lon, lat);
        let share = share_of(datum, position).map(|share| share * side);
        let is_clear = share.map(|at| (0.02..0.98).contains(&(at - at.floor())));
        if is_clear == [true, true] {
            let [x, y] = share.map(floor);
            let is = at((&drawn, &pixels), &camera, position);
            assert_eq!(
                is,
                color(TileId { z, x, y }),
                "{projection:?} {datum:?} {lon}"
            );
            n_checked += 1;
        }
    }
    assert!(n_checked > 1);
}

#[test]
fn the_picture_covers_the_map_and_no_pixel_is_left_out() {
    let about = TileAbout {
        zooms: [0, 19],
        ..TileAbout::default()
    };
    let layer = TileLayer::of("x.pmtiles", &about);
    let reader = Colors::of(about, 24);
    let camera = camera(Projection::Albers);
    let drawn = picture_of(&camera, &layer, &reader, 2.0);
    assert!(drawn.area.holds(camera.viewport), "{:?}", drawn.area);
    let pixels = decoded(&drawn.picture, 1).unwrap();
    assert!(pixels.rgba.iter().skip(3).step_by(4).all(|&a| a == 255));
    let again = picture_of(&camera, &layer, &reader, 2.0);
    assert_eq!(drawn, again);
}

#[test]
fn beside_the_world_there_is_nothing() {
    let about = TileAbout {
        zooms: [0, 3],
        ..TileAbout::default()
    };
    let layer = TileLayer::of("x.pmtiles", &about);
    for projection in [Projection::Mercator, Projection::Lambert] {
        let reader = Colors::of(about.clone(), 24);
        let world = Camera {
            meters_per_unit: 300_000.0,
            center: [0.0, 0.0],
            ..camera(projection)
        };
        let drawn = picture_of(&world, &layer, &reader, 1.0);
        let pixels = decoded(&drawn.picture, 1).unwrap();
        assert_eq!(pixels.rgba[3], 0, "{projection:?}");
        assert_eq!(
            at((&drawn, &pixels), &world, LonLat::new(107.0, 30.0))[3],
            255
        );
    }
}

fn all_zooms() -> TileAbout {
    TileAbout {
        zooms: [0, 19],
        ..TileAbout::default()
    }
}

#[test]
fn tiles_of_any_size_are_taken_of_their_own_zoom() {
    let camera = camera(Projection::Albers);
    let layer = TileLayer::of("x.pmtiles", &all_zooms());
    let mut n_read = Vec::new();
    for (side, finer) in [(64, 2), (128, 1), (256, 0), (512, -1), (1024, -2)] {
        let reader = Colors {
            side,
            ..Colors::of(all_zooms(), 24)
        };
        let drawn = picture_of(&camera, &layer, &reader, 2.0);
        let pixels = decoded(&drawn.picture, 1).unwrap();
        let usual = zoom(&camera, layer.zooms, grain(2.0, 256));
        let z = usual.checked_add_signed(finer).unwrap();
        // The zoom is in the colors of tiles.
        let in_middle = at((&drawn, &pixels), &camera, LonLat::new(107.01, 26.01));
        assert_eq!(in_middle[2], z * 10, "{side}");
        n_read.push(reader.n_read.load(Ordering::Relaxed));
    }
    assert!(n_read.is_sorted_by(|a, b| a > b), "{n_read:?}");
}

#[test]
fn what_is_cancelled_reads_and_draws_no_more() {
    let task = Task::new();
    let reader = Colors {
        cancels: Some((7, task.clone())),
        ..Colors::of(all_zooms(), 24)
    };
    let layer = TileLayer::of("x.pmtiles", &all_zooms());
    let camera = camera(Projection::Lambert);
    let ended = image(&camera, &layer, (&reader, 4.0), &task);
    assert!(matches!(ended, Err(ExportError::Cancelled(_))));
    assert_eq!(reader.n_read.load(Ordering::Relaxed), 7);
    // Where all tiles are read already the work stops too.
    let whole = Task::new();
    whole.cancel();
    let ended = image(&camera, &layer, (&reader, 1.0), &whole);
    assert!(matches!(ended, Err(ExportError::Cancelled(_))));
}

#[test]
fn tiles_without_a_hash_of_all_are_told_one_by_one() {
    let camera = camera(Projection::Lambert);
    let layer = TileLayer::of("/x/{z}/{x}/{y}.png", &all_zooms());
    let drawn = |reader: &Colors| {
        let drawn = image(&camera, &layer, (reader, 1.0), &Task::never());
        drawn.unwrap().unwrap().1.unwrap()
    };
    let reader = Colors::of(all_zooms(), 24);
    let was = drawn(&reader);
    assert_eq!(was, drawn(&reader));
    let again = |reader: &Colors| again(reader, &was.runs, &Task::never()).unwrap();
    assert_eq!(again(&reader), was);
    let tiles = tiles_of(&was.runs).unwrap();
    assert!(tiles.len() > 1, "{}", was.runs);
    // One that is another, one that is missing, one that was and is no more; what was not drawn may be anything.
    for (other, color, is_same) in [
        (tiles[1], Some([1, 2, 3, 255]), false),
        (tiles[0], None, false),
        (TileId { z: 19, x: 1, y: 1 }, None, true),
    ] {
        let now = Colors {
            other: Some((other, color)),
            ..Colors::of(all_zooms(), 24)
        };
        assert_eq!(again(&now) == was, is_same, "{other:?}");
    }
    let file = TileLayer::of("x.pmtiles", &all_zooms());
    let of_file = image(&camera, &file, (&reader, 1.0), &Task::never());
    assert_eq!(of_file.unwrap().unwrap().1, None);
}

#[test]
fn many_coarsest_tiles_in_a_block_are_drawn_small() {
    let about = TileAbout {
        zooms: [7, 9],
        ..TileAbout::default()
    };
    let layer = TileLayer::of("x.pmtiles", &about);
    for projection in [Projection::Mercator, Projection::Albers] {
        let camera = Camera {
            meters_per_unit: 18_000.0,
            ..camera(projection)
        };
        assert!(is_drawn(&camera, &layer));
        let reader = Colors::of(about.clone(), 24);
        let drawn = picture_of(&camera, &layer, &reader, 1.0);
        let pixels = decoded(&drawn.picture, 1).unwrap();
        // In the middle of tiles.
        for (x, y) in [(102, 54), (101, 55), (103, 53), (99, 52), (105, 56)] {
            let share = |at: u32| (f64::from(at) + 0.5) / 128.0;
            let north = std::f64::consts::PI * (1.0 - 2.0 * share(y));
            let position = LonLat::new(share(x) * 360.0 - 180.0, north.sinh().atan().to_degrees());
            let is = at((&drawn, &pixels), &camera, position);
            assert_eq!(is, color(TileId { z: 7, x, y }), "{projection:?} {x} {y}");
        }
    }
}

#[test]
fn a_ground_has_no_more_pixels_than_a_picture_that_is_read_back() {
    for [w, h] in [
        [90_000.0, 60.0],
        [60.0, 90_000.0],
        [9_000.0, 9_000.0],
        [14_000.0, 4_000.0],
    ] {
        let camera = Camera {
            viewport: Rect::new(3.3, 7.7, w, h),
            ..camera(Projection::Mercator)
        };
        let sheet = Sheet::of(&camera, within(&camera, 3.125)).unwrap();
        let [width, height] = sheet.size;
        assert!(
            width.max(height) <= 16_384 && width * height <= 64_000_000,
            "{width} {height}"
        );
        assert!(
            width.max(height) > 16_000 || width * height > 63_000_000,
            "{width} {height}"
        );
    }
    let small = camera(Projection::Mercator);
    assert!((within(&small, 3.125) - 3.125).abs() < 1e-12);
}

/// Tiles that count how often they are opened.
#[derive(Default)]
struct Counted(AtomicUsize);

impl TileShop for Counted {
    fn reader(&self, _: &str) -> Result<Arc<dyn TileReader>, TileError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let about = TileAbout::default();
        Ok(Arc::new(Colors::of(about, 24)))
    }
}

#[test]
fn a_film_has_one_ground_as_long_as_nothing_of_it_changes() {
    let about = TileAbout {
        zooms: [0, 3],
        ..TileAbout::default()
    };
    let counted = Arc::new(Counted::default());
    let shop: Arc<dyn TileShop> = counted.clone();
    let under = Under {
        layers: vec![PlacedTiles {
            layer: TileLayer::of("x.pmtiles", &about),
            image: None,
            drawn: None,
        }],
        access: TileAccess::by(shop),
        ..Under::default()
    };
    let plain = Palette::of(Theme::Light).page;
    let mut scene = Scene {
        size: Point::new(340.0, 300.0),
        page: plain,
        camera: camera(Projection::Mercator),
        background: plain,
        title: String::new(),
        description: String::new(),
        world: Vec::new(),
        under,
        overlay: Vec::new(),
        furniture: Vec::new(),
        numbers: Vec::new(),
        notes: Vec::new(),
        left_out: Vec::new(),
        legend_heading: None,
    };
    let ground = LastGround::default();
    let n_opened = |scene: &Scene| {
        let drawn = ground.grounded(scene, 1.0, &Task::never()).unwrap();
        assert!(drawn.under.layers[0].image.is_some());
        counted.0.load(Ordering::Relaxed)
    };
    assert_eq!([n_opened(&scene), n_opened(&scene)], [1, 1]);
    scene.camera.meters_per_unit *= 2.0;
    assert_eq!(n_opened(&scene), 2);
    scene.under.layers[0].layer.opacity = 50;
    assert_eq!(n_opened(&scene), 3);
}

#[test]
fn pictures_of_tiles_are_squares_of_a_known_kind() {
    assert_eq!(
        tile_pixels(&png(32, [1, 2, 3, 255])).unwrap().size,
        [32, 32]
    );
    let webp = WEBP;
    let pixels = tile_pixels(webp).unwrap();
    assert_eq!(pixels.size, [16, 16]);
    for broken in [
        &b""[..],
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPxx",
        b"<svg/>",
        &webp[..20],
    ] {
        assert!(tile_pixels(broken).is_err());
    }
    let mut whole = png(32, [1, 2, 3, 255]);
    whole.truncate(60);
    assert!(tile_pixels(&whole).is_err());
}

#[test]
fn a_scene_without_a_shop_is_told() {
    let format = |dpi| pixels_per_unit(Format::Pdf, dpi);
    assert!((format(Some(600)) - 3.125).abs() < 1e-9 && (format(None) - 2.0).abs() < 1e-9);
    assert!((pixels_per_unit(Format::Png, Some(600)) - 6.25).abs() < 1e-9);
    assert_eq!((opacity(0), opacity(100), opacity(255)), (0, 255, 255));
}

/// A square of 16 pixels in one color, written by ImageMagick.
const WEBP: &[u8] = include_bytes!("../../../tests/data/tile.webp");
