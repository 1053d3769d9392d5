//! The outline of where a field on a grid is above zero: marching squares (Lorensen and Cline 1987, in
//! the plane), with crossings between grid points by linear interpolation.
//!
//! Where the two ways to join the crossings of a square differ, the mean of its corners decides. Rings
//! keep the inside on their left. The points on the edge of the grid must not be above zero, so that
//! every ring closes. O(points of the grid).
//!
//! Does not know: what the field is.

/// Values at the points of a grid, row by row.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Points in a row.
    pub n_columns: usize,
    /// The values.
    pub values: Vec<f32>,
}

/// No edge.
const NONE: u32 = u32::MAX;

/// The four edges of a square.
#[derive(Clone, Copy)]
enum Side {
    Bottom,
    Right,
    Top,
    Left,
}

/// The sides between which the outline runs, by the corners that are inside: 1 bottom left, 2 bottom
/// right, 4 top right, 8 top left.
fn segments(inside: u8, is_joined: bool) -> [Option<(Side, Side)>; 2] {
    use Side::{Bottom, Left, Right, Top};
    let one = |from, to| [Some((from, to)), None];
    let two = |first, second| [Some(first), Some(second)];
    match (inside, is_joined) {
        (1, _) => one(Bottom, Left),
        (2, _) => one(Right, Bottom),
        (3, _) => one(Right, Left),
        (4, _) => one(Top, Right),
        (5, true) => two((Top, Left), (Bottom, Right)),
        (5, false) => two((Bottom, Left), (Top, Right)),
        (6, _) => one(Top, Bottom),
        (7, _) => one(Top, Left),
        (8, _) => one(Left, Top),
        (9, _) => one(Bottom, Top),
        (10, true) => two((Right, Top), (Left, Bottom)),
        (10, false) => two((Right, Bottom), (Left, Top)),
        (11, _) => one(Right, Top),
        (12, _) => one(Left, Right),
        (13, _) => one(Bottom, Right),
        (14, _) => one(Left, Bottom),
        _ => [None, None],
    }
}

impl Field {
    fn n_rows(&self) -> usize {
        self.values.len() / self.n_columns.max(1)
    }

    fn at(&self, column: usize, row: usize) -> f32 {
        self.values[row * self.n_columns + column]
    }

    /// The number of a side of a square: twice that of the grid point it begins at, one more where it
    /// runs up.
    fn edge(&self, (column, row): (usize, usize), side: Side) -> usize {
        let (column, row, up) = match side {
            Side::Bottom => (column, row, 0),
            Side::Right => (column + 1, row, 1),
            Side::Top => (column, row + 1, 0),
            Side::Left => (column, row, 1),
        };
        2 * (row * self.n_columns + column) + up
    }

    /// Where the field is zero on an edge, in columns and rows.
    fn crossing(&self, edge: usize) -> [f64; 2] {
        let (point, is_up) = (edge / 2, edge % 2 == 1);
        let (column, row) = (point % self.n_columns, point / self.n_columns);
        let (a, b) = if is_up {
            (self.at(column, row), self.at(column, row + 1))
        } else {
            (self.at(column, row), self.at(column + 1, row))
        };
        let part = f64::from(a) / (f64::from(a) - f64::from(b));
        let [x, y] = [column, row].map(position);
        if is_up { [x, y + part] } else { [x + part, y] }
    }

    /// For each edge that the outline crosses the one that comes next.
    fn next_edges(&self) -> Vec<u32> {
        let mut next = vec![NONE; 2 * self.values.len()];
        for row in 0..self.n_rows().saturating_sub(1) {
            for column in 0..self.n_columns - 1 {
                let corners = [
                    self.at(column, row),
                    self.at(column + 1, row),
                    self.at(column + 1, row + 1),
                    self.at(column, row + 1),
                ];
                let bits = corners.iter().zip([1, 2, 4, 8]);
                let inside = bits.filter(|(value, _)| **value > 0.0).map(|(_, bit)| bit);
                let is_joined = corners.iter().sum::<f32>() > 0.0;
                for (from, to) in segments(inside.sum(), is_joined).into_iter().flatten() {
                    let to = self.edge((column, row), to);
                    next[self.edge((column, row), from)] = u32::try_from(to).unwrap_or(NONE);
                }
            }
        }
        next
    }

    /// The rings around where it is above zero, counterclockwise, and around where it is not inside of
    /// these, clockwise; positions in columns and rows. The first position is not repeated.
    #[must_use]
    pub fn rings(&self) -> Vec<Vec<[f64; 2]>> {
        if self.n_columns < 2 || self.n_rows() < 2 {
            return Vec::new();
        }
        let mut next = self.next_edges();
        let mut rings = Vec::new();
        for start in 0..next.len() {
            let mut ring = Vec::new();
            let mut edge = start;
            while next[edge] != NONE {
                ring.push(self.crossing(edge));
                edge = std::mem::replace(&mut next[edge], NONE) as usize;
            }
            if ring.len() > 2 {
                rings.push(ring);
            }
        }
        rings
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a grid has few columns and rows"
)]
fn position(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(rows: &[&str]) -> Field {
        let values = rows.iter().rev().flat_map(|row| row.chars());
        Field {
            n_columns: rows[0].len(),
            values: values.map(|c| if c == '#' { 1.0 } else { -1.0 }).collect(),
        }
    }

    fn size(ring: &[[f64; 2]]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        let pairs = ring.iter().zip(next);
        pairs.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
    }

    fn sizes(rows: &[&str]) -> Vec<f64> {
        field(rows).rings().iter().map(|ring| size(ring)).collect()
    }

    #[test]
    fn a_point_is_a_diamond_and_a_hole_runs_clockwise() {
        assert_eq!(sizes(&["...", ".#.", "..."]), [0.5]);
        let ring = sizes(&[".....", ".###.", ".#.#.", ".###.", "....."]);
        assert_eq!(ring, [8.5, -0.5]);
    }

    #[test]
    fn corners_that_touch_are_parted_or_joined_by_the_mean() {
        assert_eq!(sizes(&["....", ".#..", "..#.", "...."]), [0.5, 0.5]);
        let mut joined = field(&["....", ".#..", "..#.", "...."]);
        for value in &mut joined.values {
            *value = if *value > 0.0 { 3.0 } else { -1.0 };
        }
        assert_eq!(joined.rings().len(), 1);
    }

    #[test]
    fn a_cone_gives_a_circle() {
        let middle = 10.3_f32;
        let value = |place: u16| {
            let (x, y) = (f32::from(place % 22), f32::from(place / 22));
            7.0 - (x - middle).hypot(y - middle)
        };
        let circle = Field {
            n_columns: 22,
            values: (0..22 * 22).map(value).collect(),
        };
        let rings = circle.rings();
        assert_eq!(rings.len(), 1);
        let exact = std::f64::consts::PI * 49.0;
        assert!((size(&rings[0]) / exact - 1.0).abs() < 0.01);
    }

    #[test]
    fn nothing_and_no_grid_have_no_rings() {
        assert!(sizes(&["...", "...", "..."]).is_empty());
        assert!(Field::default().rings().is_empty());
    }
}
