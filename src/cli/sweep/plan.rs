//! What is varied in a sweep, and every combination of values.
//!
//! The last thing that is varied changes fastest. Values of a range lie evenly, both ends among them; years
//! are whole.
//!
//! Does not know: what the values bring about.

use crate::cli::args::ScenarioArgs;
use crate::cli::report::Failure;

/// Combinations of a sweep at most.
const MOST: usize = 1_000_000;

/// What is varied.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Year,
    /// What demand is multiplied by.
    Demand,
    /// Named scenarios, joined by commas.
    Scenario,
    /// What `--set` takes at its left.
    Set(String),
}

/// One thing that is varied, with its values as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Varied {
    name: String,
    kind: Kind,
    values: Vec<String>,
}

/// All that is varied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    all: Vec<Varied>,
}

/// One combination of values.
#[derive(Clone, Debug)]
pub struct Point {
    /// The values, in the order in which they were typed.
    pub values: Vec<String>,
    /// The scenario that they make.
    pub scenario: ScenarioArgs,
    /// What demand is multiplied by.
    pub demand_factor: f64,
}

impl Plan {
    /// What was typed.
    ///
    /// # Errors
    /// [`Failure`] when a text is no range and no list, or there are too many combinations.
    pub fn of(typed: &[String]) -> Result<Self, Failure> {
        let all: Vec<Varied> = typed
            .iter()
            .map(|said| varied(said))
            .collect::<Result<_, _>>()?;
        let sizes = all.iter().map(|varied| varied.values.len());
        let size = sizes.fold(1_usize, usize::saturating_mul);
        if size > MOST {
            let said = format!("{size} combinations are too many; a sweep has at most {MOST}");
            return Err(Failure::new(said));
        }
        Ok(Self { all })
    }

    /// The names of what is varied.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|varied| varied.name.clone()).collect()
    }

    /// How many combinations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.iter().map(|varied| varied.values.len()).product()
    }

    /// A combination, on top of a scenario.
    #[must_use]
    pub fn point(&self, number: usize, scenario: &ScenarioArgs) -> Point {
        let mut rest = number;
        let mut places: Vec<usize> = Vec::new();
        for varied in self.all.iter().rev() {
            places.push(rest % varied.values.len());
            rest /= varied.values.len();
        }
        places.reverse();
        let mut point = Point {
            values: Vec::new(),
            scenario: scenario.clone(),
            demand_factor: 1.0,
        };
        for (varied, place) in self.all.iter().zip(places) {
            let value = &varied.values[place];
            match &varied.kind {
                Kind::Year => point.scenario.year = value.parse().ok(),
                Kind::Demand => point.demand_factor *= value.parse().unwrap_or(1.0),
                Kind::Scenario => {
                    let keys = value.split(',').filter(|key| *key != "base");
                    point.scenario.scenario.extend(keys.map(str::to_owned));
                }
                Kind::Set(left) => point.scenario.set.push(format!("{left}={value}")),
            }
            point.values.push(value.clone());
        }
        point
    }
}

fn varied(said: &str) -> Result<Varied, Failure> {
    let wrong = || {
        Failure::new(format!(
            "--vary \"{said}\" varies nothing; write NAME=A..B:N or NAME=VALUE|VALUE, such as capacity:R09=200000..400000:5"
        ))
    };
    let (name, values) = said.split_once('=').ok_or_else(wrong)?;
    let (name, values) = (name.trim(), values.trim());
    if name.is_empty() || values.is_empty() {
        return Err(wrong());
    }
    let kind = match (name, name.strip_prefix("capacity:")) {
        ("year", _) => Kind::Year,
        ("demand", _) => Kind::Demand,
        ("scenario", _) => Kind::Scenario,
        (_, Some(key)) => Kind::Set(format!("{key}.capacity_teu")),
        _ => Kind::Set(name.to_owned()),
    };
    let values = match values.split_once("..") {
        Some(_) if kind == Kind::Scenario => return Err(wrong()),
        Some((first, rest)) => range(first, rest, kind == Kind::Year).ok_or_else(wrong)?,
        None => values
            .split('|')
            .map(|value| value.trim().to_owned())
            .collect(),
    };
    let is_number = |value: &String| match kind {
        Kind::Year => value.parse::<i32>().is_ok(),
        Kind::Demand => value
            .parse()
            .is_ok_and(|of: f64| of >= 0.0 && of.is_finite()),
        Kind::Scenario => !value.is_empty(),
        Kind::Set(_) => value.parse().is_ok_and(f64::is_finite),
    };
    if !values.iter().all(is_number) {
        return Err(wrong());
    }
    Ok(Varied {
        name: name.to_owned(),
        kind,
        values,
    })
}

/// `A..B:N`, for years also `A..B`: each of them.
fn range(first: &str, rest: &str, is_year: bool) -> Option<Vec<String>> {
    let (last, count) = match rest.split_once(':') {
        Some((last, count)) => (last, Some(count.trim().parse::<u32>().ok()?)),
        None => (rest, None),
    };
    if is_year {
        let [first, last] = [first, last].map(|of| of.trim().parse::<i32>().ok());
        let (first, last) = (first?, last?);
        let n_years = u32::try_from(last.checked_sub(first)?)
            .ok()?
            .checked_add(1)?;
        let count = count.unwrap_or(n_years).min(n_years);
        let values = evenly(f64::from(first), f64::from(last), count)?;
        return Some(values.iter().map(|year| format!("{year:.0}")).collect());
    }
    let [first, last] = [first, last].map(|of| of.trim().parse::<f64>().ok());
    let values = evenly(first?, last?, count?)?;
    Some(values.iter().map(f64::to_string).collect())
}

/// So many values from one to another.
fn evenly(first: f64, last: f64, count: u32) -> Option<Vec<f64>> {
    if count == 0 || !first.is_finite() || !last.is_finite() || count as usize > MOST {
        return None;
    }
    let steps = f64::from(count.saturating_sub(1).max(1));
    let value = |at: u32| {
        if at + 1 == count && count > 1 {
            last
        } else {
            first + (last - first) * f64::from(at) / steps
        }
    };
    Some((0..count).map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(typed: &[&str]) -> Result<Plan, Failure> {
        let typed: Vec<String> = typed.iter().map(|&said| said.to_owned()).collect();
        Plan::of(&typed)
    }

    #[test]
    fn every_value_comes_with_every_other() {
        let plan = plan(&["capacity:R09=100..200:3", "year=2025..2026", "demand=1|2"]).unwrap();
        assert_eq!(plan.len(), 12);
        let typed = ScenarioArgs::default();
        let values = |at: usize| plan.point(at, &typed).values.join(" ");
        assert_eq!(values(0), "100 2025 1");
        assert_eq!(values(1), "100 2025 2");
        assert_eq!(values(2), "100 2026 1");
        assert_eq!(values(4), "150 2025 1");
        let last = plan.point(11, &typed);
        assert_eq!(last.scenario.set, ["R09.capacity_teu=200"]);
        assert_eq!(last.scenario.year, Some(2026));
        assert!((last.demand_factor - 2.0).abs() < 1e-12);
    }

    #[test]
    fn lists_name_scenarios_and_the_base_is_none() {
        let plan = plan(&["scenario=base|a,b"]).unwrap();
        let typed = ScenarioArgs::default();
        assert!(plan.point(0, &typed).scenario.scenario.is_empty());
        assert_eq!(plan.point(1, &typed).scenario.scenario, ["a", "b"]);
    }

    #[test]
    fn what_varies_nothing_is_refused() {
        for said in [
            "R09",
            "=1..2:3",
            "year=2025..2020",
            "demand=1..2",
            "demand=-1..2:3",
            "demand=1..2:0",
            "x.capacity_teu=a|b",
            "scenario=a..b:2",
            "capacity:R09=0..1:9999999",
        ] {
            assert!(plan(&[said]).is_err(), "{said}");
        }
        let big = plan(&["demand=0..1:1000", "x=0..1:1000", "year=2020..2035"]);
        assert!(big.is_err());
    }
}
