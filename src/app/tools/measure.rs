//! Measuring on the map: lines and areas by their corners, none of it saved.
//!
//! Lengths are those of geodesics, areas those within them (Karney 2013, see `model::geometry`).
//! Does not know: how they are drawn.

use crate::app::state::State;
use crate::app::tools::lay_down_tools;
use crate::model::geometry::{LonLat, area_km2, length_km};
use crate::words::format::{number, short};

/// An area has at least so many corners.
pub const LEAST: usize = 3;

/// One step of measuring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MeasureStep {
    /// Takes the tool up, or lays it down; what was measured stays.
    Take(bool),
    /// A corner.
    Corner(LonLat),
    /// The last corner is taken back.
    Back,
    /// The line ends at its last corner.
    End,
    /// The line becomes an area.
    Close,
    /// One thing less: the line, then all measurements with the tool.
    Leave,
}

/// A line or area that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Its corners, the first one not repeated.
    pub corners: Vec<LonLat>,
    /// Whether it is an area.
    pub is_area: bool,
}

/// Measuring as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasureNow {
    /// Whether the tool is taken up.
    pub is_on: bool,
    /// The corners of what is being measured.
    pub line: Vec<LonLat>,
    /// What was measured, oldest first.
    pub done: Vec<Measured>,
}

impl Measured {
    /// Its outline: of an area the first corner again at the end.
    #[must_use]
    pub fn outline(&self) -> Vec<LonLat> {
        let closing = self.corners.first().filter(|_| self.is_area);
        self.corners.iter().chain(closing).copied().collect()
    }

    /// What it comes to: `262 km`, or `1,240 km² · 160 km`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let length = length_in_words(length_km(&self.outline()));
        if self.is_area {
            format!("{} · {length}", area_in_words(area_km2(&self.corners)))
        } else {
            length
        }
    }
}

/// `262 km`, `42.3 km`, `810 m`.
#[must_use]
pub fn length_in_words(km: f64) -> String {
    if km < 1.0 {
        format!("{} m", number(km * 1000.0, 0))
    } else {
        format!("{} km", number(km, usize::from(km < 100.0)))
    }
}

/// `1,240 km²`.
#[must_use]
pub fn area_in_words(km2: f64) -> String {
    format!("{} km²", short(km2))
}

/// Does a step.
pub fn update_measure(state: &mut State, step: MeasureStep) {
    if let MeasureStep::Take(true) = step {
        if state.document.is_none() {
            return;
        }
        lay_down_tools(state);
    }
    state.transient.tools.measure.step(step);
}

impl MeasureNow {
    /// Lays the tool down; what was measured stays.
    pub fn lay_down(&mut self) {
        self.is_on = false;
        self.line.clear();
    }

    fn step(&mut self, step: MeasureStep) {
        match step {
            MeasureStep::Take(true) => self.is_on = true,
            MeasureStep::Take(false) => self.lay_down(),
            MeasureStep::Corner(at) => {
                if self.line.last() != Some(&at) {
                    self.line.push(at);
                }
            }
            MeasureStep::Back => drop(self.line.pop()),
            MeasureStep::End => self.finish(false),
            MeasureStep::Close => self.finish(true),
            MeasureStep::Leave => {
                if self.line.is_empty() {
                    *self = Self::default();
                }
                self.line.clear();
            }
        }
    }

    fn finish(&mut self, is_area: bool) {
        let least = if is_area { LEAST } else { 2 };
        if self.line.len() >= least {
            self.done.push(Measured {
                corners: std::mem::take(&mut self.line),
                is_area,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat)
    }

    #[test]
    fn measurements_are_kept_until_they_are_left() {
        let mut now = MeasureNow::default();
        now.step(MeasureStep::Take(true));
        for corner in [at(108.0, 21.0), at(109.0, 21.0), at(109.0, 21.0)] {
            now.step(MeasureStep::Corner(corner));
        }
        assert_eq!(now.line.len(), 2, "the same corner twice is one");
        now.step(MeasureStep::Close);
        assert_eq!(now.done.len(), 0, "two corners are no area");
        now.step(MeasureStep::Corner(at(109.0, 22.0)));
        now.step(MeasureStep::Close);
        now.step(MeasureStep::Corner(at(100.0, 20.0)));
        now.step(MeasureStep::End);
        assert_eq!(
            (now.done.len(), now.line.len()),
            (1, 1),
            "one corner is no line"
        );
        now.step(MeasureStep::Leave);
        assert!(now.is_on && now.done.len() == 1);
        now.step(MeasureStep::Leave);
        assert_eq!(now, MeasureNow::default());
    }

    #[test]
    fn what_was_measured_is_said_in_words() {
        let line = Measured {
            corners: vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0)],
            is_area: false,
        };
        assert_eq!(line.in_words(), "222 km");
        let area = Measured {
            is_area: true,
            ..line
        };
        assert!(
            area.in_words().ends_with(" km² · 379 km"),
            "{}",
            area.in_words()
        );
        // Half of a square degree at the equator.
        let km2 = area_km2(&area.corners);
        assert!((km2 - 6_154.6).abs() < 3.0, "{km2}");
        assert_eq!(length_in_words(0.81), "810 m");
        assert_eq!(length_in_words(42.34), "42.3 km");
    }
}
