//! How crowding slows links and hubs down: the volume-delay function of each mode, and of handling.
//!
//! What is assumed comes from the table of parameters, group *delay function*:
//!
//! | key | what it is |
//! |---|---|
//! | `bpr_road`, `bpr_rail` | a pair `b ; power` of the BPR function |
//! | `conical_alpha` | steepness of the conical function (Spiess 1990) |
//! | `davidson_j` | Davidson's j |
//! | `delay_rail_share` | what is waited for free train paths at half of the paths used, by running time |
//! | `delay_hub_hours` | hours waited for handling at half of the capacity used |
//!
//! A mode whose parameter is missing or no number has constant hours. A link or hub without a capacity
//! has constant hours too: nothing can be said of its crowding.
//!
//! Does not know: flows; who chooses which way.

use crate::graph::volume_delay::VolumeDelay;
use crate::model::link::Mode;
use crate::model::parameters::Parameters;
use crate::model::value::Value;

/// A kind of volume-delay function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// The hours do not depend on what uses it.
    Constant,
    /// Bureau of Public Roads: free × (1 + b × utilization^power).
    Bpr,
    /// Spiess's conical function.
    Conical,
    /// Davidson's queueing function.
    Davidson,
    /// Waiting for free train paths, by utilization of paths.
    Railway,
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Constant,
        Self::Bpr,
        Self::Conical,
        Self::Davidson,
        Self::Railway,
    ];

    /// Its word on the command line and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Bpr => "bpr",
            Self::Conical => "conical",
            Self::Davidson => "davidson",
            Self::Railway => "railway",
        }
    }
}

/// Which function each mode has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Curves {
    /// Railways.
    pub rail: Curve,
    /// Roads, and drayage.
    pub road: Curve,
    /// Rivers, sea and air.
    pub water: Curve,
}

impl Default for Curves {
    fn default() -> Self {
        Self {
            rail: Curve::Railway,
            road: Curve::Bpr,
            water: Curve::Davidson,
        }
    }
}

impl Curves {
    fn of(self, mode: Mode) -> Curve {
        match mode {
            Mode::Rail => self.rail,
            Mode::Road | Mode::Transfer => self.road,
            Mode::Waterway | Mode::Sea | Mode::Air => self.water,
        }
    }
}

/// The functions with their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delays {
    curves: Curves,
    bpr_rail: Option<(f64, f64)>,
    bpr_road: Option<(f64, f64)>,
    conical: Option<f64>,
    davidson: Option<f64>,
    railway: Option<f64>,
    hub_hours: Option<f64>,
}

impl Delays {
    /// The functions of some kinds, with the numbers of a table.
    #[must_use]
    pub fn new(parameters: &Parameters, curves: Curves) -> Self {
        let number = |key| parameters.number(key).map(|of| of.value);
        Self {
            curves,
            bpr_rail: pair(parameters, "bpr_rail"),
            bpr_road: pair(parameters, "bpr_road"),
            conical: number("conical_alpha"),
            davidson: number("davidson_j"),
            railway: number("delay_rail_share"),
            hub_hours: number("delay_hub_hours"),
        }
    }

    /// The hours on a link by the TEU a year on it; what has a capacity of nothing is closed.
    #[must_use]
    pub fn of_link(&self, mode: Mode, hours: f64, capacity: Option<f64>) -> VolumeDelay {
        let constant = VolumeDelay::Constant { free: hours };
        let Some(capacity) = capacity else {
            return constant;
        };
        if capacity <= 0.0 {
            return closed(hours);
        }
        let function = match self.curves.of(mode) {
            Curve::Constant => None,
            Curve::Bpr => {
                let pair = match mode {
                    Mode::Rail => self.bpr_rail,
                    _ => self.bpr_road,
                };
                pair.map(|(b, power)| VolumeDelay::Bpr {
                    free: hours,
                    capacity,
                    b,
                    power,
                })
            }
            Curve::Conical => self.conical.map(|a| VolumeDelay::Conical {
                free: hours,
                capacity,
                a,
            }),
            Curve::Davidson => self.davidson.map(|j| VolumeDelay::Davidson {
                free: hours,
                capacity,
                j,
            }),
            Curve::Railway => self.railway.map(|share| VolumeDelay::Railway {
                free: hours,
                capacity,
                wait: share * hours,
            }),
        };
        function.unwrap_or(constant)
    }

    /// The hours of handling in a hub by the TEU a year handled; closed where it can handle nothing.
    #[must_use]
    pub fn of_hub(&self, hours: f64, capacity: Option<f64>) -> VolumeDelay {
        match (capacity, self.hub_hours) {
            (Some(capacity), _) if capacity <= 0.0 => closed(hours),
            (Some(capacity), Some(wait)) => VolumeDelay::Railway {
                free: hours,
                capacity,
                wait,
            },
            _ => VolumeDelay::Constant { free: hours },
        }
    }
}

/// A function that nothing may use, whatever kind was asked for.
fn closed(hours: f64) -> VolumeDelay {
    VolumeDelay::Bpr {
        free: hours,
        capacity: 0.0,
        b: 0.0,
        power: 0.0,
    }
}

/// A pair of numbers, written `0.15 ; 4`.
fn pair(parameters: &Parameters, key: &str) -> Option<(f64, f64)> {
    let mut rows = parameters.rows().iter();
    let row = rows.find(|row| row.key.as_str() == key)?;
    let text = match &row.value {
        Value::Text(text) => text.as_str(),
        Value::Quoted(quoted) => quoted.text.as_str(),
        Value::Number(_) | Value::Bool(_) => return None,
    };
    let (first, second) = text.split_once(';')?;
    let number = |text: &str| text.trim().parse::<f64>().ok();
    Some((number(first)?, number(second)?)).filter(|(b, power)| *b >= 0.0 && *power >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_where_nothing_fits_whatever_the_curve() {
        for curve in Curve::ALL {
            let curves = Curves {
                rail: curve,
                road: curve,
                water: curve,
            };
            let delays = Delays::new(&Parameters::default(), curves);
            assert!(delays.of_link(Mode::Rail, 5.0, Some(0.0)).is_closed());
            assert!(delays.of_hub(5.0, Some(0.0)).is_closed());
            assert!(!delays.of_link(Mode::Rail, 5.0, None).is_closed());
        }
    }
}
