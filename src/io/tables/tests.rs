//! Tables from small texts.

use std::sync::Arc;

use super::Tables;
use crate::model::check::Issue;
use crate::model::facts::Facts;
use crate::model::parameters::Parameters;
use crate::model::sourced::Status;
use crate::model::value::Value;

fn read(name: &str, text: &str) -> (Facts, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut tables = Tables::default();
    let file = Arc::from(format!("{name}.csv"));
    assert!(tables.add(&file, name, text.as_bytes(), &mut issues));
    let mut parameters = Parameters::default();
    tables.parameters(&mut parameters, &mut issues);
    let facts = tables.facts(parameters, &mut issues);
    (facts, issues)
}

#[test]
fn rows_group_into_series_and_a_bad_row_is_named() {
    let text = "series_id,series_en,series_zh,year,period,value,unit,status,scope_note,source\n\
                A,Trains,班列,2018,year,10,TEU,cited,,Xinhua\n\
                A,Trains,班列,2017,year,x,TEU,cited,,Xinhua\n\
                A,Trains,班列,2016,year,5,TEU,derived,half,\n\
                A,Trains,班列,2016-2018,sum,15,TEU,derived,all,\n\
                B,Reach,通达,2018,year,\"5 ports, 3 countries\",text,cited,,Xinhua\n";
    let (facts, issues) = read("volumes", text);
    assert_eq!(facts.series.len(), 2);
    let series = &facts.series[0];
    let years: Vec<_> = series.observations.iter().map(|o| o.year).collect();
    assert_eq!(years, [2016, 2018, 2018]);
    let of_2018 = series.of_year(2018).unwrap();
    assert_eq!(of_2018.source.as_deref(), Some("Xinhua"));
    assert_eq!(of_2018.status, Status::Cited);
    assert!(
        matches!(&facts.series[1].observations[0].value, Value::Quoted(said) if said.text == "5 ports, 3 countries")
    );
    let lines: Vec<_> = issues.iter().map(|issue| issue.place.line).collect();
    assert_eq!(lines, [Some(3)]);
}

#[test]
fn a_unit_that_is_no_word_is_said() {
    let text = "at,figure_en,figure_zh,value,unit,year,status,note,source\n\
                a,Height,高,3,cubits of the king who once ruled in that land long ago,2020,cited,,Book\n";
    let (facts, issues) = read("figures", text);
    assert_eq!(facts.figures.len(), 1);
    let codes: Vec<_> = issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["unknown-unit"]);
}

#[test]
fn a_word_that_is_no_status_is_said_and_a_parameter_without_value_too() {
    let text = "group,key,name_en,name_zh,value,low,high,unit,year,status,note,source\n\
                default,a,A,A,1,,,h,2020,certain,,Book\n\
                default,b,B,B,,,,h,2020,cited,,Book\n\
                default,c,C,C,1,,,h,2020,,,\n\
                default,d,D,D,1\n";
    let (facts, issues) = read("parameters", text);
    let found: Vec<_> = issues.iter().map(|i| (i.code, i.place.line)).collect();
    let expected = [
        ("bad-row", Some(5)),
        ("unknown-status", Some(2)),
        ("bad-row", Some(3)),
    ];
    assert_eq!(found, expected);
    let status = facts.parameters.number("a").map(|number| number.status);
    assert_eq!(status, Some(Status::Unsourced));
    assert_eq!(issues[0].args, ["it has 5 cells, the heading 12"]);
}

#[test]
fn a_conflict_says_how_well_each_side_is_founded() {
    let text = "conflict,name_en,name_zh,unit,year,value_a,status_a,source_a,value_b,status_b,source_b,used,reason\n\
                c,C,C,TEU,2021,1,cited,Book,2,derived,Own sum,a,why\n";
    let (facts, issues) = read("conflicts", text);
    assert!(issues.is_empty(), "{issues:?}");
    let statuses = facts.conflicts[0].values.each_ref().map(|n| n.status);
    assert_eq!(statuses, [Status::Cited, Status::Derived]);
}

#[test]
fn a_check_may_refer_to_a_parameter() {
    let mut issues = Vec::new();
    let mut tables = Tables::default();
    let parameters = "group,key,name_en,name_zh,value,low,high,unit,year,status,note,source\n\
                      time,run,Run,运行,48,40,60,h,2017,cited,,Xinhua\n";
    let checks = "check,name_en,name_zh,kind,args,year,ref,value,unit,status,note,source\n\
                  c1,Run,运行,chain-hours,chain=eastern,2017,run,,,,,\n\
                  c2,Gone,无,chain-hours,,2017,nothing,,,,,\n";
    for (name, text) in [("parameters", parameters), ("checks", checks)] {
        let file = Arc::from(name);
        assert!(tables.add(&file, name, text.as_bytes(), &mut issues));
    }
    let mut rows = Parameters::default();
    tables.parameters(&mut rows, &mut issues);
    let facts = tables.facts(rows, &mut issues);
    assert_eq!(facts.checks.len(), 1);
    assert_eq!(facts.checks[0].published.value.to_string(), "48");
    assert_eq!(
        facts.checks[0].args,
        [("chain".to_owned(), "eastern".to_owned())]
    );
    assert_eq!(issues.len(), 1, "{issues:?}");
}

#[test]
fn a_table_without_its_columns_is_one_error() {
    let cases = [
        ("at;figure_en;value\na;Height;3\n", "missing-column"),
        ("", "empty-file"),
        ("\u{feff}at,figure_en,value\na,Height,3\n", ""),
    ];
    for (text, code) in cases {
        let (facts, issues) = read("figures", text);
        let codes: Vec<_> = issues.iter().map(|issue| issue.code).collect();
        if code.is_empty() {
            assert_eq!((facts.figures.len(), codes.len()), (1, 0), "{issues:?}");
        } else {
            assert_eq!((facts.figures.len(), codes), (0, vec![code]));
        }
    }
}
