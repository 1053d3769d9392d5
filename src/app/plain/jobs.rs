//! The threads of a plain network that is open.
//!
//! Paths are found on one, the newest wish first: by search, some tenths of a second for a million links,
//! until the hierarchy is there, and from then on in less than a millisecond. It is made on another where it
//! is worth it, above 20,000 nodes; its order goes to the user's cache folder.
//! Does not know: what is shown.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use eframe::egui;

use super::{Answer, Stage, Wish, show_ends};
use crate::app::state::State;
use crate::io::plain::cache::Cache;
use crate::model::plain::{Measure, PlainNetwork};
use crate::study::plain::{Method, PlainRouter, Prepared};
use crate::task::{Cancelled, Task};

/// How often progress is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// What goes to the thread that finds paths.
enum Message {
    Find(u64, Wish),
    Use(Prepared),
}

/// What comes back.
enum Done {
    Found(u64, Answer),
    Made(Prepared),
    NotWorth,
}

/// The threads of the network that is open.
pub struct PlainJobs {
    context: egui::Context,
    work: Option<Work>,
}

struct Work {
    network: Arc<PlainNetwork>,
    wishes: Sender<Message>,
    done: Receiver<Done>,
    finding: Task,
    making: Task,
    newest: u64,
    asked: Option<Wish>,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.finding.cancel();
        self.making.cancel();
    }
}

impl PlainJobs {
    /// A runner that wakes the window when something is done.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            context,
            work: None,
        }
    }

    /// Takes what was done, and asks for what the open network needs and has not.
    pub fn keep_up(&mut self, state: &mut State) {
        let Some(plain) = &mut state.plain else {
            self.work = None;
            return;
        };
        let is_this = |work: &Work| Arc::ptr_eq(&work.network, &plain.network);
        if !self.work.as_ref().is_some_and(is_this) {
            self.work = Work::start(&plain.network, &self.context);
        }
        let Some(work) = &mut self.work else {
            plain.stage = Stage::NotWorth;
            return;
        };
        let mut has_news = false;
        for done in work.done.try_iter() {
            match done {
                Done::Found(number, answer) if number == work.newest => {
                    plain.answer = Some(answer);
                    plain.is_updating = false;
                    has_news = true;
                }
                Done::Found(..) => {}
                Done::NotWorth => plain.stage = Stage::NotWorth,
                Done::Made(prepared) => {
                    let was_known = prepared.was_known();
                    plain.stage = Stage::Ready { was_known };
                    drop(work.wishes.send(Message::Use(prepared)));
                }
            }
        }
        match plain.stage {
            Stage::Cancelled => work.making.cancel(),
            Stage::Making(_) => {
                plain.stage = Stage::Making(work.making.thousandths());
                self.context.request_repaint_after(LOOK);
            }
            Stage::Ready { .. } | Stage::NotWorth => {}
        }
        let wish = plain.wish();
        if work.asked != wish {
            work.asked = wish;
            work.newest += 1;
            plain.is_updating = wish.is_some();
            if let Some(wish) = wish {
                drop(work.wishes.send(Message::Find(work.newest, wish)));
            }
        }
        if has_news {
            show_ends(state);
        }
    }
}

impl Work {
    /// Starts both threads; `None` when the system gives none.
    fn start(network: &Arc<PlainNetwork>, context: &egui::Context) -> Option<Self> {
        let (wishes, to_find) = channel();
        let (sender, done) = channel();
        let work = Self {
            network: Arc::clone(network),
            wishes,
            done,
            finding: Task::new(),
            making: Task::new(),
            newest: 0,
            asked: None,
        };
        let (of, task, waker) = (Arc::clone(network), work.finding.clone(), context.clone());
        let found = sender.clone();
        let finds = move || {
            // A window that is gone, or another network, needs no result.
            let _ = find(&of, &to_find, &found, &task, &waker);
        };
        Builder::new().name("roads".to_owned()).spawn(finds).ok()?;
        let (of, task, waker) = (Arc::clone(network), work.making.clone(), context.clone());
        let makes = move || {
            if let Ok(made) = make(&of, &Cache::of(&of), &task) {
                drop(sender.send(made.map_or(Done::NotWorth, Done::Made)));
                waker.request_repaint();
            }
        };
        Builder::new().name("order".to_owned()).spawn(makes).ok()?;
        Some(work)
    }
}

/// Makes the hierarchy where that pays, with the order that is kept, or keeps the new one.
fn make(network: &PlainNetwork, cache: &Cache, task: &Task) -> Result<Option<Prepared>, Cancelled> {
    if !Prepared::pays(network, task)? {
        return Ok(None);
    }
    let prepared = Prepared::new(network, cache.read().as_deref(), task)?;
    if !prepared.was_known() {
        // Without a place to keep it, it is made again next time.
        let _ = cache.write(&prepared.order());
    }
    Ok(Some(prepared))
}

/// Answers wishes, the newest of those that wait, until there are none to come.
fn find(
    network: &PlainNetwork,
    wishes: &Receiver<Message>,
    done: &Sender<Done>,
    task: &Task,
    waker: &egui::Context,
) -> Result<(), Cancelled> {
    let mut prepared: Option<Prepared> = None;
    let mut router: Option<(Measure, PlainRouter)> = None;
    while let Ok(first) = wishes.recv() {
        let mut newest = None;
        for message in std::iter::once(first).chain(wishes.try_iter()) {
            match message {
                Message::Find(number, wish) => newest = Some((number, wish)),
                Message::Use(made) => {
                    prepared = Some(made);
                    router = None;
                }
            }
        }
        let Some((number, wish)) = newest else {
            continue;
        };
        let mut own = match router
            .take()
            .filter(|(measure, _)| *measure == wish.measure)
        {
            Some((_, router)) => router,
            None => match &prepared {
                Some(of) => PlainRouter::prepared(of, network, wish.measure, task)?,
                None => PlainRouter::by(Method::Dijkstra, network, wish.measure, task)?,
            },
        };
        let began = Instant::now();
        let path = own.path(wish.from, wish.to, task)?;
        let answer = Answer {
            wish,
            path,
            ms: began.elapsed().as_secs_f64() * 1000.0,
            method: own.method(),
        };
        router = Some((wish.measure, own));
        if done.send(Done::Found(number, answer)).is_err() {
            return Ok(());
        }
        waker.request_repaint();
    }
    Ok(())
}
