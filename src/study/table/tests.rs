//! Filters, order, edits, copied and pasted texts on a network small enough to check by hand.

use super::columns::{Field, called};
use super::filter::{Test, condition};
use super::order::{Wish, listed, sum};
use super::paste::{Frame, Pasted, cells};
use super::set::{Entry, Refusal, number};
use super::{Cell, Tab, Table};
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, LinkNumber};
use crate::model::effect::network_under;
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::model::rows::Cell as PlainCell;
use crate::model::scenario::Scenario;
use crate::study::tests::network;
use crate::task::Task;
use crate::words::Lang;
use std::sync::Arc;

const CAPACITY: Field = Field::There(LinkNumber::Capacity);

fn table_under(tab: Tab, edits: &[Edit]) -> Table {
    let base = network();
    let scenario = edits.iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(&base, edit.clone()).unwrap()
    });
    let network = network_under(&base, &scenario);
    Table::new(tab, (network, Arc::new(Facts::default())), &scenario, None)
}

fn links() -> Table {
    table_under(Tab::Links, &[])
}

fn keys(table: &Table, wish: &Wish) -> Vec<String> {
    let rows = listed(table, wish, Lang::En, |_| true, &Task::never()).unwrap();
    rows.into_iter().map(|row| table.key(row)).collect()
}

fn test(column: &str, said: &str) -> (Field, Test) {
    let column = called(Tab::Links, column).unwrap();
    (column.field, Test::parse(column, said).unwrap().unwrap())
}

fn filtered(column: &str, said: &str) -> Vec<String> {
    let wish = Wish {
        tests: vec![test(column, said)],
        ..Wish::default()
    };
    keys(&links(), &wish)
}

#[test]
fn filters_compare_numbers_and_find_texts() {
    assert_eq!(filtered("capacity_teu", "> 400"), ["E1", "E2"]);
    assert_eq!(filtered("capacity_teu", ">= 400"), ["E1", "E2", "M1"]);
    assert_eq!(filtered("capacity_teu", "≤300"), ["W"]);
    assert_eq!(filtered("capacity_teu", "300..450"), ["M1", "W"]);
    assert_eq!(filtered("capacity_teu", "..450"), ["M1", "W"]);
    assert_eq!(filtered("capacity_teu", "450 .."), ["E1", "E2"]);
    assert_eq!(filtered("capacity_teu", "= 700"), ["E2"]);
    assert_eq!(filtered("capacity_teu", "="), ["t1", "t2", "t3"]);
    assert_eq!(filtered("capacity_teu", "cited").len(), 4);
    assert!(filtered("capacity_teu", "假定").is_empty());
    assert_eq!(filtered("mode", "rail").len(), 4);
    assert_eq!(filtered("mode", "铁路").len(), 4, "in either language");
    assert_eq!(filtered("mode", "!= rail"), ["t1", "t2", "t3"]);
    assert_eq!(filtered("key", "= e1"), ["E1"]);
    assert_eq!(filtered("key", "e").len(), 2);
    assert_eq!(filtered("routes", "middle"), ["E2", "M1"]);
    assert_eq!(filtered("open", "no"), ["W"]);
}

#[test]
fn a_filter_that_compares_with_no_number_is_told() {
    let column = called(Tab::Links, "capacity_teu").unwrap();
    assert!(Test::parse(column, "= 0,5").is_err());
    let bad = Test::parse(column, "> many").unwrap_err();
    assert!(bad.in_words(Lang::En).contains("\"> many\""));
    assert_eq!(Test::parse(column, "  "), Ok(None));
    assert_eq!(condition("hours>=12"), Some(("hours", ">=12")));
    assert_eq!(condition("hours"), None);
}

#[test]
fn capitals_of_any_alphabet_are_small_letters_to_a_filter() {
    let column = called(Tab::Links, "name_en").unwrap();
    let town = Cell::text("Évora Town");
    for (said, holds) in [
        ("= évora town", true),
        ("=ÉVORA TOWN", true),
        ("!= Évora Town", false),
    ] {
        let test = Test::parse(column, said).unwrap().unwrap();
        assert_eq!(test.holds(&town), holds, "{said}");
    }
}

#[test]
fn sorting_is_stable_and_puts_what_is_missing_last() {
    let sorted = |field, is_down| {
        let wish = Wish {
            sort: Some((field, is_down)),
            ..Wish::default()
        };
        keys(&links(), &wish)
    };
    let up = sorted(CAPACITY, false);
    assert_eq!(up, ["W", "M1", "E1", "E2", "t1", "t2", "t3"]);
    let down = sorted(CAPACITY, true);
    assert_eq!(down, ["E2", "E1", "M1", "W", "t1", "t2", "t3"]);
    let by_mode = sorted(Field::Mode, false);
    assert_eq!(by_mode, ["t1", "t2", "t3", "E1", "E2", "M1", "W"]);
}

#[test]
fn any_cell_may_hold_the_text_and_edited_rows_are_known() {
    let edit = Edit::SetLinkNumber {
        link: Key::new("M1"),
        number: LinkNumber::Capacity,
        value: 450.0,
    };
    let table = table_under(Tab::Links, &[edit]);
    let wish = Wish {
        is_edited: true,
        ..Wish::default()
    };
    assert_eq!(keys(&table, &wish), ["M1"]);
    assert!(table.is_edited(3, CAPACITY));
    assert!(!table.is_edited(3, Field::Open));
    let wish = Wish {
        text: "Port".to_owned(),
        ..Wish::default()
    };
    assert_eq!(keys(&table, &wish), ["E2", "W", "t3"]);
}

#[test]
fn sums_leave_out_what_is_not_given() {
    let table = links();
    let column = called(Tab::Links, "capacity_teu").unwrap();
    let all = sum(&table, &table.rows(), column).unwrap();
    assert_eq!((all.count, all.sum), (4, 1900.0));
    assert_eq!(all.mean(), Some(475.0));
    let mode = called(Tab::Links, "mode").unwrap();
    assert_eq!(sum(&table, &table.rows(), mode), None);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    assert_eq!(number("1,234.5"), Some(1234.5));
    assert_eq!(number(" 1 234 567 "), Some(1_234_567.0));
    assert_eq!(number("−3"), Some(-3.0));
    assert_eq!(number("1e3"), Some(1000.0));
    assert_eq!(number("1234,5"), None, "a comma that may be a decimal");
    assert_eq!(number("12,34"), None);
    assert_eq!(number("0,500"), None, "no thousands begin with a zero");
    assert_eq!(number("-0,125"), None);
    for none in ["", "x", "1.2.3", "inf", "NaN", "1,,000", "5%"] {
        assert_eq!(number(none), None, "{none}");
    }
}

#[test]
fn cells_are_set_within_the_bounds_of_the_model() {
    let table = links();
    let set = |value| table.set(1, CAPACITY, Entry::Number(value));
    assert!(
        matches!(set(600.0), Ok(Edit::SetLinkNumber { value, .. }) if value.to_bits() == 600f64.to_bits())
    );
    assert!(matches!(set(-1.0), Err(Refusal::Bounds { .. })));
    assert!(matches!(set(f64::NAN), Err(Refusal::Bounds { .. })));
    assert_eq!(
        table.set(1, Field::Length, Entry::Number(1.0)),
        Err(Refusal::ReadOnly)
    );
    let back = Field::Back(LinkNumber::Capacity);
    assert_eq!(table.target(1, back), None, "read only");
    assert_eq!(
        table.target(1, Field::There(LinkNumber::Pairs)),
        None,
        "not given"
    );
    assert!(
        table.target(0, CAPACITY).is_some(),
        "no limit can be given one"
    );
    assert_eq!(table.multiply(0, CAPACITY, 2.0), Ok(None));
    assert!(matches!(
        table.multiply(1, CAPACITY, 1.5),
        Ok(Some(Edit::ScaleLinkNumber { factor, .. })) if factor.to_bits() == 1.5f64.to_bits()
    ));
}

#[test]
fn an_edit_of_a_cell_can_be_taken_back() {
    let closed = Edit::SetLinkOpen {
        link: Key::new("E1"),
        is_open: false,
    };
    let table = table_under(Tab::Links, &[closed]);
    assert_eq!(table.cell(1, Field::Open), Cell::Switch(false));
    let restored = Edit::Restore(Target::LinkOpen(Key::new("E1")));
    assert_eq!(table.restore(1, Field::Open), Some(restored));
    assert_eq!(table.restore(2, Field::Open), None);
}

fn pasted(table: &Table, said: &str, at: Option<(usize, usize)>, picked: &[usize]) -> Pasted {
    let rows = table.rows();
    let frame = Frame {
        rows: &rows,
        columns: table.columns(),
        at,
        picked,
    };
    table.pasted(said, frame)
}

#[test]
fn texts_of_spreadsheets_are_cells() {
    let rows = cells("a\tb\r\n\"1\t2\"\t\"say \"\"so\"\"\"\r\n\r\n");
    assert_eq!(rows, [["a", "b"], ["1\t2", "say \"so\""]]);
    assert!(cells("").is_empty());
    assert_eq!(cells("7"), [["7"]]);
    assert_eq!(
        cells("\u{feff}key\n\nx"),
        [vec!["key"], vec![""], vec!["x"]]
    );
}

#[test]
fn what_is_copied_and_pasted_changes_nothing() {
    for tab in [Tab::Links, Tab::Hubs] {
        let table = table_under(tab, &[]);
        for lang in [Lang::En, Lang::Zh] {
            let said = table.copied(&table.rows(), table.columns(), lang);
            assert_eq!(pasted(&table, &said, None, &[]), Pasted::default());
            let block = said.split_once('\n').unwrap().1;
            let back = pasted(&table, block, Some((0, 0)), &[]);
            assert_eq!(back, Pasted::default(), "as a block too");
        }
    }
    let said = links().copied(&[1], links().columns(), Lang::En);
    assert!(said.starts_with("Key\tName\tChinese name\tFrom\tTo\tMode"));
    assert!(said.contains("Capacity (TEU/a)\tCapacity, back (TEU/a)"));
}

#[test]
fn a_text_with_heads_goes_by_key_and_column() {
    let said = "capacity_teu\tkey\tCost (¥/TEU)\tcolor\n\
                1,500\tE1\t800\tred\n\
                x\tE2\t-1\t\n\
                1\tQ9\t\t\n";
    let pasted = pasted(&links(), said, None, &[]);
    assert_eq!((pasted.n_set, pasted.edits.len()), (2, 2));
    assert!(matches!(&pasted.edits[0],
        Edit::SetLinkNumber { link, number: LinkNumber::Capacity, value }
            if link.as_str() == "E1" && value.to_bits() == 1500f64.to_bits()));
    let why: Vec<&Refusal> = pasted.refused.iter().map(|one| &one.why).collect();
    assert_eq!(why[0], &Refusal::NoColumn("color".to_owned()));
    assert_eq!(why[1], &Refusal::NoNumber("x".to_owned()));
    assert!(matches!(why[2], Refusal::Bounds { .. }));
    assert_eq!(why[3], &Refusal::NoRow("Q9".to_owned()));
    assert_eq!(why.len(), 4);
}

#[test]
fn a_block_begins_at_a_cell_and_a_single_cell_fills_the_picked_rows() {
    let table = links();
    let columns = table.columns();
    let at = columns.iter().position(|of| of.field == CAPACITY).unwrap();
    let block = pasted(&table, "600\n\n500", Some((1, at)), &[]);
    assert_eq!(block.n_set, 2, "an empty cell leaves what is there");
    let beyond = pasted(&table, "1\n2\n3", Some((5, at)), &[]);
    assert_eq!(beyond.n_set, 2);
    assert_eq!(beyond.refused[0].why, Refusal::Beyond);
    let fill = pasted(&table, "999", Some((1, at)), &[1, 2, 3]);
    assert_eq!(fill.n_set, 3);
    let length = columns.iter().position(|of| of.field == Field::Length);
    let refused = pasted(&table, "5", Some((1, length.unwrap())), &[]);
    assert_eq!(refused.refused[0].why, Refusal::ReadOnly);
}

#[test]
fn yes_and_no_are_taken_in_both_languages() {
    let table = links();
    assert_eq!(table.typed(1, Field::Open, "是"), Ok(None), "it is open");
    for no in ["no", "否", "closed", "0", "FALSE"] {
        let edit = table.typed(1, Field::Open, no).unwrap().unwrap();
        assert!(matches!(edit, Edit::SetLinkOpen { is_open: false, .. }));
    }
    assert!(matches!(
        table.typed(1, Field::Open, "maybe"),
        Err(Refusal::NoSwitch(_))
    ));
}

#[test]
fn provenance_stands_behind_numbers_where_it_is_asked_for() {
    let table = links();
    let column = *called(Tab::Links, "hours").unwrap();
    let rows = table.as_rows(&[1], &[column], Lang::En, true);
    let words: Vec<&str> = rows.heads.iter().map(|head| head.word.as_str()).collect();
    assert_eq!(
        words,
        [
            "hours",
            "hours_status",
            "hours_low",
            "hours_high",
            "hours_source",
            "hours_note"
        ]
    );
    assert_eq!(rows.heads[1].title, "Running time (h): status");
    let cells: Vec<String> = rows.cells[0].iter().map(PlainCell::plain).collect();
    assert_eq!(cells, ["10", "cited", "", "", "", ""]);
    let alone = table.as_rows(&[1], &[column], Lang::En, false);
    assert_eq!(alone.cells, [[PlainCell::Number(10.0)]]);
    let text = table.as_markdown(&[1], &[column], Lang::En);
    assert_eq!(text, "| Running time (h) |\n|---:|\n| 10 |");
}
