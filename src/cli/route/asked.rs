//! What was typed as a question to the study.
//!
//! Does not know: answers.

use std::sync::Arc;

use crate::cli::args::QuestionArgs;
use crate::cli::args::route::{LeastArgs, RouteArgs};
use crate::cli::report::Failure;
use crate::cli::scenario::open;
use crate::cli::study::hub;
use crate::model::check::Issue;
use crate::model::facts::Facts;
use crate::model::ids::{Key, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::parameters::Parameters;
use crate::model::scenario::Scenario;
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
use crate::study::boxes::{BoxSize, has_forty, priced_in_boxes, tonnes_of_box};
use crate::study::evaluate::Base;
use crate::study::outcome::{Avoid, Lever, Question, Stops};
use crate::study::priced::Priced;

/// What `--break-even` looks for.
///
/// # Errors
/// [`Failure`] when the words mean nothing.
pub fn lever(network: &Network, words: &str) -> Result<Lever, Failure> {
    let wrong = || {
        Failure::new(format!(
            "--break-even {words}: write value-of-time, tariff:MODE or dwell:HUB"
        ))
    };
    match words.split_once(':') {
        None if words == "value-of-time" => Ok(Lever::ValueOfTime),
        Some(("tariff", mode)) => Mode::from_word(mode).map(Lever::Tariff).ok_or_else(wrong),
        Some(("dwell", name)) => Ok(Lever::Dwell(hub(network, name)?)),
        _ => Err(wrong()),
    }
}

/// A question to a study, made ready.
pub struct Asked {
    /// The network made ready.
    pub base: Base,
    /// The network of the scenario, in which names are looked up.
    pub network: Arc<Network>,
    /// What is changed first.
    pub scenario: Scenario,
    /// The question.
    pub question: Question,
    /// What counts how much.
    pub priced: Priced,
    /// The table of parameters.
    pub parameters: Parameters,
    /// What is looked for at which the best path ties with others.
    pub lever: Option<Lever>,
    /// Tonnes of cargo in a box.
    pub tonnes_of_box: Option<Sourced>,
    /// Findings about files.
    pub issues: Vec<Issue>,
}

/// The question of `corridor route`.
///
/// # Errors
/// [`Failure`] when a file cannot be opened, a name cannot be resolved, or an option makes no sense.
pub fn ask(args: &RouteArgs) -> Result<Asked, Failure> {
    for (option, is_given) in [
        ("--overlap", args.overlap.is_some()),
        ("--break-even", args.break_even.is_some()),
    ] {
        if is_given && args.alternatives < 2 {
            let message = format!("{option} compares several paths: add --alternatives 2 or more");
            return Err(Failure::new(message));
        }
    }
    let mut asked = begin(&args.question, &args.least)?;
    let network = Arc::clone(&asked.network);
    let end = |name: &Option<String>, option: &str| match name {
        Some(name) => hub(&network, name),
        None => Err(Failure::new(format!("{option} is missing"))),
    };
    let break_even = args.break_even.as_deref();
    asked.lever = break_even.map(|words| lever(&network, words)).transpose()?;
    let question = &mut asked.question;
    if args.pairs.is_none() {
        question.from = vec![end(&args.from, "--from")?];
        question.to = vec![end(&args.to, "--to")?];
    }
    avoid(&network, &args.avoid, question)?;
    question.stops = stops(&network, args)?;
    question.n_ways = usize::from(args.alternatives);
    question.wants_unbeaten = args.pareto;
    question.most_overlap_percent = args.overlap.map(overlap).transpose()?;
    Ok(asked)
}

/// Study, scenario, modes and coefficients; no ends yet.
///
/// # Errors
/// [`Failure`] as for [`ask`].
pub fn begin(question: &QuestionArgs, least: &LeastArgs) -> Result<Asked, Failure> {
    let opened = open(&question.study, &question.scenario)?;
    let facts = &opened.facts;
    let priced = coefficients(facts, least)?;
    let mut question = Question {
        modes: question.mode_set(),
        criterion: least.minimize.criterion(),
        ..Question::default()
    };
    priced.clone().ask_with(&mut question);
    Ok(Asked {
        base: Base::new(opened.base),
        network: opened.network,
        scenario: opened.scenario,
        question,
        tonnes_of_box: tonnes_of_box(facts, &priced),
        priced,
        parameters: facts.parameters.clone(),
        lever: None,
        issues: opened.loaded.issues,
    })
}

fn coefficients(facts: &Facts, least: &LeastArgs) -> Result<Priced, Failure> {
    let size = least.box_size.size();
    if let (BoxSize::Forty, Err(missing)) = (size, has_forty(facts)) {
        return Err(Failure::new(format!(
            "--box 40: the parameters of this study have no {}; leave it out, or add a table parameters.csv with them",
            missing.join(", ")
        )));
    }
    let mut priced = priced_in_boxes(facts, least.cargo.as_deref(), size).map_err(|unknown| {
        Failure::new(format!(
            "no class of cargo is called \"{}\"; there are {}",
            least.cargo.as_deref().unwrap_or_default(),
            unknown.known.join(", ")
        ))
    })?;
    let typed = [
        (
            least.value_of_time,
            "--value-of-time",
            &mut priced.value_of_time,
        ),
        (
            least.carbon_price,
            "--carbon-price",
            &mut priced.carbon_price,
        ),
        (least.reliability, "--reliability", &mut priced.reliability),
    ];
    for (value, option, number) in typed {
        let Some(value) = value else { continue };
        if !(0.0..=MOST).contains(&value) {
            return Err(Failure::new(format!(
                "{option} {value}: write a number from 0 to {MOST}"
            )));
        }
        let unit: Unit = number.unit;
        *number = Sourced::assumed(value, unit, "typed on the command line");
    }
    Ok(priced)
}

/// No coefficient is greater: 100,000 yuan for an hour, a tonne, or a factor.
const MOST: f64 = 1e5;

fn overlap(share: f64) -> Result<u8, Failure> {
    if !(0.0..=1.0).contains(&share) {
        return Err(Failure::new(format!(
            "--overlap {share}: write a share from 0 to 1, such as 0.6"
        )));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 100"
    )]
    let percent = (share * 100.0).round() as u8;
    Ok(percent)
}

/// Puts what is to be avoided where it belongs: a mode is taken out, all else is listed.
fn avoid(network: &Network, keys: &[String], question: &mut Question) -> Result<(), Failure> {
    let avoid: &mut Avoid = &mut question.avoid;
    for text in keys.iter().map(|key| key.trim()) {
        let links = network.links_named(text);
        if let Some(route) = network.route_by_key(&Key::new(text)) {
            avoid.routes.push(route);
        } else if !links.is_empty() {
            avoid.links.extend(links);
        } else if let Some(mode) = Mode::from_word(text) {
            if mode == Mode::Transfer {
                return Err(Failure::new("drayage cannot be avoided"));
            }
            question.modes = question.modes.with(mode, false);
        } else if is_country(network, text) {
            avoid.countries.push(text.to_uppercase());
        } else {
            let hub = hub(network, text).map_err(|_| unknown(text, "--avoid"))?;
            avoid.nodes.push(hub);
        }
    }
    Ok(())
}

fn is_country(network: &Network, text: &str) -> bool {
    let mut countries = network.nodes().iter().filter_map(|node| node.country());
    countries.any(|country| country.eq_ignore_ascii_case(text))
}

fn unknown(text: &str, option: &str) -> Failure {
    Failure::new(format!(
        "{option} {text}: nothing is called so; write the key of a link or route, a hub, a mode, or a country such as VN"
    ))
}

fn stops(network: &Network, args: &RouteArgs) -> Result<Stops, Failure> {
    let via: Result<Vec<NodeId>, Failure> = args
        .via
        .iter()
        .map(|name| hub(network, name.trim()))
        .collect();
    let mut stops = Stops {
        via: via?,
        ..Stops::default()
    };
    for text in args.require.iter().map(|key| key.trim()) {
        let links = network.links_named(text);
        if let Some(route) = network.route_by_key(&Key::new(text)) {
            stops.routes.push(route);
        } else if !links.is_empty() {
            stops.links.extend(links);
        } else if let Some(mode) = Mode::from_word(text) {
            stops.modes.push(mode);
        } else {
            let hub = hub(network, text).map_err(|_| unknown(text, "--require"))?;
            stops.nodes.push(hub);
        }
    }
    if stops.n_layers().is_none() {
        return Err(Failure::new(
            "there are too many places to pass: at most 8 with --require (each part of a split line counts), fewer together with --via",
        ));
    }
    Ok(stops)
}
