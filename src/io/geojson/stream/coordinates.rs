//! The coordinates of one geometry, read before it is known what kind it is: positions in one flat array,
//! with the ends of lines and of polygons.
//!
//! Linear in the text. Takes coordinates without any fault; says `None` to others, which go through the tree.
//! Does not know: kinds of geometry, features.

use super::cursor::Cursor;
use crate::io::geojson::shapes::within_degrees;
use crate::model::geometry::LonLat;

/// Coordinates as they were read last. Lists within lists, one to four deep.
#[derive(Debug, Default)]
pub(super) struct Coordinates {
    /// All positions, in range.
    pub(super) positions: Vec<LonLat>,
    /// End of each list of positions in `positions`.
    pub(super) line_ends: Vec<usize>,
    /// End of each list of such lists in `line_ends`.
    pub(super) polygon_ends: Vec<usize>,
    /// How deep they are: 1 for a single position; 0 where there are none.
    pub(super) depth: u8,
    /// How many positions would be out of range with their axes swapped.
    pub(super) n_fixed: u32,
}

impl Coordinates {
    pub(super) fn clear(&mut self) {
        self.positions.clear();
        self.line_ends.clear();
        self.polygon_ends.clear();
        self.depth = 0;
        self.n_fixed = 0;
    }

    /// Reads what stands at the cursor.
    pub(super) fn read(&mut self, cursor: &mut Cursor) -> Option<()> {
        self.clear();
        let start = cursor.at();
        let mut depth = 0_u8;
        while cursor.eat(b'[').is_some() {
            depth += 1;
            if depth > 4 {
                return None;
            }
        }
        cursor.go(start);
        self.depth = depth;
        match depth {
            1 => self.position(cursor),
            2 => self.line(cursor),
            3 => self.polygon(cursor),
            4 => self.polygons(cursor),
            _ => None,
        }
    }

    fn polygons(&mut self, cursor: &mut Cursor) -> Option<()> {
        cursor.eat(b'[')?;
        loop {
            self.polygon(cursor)?;
            if !cursor.is_more(b']')? {
                return Some(());
            }
        }
    }

    fn polygon(&mut self, cursor: &mut Cursor) -> Option<()> {
        cursor.eat(b'[')?;
        loop {
            self.line(cursor)?;
            if !cursor.is_more(b']')? {
                break;
            }
        }
        self.polygon_ends.push(self.line_ends.len());
        Some(())
    }

    fn line(&mut self, cursor: &mut Cursor) -> Option<()> {
        cursor.eat(b'[')?;
        loop {
            self.position(cursor)?;
            if !cursor.is_more(b']')? {
                break;
            }
        }
        self.line_ends.push(self.positions.len());
        Some(())
    }

    #[inline]
    fn position(&mut self, cursor: &mut Cursor) -> Option<()> {
        cursor.eat(b'[')?;
        let lon = cursor.number()?;
        cursor.eat(b',')?;
        let lat = cursor.number()?;
        while cursor.is_more(b']')? {
            cursor.number()?;
        }
        let at = within_degrees(lon, lat);
        self.n_fixed += u32::from(at.lon.abs() > 90.0);
        self.positions.push(at);
        at.is_geographic().then_some(())
    }

    /// The line of an index; empty beyond the last.
    pub(super) fn line_at(&self, index: usize) -> &[LonLat] {
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.line_ends[before]);
        let end = self.line_ends.get(index).copied().unwrap_or(start);
        &self.positions[start..end]
    }
}
