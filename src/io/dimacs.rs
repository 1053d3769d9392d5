//! Reads flow problems in the format of the first DIMACS challenge: `.min` and `.max` files.
//!
//! A line begins with its kind: `c` is a comment, `p min NODES ARCS` or `p max NODES ARCS` the
//! problem, `n NODE SUPPLY` (or in a `.max` file `n NODE s` and `n NODE t`) a node, and
//! `a TAIL HEAD LOWER UPPER COST` (or `a TAIL HEAD CAPACITY`) an arc. Nodes are numbered from 1,
//! numbers are whole. An upper bound of `inf` is none; so is −1, which some programs write for it,
//! with a finding. *The first DIMACS international algorithm implementation challenge: problem
//! definitions and specifications*, 1991.
//!
//! A line that cannot be used is an error, as a problem without it would be another problem.
//! Does not know: file paths, how problems are solved.

use std::sync::Arc;

use super::encoding::to_text;
use super::plain::PlainError;
use super::plain::findings::Findings;
use crate::model::check::{Issue, Place};
use crate::model::flow::{FlowProblem, UNLIMITED, Wanted};
use crate::task::Task;

/// Lines between two checkpoints.
const STRIDE: usize = 4_096;
/// More nodes are refused: a wrong number in the header must not take all memory.
const MOST_NODES: i64 = 50_000_000;

/// A problem, and findings about its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedFlow {
    /// The problem.
    pub problem: FlowProblem,
    /// What is odd.
    pub issues: Vec<Issue>,
}

/// Reads a `.min` or `.max` file; the line `p` tells which it is.
///
/// # Errors
/// [`PlainError`] when the file is no text, a line cannot be used or is missing, or the task was
/// cancelled.
pub fn read(file: &Arc<str>, bytes: &[u8], task: &Task) -> Result<LoadedFlow, PlainError> {
    let text = to_text(file, bytes)?;
    let mut reader = Reader {
        file,
        problem: None,
        is_named: Vec::new(),
        ends: [None; 2],
        n_arcs: 0,
        findings: Findings::new(file),
    };
    for (at, line) in text.lines().enumerate() {
        if at.is_multiple_of(STRIDE) {
            task.checkpoint()?;
        }
        reader.line(at + 1, line)?;
    }
    Ok(reader.finish()?)
}

struct Reader<'a> {
    file: &'a Arc<str>,
    problem: Option<FlowProblem>,
    /// By node: whether a line has said what it gives.
    is_named: Vec<bool>,
    /// Source and sink of a `.max` file.
    ends: [Option<u32>; 2],
    /// As the line `p` has it.
    n_arcs: i64,
    findings: Findings,
}

/// The words of a line after its kind, and where it is.
struct Line<'a> {
    file: &'a Arc<str>,
    number: usize,
    words: Vec<&'a str>,
}

impl Line<'_> {
    fn error(&self, code: &'static str, args: &[&str]) -> Issue {
        Issue::error(code, self.file, Place::at(self.number, 1), args)
    }

    /// The line as it should be, where it has another number of words.
    fn expect(&self, count: usize, form: &str) -> Result<(), Issue> {
        if self.words.len() == count {
            Ok(())
        } else {
            Err(self.error("flow-form", &[form]))
        }
    }

    fn number(&self, at: usize) -> Result<i64, Issue> {
        let word = self.words.get(at).copied().unwrap_or("");
        word.parse().map_err(|_| self.error("flow-number", &[word]))
    }

    /// A number that is not negative.
    fn count(&self, at: usize) -> Result<i64, Issue> {
        match self.number(at)? {
            count @ 0.. => Ok(count),
            _ => Err(self.error("flow-number", &[self.words[at]])),
        }
    }

    /// A node by its number, from 1.
    fn node(&self, at: usize, n_nodes: usize) -> Result<u32, Issue> {
        let number = self.number(at)?;
        let node = u32::try_from(number.saturating_sub(1)).ok();
        node.filter(|&node| (node as usize) < n_nodes)
            .ok_or_else(|| self.error("flow-node", &[self.words[at], &n_nodes.to_string()]))
    }
}

impl Reader<'_> {
    fn line(&mut self, number: usize, text: &str) -> Result<(), Issue> {
        let mut words = text.split_ascii_whitespace();
        let Some(kind) = words.next() else {
            return Ok(());
        };
        let line = Line {
            file: self.file,
            number,
            words: words.collect(),
        };
        match kind {
            "c" => Ok(()),
            "p" => self.problem_line(&line),
            "n" => self.node_line(&line),
            "a" => self.arc_line(&line),
            _ if kind.starts_with('c') => Ok(()),
            _ => {
                self.findings.warn("flow-ignored", number, &[kind]);
                Ok(())
            }
        }
    }

    fn problem_line(&mut self, line: &Line) -> Result<(), Issue> {
        if self.problem.is_some() {
            return Err(line.error("flow-twice", &["p"]));
        }
        line.expect(3, "p min NODES ARCS")?;
        let wanted = match line.words[0] {
            "min" => Wanted::Cheapest,
            "max" => Wanted::Greatest { source: 0, sink: 0 },
            other => return Err(line.error("flow-kind", &[other])),
        };
        let n_nodes = line.count(1)?;
        if n_nodes > MOST_NODES {
            return Err(line.error("flow-nodes", &[line.words[1], &MOST_NODES.to_string()]));
        }
        self.n_arcs = line.count(2)?;
        let n_nodes = usize::try_from(n_nodes).unwrap_or(0);
        self.is_named = vec![false; n_nodes];
        self.problem = Some(FlowProblem::new(wanted, n_nodes));
        Ok(())
    }

    fn node_line(&mut self, line: &Line) -> Result<(), Issue> {
        let Some(problem) = &mut self.problem else {
            return Err(line.error("flow-no-problem", &[]));
        };
        if problem.wanted == Wanted::Cheapest {
            line.expect(2, "n NODE SUPPLY")?;
            let node = line.node(0, problem.n_nodes)? as usize;
            if std::mem::replace(&mut self.is_named[node], true) {
                return Err(line.error("flow-twice", &[line.words[0]]));
            }
            problem.supply[node] = line.number(1)?;
            return Ok(());
        }
        line.expect(2, "n NODE s, n NODE t")?;
        let node = line.node(0, problem.n_nodes)?;
        let end = match line.words[1] {
            "s" => &mut self.ends[0],
            "t" => &mut self.ends[1],
            _ => return Err(line.error("flow-form", &["n NODE s, n NODE t"])),
        };
        match end.replace(node) {
            Some(_) => Err(line.error("flow-twice", &[line.words[1]])),
            None => Ok(()),
        }
    }

    fn arc_line(&mut self, line: &Line) -> Result<(), Issue> {
        let Some(problem) = &mut self.problem else {
            return Err(line.error("flow-no-problem", &[]));
        };
        let is_cheapest = problem.wanted == Wanted::Cheapest;
        let (count, form) = if is_cheapest {
            (5, "a TAIL HEAD LOWER UPPER COST")
        } else {
            (3, "a TAIL HEAD CAPACITY")
        };
        line.expect(count, form)?;
        let ends = [
            line.node(0, problem.n_nodes)?,
            line.node(1, problem.n_nodes)?,
        ];
        let (lower, cost) = if is_cheapest {
            (line.count(2)?, line.number(4)?)
        } else {
            (0, 0)
        };
        let at = if is_cheapest { 3 } else { 2 };
        let word = line.words[at].trim_start_matches('+');
        let upper = if ["inf", "infinity"].contains(&word.to_ascii_lowercase().as_str()) {
            UNLIMITED
        } else if word == "-1" {
            self.findings.warn("flow-unlimited", line.number, &[]);
            UNLIMITED
        } else {
            line.count(at)?
        };
        problem.add_arc((ends[0], ends[1]), (lower, upper), cost);
        Ok(())
    }

    /// The problem, if it is whole.
    fn finish(mut self) -> Result<LoadedFlow, Issue> {
        let place = || Place::at(1, 1);
        let Some(mut problem) = self.problem else {
            return Err(Issue::error("flow-no-problem", self.file, place(), &[]));
        };
        if problem.wanted != Wanted::Cheapest {
            let [Some(source), Some(sink)] = self.ends else {
                let missing = if self.ends[0].is_none() { "s" } else { "t" };
                return Err(Issue::error("flow-no-end", self.file, place(), &[missing]));
            };
            if source == sink {
                let node = (source + 1).to_string();
                return Err(Issue::error("flow-same-ends", self.file, place(), &[&node]));
            }
            problem.wanted = Wanted::Greatest { source, sink };
        }
        let n_arcs = problem.arcs.len();
        if usize::try_from(self.n_arcs) != Ok(n_arcs) {
            let args = [self.n_arcs.to_string(), n_arcs.to_string()];
            self.findings
                .warn("flow-arc-count", 1, &[&args[0], &args[1]]);
        }
        Ok(LoadedFlow {
            problem,
            issues: self.findings.finish(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<LoadedFlow, PlainError> {
        read(&Arc::from("a.min"), text.as_bytes(), &Task::never())
    }

    #[track_caller]
    fn refused(text: &str, code: &str, line: usize) {
        match load(text) {
            Err(PlainError::Unreadable(issue)) => {
                assert_eq!((issue.code, issue.place.line), (code, Some(line)));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn cheapest_flows_are_read() {
        let text = "c sample\np min 3 2\n\nn 1 4\nn 3 -4\na 1 2 1 5 -2\r\na 2 3 0 inf 7\n";
        let loaded = load(text).unwrap();
        let problem = loaded.problem;
        assert_eq!((problem.wanted, problem.n_nodes), (Wanted::Cheapest, 3));
        assert_eq!(problem.arcs, [(0, 1), (1, 2)]);
        assert_eq!(
            (problem.lower, problem.upper),
            (vec![1, 0], vec![5, UNLIMITED])
        );
        assert_eq!(
            (problem.cost, problem.supply),
            (vec![-2, 7], vec![4, 0, -4])
        );
        assert!(loaded.issues.is_empty());
    }

    #[test]
    fn greatest_flows_are_read() {
        let loaded = load("p max 3 1\nn 3 s\nn 1 t\na 3 1 8\n").unwrap();
        let wanted = Wanted::Greatest { source: 2, sink: 0 };
        assert_eq!(
            (loaded.problem.wanted, loaded.problem.upper),
            (wanted, vec![8])
        );
    }

    #[test]
    fn what_is_odd_is_a_finding() {
        let loaded = load("p min 2 3\nx 1\na 1 2 0 -1 4\n").unwrap();
        let told = loaded
            .issues
            .iter()
            .map(|issue| (issue.code, issue.place.line));
        let expected = [
            ("flow-ignored", 2),
            ("flow-unlimited", 3),
            ("flow-arc-count", 1),
        ];
        assert!(told.eq(expected.map(|(code, line)| (code, Some(line)))));
        assert_eq!(loaded.problem.upper, [UNLIMITED]);
    }

    #[test]
    fn what_cannot_be_used_is_an_error_with_its_line() {
        refused("", "empty-file", 1);
        refused("c nothing\n", "flow-no-problem", 1);
        refused("n 1 4\n", "flow-no-problem", 1);
        refused("a 1 2 0 1 1\np min 2 1\n", "flow-no-problem", 1);
        refused("p sp 2 1\n", "flow-kind", 1);
        refused("p min 2\n", "flow-form", 1);
        refused("p min 2 -1\n", "flow-number", 1);
        refused("p min 999999999999 1\n", "flow-nodes", 1);
        refused("p min 2 1\np min 2 1\n", "flow-twice", 2);
        refused("p min 2 1\nn 1 2\nn 1 2\n", "flow-twice", 3);
        refused("p min 2 1\nn 3 2\n", "flow-node", 2);
        refused("p min 2 1\na 0 1 0 1 1\n", "flow-node", 2);
        refused("p min 2 1\na 1 2 0 1\n", "flow-form", 2);
        refused("p min 2 1\na 1 2 0 1.5 1\n", "flow-number", 2);
        refused("p min 2 1\na 1 2 0 -7 1\n", "flow-number", 2);
        refused(
            "p min 2 1\na 1 2 0 1 99999999999999999999\n",
            "flow-number",
            2,
        );
        refused("p max 2 1\na 1 2 4\n", "flow-no-end", 1);
        refused("p max 2 1\nn 1 s\na 1 2 4\n", "flow-no-end", 1);
        refused("p max 2 1\nn 1 s\nn 1 t\n", "flow-same-ends", 1);
        refused("p max 2 1\nn 1 s\nn 2 s\n", "flow-twice", 3);
        refused("p max 2 1\nn 1 x\n", "flow-form", 2);
    }
}
