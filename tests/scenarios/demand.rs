//! Demand under scenarios.

use super::*;
use corridor::model::edit::parts::DemandPart;
use corridor::model::growth::Growth;
use corridor::study::demand::{
    Demand, Heading, Slice, Wanted, demand, demand_under, number_of, remarks, wanted_under,
};
use corridor::study::evaluate::Base;
use corridor::words::Lang;

const YEAR: Wanted = Wanted {
    year: 2025,
    growth: Growth::Base,
};

static BASE: LazyLock<Base> = LazyLock::new(|| Base::new(network()));

static MATRIX: LazyLock<Demand> = LazyLock::new(|| matrix(&[]));

fn matrix(edits: &[Edit]) -> Demand {
    let scenario = scenario(edits);
    let facts = facts_under(&facts(), &scenario);
    let now = network_under(BASE.network(), &scenario);
    let wanted = wanted_under(&scenario, YEAR);
    let made = demand_under(&BASE, (&now, &facts), &scenario, wanted, &Task::never());
    made.unwrap().unwrap()
}

fn part(from: Option<&str>, to: Option<&str>, class: Option<&str>) -> DemandPart {
    let key = |key: Option<&str>| key.map(Key::new);
    DemandPart {
        from: key(from),
        to: key(to),
        class: key(class),
    }
}

fn times(part: DemandPart, factor: f64) -> Edit {
    Edit::ScaleDemand { part, factor }
}

fn teu(demand: &Demand, from: &str, to: &str) -> f64 {
    let end = |key: &str| BASE.network().node_by_key(&Key::new(key)).unwrap();
    let (from, to) = (end(from), end(to));
    let cells = demand.cells.iter();
    let of = cells.filter(|cell| (cell.origin, cell.destination) == (from, to));
    of.map(|cell| cell.teu).sum()
}

#[test]
fn without_edits_it_is_the_base_matrix() {
    let plain = demand(&BASE, &facts(), YEAR, &Task::never())
        .unwrap()
        .unwrap();
    assert_eq!(*MATRIX, plain);
    assert_eq!(matrix(&[Edit::SetYear(2025)]), plain);
    assert_eq!(matrix(&[Edit::SetYear(2019)]).year, 2019);
    let high = matrix(&[Edit::SetYear(2035), Edit::SetGrowth(Growth::High)]);
    assert!(high.total.value > matrix(&[Edit::SetYear(2035)]).total.value);
}

#[test]
fn everything_scaled_keeps_its_pattern() {
    let more = matrix(&[times(DemandPart::default(), 1.2)]);
    for (new, old) in more.cells.iter().zip(&MATRIX.cells) {
        near(new.teu, old.teu * 1.2);
    }
    near(more.total.value, MATRIX.total.value * 1.2);
    assert_eq!(more.held, MATRIX.held);
    let all = number_of(&more, Slice::default());
    near(all.value, more.sum(Slice::default()));
    assert!(!remarks(BASE.network(), &more, Lang::En).is_empty());
}

#[test]
fn a_part_is_an_end_a_zone_a_port_or_a_class() {
    let (from, to) = ("chengdu-qingbaijiang", "qinzhou-port-east");
    let more = matrix(&[times(part(Some("sichuan"), Some(to), None), 3.0)]);
    near(teu(&more, from, to), teu(&MATRIX, from, to) * 3.0);
    near(teu(&more, to, from), teu(&MATRIX, to, from));
    near(more.total.value, more.sum(Slice::default()));
    let class = MATRIX
        .classes
        .iter()
        .position(|class| class.key == "bulk")
        .unwrap();
    let more = matrix(&[times(part(None, None, Some("bulk")), 2.0)]);
    let of = Slice::default().class(class);
    near(more.sum(of), MATRIX.sum(of) * 2.0);
    let none = times(part(Some("paris"), None, None), 2.0);
    let same = matrix(std::slice::from_ref(&none));
    assert_eq!((same.edited.n_edits, same.edited.unmatched.len()), (0, 1));
    assert_eq!(same.total, MATRIX.total);
    assert_eq!(lost(&network(), &facts(), &scenario(&[none])).len(), 1);
}

#[test]
fn a_pair_is_set_also_where_there_was_none() {
    let set = |from, to, teu| Edit::SetDemand {
        part: part(Some(from), Some(to), None),
        teu,
    };
    let (from, to) = ("chengdu-qingbaijiang", "qinzhou-port-east");
    let now = matrix(&[set(from, to, 12_345.0)]);
    near(teu(&now, from, to), 12_345.0);
    let now = matrix(&[set("dali", to, 1_000.0)]);
    near(teu(&now, "dali", to), 1_000.0);
    near(now.total.value, MATRIX.total.value + 1_000.0);
    let new: Vec<_> = now.cells[MATRIX.cells.len()..].iter().collect();
    assert!(
        new.iter()
            .all(|cell| cell.heading == Heading::South && now.zones[cell.zone].key == "dali")
    );
    // Set and then multiplied, and the other way round.
    let all = times(DemandPart::default(), 2.0);
    near(
        teu(&matrix(&[set(from, to, 100.0), all.clone()]), from, to),
        200.0,
    );
    near(teu(&matrix(&[all, set(from, to, 100.0)]), from, to), 100.0);
    // Between two inland hubs there is no cell to set.
    let inland = matrix(&[set("dali", "huaihua-west", 5.0)]);
    assert_eq!(inland.edited.unmatched.len(), 1);
}
