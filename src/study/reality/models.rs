//! What the model computes for each kind of check. A check names its kind and what it needs
//! (`from=…;to=…;modes=rail`); `maps/README.md` lists the kinds.
//!
//! Does not know: the published figures.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::wanted;
use crate::model::edit::Edit;
use crate::model::effect::network_under;
use crate::model::facts::{Check, Facts};
use crate::model::ids::{Key, LinkId, NodeId};
use crate::model::link::{Link, Mode};
use crate::model::names::Names;
use crate::model::network::{Found, Network};
use crate::model::scenario::Scenario;
use crate::model::sourced::{Input, Sourced, Status};
use crate::model::unit::Unit;
use crate::study::demand::{Answer, demand, reason};
use crate::study::evaluate::{Base, evaluate};
use crate::study::outcome::{
    Criterion, Itinerary, ModeSet, Outcome, PathAnswer, Question, Throughput,
};
use crate::study::provenance::{Measure, of_leg, of_throughput, total};
use crate::study::sentences::link_name;
use crate::task::{Cancelled, Task};
use crate::words::format::{list, short};
use crate::words::{Lang, fill, text};

/// A number, or why there is none.
pub type Computed = Result<Sourced, String>;

/// One of the arguments of a check.
#[must_use]
pub fn arg<'a>(check: &'a Check, name: &str) -> Option<&'a str> {
    let found = check.args.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// What computations need.
pub struct Model<'a> {
    base: &'a Base,
    network: Arc<Network>,
    scenario: &'a Scenario,
    facts: &'a Facts,
    /// The matrices made so far, by year.
    matrices: RefCell<BTreeMap<i32, Answer>>,
}

impl<'a> Model<'a> {
    /// A study under a scenario.
    #[must_use]
    pub fn new(base: &'a Base, scenario: &'a Scenario, facts: &'a Facts) -> Self {
        Self {
            network: network_under(base.network(), scenario),
            base,
            scenario,
            facts,
            matrices: RefCell::default(),
        }
    }

    /// The network with the numbers that the scenario gives it.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What is published.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        self.facts
    }

    /// What the model says of a check.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn of(&self, check: &Check, task: &Task) -> Result<Computed, Cancelled> {
        Ok(match check.kind.as_str() {
            "series-sum" => self.series_sum(check),
            "path" => return self.path(check, task),
            "chain" => self.chain(check),
            "capacity" => self.capacity(check),
            "paths-per-day" => self.paths_per_day(check),
            "throughput" => return self.throughput(check, task),
            "route-share" => return self.route_share(check, task),
            "demand" => return self.demand(check, task),
            other => Err(format!("no kind of check is called {other}")),
        })
    }

    /// See [`wanted`].
    fn demand(&self, check: &Check, task: &Task) -> Result<Computed, Cancelled> {
        let wanted = match wanted::wanted(check) {
            Ok(wanted) => wanted,
            Err(reason) => return Ok(Err(reason)),
        };
        if !self.matrices.borrow().contains_key(&wanted.year) {
            let answer = demand(self.base, self.facts, wanted, task)?;
            self.matrices.borrow_mut().insert(wanted.year, answer);
        }
        Ok(match self.matrices.borrow().get(&wanted.year) {
            Some(Ok(matrix)) => wanted::of_matrix(check, matrix),
            Some(Err(why)) => Err(reason(why, Lang::En)),
            None => Err("no matrix".to_owned()),
        })
    }

    fn need<'c>(check: &'c Check, name: &str) -> Result<&'c str, String> {
        arg(check, name).ok_or_else(|| format!("{name} is missing"))
    }

    fn hub(&self, check: &Check, name: &str) -> Result<NodeId, String> {
        let text = Self::need(check, name)?;
        match self.network.find_node(text) {
            Found::One(id) => Ok(id),
            Found::Several(_) | Found::Nothing => Err(format!("no hub is called {text}")),
        }
    }

    fn links(&self, check: &Check, name: &str) -> Result<Vec<LinkId>, String> {
        let mut links = Vec::new();
        for key in Self::need(check, name)?.split(',').map(str::trim) {
            let named = self.network.links_named(key);
            if named.is_empty() {
                return Err(format!("no link is called {key}"));
            }
            links.extend(named);
        }
        Ok(links)
    }

    fn measure(check: &Check) -> Result<Measure, String> {
        match Self::need(check, "measure")? {
            "hours" => Ok(Measure::Hours),
            "km" => Ok(Measure::Km),
            "money" => Ok(Measure::Money),
            "co2" => Ok(Measure::Co2),
            other => Err(format!("{other} is no measure")),
        }
    }

    /// `series`, `years` (`2017-2024`), and `plus` (`2025:to 29 Nov`): the sum of published figures.
    fn series_sum(&self, check: &Check) -> Computed {
        let id = Self::need(check, "series")?;
        let series = self.facts.series(id).ok_or("no such series")?;
        let years = Self::need(check, "years")?;
        let (first, last) = years.split_once('-').unwrap_or((years, years));
        let year = |text: &str| text.trim().parse::<i32>().map_err(|e| e.to_string());
        let (first, last) = (year(first)?, year(last)?);
        let mut terms = Vec::new();
        for year in first..=last {
            let number = series.of_year(year);
            let number = number.ok_or_else(|| format!("{id} has no figure for {year}"))?;
            terms.push(named(&Names::new(&year.to_string(), ""), number));
        }
        if let Some(plus) = arg(check, "plus") {
            let (year, period) = plus.split_once(':').unwrap_or((plus, "year"));
            let mut observed = series.observations.iter();
            let found = observed.find(|o| o.year.to_string() == year && o.period == period);
            let number = found.and_then(|o| o.number());
            terms.push(named(
                &Names::new(plus, ""),
                number.ok_or_else(|| format!("no {plus}"))?,
            ));
        }
        let sum = terms.iter().map(|term| term.number.value).sum();
        Ok(Sourced::sum(sum, check.published.unit, terms))
    }

    /// `links` or `hub`, and `factor`: a capacity times a factor (2 for both ways, tonnes a TEU).
    fn capacity(&self, check: &Check) -> Computed {
        let capacity = if arg(check, "hub").is_some() {
            let node = self.network.node(self.hub(check, "hub")?);
            named(
                &node.names,
                node.capacity.as_ref().ok_or("it has no limit")?,
            )
        } else {
            let links = self.links(check, "links")?;
            let link = self.network.link(links[0]);
            let capacity = link.forward.capacity.as_ref();
            named(&link.names, capacity.ok_or("it has no limit")?)
        };
        Ok(scaled(check, capacity))
    }

    /// `links`: freight paths a day, both ways.
    fn paths_per_day(&self, check: &Check) -> Computed {
        let links = self.links(check, "links")?;
        let trains = &self.network.link(links[0]).trains;
        let pairs = trains
            .pairs_per_day
            .as_ref()
            .ok_or("it has no train paths")?;
        let mut inputs = vec![Input::worded("input.pairs", pairs)];
        let mut value = pairs.value * 2.0;
        let said = pairs.value.to_string();
        let mut formula = Names::filled("formula.both-ways", &[&said]);
        if let Some(share) = &trains.container_share {
            value *= share.value;
            let of_paths = share.value.to_string();
            formula = Names::filled("formula.both-ways-share", &[&said, &of_paths]);
            inputs.push(Input::worded("input.share", share));
        }
        let number = Sourced::by_formula(value, check.published.unit, "", inputs);
        Ok(number.with_note_in_both(&formula))
    }

    /// `chain` and `measure` (km, hours): the sum over its links.
    fn chain(&self, check: &Check) -> Computed {
        let key = Self::need(check, "chain")?;
        let mut chains = self.network.routes().iter().flat_map(|route| &route.chains);
        let chain = chains.find(|chain| chain.key.as_str() == key);
        let chain = chain.ok_or_else(|| format!("no chain is called {key}"))?;
        let measure = Self::measure(check)?;
        let term = |&id: &LinkId| {
            let link = self.network.link(id);
            let number = match measure {
                Measure::Km => &link.length,
                Measure::Hours => &link.forward.hours,
                Measure::Money => &link.forward.money,
                Measure::Co2 => &link.forward.co2,
            };
            self.link_term(id, number)
        };
        let terms: Vec<Input> = chain.links.iter().map(term).collect();
        let sum = terms.iter().map(|term| term.number.value).sum();
        Ok(Sourced::sum(sum, measure.unit(), terms))
    }

    fn link_term(&self, id: LinkId, number: &Sourced) -> Input {
        let name = |lang| link_name(&self.network, id, lang);
        Input {
            names: Names::new(&name(Lang::En), &name(Lang::Zh)),
            number: number.clone(),
        }
    }

    /// `from`, `to`, `modes`, `measure`, and `part`: `door` counts boarding and changes, `running`
    /// (else) only what moves by the modes asked for. `close` and `open` name routes and links.
    fn path(&self, check: &Check, task: &Task) -> Result<Computed, Cancelled> {
        let outcome = match self.run(check, &[], task)? {
            Ok(outcome) => outcome,
            Err(reason) => return Ok(Err(reason)),
        };
        let measured = Self::measure(check);
        Ok(measured.and_then(|measure| {
            let way = way_of(&outcome)?;
            let mut number = if arg(check, "part") == Some("door") {
                total(&outcome.network, way, measure)
            } else {
                running(&outcome.network, way, measure)
            };
            if let Some(factor) = factor(check) {
                number = scaled_by(
                    factor,
                    Input::worded("reality.path", &number),
                    check.published.unit,
                );
            }
            Ok(number)
        }))
    }

    /// `from`, `to`, `modes`, `factor`: the most that can flow.
    fn throughput(&self, check: &Check, task: &Task) -> Result<Computed, Cancelled> {
        let outcome = match self.run(check, &[], task)? {
            Ok(outcome) => outcome,
            Err(reason) => return Ok(Err(reason)),
        };
        let number = match &outcome.throughput {
            Some(Throughput::Nothing) => Some(Sourced::new(0.0, Unit::TeuPerYear, Status::Derived)),
            Some(found) => of_throughput(&outcome.network, found),
            None => None,
        };
        let number = number.ok_or_else(|| "no limit can be said".to_owned());
        Ok(number.map(|number| scaled(check, Input::worded("measure.throughput", &number))))
    }

    /// `from`, `to`, `modes`, `route` and `against`: the share of a route among several by a logit
    /// over generalized cost, money + value of time × hours, each route's way with the others
    /// closed (multinomial logit, McFadden 1974; parameters `theta` and `vot_capital`).
    fn route_share(&self, check: &Check, task: &Task) -> Result<Computed, Cancelled> {
        let (Some(theta), Some(vot)) = (
            self.facts.parameters.number("theta"),
            self.facts.parameters.number("vot_capital"),
        ) else {
            return Ok(Err(
                "the parameters theta and vot_capital are needed".to_owned()
            ));
        };
        let own = arg(check, "route").unwrap_or_default();
        let against = arg(check, "against").unwrap_or_default();
        let routes: Vec<&str> = std::iter::once(own)
            .chain(against.split(',').map(str::trim))
            .collect();
        let mut inputs = vec![
            Input::worded("reality.theta", theta),
            Input::worded("reality.value-of-time", vot),
        ];
        let mut weights = Vec::new();
        for route in &routes {
            let others: Vec<&str> = routes.iter().copied().filter(|r| r != route).collect();
            let outcome = match self.run(check, &others, task)? {
                Ok(outcome) => outcome,
                Err(reason) => return Ok(Err(reason)),
            };
            let Ok(way) = way_of(&outcome) else {
                weights.push(0.0);
                continue;
            };
            if !uses_route(&outcome.network, way, route) {
                weights.push(0.0);
                continue;
            }
            let money = total(&outcome.network, way, Measure::Money);
            let hours = total(&outcome.network, way, Measure::Hours);
            let cost = money.value + vot.value * hours.value;
            for (measure, number) in [(Measure::Money, money), (Measure::Hours, hours)] {
                let names = self.route_measure(route, measure);
                inputs.push(Input { names, number });
            }
            weights.push((-theta.value * cost).exp());
        }
        let all: f64 = weights.iter().sum();
        if weights.is_empty() || all <= 0.0 {
            return Ok(Err("no way by any of the routes".to_owned()));
        }
        let formula = Names::said(|lang| {
            let names = routes
                .iter()
                .map(|key| self.route_name(key).in_lang(lang).to_owned());
            let names: Vec<String> = names.collect();
            let names = list(lang, &names);
            fill(lang, "formula.route-share", &[&short(vot.value), &names])
        });
        let share = Sourced::by_formula(weights[0] / all, Unit::One, "", inputs);
        Ok(Ok(share.with_note_in_both(&formula)))
    }

    fn route_name(&self, key: &str) -> Names {
        let route = self.network.route_by_key(&Key::new(key));
        let name = |id| self.network.route(id).names.clone();
        route.map_or_else(|| Names::new(key, ""), name)
    }

    /// `Eastern route: money`.
    fn route_measure(&self, route: &str, measure: Measure) -> Names {
        let route = self.route_name(route);
        Names::said(|lang| {
            let of = text(lang, measure.words_key());
            fill(lang, "reality.route-measure", &[route.in_lang(lang), of])
        })
    }

    /// The answer to the question of a check, with routes closed.
    fn run(
        &self,
        check: &Check,
        closed: &[&str],
        task: &Task,
    ) -> Result<Result<Outcome, String>, Cancelled> {
        let asked = self.question(check).and_then(|question| {
            let scenario = self.scenario_of(check, closed)?;
            Ok((question, scenario))
        });
        let (question, scenario) = match asked {
            Ok(asked) => asked,
            Err(reason) => return Ok(Err(reason)),
        };
        evaluate(self.base, &scenario, &question, task).map(Ok)
    }

    fn question(&self, check: &Check) -> Result<Question, String> {
        let modes = arg(check, "modes").unwrap_or("rail");
        let modes = modes.split(',').filter_map(Mode::from_word);
        Ok(Question {
            from: vec![self.hub(check, "from")?],
            to: vec![self.hub(check, "to")?],
            modes: ModeSet::of(modes),
            criterion: Criterion::Time,
            ..Question::default()
        })
    }

    fn scenario_of(&self, check: &Check, closed: &[&str]) -> Result<Scenario, String> {
        let listed = |name: &str| -> Vec<String> {
            let text = arg(check, name).unwrap_or_default();
            let parts = text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        };
        let mut scenario = self.scenario.clone();
        let mut closing = listed("close");
        closing.extend(closed.iter().map(|&key| key.to_owned()));
        let changes = closing.into_iter().map(|key| (key, false));
        for (key, is_open) in changes.chain(listed("open").into_iter().map(|key| (key, true))) {
            let key = Key::new(&key);
            let edit = if self.network.route_by_key(&key).is_some() {
                Edit::SetRouteOpen {
                    route: key,
                    is_open,
                }
            } else {
                Edit::SetLinkOpen { link: key, is_open }
            };
            let next = scenario.with(self.base.network(), edit);
            scenario = next.map_err(|error| error.to_string())?;
        }
        Ok(scenario)
    }
}

fn named(names: &Names, number: &Sourced) -> Input {
    Input {
        names: names.clone(),
        number: number.clone(),
    }
}

/// The factor by which a check multiplies.
#[must_use]
pub fn factor(check: &Check) -> Option<f64> {
    arg(check, "factor")?.parse().ok()
}

fn scaled(check: &Check, input: Input) -> Sourced {
    scaled_by(factor(check).unwrap_or(1.0), input, check.published.unit)
}

fn scaled_by(factor: f64, input: Input, unit: Unit) -> Sourced {
    let number = &input.number;
    let formula = Names::said(|lang| {
        let unit = number.unit.in_lang(lang);
        format!("{} {unit} × {factor}", short(number.value))
    });
    let ends = (number.low, number.high);
    let value = number.value * factor;
    let scaled = Sourced::by_formula(value, unit, "", vec![input]).with_note_in_both(&formula);
    match ends {
        (Some(low), Some(high)) => scaled.with_range(low * factor, high * factor),
        _ => scaled,
    }
}

fn way_of(outcome: &Outcome) -> Result<&Itinerary, String> {
    match &outcome.path {
        PathAnswer::Found { best, .. } => Ok(best),
        PathAnswer::NotAsked | PathAnswer::Refused(_) | PathAnswer::None { .. } => {
            Err("there is no way".to_owned())
        }
    }
}

/// What moves by the modes asked for: legs without drayage, boarding and changes.
fn running(network: &Network, way: &Itinerary, measure: Measure) -> Sourced {
    let legs = way.legs().filter(|leg| leg.mode != Mode::Transfer);
    let terms: Vec<Input> = legs
        .flat_map(|leg| of_leg(network, leg, measure).basis.inputs().to_vec())
        .collect();
    let sum = terms.iter().map(|term| term.number.value).sum();
    Sourced::sum(sum, measure.unit(), terms)
}

fn uses_route(network: &Network, way: &Itinerary, route: &str) -> bool {
    let Some(id) = network.route_by_key(&Key::new(route)) else {
        return false;
    };
    let only = |passed: LinkId| {
        let link: &Link = network.link(passed);
        link.routes.contains(&id)
    };
    way.links().any(|passed| only(passed.link))
}
