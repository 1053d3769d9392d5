//! Scenarios: what edits bring about, their order, years, the book of named ones and its file.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

#[path = "scenarios/away.rs"]
mod away;
#[path = "scenarios/book.rs"]
mod book;
#[path = "scenarios/demand.rs"]
mod demand;
#[path = "scenarios/drawn.rs"]
mod drawn;
#[path = "scenarios/random.rs"]
mod random;
#[path = "scenarios/shape.rs"]
mod shape;
#[path = "scenarios/years.rs"]
mod years;

use std::sync::{Arc, LazyLock};

use corridor::io::load::{Loaded, Sources, load};
use corridor::model::edit::target::Target;
use corridor::model::edit::{Edit, EditError, LinkNumber, NodeNumber};
use corridor::model::effect::{facts_under, network_under};
use corridor::model::facts::Facts;
use corridor::model::ids::Key;
use corridor::model::link::{Link, Mode};
use corridor::model::network::Network;
use corridor::model::node::Node;
use corridor::model::scenario::lost::{findings, lost};
use corridor::model::scenario::{Access, Availability, Scenario};
use corridor::model::sourced::Status;
use corridor::task::Task;

/// The bundled study.
static STUDY: LazyLock<Loaded> =
    LazyLock::new(|| load(&Sources::named(&[]), &Task::never()).unwrap());

fn network() -> Arc<Network> {
    Arc::new(STUDY.network.clone())
}

fn facts() -> Arc<Facts> {
    Arc::new(STUDY.facts.clone())
}

fn scenario(edits: &[Edit]) -> Scenario {
    edits.iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(&STUDY.network, edit.clone()).unwrap()
    })
}

fn under(edits: &[Edit]) -> Arc<Network> {
    network_under(&network(), &scenario(edits))
}

fn link<'a>(network: &'a Network, key: &str) -> &'a Link {
    network.link(network.links_named(key)[0])
}

fn node<'a>(network: &'a Network, key: &str) -> &'a Node {
    network.node(network.node_by_key(&Key::new(key)).unwrap())
}

fn set(key: &str, number: LinkNumber, value: f64) -> Edit {
    let link = Key::new(key);
    Edit::SetLinkNumber {
        link,
        number,
        value,
    }
}

fn scale(key: &str, number: LinkNumber, factor: f64) -> Edit {
    let link = Key::new(key);
    Edit::ScaleLinkNumber {
        link,
        number,
        factor,
    }
}

fn parameter(key: &str, value: f64) -> Edit {
    let parameter = Key::new(key);
    Edit::SetParameter { parameter, value }
}

fn apply(key: &str) -> Edit {
    Edit::ApplyProject {
        project: Key::new(key),
        is_applied: true,
    }
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}

fn hours(edits: &[Edit], key: &str) -> f64 {
    link(&under(edits), key).forward.hours.value
}

#[test]
fn of_one_thing_the_last_edit_wins_and_scaling_goes_on_top() {
    use LinkNumber::Hours;
    near(
        hours(&[set("R05", Hours, 4.0), set("R05", Hours, 6.0)], "R05"),
        6.0,
    );
    near(
        hours(&[set("R05", Hours, 4.0), scale("R05", Hours, 1.5)], "R05"),
        6.0,
    );
    near(
        hours(&[scale("R05", Hours, 1.5), set("R05", Hours, 4.0)], "R05"),
        4.0,
    );
    let twice = [scale("R05", Hours, 1.5), scale("R05", Hours, 2.0)];
    assert_eq!(scenario(&twice).edits(), [scale("R05", Hours, 3.0)]);
    let back = [scale("R05", Hours, 4.0), scale("R05", Hours, 0.25)];
    assert_eq!(scenario(&back), Scenario::base());
}

#[test]
fn scaling_a_whole_and_setting_a_part_keep_their_order() {
    use LinkNumber::Hours;
    let base = link(&STUDY.network, "R13#2").forward.hours.value;
    let edits = [
        scale("R13", Hours, 2.0),
        set("R13#1", Hours, 5.0),
        scale("R13", Hours, 1.5),
    ];
    near(hours(&edits, "R13#1"), 7.5);
    near(hours(&edits, "R13#2"), base * 3.0);
}

#[test]
fn scaled_trains_scale_the_capacity_and_a_share_stays_one() {
    let base = link(&STUDY.network, "R09")
        .forward
        .capacity
        .clone()
        .unwrap();
    let now = under(&[scale("R09", LinkNumber::Pairs, 1.2)]);
    let capacity = link(&now, "R09").forward.capacity.clone().unwrap();
    near(capacity.value, base.value * 1.2);
    assert_eq!(capacity.status, Status::Assumed);
    let now = under(&[scale("R09", LinkNumber::ContainerShare, 3.0)]);
    near(
        link(&now, "R09")
            .trains
            .container_share
            .clone()
            .unwrap()
            .value,
        1.0,
    );
    let unlimited = under(&[scale("X02", LinkNumber::Capacity, 3.0)]);
    assert_eq!(link(&unlimited, "X02").forward.capacity, None);
}

#[test]
fn a_parameter_changes_what_was_computed_from_it_and_nothing_else() {
    let base = network();
    let now = under(&[parameter("default_rail_cny_per_teu_km", 4.05)]);
    let (old, new) = (link(&base, "R05"), link(&now, "R05"));
    near(new.forward.money.value, old.forward.money.value * 2.0);
    assert_eq!(new.forward.hours, old.forward.hours);
    let inputs = new.forward.money.basis.inputs();
    assert!(inputs.iter().any(|input| input.number.before().is_some()));
    // A price that its file gives stays, and so does another mode's.
    assert_eq!(link(&base, "X01").forward, link(&now, "X01").forward);
    assert_eq!(link(&base, "S01").forward, link(&now, "S01").forward);
    let now = under(&[parameter("default_days_per_year", 300.0)]);
    let share = |network: &Network| link(network, "R05").forward.capacity.clone().unwrap().value;
    near(share(&now) / share(&base), 300.0 / 365.0);
    let yard = |network: &Network| {
        node(network, "qinzhou-port")
            .capacity
            .clone()
            .unwrap()
            .value
    };
    near(yard(&now), yard(&base));
}

#[test]
fn drayage_follows_its_detour() {
    let base = network();
    let now = under(&[parameter("default_access_detour", 2.6)]);
    let is_made = |of: &&Link| of.key.as_str().contains('~');
    let made = base.links().iter().find(is_made).unwrap();
    let again = link(&now, made.key.as_str());
    near(again.length.value, made.length.value * 2.0);
    near(again.forward.hours.value, made.forward.hours.value * 2.0);
}

#[test]
fn a_parameter_of_the_study_changes_what_is_known() {
    let scenario = scenario(&[parameter("gravity_beta", 0.05)]);
    let now = facts_under(&facts(), &scenario);
    let beta = now.parameters.number("gravity_beta").unwrap();
    near(beta.value, 0.05);
    assert_eq!(beta.status, Status::Assumed);
    assert_eq!(network_under(&network(), &scenario), network());
    assert!(lost(&network(), &facts(), &scenario).is_empty());
}

#[test]
fn dwell_and_departures_are_numbers_like_others() {
    let yard = STUDY.network.nodes().iter().find(|node| {
        let dwell = node.number(NodeNumber::DwellDays);
        dwell.is_some() && node.capacity.as_ref().is_some_and(|of| of.note.is_some())
    });
    if let Some(yard) = yard {
        let days = yard.number(NodeNumber::DwellDays).unwrap().value;
        let edit = Edit::SetNodeNumber {
            node: yard.key.clone(),
            number: NodeNumber::DwellDays,
            value: days / 2.0,
        };
        let now = under(&[edit]);
        let teu = |node: &Node| node.capacity.clone().unwrap().value;
        near(teu(node(&now, yard.key.as_str())), teu(yard) * 2.0);
    }
    let service = STUDY.network.services()[0].clone();
    let edit = Edit::SetDepartures {
        service: service.key.clone(),
        per_week: service.departures_per_week.value * 2.0,
    };
    let now = under(&[edit]);
    near(
        now.services()[0].wait().unwrap().value * 2.0,
        service.wait().unwrap().value,
    );
    let no_yard = Edit::SetNodeNumber {
        node: Key::new("chongqing"),
        number: NodeNumber::DwellDays,
        value: 3.0,
    };
    let refused = Scenario::base().with(&STUDY.network, no_yard);
    assert!(matches!(refused, Err(EditError::Unknown(_))));
}

#[test]
fn a_closed_mode_is_closed_everywhere() {
    let closed = Edit::SetModeOpen {
        mode: Mode::Road,
        is_open: false,
    };
    let scenario = scenario(std::slice::from_ref(&closed));
    let open = Availability::of(&STUDY.network, &scenario);
    for id in STUDY.network.link_ids() {
        let is_road = STUDY.network.link(id).mode == Mode::Road;
        assert_eq!(open.link(id) == Access::ModeClosed, is_road);
    }
    let opened = Edit::SetModeOpen {
        mode: Mode::Road,
        is_open: true,
    };
    let again = scenario.with(&STUDY.network, opened).unwrap();
    assert_eq!(again, Scenario::base());
}

#[test]
fn an_edit_without_a_target_is_kept_and_named_and_the_others_hold() {
    let gone = set("R99", LinkNumber::Hours, 1.0);
    assert!(matches!(
        Scenario::base().with(&STUDY.network, gone.clone()),
        Err(EditError::Unknown(_))
    ));
    let scenario = Scenario::base()
        .keeping(&STUDY.network, gone.clone())
        .unwrap()
        .keeping(&STUDY.network, set("R05", LinkNumber::Hours, 1.0))
        .unwrap();
    let network = network();
    near(
        link(&network_under(&network, &scenario), "R05")
            .forward
            .hours
            .value,
        1.0,
    );
    assert_eq!(lost(&network, &facts(), &scenario), [&gone]);
    let told = findings(&network, &facts(), &scenario);
    assert_eq!((told.len(), told[0].code), (1, "edit-lost"));
    let restored = scenario
        .with(&network, Edit::Restore(gone.target()))
        .unwrap();
    assert!(lost(&network, &facts(), &restored).is_empty());
}

#[test]
fn values_that_cannot_be_are_refused() {
    let bad = [
        set("R05", LinkNumber::Hours, -1.0),
        set("R05", LinkNumber::ContainerShare, 1.5),
        scale("R05", LinkNumber::Hours, f64::NAN),
        parameter("default_rail_kmh", 0.0),
        Edit::SetYear(2016),
        Edit::SetYear(2036),
    ];
    for edit in bad {
        let refused = Scenario::base().with(&STUDY.network, edit.clone());
        assert!(
            matches!(refused, Err(EditError::BadValue { .. })),
            "{edit:?}"
        );
    }
}

#[test]
fn a_number_set_to_that_of_the_base_is_kept_where_a_project_changes_it() {
    let base = link(&STUDY.network, "R07")
        .trains
        .pairs_per_day
        .clone()
        .unwrap();
    let same = set("R07", LinkNumber::Pairs, base.value);
    assert_eq!(scenario(std::slice::from_ref(&same)), Scenario::base());
    let now = under(&[apply("P14"), same]);
    near(
        link(&now, "R07")
            .trains
            .pairs_per_day
            .clone()
            .unwrap()
            .value,
        base.value,
    );
}

#[test]
fn restoring_every_target_is_the_base() {
    let edits = [
        apply("P11"),
        set("R05", LinkNumber::Hours, 1.0),
        scale("R05", LinkNumber::Hours, 2.0),
        parameter("default_rail_kmh", 60.0),
        Edit::SetYear(2019),
    ];
    let mut scenario = scenario(&edits);
    let targets: Vec<Target> = scenario.edits().iter().map(Edit::target).collect();
    for target in targets {
        scenario = scenario
            .with(&STUDY.network, Edit::Restore(target))
            .unwrap();
    }
    assert_eq!(scenario, Scenario::base());
    let network = network();
    assert!(Arc::ptr_eq(&network_under(&network, &scenario), &network));
}
