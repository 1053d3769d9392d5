use super::*;
use crate::model::plain::PlainBuilder;
use crate::throughput::assign::{How, Stopped, THETA};

/// From 1 to 2 by two links side by side, 10 + v and 20; nothing leads back.
fn two_links() -> PlainNetwork {
    let mut builder = PlainBuilder::numbered(3, 2, 3);
    let link = PlainLink {
        tail: 0,
        head: 1,
        seconds: Some(600.0),
        capacity: Some(10.0),
        b: Some(1.0),
        power: Some(1.0),
        length_m: Some(2_000.0),
        toll_fen: Some(0.0),
        ..PlainLink::default()
    };
    builder.add_link("", &link);
    let slow = PlainLink {
        seconds: Some(1_200.0),
        b: Some(0.0),
        toll_fen: Some(300.0),
        ..link
    };
    builder.add_link("", &slow);
    builder.build()
}

const ASKED: PlainAsked = PlainAsked {
    seconds: 60.0,
    meters: 1_000.0,
    toll_weight: 0.0,
    length_weight: 0.0,
    usual: None,
};

fn search(how: How) -> Search {
    Search {
        how,
        gap: 1e-12,
        max_iterations: 100,
        theta: THETA,
        elasticity: 0.0,
    }
}

fn trip(from: u32, to: u32, amount: f64) -> PlainTrip {
    PlainTrip {
        from: NodeId(from),
        to: NodeId(to),
        amount,
    }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn parallel_links_share_and_weights_shift() {
    let network = two_links();
    let trips = [trip(0, 1, 15.5), trip(0, 1, 0.0), trip(1, 1, 4.0)];
    let setting = PlainSetting::new(&network, &trips, ASKED);
    let user = setting.solve(search(How::UserEquilibrium), None, &Task::never());
    assert_eq!(user.found.stopped, Stopped::Reached);
    near(user.volumes[0], 10.0);
    near(user.total_time, 310.0);
    assert_eq!(user.intrazonal, (1, 4.0));
    assert!(user.faults.is_none() && user.has_paths());
    // The system sends half as much by the link that gets slower.
    let system = setting.solve(search(How::SystemOptimum), None, &Task::never());
    near(system.volumes[0], 5.0);
    let weighted = PlainAsked {
        toll_weight: 0.5,
        length_weight: 7.0,
        ..ASKED
    };
    let setting = PlainSetting::new(&network, &trips, weighted);
    let user = setting.solve(search(How::UserEquilibrium), None, &Task::never());
    near(user.volumes[0], 11.5);
    near(
        user.generalized_cost - user.total_time,
        14.0 * 15.5 + 1.5 * 4.0,
    );
    let pick = PlainPick {
        groups: vec![vec![vec![LinkId(1)]]],
    };
    let selected = user.select(&pick);
    near(selected.total, 4.0);
    assert_eq!(selected.trips.len(), 1);
    let both = PlainPick {
        groups: vec![vec![vec![LinkId(0)], vec![LinkId(1)]]],
    };
    assert!(user.select(&both).trips.is_empty());
}

#[test]
fn what_no_path_joins_and_no_capacity() {
    let network = two_links();
    let setting = PlainSetting::new(&network, &[trip(1, 0, 3.0), trip(0, 1, 1.0)], ASKED);
    let flows = setting.solve(search(How::UserEquilibrium), None, &Task::never());
    assert_eq!(flows.found.stopped, Stopped::Unreachable);
    assert_eq!(flows.unreachable, [0]);
    assert!(flows.faults.is_none());
    let mut setting = setting;
    setting.scale_capacity(LinkId(0), 0.0);
    assert_eq!(setting.n_closed(), 1);
    let flows = setting.solve(search(How::UserEquilibrium), None, &Task::never());
    near(flows.volumes[1], 1.0);
    let nothing = PlainSetting::new(&network, &[], ASKED);
    let flows = nothing.solve(search(How::UserEquilibrium), None, &Task::never());
    assert_eq!(flows.found.stopped, Stopped::Reached);
    near(flows.total_time, 0.0);
}
