//! What is published is compared with the model, or there is a reason why not.

use std::collections::BTreeSet;

use crate::rows;

/// Series without a check, and why.
const NOT_COMPARED: [(&str, &str); 57] = [
    ("BGP_LINERS", "liner services are no quantity of the model"),
    (
        "BGP_TEU",
        "a sum over ports, most of it not carried by train",
    ),
    (
        "BG_TRAINS",
        "an accounting unit of 50 TEU, never set beside trains",
    ),
    (
        "CAE",
        "trains to Central Asia: the model has no demand there",
    ),
    ("CASSAVA_T", "one kind of goods"),
    ("CL_TOT", "with the traffic inside China and inside Laos"),
    ("CQ_EXPORT_GROWTH", "trade in yuan"),
    ("CQ_IMPORT_GROWTH", "trade in yuan"),
    (
        "CQ_SHARE_CUM",
        "of several years, by a count of other modes, too",
    ),
    ("CQ_TEU", "all modes; compared as a share (CQ_SHARE)"),
    ("CQ_TRADE_GROWTH", "trade in yuan"),
    ("CQ_VALUE", "value of goods"),
    ("CRE", "trains to Europe: the model has no demand there"),
    ("CRE_TEU", "trains to Europe: the model has no demand there"),
    ("CR_GROWTH", "follows from CR_TEU, which is compared"),
    ("GOODS_NORTH", "a text"),
    ("GOODS_SOUTH", "a text"),
    (
        "GROWTH_GX_SOUTH",
        "parts of a growth between two periods of four months",
    ),
    (
        "GROWTH_NORTH",
        "parts of a growth between two periods of four months",
    ),
    (
        "GROWTH_OTHER_SOUTH",
        "parts of a growth between two periods of four months",
    ),
    (
        "GX_SOUTH_TEU",
        "four months; compared as a share (GX_SOUTH_SHARE)",
    ),
    ("KINDS", "kinds of goods are no quantity of the model"),
    ("LINES", "timetabled lines are no quantity of the model"),
    ("MG_T", "a sum over seven years"),
    ("MG_TRAINS", "a sum over seven years"),
    ("OD_SHARE_CQ", "assumed: an input of the matrix"),
    ("OD_SHARE_GX", "assumed: an input of the matrix"),
    ("OD_SHARE_GZ", "assumed: an input of the matrix"),
    ("OD_SHARE_HN", "assumed: an input of the matrix"),
    ("OD_SHARE_NW", "assumed: an input of the matrix"),
    ("OD_SHARE_SC", "assumed: an input of the matrix"),
    ("OD_SHARE_YN", "assumed: an input of the matrix"),
    ("QZR_T", "goods outside of boxes, too"),
    ("QZR_WAGONS", "the peak of one day"),
    ("REACH", "a text"),
    (
        "REACH_CITIES",
        "places reached are no quantity of the model",
    ),
    (
        "REACH_COUNTRIES",
        "places reached are no quantity of the model",
    ),
    ("REACH_PORTS", "places reached are no quantity of the model"),
    (
        "REACH_PROVINCES",
        "places reached are no quantity of the model",
    ),
    (
        "REACH_STATIONS",
        "places reached are no quantity of the model",
    ),
    ("REAL_TRAIN_BOXES", "samples: an input of the train size"),
    ("REAL_TRAIN_T", "a sample"),
    ("REAL_TRAIN_TEU", "samples: an input of the train size"),
    ("ROAD_CQ", "lorries: roads have no capacity and no demand"),
    ("ROAD_CQ_VALUE", "value of goods"),
    (
        "ROAD_SPLIT_EAST",
        "lorries: roads have no capacity and no demand",
    ),
    (
        "ROAD_SPLIT_WEST",
        "lorries: roads have no capacity and no demand",
    ),
    ("ROUTE_SHARE_MIDDLE", "assumed"),
    ("ROUTE_SHARE_WEST", "assumed"),
    ("SC_TEU_TRAIN", "follows from two counts of one page"),
    ("SC_T_TEU", "an input of the weight of a box"),
    ("SC_VALUE_TEU", "value of goods"),
    ("TEU_PER_TRAIN", "an accounting unit of 50 TEU"),
    (
        "TGP_HUB",
        "with the ship lift, which the model does not have",
    ),
    ("TGP_PEAK", "the peak of one year"),
    ("TRADE", "trade in yuan"),
    ("TRADE13", "trade in yuan"),
];

/// Series of which the model has nothing to be set beside, whatever their year.
const BESIDE_THE_MODEL: [(&str, &str); 4] = [
    ("TRADE_POINTS", "trade in yuan"),
    ("VALUE_TEU", "value of goods"),
    (
        "YP_TEU",
        "the port has no limit, and most of it comes by ship",
    ),
    (
        "ZJ_TEU",
        "the port has no limit, and most of it comes by ship",
    ),
];

/// Years of a compared series that have no check of their own, and why.
const YEARS_NOT_COMPARED: [(&str, &str, &str); 4] = [
    ("CL_CB", "2024", "the capacity is that of 2025"),
    (
        "CV_TEU",
        "2024:to 25 Sep",
        "part of the year that is compared",
    ),
    (
        "QZ_TEU",
        "2020",
        "expected, or of eleven months; 2021 is compared",
    ),
    (
        "TGP",
        "2017",
        "the capacity is compared with the latest year",
    ),
];

/// What the checks refer to: the series, and `SERIES@YEAR` of each.
fn referred() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for check in rows("checks.csv") {
        if let Some((series, year)) = check["ref"].split_once('@') {
            let year = year.split(':').next().unwrap();
            found.insert(series.to_owned());
            found.insert(format!("{series}@{year}"));
        }
        // Sums of published years compare all of them.
        if check["kind"] == "series-sum" {
            let of = |name: &str| {
                let args = check["args"].split(';');
                args.filter_map(|arg| arg.split_once('='))
                    .find_map(|(known, value)| (known == name).then(|| value.to_owned()))
            };
            let series = of("series").unwrap();
            let years = of("years").unwrap();
            let (first, last) = years.split_once('-').unwrap();
            let (first, last): (i32, i32) = (first.parse().unwrap(), last.parse().unwrap());
            found.extend((first..=last).map(|year| format!("{series}@{year}")));
        }
    }
    found
}

/// What is neither compared nor excused, and what is excused although it is compared or not there.
fn faults(referred: &BTreeSet<String>, published: &[(String, String, String)]) -> Vec<String> {
    let excused: BTreeSet<&str> = NOT_COMPARED
        .iter()
        .chain(&BESIDE_THE_MODEL)
        .map(|(series, _)| *series)
        .collect();
    let mut faults = BTreeSet::new();
    for (series, year, period) in published {
        let is_compared = referred.contains(series);
        if is_compared == excused.contains(series.as_str()) {
            faults.insert(series.clone());
        }
        let year_excused = YEARS_NOT_COMPARED.iter().any(|(of, when, _)| {
            let (at, part) = when.split_once(':').unwrap_or((when, period.as_str()));
            of == series && at == year && part == period
        });
        let at = format!("{series}@{year}");
        let is_sum = year.contains('-');
        if is_compared && !is_sum && !year_excused && !referred.contains(&at) {
            faults.insert(at);
        }
    }
    for series in excused {
        if !published.iter().any(|(known, _, _)| known == series) {
            faults.insert(format!("{series} is not published"));
        }
    }
    faults.into_iter().collect()
}

fn published() -> Vec<(String, String, String)> {
    let rows = rows("volumes.csv").into_iter();
    rows.map(|row| {
        (
            row["series_id"].clone(),
            row["year"].clone(),
            row["period"].clone(),
        )
    })
    .collect()
}

#[test]
fn every_series_is_compared_or_says_why_not() {
    assert_eq!(faults(&referred(), &published()), Vec::<String>::new());
}

#[test]
fn a_series_that_is_left_out_is_seen() {
    let all = referred();
    let without = |what: &str| -> Vec<String> {
        let left = all.iter().filter(|known| !known.starts_with(what));
        faults(&left.cloned().collect(), &published())
    };
    assert_eq!(without("QZR_TEU@2023"), ["QZR_TEU@2023"]);
    assert_eq!(without("DIR_SHARE"), ["DIR_SHARE"]);
    let mut more = published();
    more.push(("NEW".to_owned(), "2026".to_owned(), "year".to_owned()));
    assert_eq!(faults(&all, &more), ["NEW"]);
}

/// A figure that is an input of the model is no independent check of it.
#[test]
fn what_the_model_was_given_is_called_calibrated() {
    let checks = rows("checks.csv");
    let check = |key: &str| {
        let found = checks.iter().find(|check| check["check"] == key);
        found.unwrap_or_else(|| panic!("there is no check {key}"))
    };
    for key in [
        "mohan-paths",
        "lcb-paths",
        "nn-hanoi-hours",
        "cq-vte-road-hours",
        "fcg-paths-2021",
        "qzr-teu-2023",
        "cq-sh-river-money",
    ] {
        let args = &check(key)["args"];
        assert!(args.contains("calibrated=yes"), "{key}: {args}");
    }
    for key in ["qzr-teu-2020", "luz-qz-km", "cq-sin-km", "fcg-paths-2022"] {
        let args = &check(key)["args"];
        assert!(!args.contains("calibrated"), "{key}: {args}");
    }
}
