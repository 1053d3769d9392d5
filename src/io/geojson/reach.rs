//! Whether coordinates can be degrees, and if not, what else they look like.
//!
//! Decided over the whole file: where most positions have their axes swapped, so have those that
//! would be possible either way.
//! Does not know: what the positions belong to.

use std::borrow::Borrow;

use crate::model::check::Place;
use crate::model::geometry::LonLat;

use super::findings::Findings;
use super::path::Path;

/// Beyond a full turn, numbers are no angles.
const FULL_TURN: f64 = 360.0;

/// How the positions of a feature lie to the ranges of longitude and latitude.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    /// All positions.
    pub(super) n: usize,
    /// In range, and out of it if the axes were swapped.
    pub(super) n_fixed: usize,
    /// In range only if the axes are swapped.
    n_swapped: usize,
    /// Too large for angles.
    n_projected: usize,
    /// Out of range either way, yet possibly angles.
    n_beyond: usize,
    /// The first that is out of range.
    first: Option<(Place, LonLat)>,
}

impl Reach {
    /// That of a feature with all its positions in range, some of them out of it with axes swapped.
    pub(super) fn in_range(n: u32, n_fixed: u32) -> Self {
        Self {
            n: n as usize,
            n_fixed: n_fixed as usize,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, at: LonLat, path: &Path) {
        self.n += 1;
        if at.is_geographic() {
            self.n_fixed += usize::from(at.lon.abs() > 90.0);
            return;
        }
        if at.lon.abs() <= 90.0 && at.lat.abs() <= 180.0 {
            self.n_swapped += 1;
        } else if at.lon.abs() > FULL_TURN || at.lat.abs() > FULL_TURN {
            self.n_projected += 1;
        } else {
            self.n_beyond += 1;
        }
        self.first.get_or_insert_with(|| (path.place(), at));
    }

    /// Whether all positions can be degrees.
    pub(super) fn is_in_range(&self) -> bool {
        self.n_swapped + self.n_projected + self.n_beyond == 0
    }

    fn is_mostly_swapped(&self) -> bool {
        self.n_swapped * 2 > self.n
    }

    fn is_mostly_projected(&self) -> bool {
        self.n_projected * 2 > self.n
    }

    /// The code of what is wrong with a feature's positions in a file of such positions.
    fn fault(&self, file: &Reach, is_projected_by_name: bool) -> Option<&'static str> {
        let can_be_swapped = self.n_fixed + self.n_projected + self.n_beyond == 0;
        if self.n == 0 {
            None
        } else if self.n_projected > 0 || is_projected_by_name && file.is_mostly_projected() {
            Some("projected")
        } else if can_be_swapped && (self.is_mostly_swapped() || file.is_mostly_swapped()) {
            Some("swapped")
        } else if self.is_in_range() {
            None
        } else {
            Some("out-of-range")
        }
    }
}

/// What a feature without usable positions adds to the file's findings.
#[derive(Default)]
struct Left {
    count: usize,
    first: Option<(Place, LonLat)>,
}

/// Which features can be drawn, in their order; says once per fault how many cannot.
pub(super) fn usable(
    reaches: impl Iterator<Item = impl Borrow<Reach>> + Clone,
    is_projected_by_name: bool,
    findings: &mut Findings,
) -> Vec<bool> {
    let mut file = Reach::default();
    for reach in reaches.clone() {
        let reach = reach.borrow();
        file.n += reach.n;
        file.n_swapped += reach.n_swapped;
        file.n_projected += reach.n_projected;
    }
    let codes = ["projected", "swapped", "out-of-range"];
    let mut left: [Left; 3] = Default::default();
    let mut usable = Vec::new();
    for reach in reaches {
        let reach = reach.borrow();
        let fault = reach.fault(&file, is_projected_by_name);
        usable.push(fault.is_none());
        let index = codes.iter().position(|&code| fault == Some(code));
        if let Some(left) = index.and_then(|index| left.get_mut(index)) {
            left.count += 1;
            left.first = left.first.take().or_else(|| reach.first.clone());
        }
    }
    for (code, left) in codes.iter().zip(left) {
        if let Some((place, at)) = left.first {
            let numbers = format!("{:?}, {:?}", at.lon, at.lat);
            findings.push_warning(code, place, &[&left.count.to_string(), &numbers]);
        }
    }
    usable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(features: &[&[(f64, f64)]], by_name: bool, usable_now: &[bool], codes: &[&str]) {
        let reaches: Vec<Reach> = features
            .iter()
            .map(|positions| {
                let mut reach = Reach::default();
                for &(lon, lat) in *positions {
                    reach.add(LonLat::new(lon, lat), &Path::ROOT);
                }
                reach
            })
            .collect();
        let mut findings = Findings::new(&"a.geojson".into());
        assert_eq!(usable(reaches.iter(), by_name, &mut findings), usable_now);
        let found: Vec<&str> = findings.finish().iter().map(|issue| issue.code).collect();
        assert_eq!(found, codes);
    }

    #[test]
    fn degrees_pass() {
        check(
            &[&[(106.5, 29.5), (-180.0, 90.0)], &[]],
            true,
            &[true, true],
            &[],
        );
    }

    #[test]
    fn swapped_positions_are_left_out_with_those_possible_either_way() {
        check(
            &[
                &[(29.5, 106.5), (21.7, 108.6), (22.8, 108.3)],
                &[(43.8, 87.6)],
                &[(106.5, 29.5)],
            ],
            false,
            &[false, false, true],
            &["swapped"],
        );
    }

    #[test]
    fn a_single_slip_is_out_of_range() {
        check(
            &[&[(30.0, 29.0), (30.0, 92.0), (30.0, 30.0)]],
            false,
            &[false],
            &["out-of-range"],
        );
        check(&[&[(190.0, 29.0)]], false, &[false], &["out-of-range"]);
        check(
            &[&[(106.0, 29.0), (29.0, 106.0)]],
            false,
            &[false],
            &["out-of-range"],
        );
    }

    #[test]
    fn meters_are_projected() {
        let meters: &[(f64, f64)] = &[(11_855_000.0, 3_445_000.0)];
        let origin: &[(f64, f64)] = &[(0.0, 0.0)];
        check(
            &[meters, meters, origin],
            false,
            &[false, false, true],
            &["projected"],
        );
        check(
            &[meters, meters, origin],
            true,
            &[false, false, false],
            &["projected"],
        );
    }
}
