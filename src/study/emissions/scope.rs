//! What a factor counts, as far as its source says: which gases, and how much of the life of the
//! energy. A source that is silent is said to be silent; nothing is inferred.
//!
//! Does not know: the factors.

use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::parameters::Parameters;
use crate::model::sourced::Sourced;
use crate::model::value::Value;

/// Which gases a factor counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gases {
    /// All greenhouse gases as CO2 equivalent.
    Co2e,
    /// CO2 alone.
    Co2,
    /// Its source does not say.
    #[default]
    Unstated,
}

/// How much of the life of the energy a factor counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundary {
    /// Providing the energy and using it.
    WellToWake,
    /// Using it alone.
    TankToWake,
    /// Its source does not say.
    #[default]
    Unstated,
}

/// What a factor counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Which gases.
    pub gases: Gases,
    /// How much of the life of the energy.
    pub boundary: Boundary,
    /// What is said of it in the table of parameters; may be empty.
    pub remark: String,
}

impl Gases {
    /// The word that tables and files use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Co2e => "CO2e",
            Self::Co2 => "CO2",
            Self::Unstated => "unstated",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Co2e => "gases.co2e",
            Self::Co2 => "gases.co2",
            Self::Unstated => "gases.unstated",
        }
    }
}

impl Boundary {
    /// The word that tables and files use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::WellToWake => "WTW",
            Self::TankToWake => "TTW",
            Self::Unstated => "unstated",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::WellToWake => "boundary.wtw",
            Self::TankToWake => "boundary.ttw",
            Self::Unstated => "boundary.unstated",
        }
    }
}

impl Scope {
    /// That of a factor for moving by a mode, told by which default it is; one that is no default is
    /// unstated.
    #[must_use]
    pub fn of_factor(
        network: &Network,
        parameters: &Parameters,
        mode: Mode,
        factor: &Sourced,
    ) -> Self {
        let defaults = network.defaults();
        if mode == Mode::Rail && *factor == defaults.diesel_grams_per_tkm {
            Self::read(parameters, "scope_diesel")
        } else if *factor == defaults.of(mode).grams_per_tkm {
            Self::read(parameters, &format!("scope_{}", mode.word()))
        } else {
            Self::default()
        }
    }

    /// That of lifts.
    #[must_use]
    pub fn of_lifts(parameters: &Parameters) -> Self {
        Self::read(parameters, "scope_lift")
    }

    /// A row whose value names gases and boundary, as `CO2e; WTW`; unstated is what it does not name.
    fn read(parameters: &Parameters, key: &str) -> Self {
        let mut rows = parameters.rows().iter();
        let Some(row) = rows.find(|row| row.key.as_str() == key) else {
            return Self::default();
        };
        let (words, remark) = match &row.value {
            Value::Text(words) => (words.as_str(), None),
            Value::Quoted(quoted) => (quoted.text.as_str(), quoted.note.as_deref()),
            Value::Number(_) | Value::Bool(_) => return Self::default(),
        };
        let mut scope = Self {
            remark: remark.unwrap_or_default().to_owned(),
            ..Self::default()
        };
        for word in words.split(|c: char| !c.is_alphanumeric()) {
            for gases in [Gases::Co2e, Gases::Co2] {
                if word.eq_ignore_ascii_case(gases.word()) {
                    scope.gases = gases;
                }
            }
            for boundary in [Boundary::WellToWake, Boundary::TankToWake] {
                if word.eq_ignore_ascii_case(boundary.word()) {
                    scope.boundary = boundary;
                }
            }
        }
        scope
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::Key;
    use crate::model::names::Names;
    use crate::model::parameters::Parameter;

    fn with(words: &str) -> Parameters {
        let mut parameters = Parameters::default();
        parameters.set(Parameter {
            group: "emission".to_owned(),
            key: Key::new("scope_lift"),
            names: Names::default(),
            value: Value::Text(words.to_owned()),
        });
        parameters
    }

    #[test]
    fn what_a_source_does_not_say_is_unstated() {
        let of = |words: &str| {
            let scope = Scope::of_lifts(&with(words));
            (scope.gases, scope.boundary)
        };
        assert_eq!(of("CO2e; WTW"), (Gases::Co2e, Boundary::WellToWake));
        assert_eq!(of("co2, TTW"), (Gases::Co2, Boundary::TankToWake));
        let silent = (Gases::Co2, Boundary::Unstated);
        assert_eq!(of("CO2; boundary not stated"), silent);
        assert_eq!(of(""), (Gases::Unstated, Boundary::Unstated));
        assert_eq!(Scope::of_lifts(&Parameters::default()), Scope::default());
    }
}
