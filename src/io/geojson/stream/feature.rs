//! One feature without a fault, read from its text alone: members in any order, each once, geometry of any
//! kind but collections.
//!
//! Linear in the text. Says `None` to a feature with a fault, or with anything unusual; that one goes
//! through the tree.
//! Does not know: the features before.

use std::borrow::Cow;

use super::columns::{Columns, Scalar};
use super::coordinates::Coordinates;
use super::cursor::Cursor;
use crate::io::geojson::shapes::RingFaults;

/// What a geometry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Point,
    MultiPoint,
    LineString,
    MultiLineString,
    Polygon,
    MultiPolygon,
}

impl Kind {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "Point" => Some(Self::Point),
            "MultiPoint" => Some(Self::MultiPoint),
            "LineString" => Some(Self::LineString),
            "MultiLineString" => Some(Self::MultiLineString),
            "Polygon" => Some(Self::Polygon),
            "MultiPolygon" => Some(Self::MultiPolygon),
            _ => None,
        }
    }

    /// How deep its coordinates are.
    fn depth(self) -> u8 {
        match self {
            Self::Point => 1,
            Self::MultiPoint | Self::LineString => 2,
            Self::MultiLineString | Self::Polygon => 3,
            Self::MultiPolygon => 4,
        }
    }
}

/// The feature that was read last; what it takes to read one is kept for the next.
#[derive(Debug, Default)]
pub(super) struct Feature<'t> {
    /// Its `id` member.
    pub(super) id: Option<Cow<'t, str>>,
    /// What its geometry is; `None` where it has none.
    pub(super) kind: Option<Kind>,
    /// That geometry.
    pub(super) coordinates: Coordinates,
    /// What is wrong with its rings.
    pub(super) faults: RingFaults,
    /// Its properties.
    pub(super) columns: Columns<'t>,
}

/// Which members were met: one bit each.
#[derive(Default)]
struct Met(u8);

impl Met {
    const TYPE: u8 = 1;
    const ID: u8 = 2;
    const BBOX: u8 = 4;
    /// A geometry, or its coordinates.
    const GEOMETRY: u8 = 8;
    const PROPERTIES: u8 = 16;

    /// Notes that a member is met; `None` where it was already.
    fn meet(&mut self, member: u8) -> Option<()> {
        let is_new = self.0 & member == 0;
        self.0 |= member;
        is_new.then_some(())
    }
}

impl<'t> Feature<'t> {
    /// Reads the feature at the cursor.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        self.id = None;
        self.kind = None;
        self.faults = RingFaults::default();
        self.coordinates.clear();
        self.columns.clear();
        let mut met = Met::default();
        cursor.eat(b'{')?;
        loop {
            let name = cursor.string()?;
            cursor.eat(b':')?;
            match &*name {
                "type" => {
                    met.meet(Met::TYPE)?;
                    (cursor.string()? == "Feature").then_some(())?;
                }
                "id" => {
                    met.meet(Met::ID)?;
                    self.id = match Scalar::read(cursor)? {
                        Scalar::Null => None,
                        id => Some(id.id()?),
                    };
                }
                "bbox" => {
                    met.meet(Met::BBOX)?;
                    bbox(cursor)?;
                }
                "geometry" => {
                    met.meet(Met::GEOMETRY)?;
                    if cursor.word("null").is_none() {
                        self.geometry(cursor)?;
                    }
                }
                "properties" => {
                    met.meet(Met::PROPERTIES)?;
                    if cursor.word("null").is_none() {
                        self.columns.read(cursor)?;
                    }
                }
                _ => return None,
            }
            if !cursor.is_more(b'}')? {
                break;
            }
        }
        let needed = Met::TYPE | Met::PROPERTIES;
        (met.0 & needed == needed).then_some(())
    }

    fn geometry(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        let mut met = Met::default();
        cursor.eat(b'{')?;
        loop {
            let name = cursor.string()?;
            cursor.eat(b':')?;
            match &*name {
                "type" => {
                    met.meet(Met::TYPE)?;
                    self.kind = Some(Kind::from_word(&cursor.string()?)?);
                }
                "coordinates" => {
                    met.meet(Met::GEOMETRY)?;
                    self.coordinates.read(cursor)?;
                }
                "bbox" => {
                    met.meet(Met::BBOX)?;
                    bbox(cursor)?;
                }
                _ => return None,
            }
            if !cursor.is_more(b'}')? {
                break;
            }
        }
        let kind = self.kind?;
        (kind.depth() == self.coordinates.depth).then_some(())?;
        self.is_sound(kind).then_some(())
    }

    /// Whether lines are long enough and rings are closed. Sees which way they run.
    fn is_sound(&mut self, kind: Kind) -> bool {
        let coordinates = &self.coordinates;
        let mut lines = (0..coordinates.line_ends.len()).map(|line| coordinates.line_at(line));
        match kind {
            Kind::Point | Kind::MultiPoint => true,
            Kind::LineString | Kind::MultiLineString => lines.all(|line| line.len() >= 2),
            Kind::Polygon | Kind::MultiPolygon => {
                let is_ring = |ring: &[_]| ring.len() >= 4 && ring.first() == ring.last();
                if !lines.all(is_ring) {
                    return false;
                }
                let mut start = 0;
                for &end in &coordinates.polygon_ends {
                    for ring in start..end {
                        let is_outer = ring == start;
                        self.faults.add(coordinates.line_at(ring), is_outer);
                    }
                    start = end;
                }
                true
            }
        }
    }
}

/// A box without a fault.
fn bbox(cursor: &mut Cursor) -> Option<()> {
    let mut numbers = [0.0; 6];
    let mut n = 0;
    cursor.eat(b'[')?;
    loop {
        *numbers.get_mut(n)? = cursor.number()?;
        n += 1;
        if !cursor.is_more(b']')? {
            break;
        }
    }
    let (south, north) = match n {
        4 => (numbers[1], numbers[3]),
        6 => (numbers[1], numbers[4]),
        _ => return None,
    };
    (south <= north).then_some(())
}
