//! A priority queue of plain keys: a heap with four children, from which the least key is taken.
//!
//! Johnson, *Priority queues with update and finding minimum spanning trees*, 1975. Keys are not
//! changed in place: searches add a node again when it is reached on a better path, and pass over
//! entries that have become stale. That way the heap never writes to the labels of nodes, whose
//! memory is far away. Each step takes O(log n) time.
//!
//! Does not know: what a key stands for, which keys are stale.

/// Children of an entry.
const ARITY: usize = 4;

/// The queue. Equal keys are told apart by nothing, so that their order cannot matter.
#[derive(Clone, Debug)]
pub(super) struct Queue<K> {
    heap: Vec<K>,
}

impl<K> Default for Queue<K> {
    fn default() -> Self {
        Queue { heap: Vec::new() }
    }
}

impl<K: Copy + Ord> Queue<K> {
    /// Forgets all keys; the memory stays.
    pub(super) fn clear(&mut self) {
        self.heap.clear();
    }

    /// The least key.
    #[inline]
    pub(super) fn first(&self) -> Option<K> {
        self.heap.first().copied()
    }

    /// Adds a key.
    #[inline]
    pub(super) fn push(&mut self, key: K) {
        self.heap.push(key);
        self.sift_up(self.heap.len() - 1, key);
    }

    /// Takes the least key out.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<K> {
        let last = self.heap.pop()?;
        let Some(&first) = self.heap.first() else {
            return Some(last);
        };
        self.sift_down(last);
        Some(first)
    }

    /// Puts `key` in the place of the least key, which is cheaper than to take that out and to add
    /// this: a new key tends to be small. The queue must not be empty.
    #[inline]
    pub(super) fn replace_first(&mut self, key: K) {
        self.sift_down(key);
    }

    /// Puts `key` at `place` or, while its parent comes after it, further up.
    #[inline]
    fn sift_up(&mut self, mut place: usize, key: K) {
        let heap = &mut self.heap[..];
        while place > 0 {
            let above = (place - 1) / ARITY;
            if heap[above] <= key {
                break;
            }
            heap[place] = heap[above];
            place = above;
        }
        heap[place] = key;
    }

    /// Puts `key` at the top or, while a child comes before it, further down.
    #[inline]
    fn sift_down(&mut self, key: K) {
        let heap = &mut self.heap[..];
        let mut place = 0;
        loop {
            let first = place * ARITY + 1;
            let (least, least_key) = if let Some(&[a, b, c, d]) = heap.get(first..first + ARITY) {
                // A tournament without branches, as the outcome cannot be foretold.
                let (left, left_key) = if b < a { (1, b) } else { (0, a) };
                let (right, right_key) = if d < c { (3, d) } else { (2, c) };
                if right_key < left_key {
                    (first + right, right_key)
                } else {
                    (first + left, left_key)
                }
            } else {
                let children = heap.iter().copied().enumerate().skip(first);
                match children.min_by_key(|&(_, child)| child) {
                    Some(least) => least,
                    None => break,
                }
            };
            if key <= least_key {
                break;
            }
            heap[place] = least_key;
            place = least;
        }
        heap[place] = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::Random;

    #[test]
    fn random_keys_come_out_in_order() {
        let mut random = Random::new(21);
        let mut queue: Queue<u64> = Queue::default();
        assert_eq!((queue.first(), queue.pop()), (None, None));
        for _ in 0..300 {
            queue.clear();
            let mut sorted = vec![];
            for _ in 0..random.between(1, 120) {
                let key = random.between(0, 50) as u64;
                match random.between(0, 3) {
                    0 if !sorted.is_empty() => {
                        assert_eq!(queue.pop(), Some(sorted.remove(0)));
                    }
                    1 if !sorted.is_empty() => {
                        queue.replace_first(key);
                        sorted[0] = key;
                    }
                    _ => {
                        queue.push(key);
                        sorted.push(key);
                    }
                }
                sorted.sort_unstable();
                assert_eq!(queue.first(), sorted.first().copied());
            }
            let rest: Vec<u64> = std::iter::from_fn(|| queue.pop()).collect();
            assert_eq!(rest, sorted);
        }
    }
}
