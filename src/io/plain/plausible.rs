//! Whether lengths agree with positions: miles that are taken for kilometers are found here.
//!
//! The lengths of all links together are compared with the straight lines between their ends, along the
//! sphere: roads are some 1.2 to 1.6 times as long, never shorter.
//! Does not know: file formats.

use std::sync::Arc;

use crate::model::check::{Issue, Place};
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::{Measure, PlainNetwork};
use crate::words::format::short;

/// Ratios of lengths to straight lines that are not plausible: below, and above.
const BOUNDS: [f64; 2] = [0.75, 4.0];

/// A finding when lengths and positions do not agree; `file` has the links.
#[must_use]
pub fn odd_lengths(network: &PlainNetwork, file: &Arc<str>) -> Option<Issue> {
    let (mut straight, mut given) = (0.0, 0.0);
    let ends = network.tails().iter().zip(network.heads());
    for ((&tail, &head), &meters) in ends.zip(network.values(Measure::Distance)) {
        let places = [tail, head].map(|node| network.lon_lat(NodeId(node)));
        if let ([Some(tail), Some(head)], false) = (places, meters.is_nan()) {
            straight += tail.meters_to(head);
            given += meters;
        }
    }
    let ratio = given / straight;
    let is_odd = straight > 0.0 && !(BOUNDS[0]..=BOUNDS[1]).contains(&ratio);
    let place = Place::at(1, 1);
    is_odd.then(|| Issue::warning("plain-odd-lengths", file, place, &[&short(ratio)]))
}

/// A finding when there are nodes that no link begins or ends at; `file` has the nodes.
#[must_use]
pub fn lonely_nodes(network: &PlainNetwork, file: &Arc<str>) -> Option<Issue> {
    let mut is_joined = vec![false; network.n_nodes()];
    for link in (0..network.n_links()).map(LinkId::at) {
        is_joined[network.tails()[link.index()] as usize] = true;
        is_joined[network.heads()[link.index()] as usize] = true;
    }
    let mut alone = is_joined
        .iter()
        .enumerate()
        .filter(|(_, is_joined)| !**is_joined);
    let (first, _) = alone.next()?;
    let count = (alone.count() + 1).to_string();
    let first = network.node_id(NodeId::at(first));
    Some(Issue::warning(
        "plain-lonely-nodes",
        file,
        Place::at(1, 1),
        &[&count, &first],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plain::{PlainBuilder, PlainLink};

    #[test]
    fn miles_for_kilometers_and_lonely_nodes_are_found() {
        let network = |meters: f64| {
            let mut builder = PlainBuilder::written();
            for (id, lon) in [("a", 0.0), ("b", 1.0), ("c", 2.0)] {
                assert!(builder.add_node(id, "", Some([lon, 0.0])));
            }
            let link = PlainLink {
                head: 1,
                length_m: Some(meters),
                ..PlainLink::default()
            };
            assert!(builder.add_link("x", &link));
            builder.build()
        };
        let file = Arc::from("link.csv");
        let odd = |meters| odd_lengths(&network(meters), &file).map(|issue| issue.args);
        assert_eq!(odd(120_000.0), None);
        assert_eq!(odd(69_000.0), Some(vec!["0.62".to_owned()]));
        assert_eq!(odd(364_000.0 * 3.28).map(|args| args.len()), Some(1));
        let lonely = lonely_nodes(&network(1.0), &file).unwrap();
        assert_eq!(lonely.args, ["1", "c"]);
    }
}
