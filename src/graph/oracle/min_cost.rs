//! The least cost of a flow, by successive shortest paths.
//!
//! Does not know: the fast versions; it shares no code with them.

/// An arc of the residual graph: tail, head, room, cost of a unit. That after it leads back.
type Residual = (usize, usize, i128, i128);

/// The cost of the cheapest flow, `None` if there is none. Ford and Fulkerson 1962: arcs that cost
/// less than 0 are filled; then one unit after the other takes the cheapest path, by Bellman 1958,
/// from where there is too much to where there is too little. `i64::MAX` stands for `unlimited`.
pub fn min_cost(
    arcs: &[(u32, u32)],
    bounds: &[(i64, i64)],
    cost: &[i64],
    supply: &[i64],
    unlimited: i64,
) -> Option<i128> {
    let mut excess: Vec<i128> = supply.iter().map(|&s| i128::from(s)).collect();
    let mut residual: Vec<Residual> = Vec::new();
    let mut total = 0;
    for ((&(tail, head), &(lower, upper)), &cost) in arcs.iter().zip(bounds).zip(cost) {
        let (tail, head, cost) = (tail as usize, head as usize, i128::from(cost));
        let upper = if upper == i64::MAX { unlimited } else { upper };
        let carried = i128::from(if cost < 0 { upper } else { lower });
        let (lower, upper) = (i128::from(lower), i128::from(upper));
        excess[tail] -= carried;
        excess[head] += carried;
        total += carried * cost;
        residual.push((tail, head, upper - carried, cost));
        residual.push((head, tail, carried - lower, -cost));
    }
    while excess.iter().any(|&e| e > 0) {
        let (path, cost) = cheapest(&residual, &excess)?;
        let first = residual[path[0]].0;
        let last = residual[path[path.len() - 1]].1;
        let rooms = path.iter().map(|&arc| residual[arc].2);
        let amount = rooms.min()?.min(excess[first]).min(-excess[last]);
        for arc in path {
            residual[arc].2 -= amount;
            residual[arc ^ 1].2 += amount;
        }
        excess[first] -= amount;
        excess[last] += amount;
        total += amount * cost;
    }
    Some(total)
}

/// The cheapest path from a node with excess to one with a lack, and its cost.
fn cheapest(residual: &[Residual], excess: &[i128]) -> Option<(Vec<usize>, i128)> {
    let start = |&e: &i128| (e > 0).then_some((0, None));
    let mut paths: Vec<Option<(i128, Option<usize>)>> = excess.iter().map(start).collect();
    let mut has_changed = true;
    while has_changed {
        has_changed = false;
        for (arc, &(tail, head, room, cost)) in residual.iter().enumerate() {
            let Some((so_far, _)) = paths[tail].filter(|_| room > 0) else {
                continue;
            };
            if paths[head].is_none_or(|known| so_far + cost < known.0) {
                paths[head] = Some((so_far + cost, Some(arc)));
                has_changed = true;
            }
        }
    }
    let lacking = (0..excess.len()).filter(|&node| excess[node] < 0);
    let best = lacking
        .filter_map(|node| Some((paths[node]?.0, node)))
        .min()?;
    let mut path = Vec::new();
    let mut node = best.1;
    while let Some((_, Some(arc))) = paths[node] {
        path.push(arc);
        node = residual[arc].0;
    }
    path.reverse();
    Some((path, best.0))
}
