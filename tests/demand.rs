//! Demand of the bundled corridor: totals as published, shares met, statuses, growth; and what is said
//! of studies that no matrix can be made for.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::sync::{Arc, LazyLock};

use corridor::io::load::{Loaded, Sources, load, load_bytes};
use corridor::model::facts::Facts;
use corridor::model::sourced::Status;
use corridor::study::demand::{
    By, Demand, Growth, Heading, Kind, NoDemand, Slice, Wanted, cell_number, curve, demand, method,
    number_of, reason, remarks, sums, table, years,
};
use corridor::study::evaluate::Base;
use corridor::task::{Cancelled, Task};
use corridor::words::Lang;

struct Study {
    base: Base,
    facts: Facts,
}

impl Study {
    fn of(loaded: Loaded) -> Self {
        Self {
            base: Base::new(Arc::new(loaded.network)),
            facts: loaded.facts,
        }
    }

    fn answer(&self, year: i32, growth: Growth) -> Result<Demand, NoDemand> {
        let wanted = Wanted { year, growth };
        demand(&self.base, &self.facts, wanted, &Task::never()).unwrap()
    }

    #[track_caller]
    fn demand(&self, year: i32) -> Demand {
        self.answer(year, Growth::Base).unwrap()
    }
}

static CORRIDOR: LazyLock<Study> =
    LazyLock::new(|| Study::of(load(&Sources::named(&[]), &Task::never()).unwrap()));

fn zone(demand: &Demand, key: &str) -> Slice {
    let place = demand.zones.iter().position(|zone| zone.key == key);
    Slice::default().zone(place.unwrap())
}

fn share(demand: &Demand, slice: Slice) -> f64 {
    demand.sum(slice) / demand.sum(Slice::default())
}

#[track_caller]
fn assert_near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value}, not {expected}"
    );
}

#[test]
fn totals_are_those_published_and_all_shares_are_met() {
    let published = [
        (2019, 94_000.0),
        (2020, 313_000.0),
        (2021, 632_000.0),
        (2022, 756_000.0),
        (2023, 861_000.0),
        (2024, 960_000.0),
        (2025, 1_425_000.0),
    ];
    for (year, total) in published {
        let demand = CORRIDOR.demand(year);
        assert!(demand.fit.is_balanced(), "{year}: {:?}", demand.fit);
        assert_eq!((demand.missing.len(), demand.unknown.len()), (0, 0));
        assert_eq!(
            (demand.total.value, demand.total.status),
            (total, Status::Cited)
        );
        assert_near(demand.sum(Slice::default()), total, 0.1);
        for held in &demand.held {
            let of_direction = held.within.as_ref().map_or(1.0, |within| within.value);
            let target = total * held.share.value * of_direction;
            assert_near(demand.sum(held.slice), target, 0.1);
        }
        let kinds: Vec<Kind> = demand.held.iter().map(|held| held.kind).collect();
        assert!(Kind::ALL.iter().all(|kind| kinds.contains(kind)), "{year}");
    }
}

#[test]
fn the_matrix_of_2025_has_the_published_shares() {
    let demand = CORRIDOR.demand(2025);
    let guangxi = zone(&demand, "guangxi");
    assert_near(share(&demand, guangxi.heading(Heading::South)), 0.36, 1e-9);
    assert_near(share(&demand, guangxi.heading(Heading::North)), 0.09, 1e-9);
    assert_near(share(&demand, zone(&demand, "chongqing")), 0.15, 1e-9);
    let north = Slice::default().heading(Heading::North);
    assert_near(share(&demand, north), 0.482, 1e-9);
    let bulk = north.class(0);
    assert_near(demand.sum(bulk), 1_425_000.0 * 0.482 * 0.65, 0.1);
    assert!(demand.cells.iter().all(|cell| cell.teu > 0.0));
    assert_eq!(demand.unreached, []);
}

#[test]
fn what_was_held_is_as_sure_as_its_share_and_the_rest_is_assumed() {
    let demand = CORRIDOR.demand(2025);
    for cell in &demand.cells {
        let number = cell_number(&demand, cell);
        assert_eq!(number.status, Status::Assumed);
        assert_near(number.value, cell.teu, 0.0);
        assert!(number.basis.inputs().len() >= 6, "{number:?}");
    }
    let of = |slice| number_of(&demand, slice);
    let guangxi = zone(&demand, "guangxi");
    let south = of(guangxi.heading(Heading::South));
    assert_eq!(south.status, Status::Derived);
    assert_near(south.value, 513_000.0, 0.01);
    assert_eq!(south.note.as_deref(), Some("1,425,000 × 0.36"));
    assert_eq!(
        (south.low, south.high),
        (Some(1_425_000.0 * 0.33), Some(1_425_000.0 * 0.38))
    );
    assert_eq!(of(guangxi.heading(Heading::North)).status, Status::Assumed);
    assert_eq!(of(zone(&demand, "chongqing")).status, Status::Assumed);
    let north = of(Slice::default().heading(Heading::North));
    assert_eq!(north.status, Status::Derived);
    // The sum of all cells is the model's own, and rests on the total.
    let whole = of(Slice::default());
    assert_near(whole.value, demand.total.value, 0.01);
    assert_eq!(whole.status, Status::Derived);
    assert_eq!(whole.basis.inputs()[0].number, demand.total);
}

/// What goes south inside Guangxi leaves the rest of that direction to the other zones, and so decides
/// about what goes north from Sichuan.
#[test]
fn shares_that_move_a_cell_are_among_its_inputs() {
    let demand = CORRIDOR.demand(2025);
    let port = demand
        .ports
        .iter()
        .position(|port| port.key == "qinzhou-port-east");
    let sichuan = zone(&demand, "sichuan").port(port.unwrap());
    let number = number_of(&demand, sichuan.heading(Heading::North));
    let mut inputs = number.basis.inputs().iter();
    let south = inputs.find(|input| input.names.en == "Guangxi, southbound");
    assert_near(south.unwrap().number.value, 0.36, 1e-9);
    let chinese = number.note.as_ref().unwrap().in_lang(Lang::Zh);
    assert!(chinese.starts_with("矩阵的一部分"), "{chinese}");
}

#[test]
fn the_table_and_the_sums_add_up() {
    let demand = CORRIDOR.demand(2025);
    let table = table(&demand);
    assert_eq!(table.rows.len(), 3 * (demand.zones.len() + 1));
    let all = table.rows.last().unwrap();
    assert_near(all.entries.last().unwrap().number.value, 1_425_000.0, 0.1);
    for row in &table.rows {
        let (whole, ports) = row.entries.split_last().unwrap();
        let sum: f64 = ports.iter().map(|port| port.number.value).sum();
        assert_near(sum, whole.number.value, 0.1);
    }
    for [north, south, both] in &table.classes {
        assert_near(
            north.number.value + south.number.value,
            both.number.value,
            0.1,
        );
    }
    for by in [By::Zone, By::Port, By::Class, By::Heading, By::Hub] {
        let sums = sums(CORRIDOR.base.network(), &demand, by);
        let whole: f64 = sums.iter().map(|sum| sum.both.value).sum();
        assert_near(whole, 1_425_000.0, 0.1);
        for sum in &sums {
            assert_near(sum.ways[0].value + sum.ways[1].value, sum.both.value, 0.1);
        }
    }
}

#[test]
fn later_years_grow_by_the_scenario() {
    let low = CORRIDOR.answer(2035, Growth::Low).unwrap();
    let base = CORRIDOR.answer(2035, Growth::Base).unwrap();
    let high = CORRIDOR.answer(2035, Growth::High).unwrap();
    assert_near(base.total.value, 1_425_000.0 * 1.08_f64.powi(10), 0.1);
    assert_near(base.sum(Slice::default()), base.total.value, 0.1);
    assert_eq!(base.total.status, Status::Assumed);
    assert!(low.total.value < base.total.value && base.total.value < high.total.value);
    assert_near(share(&base, zone(&base, "chongqing")), 0.15, 1e-9);
    assert_eq!((base.year, base.base_year), (2035, 2025));
    let curve = curve(&CORRIDOR.facts, Growth::Base);
    let years: Vec<i32> = curve.iter().map(|(year, _)| *year).collect();
    assert_eq!(years, (2025..=2035).collect::<Vec<_>>());
    assert_eq!(curve[0].1.status, Status::Cited);
    assert_eq!(curve[10].1, base.total);
}

#[test]
fn years_without_a_matrix_are_told_with_their_reason() {
    assert_eq!(years(&CORRIDOR.facts), (2019..=2035).collect::<Vec<_>>());
    let why = |year| CORRIDOR.answer(year, Growth::Base).unwrap_err();
    let kind = Kind::Zone;
    assert_eq!(why(2018), NoDemand::NoShares { year: 2018, kind });
    assert_eq!(why(2012), NoDemand::NoTotal { year: 2012 });
    assert_eq!(why(2036), NoDemand::Beyond { last: 2035 });
    let bare = Study::of(load_bytes(&[]));
    assert_eq!(
        bare.answer(2025, Growth::Base).unwrap_err(),
        NoDemand::NoSeries
    );
    assert!(years(&bare.facts).is_empty());
    for lang in [Lang::En, Lang::Zh] {
        for year in [2018, 2012, 2036] {
            assert!(!reason(&why(year), lang).contains('{'));
        }
    }
}

#[test]
fn the_method_is_said_in_both_languages() {
    let demand = CORRIDOR.answer(2030, Growth::High).unwrap();
    let english = method(&demand, Lang::En);
    for part in [
        "2025",
        "0.02",
        "by inland zone",
        "1,425,000 × (1 + 0.12)^(2030 − 2025)",
    ] {
        assert!(english.contains(part), "{english}");
    }
    assert!(method(&demand, Lang::Zh).contains("0.02"));
    assert!(remarks(CORRIDOR.base.network(), &demand, Lang::En).is_empty());
}

#[test]
fn a_cancelled_task_stops_it() {
    let task = Task::new();
    task.cancel();
    let wanted = Wanted {
        year: 2025,
        growth: Growth::Base,
    };
    let answer = demand(&CORRIDOR.base, &CORRIDOR.facts, wanted, &task);
    assert_eq!(answer.unwrap_err(), Cancelled);
}

/// Two hubs on a line with a port, and tables for them.
fn small(shares: &str) -> Study {
    let map = r#"{"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"id":"a","kind":"rail"},"geometry":{"type":"Point","coordinates":[106,29]}},
      {"type":"Feature","properties":{"id":"b","kind":"rail"},"geometry":{"type":"Point","coordinates":[107,27]}},
      {"type":"Feature","properties":{"id":"far","kind":"rail"},"geometry":{"type":"Point","coordinates":[80,40]}},
      {"type":"Feature","properties":{"id":"p","kind":"seaport"},"geometry":{"type":"Point","coordinates":[108,22]}},
      {"type":"Feature","properties":{"id":"ab","mode":"rail","hours":10},"geometry":{"type":"LineString","coordinates":[[106,29],[107,27]]}},
      {"type":"Feature","properties":{"id":"bp","mode":"rail","hours":20},"geometry":{"type":"LineString","coordinates":[[107,27],[108,22]]}}
    ]}"#;
    let volumes = "series_id,series_en,series_zh,year,period,value,unit,status,scope_note,source\n\
        CR_TEU,x,x,2025,year,1000,TEU,cited,,x\n";
    let header = "margin,key,name_en,name_zh,hubs,direction,year_from,year_to,value,low,high,status,note,source\n";
    let demand = format!("{header}{shares}");
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    Study::of(load_bytes(&[
        file("map.geojson", map),
        file("volumes.csv", volumes),
        file("demand.csv", &demand),
    ]))
}

#[test]
fn hubs_of_a_zone_share_it_by_their_hours() {
    let study = small(
        "zone,all,All,,a ; b ; p,,2025,2025,1,,,assumed,x,\nport,p,P,,p,,2025,2025,1,,,assumed,x,\n",
    );
    let demand = study.demand(2025);
    assert!(demand.fit.is_balanced());
    assert_eq!(demand.cells.len(), 4, "the port is no origin");
    assert_eq!(
        demand.missing,
        [Kind::Heading, Kind::ZoneHeading, Kind::Class]
    );
    let hub = |key| {
        let network = study.base.network();
        let id = network
            .node_by_key(&corridor::model::ids::Key::new(key))
            .unwrap();
        demand.sum(Slice::default().hub(id))
    };
    assert_near(hub("a") / hub("b"), (-0.02_f64 * 10.0).exp(), 1e-9);
    let said = remarks(study.base.network(), &demand, Lang::En);
    assert!(said[0].contains("by direction"), "{said:?}");
}

#[test]
fn what_no_railway_reaches_is_named() {
    let study = small(
        "zone,near,Near,,a,,2025,2025,0.6,,,assumed,x,\nzone,far,Far,,far ; gone,,2025,2025,0.4,,,assumed,x,\n\
         port,p,P,,p,,2025,2025,1,,,assumed,x,\n",
    );
    let demand = study.demand(2025);
    assert!(!demand.fit.is_balanced());
    assert_eq!(demand.held[demand.missed.unwrap()].key, "far");
    assert_eq!(demand.unreached.len(), 1);
    let said = remarks(study.base.network(), &demand, Lang::En).join(" ");
    assert!(
        said.contains("Far is missed by 100.0 %") && said.contains("gone"),
        "{said}"
    );
    assert_eq!(
        number_of(&demand, zone(&demand, "near")).status,
        Status::Assumed
    );
    let nothing = small(
        "zone,far,Far,,far,,2025,2025,1,,,assumed,x,\nport,p,P,,p,,2025,2025,1,,,assumed,x,\n",
    );
    assert_eq!(
        nothing.answer(2025, Growth::Base).unwrap_err(),
        NoDemand::NoWay
    );
}

#[test]
fn rounded_shares_are_put_right_and_wrong_ones_are_told() {
    let zones = |b: &str| {
        format!(
            "zone,a,A,,a,,2025,2025,0.333,,,assumed,x,\nzone,b,B,,b,,2025,2025,{b},,,assumed,x,\n\
             port,p,P,,p,,2025,2025,1,,,assumed,x,\n"
        )
    };
    let rounded = small(&zones("0.666")).demand(2025);
    assert!(rounded.fit.is_balanced());
    assert_near(
        rounded.sum(zone(&rounded, "b")),
        1000.0 * 0.666 / 0.999,
        1e-6,
    );
    let wrong = small(&zones("0.5")).demand(2025);
    assert!(!wrong.fit.is_balanced() && wrong.missed.is_some());
}
