//! Many short lines to few long ones.
//!
//! Positions within one cell of a grid become the first of them (vertex clustering: Rossignac and
//! Borrel, *Multi-resolution 3D approximations for rendering complex scenes*, 1993); what joins the
//! same two cells is one piece; pieces are joined to lines wherever just two meet. So a picture has no
//! more pieces than cells with a line through them, however many links there are, and nothing that can
//! be seen is lost: a network of short links does not vanish from afar.
//! O(positions · log positions) time; the same lines for the same input.
//!
//! Does not know: what the lines are.

use std::collections::HashMap;

/// Instead of the place of a neighbor: none.
const NONE: u32 = u32::MAX;

/// The lines that some lines come to where positions within a cell of so many meters are one.
#[must_use]
pub(super) fn merged(lines: &[Vec<[f64; 2]>], cell: f64) -> Vec<Vec<[f64; 2]>> {
    let (places, pieces) = clustered(lines, cell);
    let near = Near::of(places.len(), &pieces);
    let mut is_gone = vec![false; pieces.len()];
    let mut joined = Vec::new();
    // Lines begin where not just two pieces meet; what is left then are rings.
    let all = || 0..u32::try_from(places.len()).unwrap_or(NONE);
    let ends = all().filter(|&place| near.count(place) != 2);
    for start in ends.chain(all()) {
        for &(piece, _) in near.of_place(start) {
            if !is_gone[piece as usize] {
                joined.push(walk(&places, &near, &mut is_gone, (start, piece)));
            }
        }
    }
    joined
}

/// Goes from a place along a piece and on, as long as just two pieces meet.
fn walk(
    places: &[[f64; 2]],
    near: &Near,
    is_gone: &mut [bool],
    (start, first): (u32, u32),
) -> Vec<[f64; 2]> {
    let mut line = vec![places[start as usize]];
    let (mut at, mut next) = (start, Some(first));
    while let Some(piece) = next {
        is_gone[piece as usize] = true;
        let mut ways = near.of_place(at).iter();
        let to = ways.find(|(other, _)| *other == piece);
        at = to.map_or(at, |(_, to)| *to);
        line.push(places[at as usize]);
        let goes_on = near.count(at) == 2 && at != start;
        let mut onward = near.of_place(at).iter().map(|(piece, _)| *piece);
        next = onward.find(|&piece| goes_on && !is_gone[piece as usize]);
    }
    line
}

/// The positions that are left, and the pieces between them, each once, by its ends.
fn clustered(lines: &[Vec<[f64; 2]>], cell: f64) -> (Vec<[f64; 2]>, Vec<(u32, u32)>) {
    let mut place_of: HashMap<(i64, i64), u32> = HashMap::new();
    let mut places = Vec::new();
    let mut pieces = Vec::new();
    for line in lines {
        let mut before = None;
        for &at in line {
            let key = (step(at[0], cell), step(at[1], cell));
            let place = *place_of.entry(key).or_insert_with(|| {
                places.push(at);
                u32::try_from(places.len() - 1).unwrap_or(NONE)
            });
            if let Some(before) = before.filter(|&before| before != place) {
                pieces.push(if before < place {
                    (before, place)
                } else {
                    (place, before)
                });
            }
            before = Some(place);
        }
    }
    pieces.sort_unstable();
    pieces.dedup();
    (places, pieces)
}

#[expect(clippy::cast_possible_truncation, reason = "the world has fewer cells")]
fn step(at: f64, cell: f64) -> i64 {
    (at / cell).floor() as i64
}

/// The pieces at each place, with the place at their other end.
struct Near {
    first: Vec<u32>,
    pieces: Vec<(u32, u32)>,
}

impl Near {
    fn of(n_places: usize, pieces: &[(u32, u32)]) -> Self {
        let mut first = vec![0_u32; n_places + 1];
        for &(a, b) in pieces {
            first[a as usize + 1] += 1;
            first[b as usize + 1] += 1;
        }
        for place in 0..n_places {
            first[place + 1] += first[place];
        }
        let mut free = first.clone();
        let mut all = vec![(NONE, NONE); pieces.len() * 2];
        for (piece, &(a, b)) in (0..).zip(pieces) {
            for (here, there) in [(a, b), (b, a)] {
                all[free[here as usize] as usize] = (piece, there);
                free[here as usize] += 1;
            }
        }
        Self { first, pieces: all }
    }

    fn of_place(&self, place: u32) -> &[(u32, u32)] {
        let [begin, end] = [0, 1].map(|more| self.first[place as usize + more] as usize);
        &self.pieces[begin..end]
    }

    fn count(&self, place: u32) -> usize {
        self.of_place(place).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_where_two_meet() {
        let lines = [
            vec![[0.0, 0.0], [10.0, 0.0]],
            vec![[10.0, 0.0], [0.0, 0.0]],
            vec![[10.0, 0.0], [20.0, 0.0]],
            vec![[20.0, 0.0], [20.0, 10.0]],
            vec![[20.0, 0.0], [30.0, 0.0]],
            vec![[50.0, 50.0], [60.0, 50.0], [60.0, 60.0], [50.0, 50.0]],
        ];
        let mut joined = merged(&lines, 0.5);
        joined.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let expected = [
            vec![[0.0, 0.0], [10.0, 0.0], [20.0, 0.0]],
            vec![[20.0, 0.0], [20.0, 10.0]],
            vec![[20.0, 0.0], [30.0, 0.0]],
            vec![[50.0, 50.0], [60.0, 50.0], [60.0, 60.0], [50.0, 50.0]],
        ];
        assert_eq!(joined, expected);
        assert_eq!(
            merged(&lines, 1000.0),
            Vec::<Vec<[f64; 2]>>::new(),
            "all in one cell"
        );
        assert_eq!(merged(&[], 1.0), Vec::<Vec<[f64; 2]>>::new());
    }

    #[test]
    fn a_fine_grid_does_not_vanish_from_afar() {
        let street = |row: u32, across: bool| -> Vec<Vec<[f64; 2]>> {
            let at = |along: u32| {
                let at = [f64::from(along) * 100.0, f64::from(row) * 100.0];
                if across { [at[1], at[0]] } else { at }
            };
            (0..99)
                .map(|along| vec![at(along), at(along + 1)])
                .collect()
        };
        let lines: Vec<_> = (0..100)
            .flat_map(|row| [street(row, false), street(row, true)].concat())
            .collect();
        let n_positions = |lines: &[Vec<[f64; 2]>]| lines.iter().map(Vec::len).sum::<usize>();
        let [near, far] = [merged(&lines, 0.5), merged(&lines, 1000.0)];
        assert_eq!(
            n_positions(&near) - near.len(),
            2 * 99 * 100,
            "each piece once"
        );
        assert!(
            n_positions(&far) <= 2 * 2 * 10 * 10 && far.len() > 20,
            "{}",
            far.len()
        );
    }
}
