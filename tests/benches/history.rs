//! How long a step of undo, redo and a jump take with ten thousand edits in the bundled corridor, alone and on
//! top of open scenarios, and how long a new edit, its journal line and a row of the list take: medians and the
//! longest of all steps.
//!
//! `cargo bench --bench history` prints milliseconds; what is asserted is that undoing all leads to where it
//! began.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not there"
)]

use std::sync::Arc;
use std::time::Instant;

use corridor::document::history::{History, Step};
use corridor::document::journal::line;
use corridor::document::study::Document;
use corridor::io::load::{Sources, load};
use corridor::model::edit::parts::DemandPart;
use corridor::model::edit::{Edit, LinkNumber};
use corridor::model::ids::Key;
use corridor::model::network::Network;
use corridor::task::Task;

const N_EDITS: usize = 10_000;

fn edit(network: &Network, number: usize) -> Edit {
    let link = &network.links()[number % network.links().len()];
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let value = 1.5 + number as f64;
    // Demand between ends of its own each time, so that there are as many edits as steps.
    if number.is_multiple_of(97) {
        return Edit::SetLinkNumber {
            link: link.key.clone(),
            number: LinkNumber::Hours,
            value,
        };
    }
    Edit::SetDemand {
        part: DemandPart {
            from: Some(Key::new(&format!("zone-{number}"))),
            to: Some(link.key.clone()),
            class: None,
        },
        teu: value,
    }
}

/// Median and longest, milliseconds.
fn measured(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let longest = times.last().copied().unwrap_or_default();
    format!(
        "{:8.3} ms, at most {longest:8.3} ms",
        times[times.len() / 2]
    )
}

fn timed<T>(times: &mut Vec<f64>, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = work();
    times.push(began.elapsed().as_secs_f64() * 1e3);
    done
}

fn run(title: &str, history: &mut History, network: &Network) {
    let first = history.saved().clone();
    let (mut adding, mut lines) = (Vec::new(), Vec::new());
    for number in 0..N_EDITS {
        let edits = vec![edit(network, number)];
        timed(&mut adding, || history.commit(edits).unwrap());
        for record in history.take_records() {
            timed(&mut lines, || drop(line(&record)));
        }
    }
    println!("{title}: {} edits", history.saved().edits.edits().len());
    println!("  an edit        {}", measured(adding));
    println!("  journal line   {}", measured(lines));
    let mut times = Vec::new();
    for _ in 0..1_000 {
        timed(&mut times, || history.undo());
    }
    println!("  undo           {}", measured(times));
    let mut times = Vec::new();
    for _ in 0..1_000 {
        timed(&mut times, || history.redo());
    }
    println!("  redo           {}", measured(times));
    let mut times = Vec::new();
    timed(&mut times, || history.jump(0));
    assert_eq!(*history.saved(), first);
    timed(&mut times, || history.jump(N_EDITS));
    println!("  jump over all  {}", measured(times));
    let mut times = Vec::new();
    for first in (0..N_EDITS - 40).step_by(97) {
        let rows = || {
            (first..first + 40)
                .filter_map(|row| history.step(row))
                .collect::<Vec<&Step>>()
        };
        timed(&mut times, || {
            let said: Vec<String> = rows().iter().map(|step| said(network, step)).collect();
            said.len()
        });
    }
    println!("  40 rows        {}", measured(times));
}

/// A row in words, as the window writes it for edits.
fn said(network: &Network, step: &Step) -> String {
    use corridor::document::delta::Change;
    let mut said = String::new();
    for change in &step.changes {
        if let Change::Edits(script) = change {
            for edit in script.iter().flat_map(|piece| &piece.into) {
                let lang = corridor::words::Lang::En;
                said.push_str(&corridor::study::edits::edit_in_words(network, edit, lang));
            }
        }
    }
    said
}

fn main() {
    let loaded = load(&Sources::named(&[]), &Task::never()).unwrap();
    let document = Document::new(loaded, Sources::named(&[]), Vec::new());
    let mut history = document.history.clone();
    run("alone", &mut history, &document.network);
    let mut history = document.history.clone();
    let open = ["2035-high", "pinglu-canal"].map(Key::new).to_vec();
    history.change(None, |saved| saved.open = Arc::new(open));
    assert!(history.error().is_none());
    history.take_records();
    let saved = history.saved().clone();
    let mut history = History::new(Arc::clone(&document.network), saved);
    run("on open scenarios", &mut history, &document.network);
}
