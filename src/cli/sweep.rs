//! `corridor sweep`: every measure of a scenario for many values of its numbers, years or scenarios.
//!
//! Threads take combinations one after the other. Each row goes to `OUT.csv.part` as soon as it is found, so
//! that a run that was stopped goes on where it was; at the end the rows are put in their order and take the
//! name that was asked for. The table does not depend on threads, on interruptions, or on how the rows were
//! shared out over machines.
//!
//! Does not know: how measures are found (see `study::compare`).

mod plan;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use self::plan::Plan;
use super::args::sweep::SweepArgs;
use super::compare::measures_asked;
use super::report::{Failure, Streams};
use super::rows::{self, Sources};
use super::scenario::scenario;
use super::study::{hub, load};
use super::verify::asked;
use crate::io::files;
use crate::io::load::Loaded;
use crate::model::effect::network_under;
use crate::model::facts::Facts;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::rows::Rows;
use crate::study::compare::{Asked, compared, keys, measured};
use crate::study::evaluate::Base;
use crate::task::Task;
use crate::words::Lang;

/// What is swept.
struct Sweep<'a> {
    args: &'a SweepArgs,
    plan: Plan,
    loaded: &'a Loaded,
    network: Arc<Network>,
    facts: Arc<Facts>,
    base: Base,
    keys: Vec<String>,
}

/// Runs the command; true when every row was found.
///
/// # Errors
/// [`Failure`] when the study cannot be read, a value names nothing or cannot be set, or a file cannot be
/// written.
pub fn run(args: &SweepArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let plan = Plan::of(&args.vary)?;
    let loaded = load(&args.question.study)?;
    let network = Arc::new(loaded.network.clone());
    let sweep = Sweep {
        plan,
        args,
        facts: Arc::new(loaded.facts.clone()),
        base: Base::new(Arc::clone(&network)),
        keys: keys(&network),
        network,
        loaded: &loaded,
    };
    let part = beside(&args.out);
    let mut rows = sweep.known(&part)?;
    let n_known = rows.len();
    sweep.find(&part, &mut rows, streams)?;
    let found = rows.len();
    let heads = sweep.heads();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let table = Rows::of_texts("sweep", &heads, rows.into_values());
    rows::write(&args.out, &table, || sweep.sources())?;
    let removed = files::remove(&part);
    removed.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    streams.say(&format!(
        "{found} rows in {}, {n_known} of them from an earlier run",
        args.out.display()
    ));
    streams.findings(&loaded.issues);
    Ok(true)
}

/// `OUT.csv.part`.
fn beside(out: &Path) -> PathBuf {
    let mut name = OsString::from(out.as_os_str());
    name.push(".part");
    PathBuf::from(name)
}

impl Sweep<'_> {
    fn heads(&self) -> Vec<String> {
        let mut heads = vec!["point".to_owned()];
        heads.extend(self.plan.names());
        heads.extend(self.keys.iter().cloned());
        heads
    }

    /// The study, the scenario that is varied, and what is varied.
    fn sources(&self) -> Sources {
        let asked = asked(&self.args.question.scenario);
        let varied = self.args.vary.iter().map(|vary| ("vary", vary.clone()));
        rows::sources_of_study(self.loaded, asked.into_iter().chain(varied))
    }

    /// The combinations of this shard.
    fn numbers(&self) -> Vec<usize> {
        let (part, of) = self.args.shard;
        (0..self.plan.len())
            .filter(|number| number % of == part - 1)
            .collect()
    }

    /// What tells this sweep from another one.
    fn title(&self) -> String {
        let asked = &self.args.question;
        format!(
            "corridor {} sweep {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            env!("CARGO_PKG_VERSION"),
            asked.study,
            asked.modes,
            asked.scenario,
            self.args.vary,
            self.args.from,
            self.args.to,
            self.args.shard,
        )
    }

    /// The rows that an earlier run of the same sweep has found; begins the file where there is none.
    fn known(&self, part: &Path) -> Result<BTreeMap<usize, Vec<String>>, Failure> {
        let failed = |error: files::FileError| Failure::new(error.in_words(Lang::En));
        let title = self.title();
        let Ok(bytes) = files::read(part) else {
            files::append(part, format!("{title}\n").as_bytes()).map_err(failed)?;
            return Ok(BTreeMap::new());
        };
        let text = String::from_utf8_lossy(&bytes);
        // A line that does not end was being written when the run was stopped.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let mut lines = whole.lines();
        if lines.next() != Some(title.as_str()) {
            return Err(Failure::new(format!(
                "{} holds rows of another sweep; remove it, or write to another file",
                part.display()
            )));
        }
        let n_cells = self.heads().len();
        let row = |line: &str| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let number = cells.first()?.parse().ok()?;
            (cells.len() == n_cells).then_some((number, cells))
        };
        let rows: BTreeMap<usize, Vec<String>> = lines.filter_map(row).collect();
        if !text.ends_with('\n') {
            // More cells than any row has: what was cut is no row ever after.
            let end = format!("{}\n", "\t".repeat(n_cells));
            files::append(part, end.as_bytes()).map_err(failed)?;
        }
        Ok(rows)
    }

    /// Finds the rows that are missing, each written down at once.
    fn find(
        &self,
        part: &Path,
        rows: &mut BTreeMap<usize, Vec<String>>,
        streams: &mut Streams,
    ) -> Result<(), Failure> {
        let all = self.numbers();
        let missing: Vec<usize> = all
            .iter()
            .copied()
            .filter(|number| !rows.contains_key(number))
            .collect();
        let machine = std::thread::available_parallelism().map_or(1, usize::from);
        let n_threads = self.args.threads.map_or(machine, usize::from);
        let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (send, receive) = mpsc::channel();
        let shows = stderr().is_terminal();
        std::thread::scope(|scope| {
            for _ in 0..n_threads.min(missing.len()) {
                let (send, next, is_over, missing) = (send.clone(), &next, &is_over, &missing);
                scope.spawn(move || {
                    let numbers = || missing.get(next.fetch_add(1, Ordering::Relaxed)).copied();
                    let mut sent = std::iter::from_fn(numbers)
                        .map(|number| send.send((number, self.row(number))).is_ok());
                    // Nobody hears any more, or another row could not be found.
                    sent.any(|is_heard| !is_heard || is_over.load(Ordering::Relaxed));
                });
            }
            drop(send);
            for (number, row) in receive {
                let written = row.and_then(|row| {
                    let line = format!("{}\n", row.join("\t"));
                    let written = files::append(part, line.as_bytes());
                    written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
                    rows.insert(number, row);
                    Ok(())
                });
                if let Err(failure) = written {
                    is_over.store(true, Ordering::Relaxed);
                    return Err(failure);
                }
                if shows {
                    streams.complain(&format!("{} of {}", rows.len(), all.len()));
                }
            }
            Ok(())
        })
    }

    /// The measures of one combination.
    fn row(&self, number: usize) -> Result<Vec<String>, Failure> {
        let point = self.plan.point(number, &self.args.question.scenario);
        let scenario = scenario(&self.network, self.loaded, &point.scenario)?;
        let under = network_under(&self.network, &scenario);
        let ends = [self.args.from.as_deref(), self.args.to.as_deref()];
        let modes = &self.args.question.modes;
        let mut asked: Asked = measures_asked(self.loaded, &self.network, (ends, modes), |name| {
            hub(&under, name)
        })?;
        asked.flows.demand_factor = point.demand_factor;
        asked.flows.modes = asked.question.modes;
        let named = (&Names::default(), &scenario);
        let measured = measured(&self.base, &self.facts, named, &asked, &Task::never());
        let measured = measured.map_err(|error| Failure::new(error.to_string()))?;
        let has_flows = measured.flows.is_ok();
        let rows = compared(&measured, &measured);
        let mut cells = vec![number.to_string()];
        cells.extend(point.values);
        cells.extend(self.keys.iter().map(|key| {
            let row = rows.iter().find(|row| row.key == *key);
            match row.map(|row| &row.sides[0]) {
                Some(Some(number)) => number.value.to_string(),
                // A mode or route that nothing goes by.
                None if has_flows && key.starts_with("flows.") => "0".to_owned(),
                _ => String::new(),
            }
        }));
        Ok(cells)
    }
}
