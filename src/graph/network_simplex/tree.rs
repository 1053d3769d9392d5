//! The spanning tree of the simplex method, and how one arc takes the place of another in it.
//!
//! Nodes hang on a root. A node knows the one above it, its depth, and its neighbors in preorder,
//! in which everything below a node follows it: Bradley, Brown and Graves, *Design and
//! implementation of large scale primal transshipment algorithms*, 1977. What can flow along the
//! arc to the node above is kept with the node below, so that going round a cycle reads no arcs.
//!
//! The tree is **strongly feasible**: from every node something more can flow up to the root, so
//! that the method cannot run in circles: Cunningham, *A network simplex method*, 1976.
//!
//! Does not know: costs, which arc should enter, bounds of arcs outside the tree.

/// Where a node hangs; indices of nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The node above; the root is above itself.
    pub(super) above: u32,
    /// Arcs up to the root.
    pub(super) depth: u32,
    /// The next node in preorder; that of the last is the root.
    pub(super) next: u32,
    /// The one before.
    previous: u32,
}

/// What can still flow along the arc between a node and the one above. The two add up to the
/// capacity of the arc.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Room {
    /// Towards the root; above 0 at every node.
    pub(super) up: i64,
    /// Away from the root.
    pub(super) down: i64,
}

/// No node.
const NONE: u32 = u32::MAX;

/// The tree; the root is the last node.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub(super) place: Vec<Place>,
    pub(super) room: Vec<Room>,
    /// By node: the arc to the node above.
    pub(super) arc: Vec<u32>,
    /// By node: what a unit costs there; tree arcs have reduced cost 0.
    pub(super) price: Vec<i64>,
    /// By node, for [`Tree::thread`]: the first child, and the next child of the same node.
    child: Vec<u32>,
    sibling: Vec<u32>,
}

/// What limits the flow round a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// The entering arc itself.
    Entering,
    /// The arc above a node that lies above the entering arc's tail.
    Tail(u32),
    /// The arc above a node that lies above the entering arc's head.
    Head(u32),
}

/// The cycle that an entering arc closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    /// The node of it nearest to the root.
    pub(super) top: u32,
    /// The most that can flow round it.
    pub(super) amount: i64,
    /// The last arc, from the top in the direction of the flow, that limits it: Cunningham's rule.
    pub(super) limit: Limit,
}

impl Tree {
    /// A tree of `n_nodes` nodes, all of which hang on the root.
    pub(super) fn new(n_nodes: usize) -> Self {
        let mut tree = Tree {
            place: vec![Place::default(); n_nodes + 1],
            room: vec![Room::default(); n_nodes + 1],
            arc: vec![0; n_nodes + 1],
            price: vec![0; n_nodes + 1],
            child: vec![NONE; n_nodes + 1],
            sibling: vec![NONE; n_nodes + 1],
        };
        let root = tree.root();
        tree.place.iter_mut().for_each(|place| place.above = root);
        tree.thread();
        tree
    }

    /// The root, which is no node of the graph.
    pub(super) fn root(&self) -> u32 {
        u32::try_from(self.place.len() - 1).unwrap_or(NONE)
    }

    /// Depths and preorder anew from the nodes above, in O(nodes); children in order of id. Nodes
    /// from which the root is not reached, which are on a cycle or below one, are left out.
    pub(super) fn thread(&mut self) {
        let root = self.root();
        self.child.fill(NONE);
        for node in (0..root).rev() {
            let first = &mut self.child[self.place[node as usize].above as usize];
            self.sibling[node as usize] = *first;
            *first = node;
        }
        self.place[root as usize].depth = 0;
        let (mut last, mut node) = (root, self.child[root as usize]);
        while node != NONE {
            let above = self.place[node as usize].above;
            self.place[node as usize].depth = self.place[above as usize].depth + 1;
            self.link(last, node);
            last = node;
            let mut next = self.child[node as usize];
            while next == NONE && node != root {
                next = self.sibling[node as usize];
                node = self.place[node as usize].above;
            }
            node = next;
        }
        self.link(last, root);
    }

    /// The node before `node` in preorder; before the root stands the last.
    pub(super) fn before(&self, node: u32) -> u32 {
        self.place[node as usize].previous
    }

    fn link(&mut self, one: u32, next: u32) {
        self.place[one as usize].next = next;
        self.place[next as usize].previous = one;
    }

    /// The cycle that an arc from `tail` to `head` closes, which has room for `room` itself.
    pub(super) fn cycle(&self, tail: u32, head: u32, room: i64) -> Cycle {
        let (mut a, mut b) = (tail, head);
        let mut place_a = self.place[a as usize];
        let mut place_b = self.place[b as usize];
        let (mut least_a, mut at_a) = (i64::MAX, a);
        let (mut least_b, mut at_b) = (i64::MAX, b);
        while a != b {
            if place_a.depth >= place_b.depth {
                let room = self.room[a as usize].down;
                if room < least_a {
                    (least_a, at_a) = (room, a);
                }
                a = place_a.above;
                place_a = self.place[a as usize];
            } else {
                let room = self.room[b as usize].up;
                if room <= least_b {
                    (least_b, at_b) = (room, b);
                }
                b = place_b.above;
                place_b = self.place[b as usize];
            }
        }
        let (mut amount, mut limit) = (least_a, Limit::Tail(at_a));
        if room <= amount {
            (amount, limit) = (room, Limit::Entering);
        }
        if least_b <= amount {
            (amount, limit) = (least_b, Limit::Head(at_b));
        }
        Cycle {
            top: a,
            amount,
            limit,
        }
    }

    /// Sends `amount` round the cycle that an arc from `tail` to `head` closes at `top`.
    pub(super) fn push(&mut self, tail: u32, head: u32, top: u32, amount: i64) {
        if amount == 0 {
            return;
        }
        let mut node = tail;
        while node != top {
            let room = &mut self.room[node as usize];
            room.down -= amount;
            room.up += amount;
            node = self.place[node as usize].above;
        }
        node = head;
        while node != top {
            let room = &mut self.room[node as usize];
            room.up -= amount;
            room.down += amount;
            node = self.place[node as usize].above;
        }
    }

    /// Cuts off all that hangs on `cut` and hangs it on `onto` by its node `from`, with `arc`
    /// between these two, whose room is `room`. Prices of what is moved rise by `rise`.
    ///
    /// The nodes from `from` up to `cut` are turned over: each then hangs on the one that hung on
    /// it. In O(nodes moved).
    pub(super) fn move_over(
        &mut self,
        (cut, from, onto): (u32, u32, u32),
        mut arc: u32,
        mut room: Room,
        rise: i64,
    ) {
        let before = self.place[cut as usize].previous;
        let (mut node, mut above) = (from, onto);
        let mut depth = self.place[onto as usize].depth;
        // What is below the last node turned over, in the old preorder: first, last, next after.
        let (mut first, mut after) = (NONE, NONE);
        let mut last;
        // The end of the new preorder so far.
        let mut end = NONE;
        loop {
            depth += 1;
            let place = self.place[node as usize];
            let shift = depth.wrapping_sub(place.depth);
            let stop = first;
            if first == NONE {
                (last, after) = self.shift_below(node, node, place.depth, NONE, shift, rise);
            } else {
                let (before_stop, _) = self.shift_below(node, node, place.depth, stop, shift, rise);
                if self.place[after as usize].depth > place.depth {
                    self.link(before_stop, after);
                    let rest = after;
                    (last, after) = self.shift_below(rest, node, place.depth, NONE, shift, rise);
                } else {
                    last = before_stop;
                }
                self.link(end, node);
            }
            end = last;
            first = node;

            self.place[node as usize].above = above;
            std::mem::swap(&mut self.arc[node as usize], &mut arc);
            let old = std::mem::replace(&mut self.room[node as usize], room);
            if node == cut {
                break;
            }
            room = Room {
                up: old.down,
                down: old.up,
            };
            (above, node) = (node, place.above);
        }
        if before == onto {
            self.link(onto, from);
            self.link(end, after);
        } else {
            self.link(before, after);
            let rest = self.place[onto as usize].next;
            self.link(onto, from);
            self.link(end, rest);
        }
    }

    /// Goes in preorder from `node` to before `stop`, or as long as nodes are deeper than `depth`;
    /// `top` itself always counts. Returns the last node and the one after it.
    fn shift_below(
        &mut self,
        mut node: u32,
        top: u32,
        depth: u32,
        stop: u32,
        shift: u32,
        rise: i64,
    ) -> (u32, u32) {
        let mut last = node;
        loop {
            let place = &mut self.place[node as usize];
            if node == stop || (place.depth <= depth && node != top) {
                return (last, node);
            }
            place.depth = place.depth.wrapping_add(shift);
            self.price[node as usize] += rise;
            last = node;
            node = place.next;
        }
    }
}
