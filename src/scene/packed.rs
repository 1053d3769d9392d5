//! Which of many boxes touch a box: a packed R-tree in flat arrays.
//!
//! The boxes are put in the order in which a Hilbert curve passes their middles (Hilbert 1891; Kamel and
//! Faloutsos 1993), sixteen to a node, and so on up to one root; there are no pointers. Building is
//! O(n log n) for sorting, a query O(log n) and what it finds.
//! Does not know: what the boxes are around.

/// Children of a node.
const FAN: usize = 16;
/// The curve passes a grid of two to this power on each side.
const ORDER: u32 = 16;

/// A box: left, bottom, right, top.
pub type Box4 = [f64; 4];

/// Boxes that can be asked for by place.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    /// The boxes along the curve, then those around each sixteen of them, and so on; the root is last.
    boxes: Vec<Box4>,
    /// What each of the first was called when it was given.
    names: Vec<u32>,
    /// Where each level begins in `boxes`, the lowest first, and where the last ends.
    levels: Vec<usize>,
}

/// The box that nothing is in.
pub const NOTHING: Box4 = [
    f64::INFINITY,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NEG_INFINITY,
];

/// A box that two boxes are in.
#[must_use]
pub fn around(a: Box4, b: &Box4) -> Box4 {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

/// Whether two boxes have a place in common.
#[must_use]
pub fn touch(a: &Box4, b: &Box4) -> bool {
    a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

impl Packed {
    /// Makes boxes ready for being asked for by place; each is called by its index.
    #[must_use]
    pub fn new(given: &[Box4]) -> Self {
        let all = given.iter().fold(NOTHING, around);
        let cell = |middle: f64, low: f64, high: f64| {
            let share = (middle - low) / (high - low);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "saturates; no place is 0"
            )]
            let cell = (share * f64::from((1_u32 << ORDER) - 1)) as u32;
            cell
        };
        let mut order: Vec<(u32, u32)> = (0_u32..)
            .zip(given)
            .map(|(name, b)| {
                let x = cell(f64::midpoint(b[0], b[2]), all[0], all[2]);
                let y = cell(f64::midpoint(b[1], b[3]), all[1], all[3]);
                (along_curve(x, y), name)
            })
            .collect();
        order.sort_unstable();
        let names: Vec<u32> = order.into_iter().map(|(_, name)| name).collect();
        let mut boxes: Vec<Box4> = names.iter().map(|&name| given[name as usize]).collect();
        let mut levels = vec![0];
        let mut start = 0;
        while boxes.len() - start > 1 {
            let end = boxes.len();
            levels.push(end);
            for node in (start..end).step_by(FAN) {
                let children = &boxes[node..end.min(node + FAN)];
                boxes.push(children.iter().fold(NOTHING, around));
            }
            start = end;
        }
        levels.push(boxes.len());
        Self {
            boxes,
            names,
            levels,
        }
    }

    /// How many boxes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The indexes of all boxes, in the order in which the curve passes them.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.names
    }

    /// The indexes of all boxes that touch one, ascending.
    #[must_use]
    pub fn touching(&self, asked: Box4) -> Vec<u32> {
        let mut found = Vec::new();
        let top = self.levels.len().saturating_sub(2);
        let mut open: Vec<(usize, usize)> = Vec::new();
        open.extend(self.boxes.len().checked_sub(1).map(|root| (top, root)));
        while let Some((level, node)) = open.pop() {
            if !touch(&self.boxes[node], &asked) {
                continue;
            }
            if level == 0 {
                found.extend(self.names.get(node));
                continue;
            }
            let below = self.levels[level - 1];
            let first = below + (node - self.levels[level]) * FAN;
            let end = self.levels[level].min(first + FAN);
            open.extend((first..end).map(|child| (level - 1, child)));
        }
        found.sort_unstable();
        found
    }
}

/// How far along a Hilbert curve a cell lies.
fn along_curve(x: u32, y: u32) -> u32 {
    let (mut x, mut y) = (x, y);
    let mut along = 0;
    for bit in (0..ORDER).rev() {
        let (right, upper) = ((x >> bit) & 1, (y >> bit) & 1);
        along = (along << 2) | ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                let last = (1 << ORDER) - 1;
                (x, y) = (last - x, last - y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_passes_each_cell_once_and_never_jumps() {
        let mut cells: Vec<(u32, [u32; 2])> = (0..32_u32)
            .flat_map(|x| (0..32).map(move |y| (along_curve(x, y), [x, y])))
            .collect();
        cells.sort_unstable();
        for (place, pair) in cells.windows(2).enumerate() {
            assert_eq!(pair[0].0 as usize, place);
            let [a, b] = [pair[0].1, pair[1].1];
            assert_eq!(a[0].abs_diff(b[0]) + a[1].abs_diff(b[1]), 1);
        }
    }

    #[test]
    fn what_is_found_is_what_a_look_at_all_finds() {
        let mut state = 3_u64;
        let mut draw = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            f64::from(u32::try_from(state >> 33).unwrap() % 1000)
        };
        for n in [0, 1, 2, 15, 16, 17, 255, 256, 257, 3000] {
            let mut boxed = |size: f64| {
                let (x, y) = (draw(), draw());
                [x, y, x + draw() % size, y + draw() % size]
            };
            let all: Vec<Box4> = (0..n).map(|_| boxed(40.0)).collect();
            let packed = Packed::new(&all);
            assert_eq!((packed.len(), packed.is_empty()), (n, n == 0));
            for _ in 0..50 {
                let asked = boxed(100.0);
                let expected: Vec<u32> = (0..)
                    .zip(&all)
                    .filter(|(_, b)| touch(b, &asked))
                    .map(|(i, _)| i)
                    .collect();
                assert_eq!(packed.touching(asked), expected);
            }
        }
        let same = Packed::new(&[[5.0, 5.0, 5.0, 5.0]; 40]);
        assert_eq!(same.touching([5.0, 5.0, 9.0, 9.0]).len(), 40);
        assert!(same.touching([6.0, 5.0, 9.0, 9.0]).is_empty());
    }
}
