//! Networks of years.

use super::*;
use corridor::model::link::LinkState;

fn in_year(year: i32) -> Arc<Network> {
    under(&[Edit::SetYear(year)])
}

fn state(network: &Network, key: &str) -> LinkState {
    let links = network.links_named(key);
    let first = network.link(links[0]).state;
    assert!(links.iter().all(|&id| network.link(id).state == first));
    first
}

#[test]
fn the_year_of_the_data_is_the_base() {
    let network = network();
    let scenario = scenario(&[Edit::SetYear(2025)]);
    assert!(Arc::ptr_eq(&network_under(&network, &scenario), &network));
    assert!(findings(&network, &facts(), &scenario).is_empty());
}

#[test]
fn former_lines_are_in_service_until_they_were_replaced() {
    use LinkState::{NotYet, Operating, Superseded};
    for (year, old, new) in [(2019, Operating, NotYet), (2020, Superseded, Operating)] {
        let network = in_year(year);
        for line in ["R02", "R03"] {
            assert_eq!(state(&network, &format!("{line}a")), old, "{line} {year}");
            assert_eq!(state(&network, line), new, "{line} {year}");
        }
    }
    for (year, old, new) in [(2024, Operating, NotYet), (2025, Superseded, Operating)] {
        let network = in_year(year);
        assert_eq!(
            (state(&network, "R14a"), state(&network, "R14")),
            (old, new)
        );
    }
    let network = in_year(2022);
    assert_eq!(state(&network, "R15"), NotYet, "opened in 2023");
    assert_eq!(state(&network, "R31"), Operating, "opened in 2021");
}

#[test]
fn an_improved_line_is_what_the_table_says_before() {
    let network = in_year(2021);
    let port = link(&network, "R07");
    assert_eq!(
        (port.state, port.is_electrified),
        (LinkState::Operating, Some(false))
    );
    near(port.forward.hours.value, 2.45);
    assert_eq!(port.forward.hours.status, Status::Derived);
    let co2 = |network: &Network| link(network, "R07").forward.co2.value;
    assert!(co2(&network) > co2(&STUDY.network), "diesel");
    let network = in_year(2022);
    assert_eq!(*link(&network, "R07"), *link(&STUDY.network, "R07"));
    near(
        link(&in_year(2017), "R19")
            .trains
            .pairs_per_day
            .clone()
            .unwrap()
            .value,
        31.6,
    );
}

#[test]
fn projects_are_there_from_their_year() {
    let network = in_year(2027);
    assert_eq!(state(&network, "W03"), LinkState::Operating);
    assert_eq!(state(&network, "R18"), LinkState::Building);
    near(
        link(&network, "R07")
            .trains
            .pairs_per_day
            .clone()
            .unwrap()
            .value,
        54.0,
    );
    let network = in_year(2028);
    assert_eq!(state(&network, "R18"), LinkState::Operating);
    let left = Edit::ApplyProject {
        project: Key::new("P11"),
        is_applied: false,
    };
    let network = under(&[Edit::SetYear(2028), left]);
    assert_eq!(state(&network, "R18"), LinkState::Building);
    assert_eq!(state(&network, "W03"), LinkState::Operating);
}

#[test]
fn what_is_not_known_of_a_year_is_said() {
    let scenario = scenario(&[Edit::SetYear(2018)]);
    let told = findings(&network(), &facts(), &scenario);
    let unknown = told.iter().find(|issue| issue.code == "year-unknown");
    let projects = &unknown.unwrap().args[1];
    for key in ["P19", "P22", "P27", "P28", "P29", "P40"] {
        assert!(projects.contains(key), "{projects}");
    }
    for key in ["P01", "P02", "P09", "P10", "P15"] {
        assert!(!projects.contains(key), "{projects}");
    }
    assert!(told.iter().any(|issue| issue.code == "year-services"));
}
