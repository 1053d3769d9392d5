//! `corridor export --tiles` and what `verify` says of such pictures.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;

use corridor::io::tiles::Shop;
use corridor::model::tiles::used::tiles_of;
use corridor::model::tiles::{TileId, TileShop};

use crate::tile_server::start;
use crate::{Run, corridor_in, folder};

const SQUARES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiles.mbtiles");
/// Quickly drawn.
const SMALL: [&str; 4] = ["--width", "600", "--height", "450"];
/// An atlas of one page, which goes on where it was stopped.
const RESUMED: [&str; 7] = [
    "atlas",
    TINY,
    "--lang",
    "en",
    "--out",
    "{lang}.png",
    "--resume",
];
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
    let verify = || {
        let args = ["verify", "a.svg", TINY, "--tiles", "own.mbtiles"];
        corridor_in(&folder, &args)
    };
    let run = corridor_in(&folder, &["verify", "a.svg", TINY]);
    assert!(
        run.code == 1 && said(&run).contains("say where it is: --tiles"),
        "{}",
        said(&run)
    );
    let run = corridor_in(&folder, &["verify", "a.svg", TINY, "--tiles", SQUARES]);
    assert!(
        run.code == 1 && said(&run).contains("--tiles names others"),
        "{}",
        said(&run)
    );
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
fn pictures_say_names_of_tiles_and_neither_folders_nor_keys() {
    let folder = folder("tiles-names");
    fs::create_dir_all(folder.join("home/li")).unwrap();
    let own = folder.join("home/li/own.mbtiles");
    fs::copy(SQUARES, &own).unwrap();
    let drawn = svg(&folder, &["--tiles", own.to_str().unwrap()]);
    assert!(drawn.contains("corridor:asked-tiles=\"own.mbtiles\""));
    assert!(!drawn.contains("home/li") && !drawn.contains(folder.to_str().unwrap()));
    // A study keeps the whole path of a folder that was typed in short.
    let level = folder.join("home/li/0/0");
    fs::create_dir_all(&level).unwrap();
    fs::write(level.join("0.png"), "").unwrap();
    let pack = ["export", TINY, "--out", "s.corridor.json", "--tiles"];
    let run = corridor_in(&folder, &[&pack[..], &["home/li/{z}/{x}/{y}.png"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let text = fs::read_to_string(folder.join("s.corridor.json")).unwrap();
    let whole = fs::canonicalize(folder.join("home/li")).unwrap();
    let whole = format!("{}/{{z}}/{{x}}/{{y}}.png", whole.display());
    assert!(text.contains(&whole), "{whole}");
}

#[test]
fn land_stays_where_tiles_cannot_be_drawn_and_it_is_said() {
    let folder = folder("tiles-left-out");
    // Nothing but zooms that are much too fine.
    for zoom in ["17/9", "18/9"] {
        fs::create_dir_all(folder.join("fine").join(zoom)).unwrap();
    }
    let plain = svg(&folder, &[]);
    let typed = ["--tiles", "fine/{z}/{x}/{y}.png"];
    let args = [&["export", TINY, "--out", "a.svg"], &SMALL[..], &typed].concat();
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = run.err.lines().collect::<Vec<_>>();
    assert!(
        told.len() == 1 && told[0].contains("Tiles fine left out") && told[0].contains("scale"),
        "{}",
        run.err
    );
    let drawn = fs::read_to_string(folder.join("a.svg")).unwrap();
    assert!(!drawn.contains("id=\"tiles\"") && !drawn.contains("corridor:tiles="));
    let land = |text: &str| text.lines().filter(|line| line.contains("-land\"")).count();
    assert!(land(&plain) > 0);
    assert_eq!(land(&drawn), land(&plain));
    // Where they are but hold nothing, it is said too.
    fs::create_dir_all(folder.join("none/0/0")).unwrap();
    let typed = ["--tiles", "none/{z}/{x}/{y}.png"];
    let args = [&["export", TINY, "--out", "a.svg"], &SMALL[..], &typed].concat();
    let run = corridor_in(&folder, &args);
    assert!(run.err.contains("Tiles none left out"), "{}", run.err);
}

#[test]
fn a_film_says_its_tiles_and_an_atlas_keeps_what_is_there() {
    let folder = folder("tiles-film");
    let tiles = ["--tiles", SQUARES];
    let args = [
        &["animate", TINY, "--years", "2024,2025", "--out", "a.gif"],
        &SMALL[..],
        &tiles,
    ]
    .concat();
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let bytes = fs::read(folder.join("a.gif")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for part in ["corridor:tiles=\"tiles.mbtiles\"", "corridor:tiles-hash=\""] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains(SQUARES));
    let verify = ["verify", "a.gif", TINY, "--tiles", SQUARES];
    let run = corridor_in(&folder, &verify);
    assert!(said(&run).contains("tiles      the same"), "{}", said(&run));
    let args = [&RESUMED[..], &SMALL, &tiles].concat();
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = corridor_in(&folder, &args);
    assert!(said(&run).contains("1 kept"), "{}", said(&run));
}

/// The squares as files of a folder.
fn folder_of_squares(folder: &Path) {
    let reader = Shop::new(None).reader(SQUARES).unwrap();
    for z in 0..=4_u8 {
        for x in 0..1_u32 << z {
            let column = folder.join(format!("{z}/{x}"));
            fs::create_dir_all(&column).unwrap();
            for y in 0..1_u32 << z {
                if let Some(bytes) = reader.tile(TileId { z, x, y }).unwrap() {
                    fs::write(column.join(format!("{y}.png")), bytes).unwrap();
                }
            }
        }
    }
}

/// The value of a name that a picture says.
fn pair(text: &str, name: &str) -> String {
    let mark = format!("corridor:{name}=\"");
    let from = text.find(&mark).unwrap_or_else(|| panic!("{name}")) + mark.len();
    text[from..].split('"').next().unwrap().to_owned()
}

#[test]
fn verify_tells_whether_the_drawn_tiles_of_a_folder_changed() {
    let folder = folder("tiles-folder");
    folder_of_squares(&folder.join("own"));
    let typed = ["--tiles", "own/{z}/{x}/{y}.png"];
    let drawn = svg(&folder, &typed);
    let used = tiles_of(&pair(&drawn, "tiles-used")).unwrap();
    assert!(!used.is_empty() && used.len() < 40, "{used:?}");
    assert_eq!(pair(&drawn, "tiles-hash").len(), 32);
    let verify = |said_of_tiles: &str, code: i32| {
        let args = [&["verify", "a.svg", TINY][..], &typed].concat();
        let run = corridor_in(&folder, &args);
        assert_eq!(run.code, code, "{}", said(&run));
        assert!(said(&run).contains(said_of_tiles), "{}", said(&run));
    };
    verify("tiles      the same", 0);
    let atlas = |said_of_it: &str| {
        let run = corridor_in(&folder, &[&RESUMED[..], &SMALL, &typed].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(said(&run).contains(said_of_it), "{}", said(&run));
    };
    atlas("1 picture written");
    atlas("1 kept");
    let path = |id: &TileId| folder.join(format!("own/{}/{}/{}.png", id.z, id.x, id.y));
    // What was not drawn may be anything.
    let other = TileId { z: 2, x: 0, y: 0 };
    assert!(!used.contains(&other) && path(&other).exists());
    fs::write(path(&other), "no picture").unwrap();
    verify("tiles      the same", 0);
    let one = used.iter().find(|&id| path(id).exists()).unwrap();
    let bytes = fs::read(path(one)).unwrap();
    fs::write(path(one), [&bytes[..], b" "].concat()).unwrap();
    verify("own changed", 1);
    atlas("1 picture written");
    fs::remove_file(path(one)).unwrap();
    verify("own changed", 1);
    fs::write(path(one), &bytes).unwrap();
    verify("tiles      the same", 0);
}

#[test]
fn verify_asks_a_server_only_where_it_is_typed() {
    let folder = folder("tiles-web");
    let (template, served) = start(SQUARES);
    let typed = ["--tiles", template.as_str()];
    let drawn = svg(&folder, &typed);
    assert!(!pair(&drawn, "tiles-used").is_empty());
    let pack = ["export", TINY, "--out", "s.corridor.json"];
    assert_eq!(corridor_in(&folder, &[&pack[..], &typed].concat()).code, 0);
    let export = ["export", "s.corridor.json", "--out", "b.svg"];
    let run = corridor_in(&folder, &[&export[..], &SMALL, &typed].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let n_asked = served.n_asked.load(Relaxed);
    let verify = |more: &[&str], said_of_tiles: &str, code: i32| {
        let args = [&["verify", "b.svg", "s.corridor.json"], more].concat();
        let run = corridor_in(&folder, &args);
        assert_eq!(run.code, code, "{}", said(&run));
        assert!(said(&run).contains(said_of_tiles), "{}", said(&run));
    };
    verify(&[], "comes from the network: whether its tiles changed", 1);
    assert_eq!(served.n_asked.load(Relaxed), n_asked);
    verify(&typed, "tiles      the same", 0);
    served.is_changed.store(true, Relaxed);
    verify(&typed, "127.0.0.1", 1);
    verify(&typed, "changed", 1);
    assert!(served.most.load(Relaxed) <= 4);
}

#[test]
fn tiles_that_are_left_out_are_told_once_for_all_pictures() {
    let folder = folder("tiles-left-out-all");
    fs::create_dir_all(folder.join("none/0/0")).unwrap();
    let more = ["--years", "2024,2025", "--tiles", "none/{z}/{x}/{y}.png"];
    let alone = "warning: Tiles none left out: they have nothing that can be drawn here; choose another scale or place.";
    for typed in [
        &["atlas", TINY, "--out", "{year}.png"][..],
        &["animate", TINY, "--out", "{n}.png"],
        &["animate", TINY, "--out", "a.gif"],
    ] {
        let run = corridor_in(&folder, &[typed, &SMALL, &more].concat());
        assert_eq!(run.code, 0, "{typed:?} {}", run.err);
        let told: Vec<&str> = run
            .err
            .lines()
            .filter(|said| said.contains("Tiles"))
            .collect();
        assert_eq!(told, [alone], "{typed:?}");
    }
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
