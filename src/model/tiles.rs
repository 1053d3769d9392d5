//! Raster tiles that lie under the map: where they come from, in which datum they are, how they are drawn.
//!
//! Tiles are squares of web Mercator, by zoom, column from 180° W and row from the north (the scheme of
//! OpenStreetMap, also called XYZ). Nothing of them is part of a study's data, and none is there by itself.
//! Does not know: files and networks, pictures, the screen.

pub mod used;

use std::fmt;
use std::sync::Arc;

use super::gcj;
use super::geometry::LonLat;
use crate::words::{Lang, fill};

/// The farthest zoom that tiles have.
pub const MAX_ZOOM: u8 = 24;

/// The datum that tiles are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Datum {
    /// WGS 84: they lie where they say.
    #[default]
    Wgs84,
    /// GCJ-02: they are moved so that they lie right under positions of WGS 84.
    Gcj02,
}

impl Datum {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Wgs84, Self::Gcj02];

    /// Its word in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
        }
    }

    /// The datum that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|datum| datum.word() == word)
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Wgs84 => "datum.wgs84",
            Self::Gcj02 => "datum.gcj02",
        }
    }

    /// Where tiles of this datum have a position of WGS 84.
    #[must_use]
    pub fn tiled(self, at: LonLat) -> LonLat {
        match self {
            Self::Wgs84 => at,
            Self::Gcj02 => gcj::to_gcj(at),
        }
    }

    /// The position of WGS 84 that tiles of this datum have there.
    #[must_use]
    pub fn plain(self, at: LonLat) -> LonLat {
        match self {
            Self::Wgs84 => at,
            Self::Gcj02 => gcj::from_gcj(at),
        }
    }
}

/// What kind of thing tiles come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TileKind {
    /// A file of MBTiles: SQLite.
    Mbtiles,
    /// A file of PMTiles, version 3.
    Pmtiles,
    /// Files of a folder, named by a template.
    Folder,
    /// Addresses of the network, named by a template.
    Web,
}

/// Where tiles come from: a file's path, or a template with `{z}`, `{x}` and `{y}` (`{-y}` where rows are counted
/// from the south) of paths or addresses. `None` where a text is neither.
#[must_use]
pub fn kind_of(location: &str) -> Option<TileKind> {
    let has = |part: &str| location.contains(part);
    let small = location.to_ascii_lowercase();
    let is_web = small.starts_with("https://") || small.starts_with("http://");
    if has("{z}") && has("{x}") && (has("{y}") || has("{-y}")) {
        return Some(if is_web {
            TileKind::Web
        } else {
            TileKind::Folder
        });
    }
    match small.rsplit('.').next() {
        _ if is_web => None,
        Some("mbtiles") => Some(TileKind::Mbtiles),
        Some("pmtiles") => Some(TileKind::Pmtiles),
        _ => None,
    }
}

/// A layer of tiles under the map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TileLayer {
    /// Where they come from; see [`kind_of`].
    pub location: String,
    /// Whose they are, as it stands on the map; empty where nothing is said.
    pub attribution: String,
    /// The datum that they are in.
    pub datum: Datum,
    /// How much of them is seen, percent.
    pub opacity: u8,
    /// Whether they are shown.
    pub is_shown: bool,
    /// Whether they take the place of land and water, or lie over them.
    pub is_ground: bool,
    /// The least and the greatest zoom that they have.
    pub zooms: [u8; 2],
}

impl TileLayer {
    /// A layer that is shown whole in the place of land and water.
    #[must_use]
    pub fn of(location: &str, about: &TileAbout) -> Self {
        Self {
            location: location.to_owned(),
            attribution: about.attribution.clone(),
            datum: Datum::default(),
            opacity: 100,
            is_shown: true,
            is_ground: true,
            zooms: about.zooms,
        }
    }

    /// What people call it: the file's name without folders, the template's part that is not a number of a tile.
    #[must_use]
    pub fn name(&self) -> &str {
        name_of(&self.location)
    }

    /// Only what may be published stays of its location; see [`public_location`].
    pub fn forget_folder(&mut self) {
        self.location = public_location(&self.location);
    }

    /// Whether its tiles come from the network.
    #[must_use]
    pub fn is_web(&self) -> bool {
        kind_of(&self.location) == Some(TileKind::Web)
    }
}

/// What people call tiles of a location: a file's name, the host of an address without its user, the folder of a
/// template.
#[must_use]
pub fn name_of(location: &str) -> &str {
    let is_whole = |part: &&str| !part.is_empty();
    match kind_of(location) {
        Some(TileKind::Web) => Some(address_parts(location)[0]),
        Some(TileKind::Folder) => {
            let folder = location.split('{').next().unwrap_or_default();
            folder.rsplit(['/', '\\']).find(is_whole)
        }
        _ => location.rsplit(['/', '\\']).find(is_whole),
    }
    .unwrap_or(location)
}

/// Host and path of an address, without its user and its query: those are where people have keys and passwords.
fn address_parts(address: &str) -> [&str; 2] {
    let behind = address.split_once("://").map_or(address, |(_, all)| all);
    let bare = behind.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = match bare.find('/') {
        Some(slash) => bare.split_at(slash),
        None => (bare, ""),
    };
    [host.rsplit('@').next().unwrap_or_default(), path]
}

/// What tells tiles from others and may be hashed into what is published: of an address host and path, without user
/// and query; of all else the name. Two templates of one host differ in it.
#[must_use]
pub fn public_location(location: &str) -> String {
    if kind_of(location) == Some(TileKind::Web) {
        let [host, path] = address_parts(location);
        return format!("{}{path}", host.to_ascii_lowercase());
    }
    name_of(location).to_owned()
}

/// A tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// Its zoom, at most [`MAX_ZOOM`].
    pub z: u8,
    /// Its column, counted from 180° W.
    pub x: u32,
    /// Its row, counted from the north.
    pub y: u32,
}

impl TileId {
    /// The tile that it is a quarter of; `None` for the one of the whole world.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        Some(Self {
            z: self.z.checked_sub(1)?,
            x: self.x / 2,
            y: self.y / 2,
        })
    }

    /// Its row counted from the south, as TMS does.
    #[must_use]
    pub fn row_from_south(self) -> u32 {
        (1_u32 << self.z.min(MAX_ZOOM)).saturating_sub(1 + self.y)
    }
}

/// What is known of tiles before one is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TileAbout {
    /// Whose they are; empty where nothing is said.
    pub attribution: String,
    /// The least and the greatest zoom.
    pub zooms: [u8; 2],
}

/// Where tiles are read; each call may take as long as a disk or a network takes.
pub trait TileReader: Send + Sync {
    /// What is known of them.
    fn about(&self) -> &TileAbout;

    /// The bytes of a tile, a PNG, JPEG or WebP; `None` where there is no such tile.
    ///
    /// # Errors
    /// [`TileError`] when it cannot be read.
    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, TileError>;

    /// A hash of all of them where they are in one file; `None` for folders and addresses, of which those that are
    /// drawn are hashed one by one.
    ///
    /// # Errors
    /// [`TileError`] when the file cannot be read.
    fn digest(&self) -> Result<Option<String>, TileError>;

    /// A hash of bytes: the same on every machine.
    fn hash(&self, bytes: &[u8]) -> u128;

    /// How many tiles may be asked for at once: more than one where waiting is what takes the time.
    fn at_once(&self) -> usize {
        1
    }
}

/// Who opens tiles; readers are kept open.
pub trait TileShop: Send + Sync {
    /// The reader of a location. May take as long as a disk takes.
    ///
    /// # Errors
    /// [`TileError`] when there are no such tiles.
    fn reader(&self, location: &str) -> Result<Arc<dyn TileReader>, TileError>;
}

/// Who opens tiles for a picture, if anybody does. It is no part of what the picture shows: all are equal.
#[derive(Clone, Default)]
pub struct TileAccess(Option<Arc<dyn TileShop>>);

impl TileAccess {
    /// By somebody.
    #[must_use]
    pub fn by(shop: Arc<dyn TileShop>) -> Self {
        Self(Some(shop))
    }

    /// The reader of a location.
    ///
    /// # Errors
    /// [`TileError`] when there are no such tiles, or nobody opens any.
    pub fn reader(&self, location: &str) -> Result<Arc<dyn TileReader>, TileError> {
        match &self.0 {
            Some(shop) => shop.reader(location),
            None => Err(TileFault::NotAsked.of(location)),
        }
    }
}

impl fmt::Debug for TileAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TileAccess")
    }
}

impl PartialEq for TileAccess {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Why tiles cannot be had, with what people call them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileError {
    /// The tiles' location.
    pub location: String,
    /// Why.
    pub why: TileFault,
}

/// What is wrong with tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TileFault {
    /// The text is neither a file of tiles nor a template.
    NoLocation,
    /// There is no such file, or it may not be read; what the system said.
    File(String),
    /// The file is not what its ending says; what is wrong, in English.
    Broken(String),
    /// It holds shapes, not pictures.
    Vector,
    /// A tile is no PNG, JPEG or WebP that can be read; its number and what is wrong.
    Picture(TileId, String),
    /// The network did not give them; what was said.
    Network(String),
    /// They would have to be fetched, and nobody asked for that.
    NotAsked,
}

impl TileFault {
    /// With the location that it is of.
    #[must_use]
    pub fn of(self, location: &str) -> TileError {
        TileError {
            location: location.to_owned(),
            why: self,
        }
    }
}

impl TileError {
    /// What happened, where and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let at = self.location.as_str();
        match &self.why {
            TileFault::NoLocation => fill(lang, "tiles.error.location", &[at]),
            TileFault::File(said) => fill(lang, "tiles.error.file", &[at, said]),
            TileFault::Broken(said) => fill(lang, "tiles.error.broken", &[at, said]),
            TileFault::Vector => fill(lang, "tiles.error.vector", &[at]),
            TileFault::Picture(id, said) => {
                let id = format!("{}/{}/{}", id.z, id.x, id.y);
                fill(lang, "tiles.error.picture", &[at, &id, said])
            }
            TileFault::Network(said) => fill(lang, "tiles.error.network", &[at, said]),
            TileFault::NotAsked => fill(lang, "tiles.error.not-asked", &[at]),
        }
    }
}

impl fmt::Display for TileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for TileError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_say_what_they_are() {
        let kinds = [
            (
                "/maps/Base.MBTiles",
                Some(TileKind::Mbtiles),
                "Base.MBTiles",
            ),
            ("c:\\maps\\a.pmtiles", Some(TileKind::Pmtiles), "a.pmtiles"),
            ("/maps/osm/{z}/{x}/{y}.png", Some(TileKind::Folder), "osm"),
            (
                "https://t.example/{z}/{x}/{-y}.webp",
                Some(TileKind::Web),
                "t.example",
            ),
            ("https://t.example/a.pmtiles", None, "a.pmtiles"),
            ("/maps/{z}/{x}.png", None, "{x}.png"),
            ("a.png", None, "a.png"),
            ("", None, ""),
        ];
        for (location, kind, name) in kinds {
            assert_eq!(
                (kind_of(location), name_of(location)),
                (kind, name),
                "{location}"
            );
        }
    }

    #[test]
    fn keys_and_users_of_addresses_are_not_told() {
        let secret = "https://li:word@T.example:8080/a/{z}/{x}/{y}.png?key=12345#there";
        assert_eq!(name_of(secret), "T.example:8080");
        assert_eq!(public_location(secret), "t.example:8080/a/{z}/{x}/{y}.png");
        let other = secret.replace("/a/", "/b/");
        assert_ne!(public_location(secret), public_location(&other));
        let asked = "http://t.example?x={x}&y={y}&z={z}&tk=12345";
        assert_eq!(name_of(asked), "t.example");
        assert_eq!(public_location(asked), "t.example");
        assert_eq!(public_location("/home/li/a.pmtiles"), "a.pmtiles");
        let mut layer = TileLayer::of(secret, &TileAbout::default());
        layer.forget_folder();
        assert!(!layer.location.contains("12345") && !layer.location.contains("word"));
    }

    #[test]
    fn tiles_have_parents_and_rows_from_the_south() {
        let tile = TileId { z: 3, x: 5, y: 1 };
        assert_eq!(tile.parent(), Some(TileId { z: 2, x: 2, y: 0 }));
        assert_eq!(tile.row_from_south(), 6);
        assert_eq!(TileId { z: 0, x: 0, y: 0 }.parent(), None);
        for datum in Datum::ALL {
            assert_eq!(Datum::from_word(datum.word()), Some(datum));
        }
    }
}
