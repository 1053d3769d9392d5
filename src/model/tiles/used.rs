//! Which tiles a picture was made of, so that somebody can look later whether they are the same.
//!
//! They are written as runs along a column, each `zoom/column/row` or `zoom/column/first-last`, with spaces
//! between: a map on paper has thousands of tiles and some hundred columns. Linear in the tiles.
//! Does not know: what hashes tiles; where they are.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{MAX_ZOOM, TileId};

/// The most tiles that a text may name: more than any picture has.
const MOST: usize = 100_000;

/// Tiles that were looked for, each with the hash of its bytes; `None` where there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used(BTreeMap<TileId, Option<u128>>);

impl Used {
    /// Takes a tile; one that was taken before is taken anew.
    pub fn take(&mut self, id: TileId, hash: Option<u128>) {
        self.0.insert(id, hash);
    }

    /// Which they are, as runs; empty where there is none.
    #[must_use]
    pub fn runs(&self) -> String {
        let mut runs: Vec<(TileId, u32)> = Vec::new();
        for &id in self.0.keys() {
            match runs.last_mut() {
                Some((first, last))
                    if [first.z, id.z] == [id.z; 2] && first.x == id.x && *last + 1 == id.y =>
                {
                    *last = id.y;
                }
                _ => runs.push((id, id.y)),
            }
        }
        let mut text = String::new();
        for (TileId { z, x, y }, last) in runs {
            let between = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{between}{z}/{x}/{y}");
            if last > y {
                let _ = write!(text, "-{last}");
            }
        }
        text
    }

    /// All of them with their hashes, in a fixed order: a line each. What hashes this tells them from others.
    #[must_use]
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for (TileId { z, x, y }, hash) in &self.0 {
            let _ = match hash {
                Some(hash) => writeln!(text, "{z}/{x}/{y} {hash:032x}"),
                None => writeln!(text, "{z}/{x}/{y} none"),
            };
        }
        text
    }
}

/// The tiles that runs name, in their order; `None` where the text is not of that form, names a tile that cannot be
/// or more than any picture has.
#[must_use]
pub fn tiles_of(runs: &str) -> Option<Vec<TileId>> {
    let mut all = Vec::new();
    for run in runs.split_whitespace() {
        let mut parts = run.split('/');
        let z: u8 = parts.next()?.parse().ok()?;
        let x: u32 = parts.next()?.parse().ok()?;
        let rows = parts.next()?;
        let (first, last) = rows.split_once('-').unwrap_or((rows, rows));
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let is_whole = parts.next().is_none() && z <= MAX_ZOOM && first <= last;
        let side = 1_u32 << z.min(MAX_ZOOM);
        let count = usize::try_from(last.checked_sub(first)?).ok()?;
        if !is_whole || x >= side || last >= side || all.len() + count >= MOST {
            return None;
        }
        all.extend((first..=last).map(|y| TileId { z, x, y }));
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(z: u8, x: u32, y: u32) -> TileId {
        TileId { z, x, y }
    }

    #[test]
    fn runs_are_read_again() {
        let mut used = Used::default();
        for tile in [
            id(4, 11, 9),
            id(4, 11, 8),
            id(4, 11, 7),
            id(4, 12, 3),
            id(3, 5, 3),
            id(4, 12, 5),
        ] {
            used.take(tile, Some(u128::from(tile.y)));
        }
        used.take(id(4, 12, 5), None);
        assert_eq!(used.runs(), "3/5/3 4/11/7-9 4/12/3 4/12/5");
        let tiles = tiles_of(&used.runs()).unwrap();
        assert_eq!(tiles.len(), 6);
        assert!(tiles.is_sorted());
        assert_eq!(tiles[1..4], [id(4, 11, 7), id(4, 11, 8), id(4, 11, 9)]);
        let lines = used.lines();
        assert_eq!(lines.lines().count(), 6);
        assert!(
            lines.ends_with("4/12/5 none\n") && lines.starts_with("3/5/3 0000"),
            "{lines}"
        );
        assert_eq!(
            (Used::default().runs(), tiles_of("")),
            (String::new(), Some(Vec::new()))
        );
    }

    #[test]
    fn what_names_no_tiles_is_none() {
        for odd in [
            "4",
            "4/11",
            "4/11/",
            "4/11/7-",
            "4/11/9-7",
            "4/11/7/1",
            "4/16/1",
            "4/1/16",
            "25/0/0",
            "4/-1/2",
            "x/1/2",
            "24/0/0-16777215",
        ] {
            assert_eq!(tiles_of(odd), None, "{odd}");
        }
    }
}
