use super::*;
use crate::io::files::create_dir;
use crate::model::tiles::TileId;
use flate2::Compression;
use flate2::write::GzEncoder;
use rusqlite::Connection;
use std::fs::write;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::thread::{Builder, sleep};
use std::time::Duration;

fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/test-tiles")
        .join(std::process::id().to_string());
    create_dir(&folder).unwrap();
    folder.join(name)
}

fn id(z: u8, x: u32, y: u32) -> TileId {
    TileId { z, x, y }
}

fn why(location: &Path) -> TileFault {
    let opened = open(location.to_str().unwrap(), &Fetching::Never);
    opened.map(|_| ()).unwrap_err().why
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Numbers as a directory has them.
fn packed(numbers: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for &number in numbers {
        let mut left = number;
        while left >= 0x80 {
            bytes.push(u8::try_from(left & 0x7f).unwrap() | 0x80);
            left >>= 7;
        }
        bytes.push(u8::try_from(left).unwrap());
    }
    bytes
}

/// A file with the tiles 0/0/0 to 1/1/0, the last two alike, and below a further directory 2/0/0.
fn archive() -> Vec<u8> {
    let root = packed(&[4, 0, 1, 2, 2, 1, 1, 2, 0, 4, 5, 6, 9, 1, 0, 0, 1]);
    let leaf = packed(&[1, 5, 1, 3, 16]);
    // A leaf is as long as its entry says.
    assert_eq!(leaf.len(), 5);
    let root = {
        let mut root = root;
        root[12] = 5;
        root
    };
    let metadata = gzipped(br#"{"name":"t","attribution":"&copy; <b>Somebody</b>"}"#);
    let tiles = b"zeroOne__twice!zzz".to_vec();
    let mut header = b"PMTiles\x03".to_vec();
    let mut at = 127;
    let mut put = |length: usize| {
        header.extend(u64::to_le_bytes(at));
        header.extend((length as u64).to_le_bytes());
        at += length as u64;
    };
    for part in [&root, &metadata, &leaf, &tiles] {
        put(part.len());
    }
    header.extend([0; 24]);
    header.extend([1, 2, 1, 2, 0, 2]);
    header.resize(127, 0);
    [header, root, metadata, leaf, tiles].concat()
}

#[test]
fn pmtiles_are_read() {
    let path = place("read.pmtiles");
    write(&path, archive()).unwrap();
    let tiles = open(path.to_str().unwrap(), &Fetching::Never).unwrap();
    assert_eq!(tiles.about().attribution, "© Somebody");
    assert_eq!(tiles.about().zooms, [0, 2]);
    let tile = |z, x, y| {
        tiles
            .tile(id(z, x, y))
            .unwrap()
            .map(|of| String::from_utf8(of).unwrap())
    };
    assert_eq!(tile(0, 0, 0).as_deref(), Some("zero"));
    assert_eq!(tile(1, 0, 0).as_deref(), Some("One__"));
    assert_eq!(tile(1, 0, 1).as_deref(), None, "there is a gap");
    assert_eq!(tile(1, 1, 1).as_deref(), Some("twice!"));
    assert_eq!(tile(1, 1, 0).as_deref(), Some("twice!"));
    assert_eq!(
        tile(2, 0, 0).as_deref(),
        Some("zzz"),
        "of a further directory"
    );
    assert_eq!(tile(2, 1, 0), None);
    assert_eq!(tiles.digest().unwrap().unwrap().len(), 32);
}

#[test]
fn damaged_pmtiles_are_an_error_or_read_and_never_a_panic() {
    let whole = archive();
    let path = place("damaged.pmtiles");
    for length in 0..whole.len() {
        write(&path, &whole[..length]).unwrap();
        look_at_all(&path);
    }
    for at in 0..whole.len() {
        for bits in [0xff, 0x01, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bits;
            write(&path, &bytes).unwrap();
            look_at_all(&path);
        }
    }
    let with = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        bytes[at] = byte;
        write(&path, &bytes).unwrap();
        why(&path)
    };
    assert_eq!(with(99, 1), TileFault::Vector);
    assert!(matches!(with(7, 2), TileFault::Broken(said) if said.contains("version 2")));
    assert!(matches!(with(97, 4), TileFault::Broken(said) if said.contains("Zstandard")));
    assert!(matches!(with(0, b'Q'), TileFault::Broken(_)));
}

fn look_at_all(path: &Path) {
    let Ok(tiles) = open(path.to_str().unwrap(), &Fetching::Never) else {
        return;
    };
    for z in 0..3 {
        for x in 0..1 << z {
            for y in 0..1 << z {
                // Either is right.
                let _ = tiles.tile(id(z, x, y));
            }
        }
    }
}

fn database(name: &str, script: &str) -> PathBuf {
    let path = place(name);
    write(&path, b"").unwrap();
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(script).unwrap();
    path
}

const TABLES: &str = "CREATE TABLE metadata (name TEXT, value TEXT);
    CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);";

#[test]
fn mbtiles_are_read_with_rows_from_the_south() {
    let path = database(
        "read.mbtiles",
        &format!(
            "{TABLES} INSERT INTO metadata VALUES ('format', 'png'), ('attribution', 'A &amp; B');
             INSERT INTO tiles VALUES (1, 0, 1, X'01'), (3, 5, 6, X'02'), (3, 5, 7, 'text');"
        ),
    );
    let tiles = open(path.to_str().unwrap(), &Fetching::Never).unwrap();
    assert_eq!(tiles.about().attribution, "A & B");
    assert_eq!(tiles.about().zooms, [1, 3]);
    assert_eq!(tiles.tile(id(1, 0, 0)).unwrap(), Some(vec![1]));
    assert_eq!(tiles.tile(id(3, 5, 1)).unwrap(), Some(vec![2]));
    assert_eq!(tiles.tile(id(3, 5, 0)).unwrap(), None);
    assert_eq!(tiles.tile(id(3, 0, 0)).unwrap(), None);
}

#[test]
fn what_is_no_mbtiles_is_told() {
    let vector = format!("{TABLES} INSERT INTO metadata VALUES ('format', 'pbf');");
    assert_eq!(why(&database("v.mbtiles", &vector)), TileFault::Vector);
    assert!(matches!(
        why(&database("e.mbtiles", TABLES)),
        TileFault::Broken(_)
    ));
    let other = database("o.mbtiles", "CREATE TABLE x (y);");
    assert!(matches!(why(&other), TileFault::Broken(said) if said.contains("metadata")));
    let path = place("text.mbtiles");
    write(&path, [b'x'; 4096]).unwrap();
    assert!(matches!(why(&path), TileFault::Broken(_)));
    assert!(matches!(why(&place("gone.mbtiles")), TileFault::File(_)));
    assert!(matches!(why(&place("gone.pmtiles")), TileFault::File(_)));
    let error = TileFault::Vector.of("a.mbtiles").to_string();
    assert!(
        error.contains("a.mbtiles") && error.contains("PNG"),
        "{error}"
    );
}

#[test]
fn folders_are_read_by_template() {
    let folder = place("osm");
    for (name, bytes) in [("2/1", "3.png"), ("5/9", "4.png")].map(|(a, b)| (folder.join(a), b)) {
        create_dir(&name).unwrap();
        write(name.join(bytes), bytes.as_bytes()).unwrap();
    }
    let template = format!("{}/{{z}}/{{x}}/{{y}}.png", folder.display());
    let tiles = open(&template, &Fetching::Never).unwrap();
    assert_eq!(tiles.about().zooms, [2, 5]);
    assert_eq!(
        tiles.tile(id(2, 1, 3)).unwrap().as_deref(),
        Some(&b"3.png"[..])
    );
    assert_eq!(tiles.tile(id(2, 1, 2)).unwrap(), None);
    let south = template.replace("{y}", "{-y}");
    let south = open(&south, &Fetching::Never).unwrap();
    assert_eq!(
        south.tile(id(2, 1, 0)).unwrap().as_deref(),
        Some(&b"3.png"[..])
    );
    let none = template.replace("osm", "no-such");
    assert!(matches!(why(Path::new(&none)), TileFault::File(_)));
    let vector = template.replace(".png", ".pbf");
    assert_eq!(why(Path::new(&vector)), TileFault::Vector);
}

#[test]
fn nothing_is_fetched_unless_it_was_asked_for() {
    let address = "https://tiles.example/{z}/{x}/{y}.png";
    assert_eq!(why(Path::new(address)), TileFault::NotAsked);
    let shop = Shop::new(None);
    let refused = shop.reader(address).map(|_| ()).unwrap_err();
    assert_eq!(refused.why, TileFault::NotAsked);
    assert!(!shop.is_asked(address));
    shop.ask(address);
    // Opening fetches nothing either.
    let opened = shop.reader(address).unwrap();
    assert_eq!(opened.about().attribution, "");
    assert_eq!(why(Path::new("tiles.txt")), TileFault::NoLocation);
}

#[test]
fn what_was_fetched_is_kept() {
    let cache = place("cache");
    let template = "https://tiles.invalid/{z}/{x}/{y}.png";
    let web = web::Web::open(template, Some(cache.clone()));
    let key = format!("{:032x}", crate::io::stamp::hash(template.as_bytes()));
    let folder = cache.join("tiles").join(key);
    create_dir(&folder).unwrap();
    write(folder.join("3-1-2.tile"), b"\x89PNG kept").unwrap();
    assert_eq!(
        web.tile(id(3, 1, 2)).unwrap().as_deref(),
        Some(&b"\x89PNG kept"[..])
    );
    // What a server said in the place of a picture is not taken for one.
    write(folder.join("3-1-3.tile"), b"<html>too many</html>").unwrap();
    let failed = web.tile(id(3, 1, 3)).unwrap_err();
    assert!(matches!(failed.why, TileFault::Network(_)), "{failed}");
}

#[test]
fn of_folders_and_addresses_there_is_no_hash_of_all() {
    let web = web::Web::open("https://t.example/a/{z}/{x}/{y}.png", None);
    assert_eq!(web.digest().unwrap(), None);
    assert_eq!(web.at_once(), 4);
    let folder = place("no-hash");
    create_dir(&folder.join("2")).unwrap();
    let template = format!("{}/{{z}}/{{x}}/{{y}}.png", folder.display());
    let folder = open(&template, &Fetching::Never).unwrap();
    assert_eq!(folder.digest().unwrap(), None);
    assert_eq!(folder.at_once(), 1);
    assert_eq!(folder.hash(b"a"), web.hash(b"a"));
    assert_ne!(folder.hash(b"a"), folder.hash(b"b"));
}

/// Answers each request with a tile after a while; counts them, and how many were there at once.
fn server(answered: Arc<AtomicUsize>, most: Arc<AtomicUsize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let inside = Arc::new(AtomicUsize::new(0));
    let serve = move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let all = (inside.clone(), answered.clone(), most.clone());
            let answer = move || {
                let (inside, answered, most) = all;
                most.fetch_max(inside.fetch_add(1, Relaxed) + 1, Relaxed);
                let mut asked = [0; 4096];
                let _ = stream.read(&mut asked);
                sleep(Duration::from_millis(40));
                inside.fetch_sub(1, Relaxed);
                answered.fetch_add(1, Relaxed);
                let head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
                let _ = stream.write_all(&[head.as_bytes(), b"\x89PNG!"].concat());
            };
            Builder::new().spawn(answer).unwrap();
        }
    };
    Builder::new().spawn(serve).unwrap();
    format!("http://{address}/{{z}}/{{x}}/{{y}}.png")
}

#[test]
fn a_server_is_asked_for_four_tiles_at_once_at_most() {
    let [answered, most] = [0, 0].map(|n| Arc::new(AtomicUsize::new(n)));
    let template = server(answered.clone(), most.clone());
    let web = web::Web::open(&template, None);
    std::thread::scope(|scope| {
        for x in 0..12 {
            let web = &web;
            scope.spawn(move || assert!(web.tile(id(4, x, 3)).unwrap().is_some()));
        }
    });
    assert_eq!(answered.load(Relaxed), 12);
    let most = most.load(Relaxed);
    assert!((2..=4).contains(&most), "{most}");
}

#[test]
fn a_tile_without_a_byte_is_none_and_a_broken_one_is_only_itself() {
    let path = database(
        "empty.mbtiles",
        &format!(
            "{TABLES} INSERT INTO tiles VALUES (1, 0, 1, X''), (1, 0, 0, X'1f8b00'), (1, 1, 0, X'03');"
        ),
    );
    let tiles = open(path.to_str().unwrap(), &Fetching::Never).unwrap();
    assert_eq!(tiles.tile(id(1, 0, 0)).unwrap(), None);
    let broken = tiles.tile(id(1, 0, 1)).unwrap_err();
    assert!(matches!(broken.why, TileFault::Picture(..)), "{broken}");
    assert_eq!(tiles.tile(id(1, 1, 1)).unwrap(), Some(vec![3]));
    let folder = place("empty");
    create_dir(&folder.join("2/1")).unwrap();
    write(folder.join("2/1/3.png"), b"").unwrap();
    let template = format!("{}/{{z}}/{{x}}/{{y}}.png", folder.display());
    let tiles = open(&template, &Fetching::Never).unwrap();
    assert_eq!(tiles.tile(id(2, 1, 3)).unwrap(), None);
}

#[test]
fn a_file_is_hashed_once() {
    let path = place("once.pmtiles");
    write(&path, archive()).unwrap();
    let tiles = open(path.to_str().unwrap(), &Fetching::Never).unwrap();
    let first = tiles.digest().unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(tiles.digest().unwrap(), first);
}

#[test]
fn locations_are_made_whole() {
    let here = whole_path(Path::new("."));
    let at = |parts: &[&str]| {
        let path = parts
            .iter()
            .fold(here.clone(), |path, part| path.join(part));
        path.display().to_string()
    };
    for (typed, whole) in [
        (" no.mbtiles ", at(&["no.mbtiles"])),
        ("no/{z}/{x}/{y}.png", at(&["no", "{z}/{x}/{y}.png"])),
        ("{z}/{x}/{y}.png", at(&["{z}/{x}/{y}.png"])),
        ("src/t-{z}/{x}/{-y}.png", at(&["src", "t-{z}/{x}/{-y}.png"])),
        (
            "https://t.example/{z}/{x}/{y}",
            "https://t.example/{z}/{x}/{y}".to_owned(),
        ),
        ("no tiles", "no tiles".to_owned()),
    ] {
        assert_eq!(whole_location(typed), whole, "{typed}");
        assert_eq!(whole_location(&whole), whole, "{typed}");
    }
}
