//! The emissions of a way, element by element of its transport chain, laid out after ISO 14083:2023
//! (quantification and reporting of greenhouse gas emissions of transport chain operations):
//! transport operations, which move goods by one mode with one factor, and hub operations, which
//! load, unload or change them. The layout is that of the standard; nothing here claims that the
//! numbers conform to it.
//!
//! Grams are those of the way's own steps, so that the elements add up to its total exactly. Linear
//! in the links of the way.
//! Does not know: how the way was found; how a report is drawn or written.

pub mod cells;
pub mod scope;
pub mod sentences;

use self::scope::Scope;
use super::outcome::{Criterion, Itinerary, Leg, Passed, Step, Sums, Transfer};
use super::provenance::{Measure, of_leg, of_transfer};
use super::sentences::node_name;
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::parameters::Parameters;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::words::{Lang, fill, text};

/// Grams a tonne-kilometer.
const PER_TKM: Unit = Unit::Named("g/(t·km)");
/// Kilograms a tonne.
const PER_TONNE: Unit = Unit::Named("kg CO2e/t");
/// Tonne-kilometers a TEU.
const TONNE_KM: Unit = Unit::Named("t·km/TEU");

/// What an element of the transport chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A transport operation: moving by one mode, with one factor.
    Transport {
        /// The mode.
        mode: Mode,
        /// Where it begins.
        from: NodeId,
        /// Where it ends.
        to: NodeId,
    },
    /// A hub operation: lifts, changes.
    Hub {
        /// The hub.
        node: NodeId,
        /// The mode left; `None` at the door and on board.
        from: Option<Mode>,
        /// The mode boarded; `None` at the door and on board.
        to: Option<Mode>,
    },
}

impl Kind {
    /// Whether it is a transport operation.
    #[must_use]
    pub fn is_transport(self) -> bool {
        matches!(self, Self::Transport { .. })
    }

    /// What it is, and where.
    #[must_use]
    pub fn in_words(self, network: &Network, lang: Lang) -> String {
        let name = |node| node_name(network, node, lang);
        let mode = |mode: Option<Mode>| text(lang, mode.map_or("mode.door", Mode::words_key));
        match self {
            Self::Transport { mode, from, to } => {
                let mode = text(lang, mode.words_key());
                fill(lang, "why.leg", &[mode, name(from), name(to)])
            }
            Self::Hub {
                node,
                from: None,
                to: None,
            } => fill(lang, "term.border", &[name(node)]),
            Self::Hub { node, from, to } => {
                let hub = name(node);
                fill(lang, "emissions.hub", &[hub, mode(from), mode(to)])
            }
        }
    }
}

/// An element of the transport chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// Grams a TEU.
    pub grams: u64,
    /// Meters along the network; 0 of hub operations.
    pub meters: u64,
    /// Kilograms a TEU, with what they were computed from.
    pub kg: Sourced,
    /// Grams a tonne-kilometer, or of hub operations kilograms a tonne; `None` where cargo or way
    /// have none.
    pub factor: Option<Sourced>,
    /// What the factor counts.
    pub scope: Scope,
    /// Kilometers along the network; `None` of hub operations.
    pub km: Option<Sourced>,
    /// Kilometers of the geodesic between its ends; `None` of hub operations.
    pub straight: Option<Sourced>,
}

impl Element {
    /// Where its factor is from, or what to see beside where that is assumed: each source once, `;`
    /// between. Of a number that was computed where its inputs are from, but for the cargo's weight.
    #[must_use]
    pub fn sources(&self) -> String {
        let given = self.factor.as_ref().filter(|factor| !factor.is_computed());
        let mut open = vec![given.unwrap_or(&self.kg)];
        let mut sources: Vec<&str> = Vec::new();
        let weight = Names::worded("input.tonnes");
        while let Some(number) = open.pop() {
            if let Some(source) = number.source.as_deref()
                && !sources.contains(&source)
            {
                sources.push(source);
            }
            let inputs = number.basis.inputs().iter().rev();
            let inputs = inputs.filter(|input| input.names != weight);
            open.extend(inputs.map(|input| &input.number));
        }
        sources.join(" ; ")
    }
}

/// A line of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// An element, by its place.
    Element(usize),
    /// All transport operations.
    Transport,
    /// All hub operations.
    Hubs,
    /// The whole way.
    All,
}

/// A number of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Kilograms a TEU.
    Kg,
    /// Grams a tonne-kilometer; of hub operations kilograms a tonne.
    Factor,
    /// Kilometers along the network.
    Km,
    /// Kilometers of the geodesic.
    Straight,
    /// Kilometers along the network over those of the geodesic.
    Ratio,
    /// Tonne-kilometers a TEU.
    TonneKm,
    /// Kilograms a tonne, the whole way.
    PerTonne,
    /// Net tonnes a TEU.
    Tonnes,
}

impl Amount {
    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Kg => "measure.co2",
            Self::Factor => "emissions.factor",
            Self::Km => "emissions.km",
            Self::Straight => "emissions.straight",
            Self::Ratio => "emissions.ratio",
            Self::TonneKm => "emissions.tkm",
            Self::PerTonne => "emissions.per-tonne",
            Self::Tonnes => "input.tonnes",
        }
    }
}

/// The emissions of a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The elements in the order of the way; hub operations without emissions are left out.
    pub elements: Vec<Element>,
    /// Net tonnes a TEU, by which all is allocated.
    pub tonnes: Sourced,
    /// The share of empty boxes, where the study knows one: it is not counted.
    pub empty_share: Option<Sourced>,
    /// Kilometers of the geodesic from door to door.
    pub straight: Sourced,
}

/// The emissions of a way in a network; what factors count is looked up among the parameters.
#[must_use]
pub fn report(network: &Network, parameters: &Parameters, way: &Itinerary) -> Report {
    let mut elements = Vec::new();
    for step in &way.steps {
        match step {
            Step::Leg(leg) => elements.extend(transport(network, parameters, leg)),
            Step::Transfer(transfer) => elements.extend(hub(network, parameters, transfer)),
        }
    }
    Report {
        elements,
        tonnes: network.defaults().tonnes_per_teu.clone(),
        empty_share: parameters.number("empty_share").cloned(),
        straight: straight(network, way.from, way.to),
    }
}

/// The elements of a leg: as far as one factor holds, each.
fn transport(network: &Network, parameters: &Parameters, leg: &Leg) -> Vec<Element> {
    let mut parts: Vec<(Option<&Sourced>, Leg)> = Vec::new();
    for &passed in &leg.links {
        let link = network.link(passed.link);
        let factor = factor_of(network, passed);
        let (from, to) = if passed.is_forward {
            (link.from, link.to)
        } else {
            (link.to, link.from)
        };
        let kg = way_of(network, passed).value;
        let (grams, meters) = (
            Criterion::Carbon.whole(kg),
            Criterion::Distance.whole(link.length.value),
        );
        match parts.last_mut() {
            Some((known, part)) if *known == factor => {
                part.to = to;
                part.links.push(passed);
                part.sums.grams = part.sums.grams.saturating_add(grams);
                part.sums.meters = part.sums.meters.saturating_add(meters);
            }
            _ => {
                let mut part = Leg {
                    from,
                    to,
                    links: vec![passed],
                    ..leg.clone()
                };
                (part.sums.grams, part.sums.meters) = (grams, meters);
                parts.push((factor, part));
            }
        }
    }
    let element = |(factor, part): (Option<&Sourced>, Leg)| {
        let scope = factor.map(|factor| Scope::of_factor(network, parameters, leg.mode, factor));
        let kg = of_leg(network, &part, Measure::Co2);
        let km = of_leg(network, &part, Measure::Km);
        let tonnes = &network.defaults().tonnes_per_teu;
        Element {
            kind: Kind::Transport {
                mode: leg.mode,
                from: part.from,
                to: part.to,
            },
            grams: part.sums.grams,
            meters: part.sums.meters,
            factor: factor.cloned().or_else(|| intensity(&kg, &km, tonnes)),
            scope: scope.unwrap_or_default(),
            straight: Some(straight(network, part.from, part.to)),
            km: Some(km),
            kg,
        }
    };
    parts.into_iter().map(element).collect()
}

/// What is emitted at a hub; nothing where nothing is.
fn hub(network: &Network, parameters: &Parameters, transfer: &Transfer) -> Option<Element> {
    let kg = of_transfer(network, transfer, Measure::Co2);
    let tonnes = &network.defaults().tonnes_per_teu;
    let element = Element {
        kind: Kind::Hub {
            node: transfer.node,
            from: transfer.from,
            to: transfer.to,
        },
        grams: transfer.sums.grams,
        meters: 0,
        factor: by_tonne(&kg, tonnes),
        scope: Scope::of_lifts(parameters),
        km: None,
        straight: None,
        kg,
    };
    (element.grams > 0).then_some(element)
}

/// What a link emits in one of its directions, kilograms a TEU.
fn way_of(network: &Network, passed: Passed) -> &Sourced {
    let link = network.link(passed.link);
    match &link.backward {
        Some(backward) if !passed.is_forward => &backward.co2,
        _ => &link.forward.co2,
    }
}

/// The factor that a link's emissions were computed with; `None` where they were given as such.
fn factor_of(network: &Network, passed: Passed) -> Option<&Sourced> {
    let inputs = way_of(network, passed).basis.inputs();
    let name = Names::worded("input.emission");
    let found = inputs.iter().find(|input| input.names == name);
    found.map(|input| &input.number)
}

/// The geodesic between two hubs.
fn straight(network: &Network, from: NodeId, to: NodeId) -> Sourced {
    let [from, to] = [from, to].map(|node| network.node(node).at);
    let km = from.geodesic_meters_to(to) / 1000.0;
    let note = Names::worded("emissions.straight.note");
    Sourced::by_formula(km, Unit::Km, "", Vec::new()).with_note_in_both(&note)
}

/// A number computed from others; the formula is a text of the message files. `None` where it has no
/// value.
fn computed<const N: usize>(
    unit: Unit,
    formula: &str,
    inputs: [(&str, &Sourced); N],
    compute: impl Fn([f64; N]) -> f64,
) -> Option<Sourced> {
    let value = compute(inputs.map(|(_, number)| number.value));
    if !value.is_finite() {
        return None;
    }
    let named = inputs.map(|(key, number)| Input::worded(key, number));
    let number = Sourced::by_formula(value, unit, "", named.into());
    Some(number.with_note_in_both(&Names::worded(formula)))
}

/// The ends of a number that is proportional to another one.
fn ends_of(number: Sourced, like: &Sourced) -> Sourced {
    let scale = number.value / like.value;
    match (like.low, like.high) {
        (Some(low), Some(high)) if scale.is_finite() => {
            number.with_range(low * scale, high * scale)
        }
        _ => number,
    }
}

/// Grams a tonne-kilometer.
fn intensity(kg: &Sourced, km: &Sourced, tonnes: &Sourced) -> Option<Sourced> {
    let inputs = [
        ("measure.co2", kg),
        ("emissions.km", km),
        ("input.tonnes", tonnes),
    ];
    let formula = "formula.g-a-tkm";
    let number = computed(PER_TKM, formula, inputs, |[kg, km, tonnes]| {
        kg * 1000.0 / (km * tonnes)
    })?;
    Some(ends_of(number, kg))
}

/// Kilograms a tonne.
fn by_tonne(kg: &Sourced, tonnes: &Sourced) -> Option<Sourced> {
    let inputs = [("measure.co2", kg), ("input.tonnes", tonnes)];
    let number = computed(PER_TONNE, "formula.kg-a-t", inputs, |[kg, tonnes]| {
        kg / tonnes
    })?;
    Some(ends_of(number, kg))
}

impl Report {
    /// Grams a TEU of a line; those of all elements add up to the way's.
    #[must_use]
    pub fn grams(&self, line: Line) -> u64 {
        let grams = self.of(line).map(|(_, element)| element.grams);
        grams.fold(0, u64::saturating_add)
    }

    /// Meters along the network of a line.
    #[must_use]
    pub fn meters(&self, line: Line) -> u64 {
        let meters = self.of(line).map(|(_, element)| element.meters);
        meters.fold(0, u64::saturating_add)
    }

    /// The lines in the order in which they are shown: elements, the two subtotals, the total.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let elements = (0..self.elements.len()).map(Line::Element);
        elements.chain([Line::Transport, Line::Hubs, Line::All])
    }

    /// A number of a line; `None` where the line has none of that kind.
    #[must_use]
    pub fn number(&self, network: &Network, line: Line, amount: Amount) -> Option<Sourced> {
        match (line, amount) {
            (Line::All, Amount::Straight) => Some(self.straight.clone()),
            (Line::Element(place), Amount::Straight) => self.elements.get(place)?.straight.clone(),
            (Line::Element(place), Amount::Factor) => self.elements.get(place)?.factor.clone(),
            (_, Amount::Kg) => Some(self.kg(network, line)),
            (_, Amount::Km) => self.km(network, line),
            (Line::Hubs, Amount::Factor) | (Line::All, Amount::PerTonne) => {
                by_tonne(&self.kg(network, line), &self.tonnes)
            }
            (_, Amount::Factor) => {
                let (kg, km) = (self.kg(network, line), self.km(network, line)?);
                intensity(&kg, &km, &self.tonnes)
            }
            (_, Amount::TonneKm) => {
                let km = self.km(network, line)?;
                let inputs = [("emissions.km", &km), ("input.tonnes", &self.tonnes)];
                computed(TONNE_KM, "formula.tkm", inputs, |[km, tonnes]| km * tonnes)
            }
            (_, Amount::Ratio) => {
                let km = self.km(network, line)?;
                let straight = self.number(network, line, Amount::Straight)?;
                let inputs = [("emissions.km", &km), ("emissions.straight", &straight)];
                computed(Unit::One, "formula.ratio", inputs, |[km, straight]| {
                    km / straight
                })
            }
            (Line::All, Amount::Tonnes) => Some(self.tonnes.clone()),
            (_, Amount::Straight | Amount::PerTonne | Amount::Tonnes) => None,
        }
    }

    /// The elements of a line, with their places.
    fn of(&self, line: Line) -> impl Iterator<Item = (usize, &Element)> {
        let all = self.elements.iter().enumerate();
        all.filter(move |(place, element)| match line {
            Line::Element(wanted) => wanted == *place,
            Line::Transport => element.kind.is_transport(),
            Line::Hubs => !element.kind.is_transport(),
            Line::All => true,
        })
    }

    fn kg(&self, network: &Network, line: Line) -> Sourced {
        if let Line::Element(place) = line
            && let Some(element) = self.elements.get(place)
        {
            return element.kg.clone();
        }
        let sums = Sums {
            grams: self.grams(line),
            ..Sums::default()
        };
        let terms = self
            .of(line)
            .map(|(_, element)| term(network, element, &element.kg));
        Sourced::sum(sums.co2_kg(), Unit::KgPerTeu, terms.collect())
    }

    fn km(&self, network: &Network, line: Line) -> Option<Sourced> {
        let terms = self
            .of(line)
            .filter_map(|(_, element)| Some(term(network, element, element.km.as_ref()?)));
        let terms: Vec<Input> = terms.collect();
        match (line, terms.as_slice()) {
            (_, []) => None,
            (Line::Element(_), [only]) => Some(only.number.clone()),
            _ => {
                let sums = Sums {
                    meters: self.meters(line),
                    ..Sums::default()
                };
                Some(Sourced::sum(sums.km(), Unit::Km, terms))
            }
        }
    }
}

fn term(network: &Network, element: &Element, number: &Sourced) -> Input {
    Input {
        names: Names::said(|lang| element.kind.in_words(network, lang)),
        number: number.clone(),
    }
}
