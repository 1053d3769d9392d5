//! Tiles made for benchmarks: an `.mbtiles` file over the bundled corridor, of squares with a fine pattern.

use std::f64::consts::PI;
use std::fs::remove_file;
use std::path::Path;

use png::{ColorType, Encoder};
use rusqlite::{Connection, params};

/// Pixels of a side of a tile.
const SIDE: u32 = 256;
/// The finest zoom.
const FINEST: u8 = 9;

/// Writes the file anew; how many tiles it has.
pub fn write(path: &Path) -> usize {
    if path.exists() {
        remove_file(path).unwrap();
    }
    let mut connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE metadata (name TEXT, value TEXT);
             CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
             CREATE UNIQUE INDEX place ON tiles (zoom_level, tile_column, tile_row);
             INSERT INTO metadata VALUES ('format', 'png'), ('attribution', 'made here');",
        )
        .unwrap();
    let all = connection.transaction().unwrap();
    let mut n_tiles = 0;
    for z in 0..=FINEST {
        let [left, right] = [98.0, 116.0].map(|lon: f64| of_side(z, lon / 360.0 + 0.5));
        let [top, bottom] = [35.0, 16.0].map(|lat: f64| {
            let north = lat.to_radians().tan().asinh();
            of_side(z, 0.5 - north / (2.0 * PI))
        });
        for (x, y) in (top..=bottom).flat_map(|y| (left..=right).map(move |x| (x, y))) {
            let from_south = (1_u32 << z) - 1 - y;
            let insert = "INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)";
            all.execute(insert, params![z, x, from_south, tile(z, x, y)])
                .unwrap();
            n_tiles += 1;
        }
    }
    all.commit().unwrap();
    n_tiles
}

/// The number of the tile at a share of a side.
fn of_side(z: u8, share: f64) -> u32 {
    let n = 1_u32 << z;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "limited to the numbers of tiles"
    )]
    let tile = (share * f64::from(n)).clamp(0.0, f64::from(n - 1)) as u32;
    tile
}

fn tile(z: u8, x: u32, y: u32) -> Vec<u8> {
    let part = |number: u32| number.to_le_bytes()[0];
    let pixels: Vec<u8> = (0..SIDE * SIDE)
        .flat_map(|at| {
            let (column, row) = (at % SIDE, at / SIDE);
            let wave = (column * column + row * row * 3 + x * 977 + y * 613) / 97 % 48;
            [200 + wave, 208 + wave / 2, 190 + u32::from(z) * 4].map(part)
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, SIDE, SIDE);
    encoder.set_color(ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}
