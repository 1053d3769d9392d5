//! Lines of links: many in one flat array, each for any number of links and in both directions.
//!
//! Does not know: what the links are; files.

use crate::model::geometry::{LineSet, LonLat};

/// Instead of the number of a line: a link has none.
const NONE: u32 = u32::MAX;

/// Lines, and which link has which of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes {
    lines: LineSet,
    /// By link: twice the number of its line, and one more where it goes along it in reverse.
    /// Links beyond the end have none.
    of_link: Vec<u32>,
}

impl Shapes {
    /// Keeps a line and says its number. There is room for 2³¹ lines; later ones have the number of
    /// none.
    pub fn add(&mut self, line: &[LonLat]) -> u32 {
        if self.lines.len() >= NONE as usize / 2 {
            return NONE;
        }
        u32::try_from(self.lines.push(line)).unwrap_or(NONE)
    }

    /// Gives a link a line that was kept.
    pub fn set(&mut self, link: usize, line: u32, is_reversed: bool) {
        if (line as usize) < self.lines.len() {
            if self.of_link.len() <= link {
                self.of_link.resize(link + 1, NONE);
            }
            self.of_link[link] = line * 2 + u32::from(is_reversed);
        }
    }

    /// The line of a link, and whether the link goes along it in reverse.
    #[must_use]
    pub fn of_link(&self, link: usize) -> Option<(&[LonLat], bool)> {
        let code = *self.of_link.get(link).filter(|&&code| code != NONE)?;
        Some((self.lines.line(code as usize / 2), code % 2 == 1))
    }
}
