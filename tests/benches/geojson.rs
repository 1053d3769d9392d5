//! Large GeoJSON files that are only looked at: read, projected and thinned, indexed.
//!
//! `cargo bench --bench geojson` makes a file of 100 MB below the target folder (lines of 20 to 200 vertices
//! with six decimals and eight properties) and prints medians; `CORRIDOR_GEOJSON` names another file. Beside
//! it the tree reader and the crate geojson; with `once` what one opening takes, and how much memory. Nothing is asserted but that both readers give the same.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not there"
)]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use corridor::io::geojson;
use corridor::io::geojson::stream::{self, Stream};
use corridor::io::lower::context::{Take, context_layer};
use corridor::model::context::ContextLayer;
use corridor::model::projection::Projection;
use corridor::scene::context::UserLayer;
use corridor::scene::detail::Shapes;
use corridor::scene::projection::near::NearBy;
use corridor::scene::tiles::Tiles;
use corridor::task::Task;

const RUNS: usize = 5;

fn main() {
    let path = env::var_os("CORRIDOR_GEOJSON").map_or_else(made, PathBuf::from);
    let file: Arc<str> = Arc::from(path.display().to_string());
    let bytes = fs::read(&path).unwrap();
    println!("{file}: {:.1} MB", bytes.len() as f64 / 1e6);
    let task = Task::never();
    if env::args().any(|arg| arg == "once") {
        once(&file, bytes);
        return;
    }
    measure("file", || fs::read(&path).unwrap());
    let read = || stream::read(&file, "a", &bytes, &task).unwrap();
    measure("one pass", read);
    measure("the first 1,000 features", || {
        let mut stream = Stream::open(&file, "a", &bytes).unwrap();
        stream.advance(1000).unwrap()
    });
    let layer = read().unwrap().raw.unwrap().context.unwrap();
    let layers = [layer];
    measure("projected, thinned, indexed", || {
        UserLayer::all(&layers, Projection::Mercator)
    });
    parts(&layers[0]);
    let is_short = env::args().any(|arg| arg == "short");
    if is_short {
        return;
    }
    measure("tree", || geojson::read(&file, "a", &bytes));
    measure("crate geojson", || {
        str::from_utf8(&bytes)
            .unwrap()
            .parse::<::geojson::GeoJson>()
            .unwrap()
    });
    let found = read().unwrap();
    let tree = geojson::read(&file, "a", &bytes);
    assert_eq!(found.issues, tree.issues);
    let layer = context_layer(&tree.raw.unwrap(), Take::Everything);
    assert!(found.raw.unwrap().context == layer);
}

/// All that opening a file takes, once: the time on the processor, and the most memory against the file and its
/// positions. To be run in a process of its own, as the most memory is that since its beginning.
fn once(file: &Arc<str>, bytes: Vec<u8>) {
    let (n_bytes, bytes) = (bytes.len(), Arc::new(bytes));
    let before = peak_bytes();
    let began = Instant::now();
    let read = stream::read(file, "a", &bytes, &Task::never());
    let layer = read.unwrap().unwrap().raw.unwrap().context.unwrap();
    let (read_at, read_peak) = (began.elapsed(), peak_bytes());
    let n_positions = layer.shapes.n_positions();
    let layers = [layer];
    let users = UserLayer::all(&layers, Projection::Mercator);
    let (made_at, made_peak) = (began.elapsed(), peak_bytes());
    let lines = users[0].lines.as_ref().unwrap();
    let level = lines.level_at(1_000.0).unwrap();
    let tiles = Tiles::of(&level.geometry);
    let all_at = began.elapsed();
    let own = (n_bytes + 16 * n_positions) as f64;
    println!(
        "read {:.0} ms, laid out {:.0} ms, for a card {:.0} ms; in all {:.0} ms",
        read_at.as_secs_f64() * 1e3,
        (made_at.as_secs_f64() - read_at.as_secs_f64()) * 1e3,
        (all_at.as_secs_f64() - made_at.as_secs_f64()) * 1e3,
        all_at.as_secs_f64() * 1e3,
    );
    let mb = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "most memory {:.0} MB with the file, {:.0} when it was read, {:.0} laid out, {:.0} in all: {:.2} of the file and \
         its positions ({} of them, {} tiles)",
        mb(before),
        mb(read_peak),
        mb(made_peak),
        mb(peak_bytes()),
        peak_bytes() as f64 / own,
        n_positions,
        tiles.tiles.len(),
    );
}

/// The most memory that the process has had, where the system says so.
fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kb.unwrap_or(0) * 1024
}

/// What the lines that are drawn take, part by part.
fn parts(layer: &ContextLayer) {
    let gather = || {
        let (mut near, mut shapes) = (NearBy::default(), Shapes::lines());
        let mut points = Vec::new();
        for line in layer.shapes.iter() {
            points.clear();
            points.extend(line.iter().map(|&at| near.project(at)));
            shapes.push_line(&points);
        }
        shapes
    };
    measure("  projected", gather);
    measure("  one by one", || {
        let positions = layer.shapes.positions().iter();
        positions
            .map(|&at| Projection::Mercator.project(at)[1])
            .sum::<f64>()
    });
    let shapes = gather();
    measure("  thinned", || shapes.clone().levels(false));
    measure("  copied", || shapes.clone());
    measure("  indexed", || shapes.packed());
    let counts: Vec<usize> = shapes
        .clone()
        .levels(false)
        .iter()
        .map(|level| level.geometry.coords.len())
        .collect();
    println!("  corners of its levels: {counts:?}");
    let packed = shapes.packed();
    measure("  10,000 points looked up", || {
        let at = |n: i32| [f64::from(n) * -130.0 - 7.5e6, f64::from(n) * 80.0 + 4.9e6];
        let found = (0..10_000).map(|n| {
            packed
                .touching([at(n)[0], at(n)[1], at(n)[0] + 1e3, at(n)[1] + 1e3])
                .len()
        });
        found.sum::<usize>()
    });
}

fn measure<T>(name: &str, run: impl Fn() -> T) {
    let mut all: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64()
        })
        .collect();
    all.sort_by(f64::total_cmp);
    println!("{name:<40} {:>9.1} ms", all[RUNS / 2] * 1e3);
}

/// A file of 100 MB, the same in every run.
fn made() -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-lines.geojson");
    let mut state = 7_u64;
    let mut draw = |end: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u32::try_from((state >> 33) % u64::from(end)).unwrap()
    };
    let mut text = r#"{"type":"FeatureCollection","features":["#.to_owned();
    let mut n = 0;
    while text.len() < 100_000_000 {
        let comma = if n == 0 { "" } else { "," };
        let (owner, tracks, state) = (draw(6), draw(5), draw(9));
        write!(
            text,
            "{comma}\n{{\"type\":\"Feature\",\"properties\":{{\"id\":{n},\"owner\":\"O{owner}\",\"tracks\":{tracks},\
             \"class\":{},\"miles\":{}.{:03},\"net\":\"M\",\"state\":\"S{state}\",\"subdivision\":\"Subdivision {}\"}},\
             \"geometry\":{{\"type\":\"LineString\",\"coordinates\":[",
            draw(6), draw(20), draw(1000), draw(900)
        )
        .unwrap();
        let mut at = [
            f64::from(draw(130_000)) / 1e4 - 80.0,
            f64::from(draw(84_000)) / 1e4 + 39.0,
        ];
        let mut heading = f64::from(draw(6_283)) / 1e3;
        for vertex in 0..20 + draw(181) {
            let comma = if vertex == 0 { "" } else { "," };
            write!(text, "{comma}[{:.6},{:.6}]", at[0], at[1]).unwrap();
            heading += f64::from(draw(1000)) / 1e3 - 0.5;
            let way = f64::from(draw(2500)) / 1e6 + 0.0005;
            at = [
                at[0] + way * heading.cos(),
                at[1] + way * 0.75 * heading.sin(),
            ];
        }
        text.push_str("]}}");
        n += 1;
    }
    text.push_str("\n]}\n");
    fs::write(&path, text).unwrap();
    path
}
