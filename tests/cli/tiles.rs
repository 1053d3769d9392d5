//! `corridor export --tiles` and what `verify` says of such pictures.

use std::fs;
use std::path::Path;

use crate::{Run, corridor_in, folder};

const SQUARES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiles.mbtiles");
/// Quickly drawn.
const SMALL: [&str; 4] = ["--width", "400", "--height", "300"];
const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.geojson");

#[track_caller]
fn svg(folder: &Path, more: &[&str]) -> String {
    let args = [&["export", TINY, "--out", "a.svg"], &SMALL[..], more].concat();
    let run = corridor_in(folder, &args);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    fs::read_to_string(folder.join("a.svg")).unwrap()
}

#[track_caller]
fn refused(folder: &Path, args: &[&str], said: &str) {
    let run = corridor_in(folder, args);
    assert_eq!(run.code, 2, "{args:?}");
    assert!(run.err.contains(said), "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
}

#[test]
fn tiles_are_drawn_attributed_and_verified() {
    let folder = folder("tiles");
    let own = folder.join("own.mbtiles");
    fs::copy(SQUARES, &own).unwrap();
    let typed = ["--tiles", "own.mbtiles", "--tiles-datum", "gcj02"];
    let drawn = svg(&folder, &typed);
    for said in [
        "<g id=\"tiles\">",
        "© Squares",
        "corridor:tiles=\"own.mbtiles\"",
        "corridor:tiles-hash=\"",
        "corridor:asked-tiles=\"own.mbtiles\"",
    ] {
        assert!(drawn.contains(said), "{said}");
    }
    assert_eq!(drawn, svg(&folder, &typed), "the same twice");
    assert_ne!(
        drawn,
        svg(&folder, &["--tiles", "own.mbtiles"]),
        "the datum moves them"
    );
    let none = svg(&folder, &["--tiles", "none"]);
    assert!(!none.contains("id=\"tiles\"") && !none.contains("corridor:tiles"));
    svg(&folder, &typed);
    let verify = || corridor_in(&folder, &["verify", "a.svg", TINY]);
    let run = verify();
    assert_eq!(run.code, 0, "{}", said(&run));
    assert!(said(&run).contains("tiles      the same"), "{}", said(&run));
    let mut bytes = fs::read(&own).unwrap();
    bytes.push(0);
    fs::write(&own, &bytes).unwrap();
    let run = verify();
    assert!(
        run.code == 1 && said(&run).contains("own.mbtiles changed"),
        "{}",
        said(&run)
    );
    fs::remove_file(&own).unwrap();
    let run = verify();
    assert!(
        run.code == 1 && said(&run).contains("cannot be read"),
        "{}",
        said(&run)
    );
}

#[test]
fn what_tiles_do_not_say_is_typed_or_told() {
    let folder = folder("tiles-said");
    let typed = ["--tiles", SQUARES, "--tiles-attribution", "天地图"];
    let drawn = svg(&folder, &typed);
    assert!(drawn.contains("天地图") && !drawn.contains("© Squares"));
    let check = |attribution: &str| {
        let typed = ["--tiles", SQUARES, "--tiles-attribution", attribution];
        let args = [
            &["export", TINY, "--out", "a.png", "--publication-check"],
            &typed[..],
            &SMALL,
        ];
        said(&corridor_in(&folder, &args.concat()))
    };
    assert!(check("").contains("The tiles tiles.mbtiles do not say whose they are"));
    assert!(!check("Somebody").contains("whose they are"));
}

#[test]
fn a_study_says_where_its_tiles_are() {
    let folder = folder("tiles-study");
    let pack = |more: &[&str]| {
        let args = [&["export", TINY, "--out", "s.corridor.json"], more].concat();
        let run = corridor_in(&folder, &args);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let text = fs::read_to_string(folder.join("s.corridor.json")).unwrap();
        text.replace(' ', "")
    };
    let text = pack(&[
        "--tiles",
        SQUARES,
        "--tiles-opacity",
        "70",
        "--tiles-over-land",
    ]);
    assert!(
        text.contains("\"opacity\":70") && text.contains("\"over_land\":true"),
        "{text}"
    );
    let args = [&["export", "s.corridor.json", "--out", "a.pdf"], &SMALL[..]].concat();
    let run = corridor_in(&folder, &args);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let run = corridor_in(&folder, &["verify", "a.pdf", "s.corridor.json"]);
    assert_eq!(run.code, 0, "{}", said(&run));
    // Tiles of the network are fetched only where they are typed.
    pack(&["--tiles", "https://tiles.invalid/{z}/{x}/{y}.png"]);
    let args = ["export", "s.corridor.json", "--out", "a.svg"];
    refused(
        &folder,
        &args,
        "come from the network and were not asked for",
    );
    let args = [&args[..], &SMALL, &["--tiles", "none"]].concat();
    assert_eq!(corridor_in(&folder, &args).code, 0);
}

#[test]
fn what_gives_no_tiles_is_one_clear_sentence() {
    let folder = folder("tiles-wrong");
    fs::write(folder.join("text.pmtiles"), "no tiles").unwrap();
    fs::write(folder.join("text.mbtiles"), [b'x'; 2000]).unwrap();
    let mut vector = b"PMTiles\x03".to_vec();
    vector.resize(127, 0);
    vector[99] = 1;
    fs::write(folder.join("vector.pmtiles"), vector).unwrap();
    for (name, said) in [
        ("text.pmtiles", "shorter than a header"),
        ("text.mbtiles", "not a database"),
        ("vector.pmtiles", "vector tiles"),
        ("gone.mbtiles", "cannot be read"),
        ("a.png", "gives no tiles"),
        ("no/such/{z}/{x}/{y}.png", "cannot be read"),
    ] {
        let args = ["export", TINY, "--out", "a.svg", "--tiles", name];
        refused(&folder, &args, said);
        assert!(!folder.join("a.svg").exists());
    }
}

fn said(run: &Run) -> String {
    String::from_utf8(run.out.clone()).unwrap()
}
