//! How a layer of the map looks where it does not look as it does by itself: opacity, color, width, labels, and
//! what of its color and width follows from attributes.
//!
//! Shares are whole hundredths, so that a look is written and read again the same.
//! Does not know: colors of the palette, how a layer is drawn.

use std::collections::BTreeMap;

/// A layer that is no context layer and whose look can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Styled {
    /// Land, water, borders, rivers, names of places.
    Basemap,
    /// The lines of the network.
    Lines,
    /// Hubs.
    Hubs,
    /// The names of hubs.
    Labels,
    /// The path and the other ways.
    Path,
    /// The bottleneck.
    Bottleneck,
    /// Flows of a year: colors by how full links are.
    Flows,
}

/// How a layer looks; the default is as it does by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Hundredths, 0 (not seen) to 100.
    pub opacity: u8,
    /// Its color; the three routes keep theirs. `None`: as by itself.
    pub color: Option<Paint>,
    /// Widths of lines, sizes of markers and letters, in hundredths of what they are by themselves.
    pub width: u16,
    /// What is written beside its things; `None`: as by itself.
    pub labels: Option<Labels>,
    /// Colors by an attribute.
    pub colored: Option<Colored>,
    /// Widths by an attribute.
    pub widened: Option<Widened>,
    /// Of flows: colors of what they are more and less than those of another scenario, TEU a year.
    pub differences: Option<Colored>,
}

/// A color that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paint {
    /// One of the colors for added layers, by its place; in each theme another.
    Entry(u16),
    /// Red, green, blue; the same in all themes.
    Rgb([u8; 3]),
}

/// What is written beside things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Labels {
    /// Nothing.
    None,
    /// Names.
    Names,
    /// Names, and below them the number of the attribute that color or width follow.
    Values,
}

/// Colors by an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Colored {
    /// The attribute: the word of a column of the attribute table, or the name of a property.
    pub by: String,
    /// How its values are put in classes.
    pub split: Split,
    /// From which colors to which.
    pub ramp: Ramp,
}

/// How values are put in classes.
#[derive(Clone, Debug, PartialEq)]
pub enum Split {
    /// So many classes with as many things each.
    Quantiles(u8),
    /// So many classes that are as wide each.
    Equal(u8),
    /// So many classes that differ within as little as can be.
    Natural(u8),
    /// Where each class but the first begins, ascending, finite.
    At(Vec<f64>),
    /// One class for each kind of value, the most frequent first.
    Kinds,
    /// No classes: along the row of colors without steps. Only flows are colored so; other things have as many
    /// classes of equal width as there may be.
    Smooth,
}

/// A row of colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ramp {
    /// Yellow over orange to dark red.
    #[default]
    Heat,
    /// Pale to dark blue.
    Sea,
    /// Rose to dark plum.
    Plum,
    /// Blue over gray to red: less and more than a middle.
    BlueRed,
    /// Teal over gray to brown: less and more than a middle.
    TealBrown,
}

/// Widths by an attribute: in a straight line between two values, and as at these beyond them.
#[derive(Clone, Debug, PartialEq)]
pub struct Widened {
    /// The attribute, as in [`Colored::by`].
    pub by: String,
    /// The two values, ascending, finite; `None`: the least and the greatest that there are.
    pub between: Option<[f64; 2]>,
    /// The widths there, in hundredths of what they are by themselves.
    pub widths: [u16; 2],
}

/// The looks of all layers that are no context layers; those as by themselves are not in it.
pub type Looks = BTreeMap<Styled, Look>;

/// The attribute that the colors of flows follow.
pub const UTILIZATION: &str = "utilization";
/// The attribute that the colors of differences of flows follow, TEU a year.
pub const FLOW_CHANGE: &str = "flow_change_teu";
/// The attribute of lines that is what they carry in both directions together, TEU a year.
pub const LINK_FLOW: &str = "flow_teu";
/// The attribute of lines that is how full their fuller direction is, percent of capacity.
pub const LINK_UTILIZATION: &str = "utilization_percent";
/// The fewest and the most classes.
pub const CLASSES: [u8; 2] = [2, 9];
/// The least and the greatest width, hundredths.
pub const WIDTHS: [u16; 2] = [10, 800];

impl Default for Look {
    fn default() -> Self {
        Self::OWN
    }
}

impl Look {
    /// As a layer is by itself.
    pub const OWN: Self = Self {
        opacity: 100,
        color: None,
        width: 100,
        labels: None,
        colored: None,
        widened: None,
        differences: None,
    };

    /// Whether it is as it is by itself.
    #[must_use]
    pub fn is_own(&self) -> bool {
        *self == Self::default()
    }

    /// Of flows: the flow of the widest band, TEU a year; `None`: the greatest that there is, rounded up.
    #[must_use]
    pub fn widest_flow(&self) -> Option<f64> {
        let widened = self.widened.as_ref().filter(|of| of.by == LINK_FLOW)?;
        let [_, most] = widened.between?;
        Some(most).filter(|most| most.is_finite() && *most >= 1.0)
    }

    /// Sets the flow of the widest band, or that it follows from the flows.
    pub fn set_widest_flow(&mut self, teu: Option<f64>) {
        self.widened = teu.map(|most| Widened {
            by: LINK_FLOW.to_owned(),
            between: Some([0.0, most]),
            widths: [100, 100],
        });
    }

    /// Its opacity, 0 to 1.
    #[must_use]
    pub fn opacity(&self) -> f32 {
        f32::from(self.opacity.min(100)) / 100.0
    }

    /// Its width as a factor.
    #[must_use]
    pub fn width(&self) -> f32 {
        f32::from(self.width.clamp(WIDTHS[0], WIDTHS[1])) / 100.0
    }

    /// Whether color or width of lines follow flows.
    #[must_use]
    pub fn follows_flows(&self) -> bool {
        let by_color = self.colored.as_ref().map(|of| of.by.as_str());
        let by_width = self.widened.as_ref().map(|of| of.by.as_str());
        let mut followed = [by_color, by_width].into_iter().flatten();
        followed.any(|by| [LINK_FLOW, LINK_UTILIZATION].contains(&by))
    }

    /// The attribute that is written below names: the one that the color follows, or else the width.
    #[must_use]
    pub fn attribute(&self) -> Option<&str> {
        let colored = self.colored.as_ref().map(|of| of.by.as_str());
        colored.or_else(|| self.widened.as_ref().map(|of| of.by.as_str()))
    }
}

impl Styled {
    /// All of them, as they are listed.
    pub const ALL: [Self; 7] = [
        Self::Basemap,
        Self::Lines,
        Self::Hubs,
        Self::Labels,
        Self::Path,
        Self::Bottleneck,
        Self::Flows,
    ];

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Basemap => "basemap",
            Self::Lines => "lines",
            Self::Hubs => "hubs",
            Self::Labels => "labels",
            Self::Path => "path",
            Self::Bottleneck => "bottleneck",
            Self::Flows => "flows",
        }
    }

    /// The layer that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

impl Paint {
    /// As in files: the place in the palette is a number of its own, else `#` and six digits.
    #[must_use]
    pub fn hex(rgb: [u8; 3]) -> String {
        let [r, g, b] = rgb;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Red, green, blue of `#` and six digits; `None` where it is something else.
    #[must_use]
    pub fn rgb_of(text: &str) -> Option<[u8; 3]> {
        let digits = text.trim().strip_prefix('#')?;
        let is_hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        let [_, r, g, b] = number.to_be_bytes();
        Some([r, g, b])
    }
}

impl Labels {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::None, Self::Names, Self::Values];

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Names => "names",
            Self::Values => "values",
        }
    }

    /// What a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }
}

impl Ramp {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Heat,
        Self::Sea,
        Self::Plum,
        Self::BlueRed,
        Self::TealBrown,
    ];

    /// Those whose middle is told apart from both ends: for what is less and more.
    pub const WITH_MIDDLE: [Self; 2] = [Self::BlueRed, Self::TealBrown];

    /// Whether its middle is told apart from both ends.
    #[must_use]
    pub fn has_middle(self) -> bool {
        Self::WITH_MIDDLE.contains(&self)
    }

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Heat => "heat",
            Self::Sea => "sea",
            Self::Plum => "plum",
            Self::BlueRed => "blue-red",
            Self::TealBrown => "teal-brown",
        }
    }

    /// What a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }
}

impl Split {
    /// How many classes of numbers it makes at most; `None` where it is about kinds.
    #[must_use]
    pub fn n_classes(&self) -> Option<usize> {
        match self {
            Self::Quantiles(n) | Self::Equal(n) | Self::Natural(n) => {
                Some(usize::from((*n).clamp(CLASSES[0], CLASSES[1])))
            }
            Self::At(breaks) => Some(breaks.len() + 1),
            Self::Smooth => Some(usize::from(CLASSES[1])),
            Self::Kinds => None,
        }
    }

    /// The same way of putting values in classes, with another number of classes; where it has its
    /// classes otherwise, itself.
    #[must_use]
    pub fn with_classes(self, n: u8) -> Self {
        let n = n.clamp(CLASSES[0], CLASSES[1]);
        match self {
            Self::Quantiles(_) => Self::Quantiles(n),
            Self::Equal(_) => Self::Equal(n),
            Self::Natural(_) => Self::Natural(n),
            other => other,
        }
    }

    /// Breaks as people type them: numbers with spaces or semicolons between them, also with thousands
    /// separated by commas. They are sorted, each once; `None` where one is no number, there is none, or
    /// there are too many.
    #[must_use]
    pub fn breaks_of(typed: &str) -> Option<Vec<f64>> {
        let mut numbers = typed_numbers(typed)?;
        numbers.sort_by(f64::total_cmp);
        numbers.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let is_good = numbers.iter().all(|number| number.is_finite());
        let is_few = (1..usize::from(CLASSES[1])).contains(&numbers.len());
        (is_good && is_few).then_some(numbers)
    }
}

/// Whether the lines of a map are colored or widened by flows.
#[must_use]
pub fn lines_follow_flows(looks: &Looks) -> bool {
    looks.get(&Styled::Lines).is_some_and(Look::follows_flows)
}

/// Numbers as people type them, with spaces or semicolons between them, also with thousands separated by commas and the
/// sign as it is printed; `None` where one is no number.
#[must_use]
pub fn typed_numbers(text: &str) -> Option<Vec<f64>> {
    let parts = text.split(|c: char| c.is_whitespace() || ";；、".contains(c));
    let parts = parts.filter(|part| !part.is_empty());
    let number = |part: &str| {
        let plain = part.replace('−', "-").replace([',', '，'], "");
        plain.parse().ok()
    };
    parts.map(number).collect()
}

/// Breaks of any numbers: one to eight, rising.
///
/// # Errors
/// The key of the text that says what is wrong.
pub fn rising_breaks(breaks: Vec<f64>) -> Result<Vec<f64>, &'static str> {
    let is_few = (1..usize::from(CLASSES[1])).contains(&breaks.len());
    if !is_few || breaks.iter().any(|at| !at.is_finite()) {
        return Err("look.breaks-few");
    }
    if !breaks.windows(2).all(|pair| pair[0] < pair[1]) {
        return Err("look.breaks-rising");
    }
    Ok(breaks)
}

/// Breaks of how full links are, as shares of their capacity: one to eight, rising, above nothing and at most ten
/// times the capacity.
///
/// # Errors
/// The key of the text that says what is wrong.
pub fn utilization_breaks(breaks: Vec<f64>) -> Result<Vec<f64>, &'static str> {
    let breaks = rising_breaks(breaks)?;
    if breaks.iter().any(|at| *at <= 0.0 || *at > 10.0) {
        return Err("look.breaks-range");
    }
    Ok(breaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_and_breaks_are_read_as_typed() {
        assert_eq!(Paint::rgb_of(" #1D5fd1 "), Some([0x1D, 0x5F, 0xD1]));
        assert_eq!(Paint::rgb_of(&Paint::hex([1, 2, 255])), Some([1, 2, 255]));
        for odd in ["", "1d5fd1", "#1d5f", "#+d5fd1", "#1d5fd1ff"] {
            assert_eq!(Paint::rgb_of(odd), None, "{odd}");
        }
        let breaks = Split::breaks_of("250,000; 1e5 400000 400000");
        assert_eq!(breaks, Some(vec![100_000.0, 250_000.0, 400_000.0]));
        for odd in ["", "many", "1 2 inf", "1 2 3 4 5 6 7 8 9"] {
            assert_eq!(Split::breaks_of(odd), None, "{odd}");
        }
    }

    #[test]
    fn numbers_are_read_as_typed() {
        let numbers = typed_numbers("−100,000 -5; +20").unwrap();
        assert_eq!(numbers, [-100_000.0, -5.0, 20.0]);
        assert_eq!(typed_numbers("1 many"), None);
        let falling = typed_numbers("20 -5").unwrap();
        assert!(rising_breaks(falling).is_err(), "not put in order");
    }

    #[test]
    fn breaks_of_utilization_rise_within_their_range() {
        assert!(utilization_breaks(vec![0.5, 0.8, 1.0]).is_ok());
        let odd = |breaks: &[f64]| utilization_breaks(breaks.to_vec()).unwrap_err();
        assert_eq!(odd(&[]), "look.breaks-few");
        assert_eq!(odd(&[0.5, f64::NAN]), "look.breaks-few");
        assert_eq!(odd(&[0.5, 0.5]), "look.breaks-rising");
        assert_eq!(odd(&[0.0, 0.5]), "look.breaks-range");
        assert_eq!(odd(&[0.5, 50.0]), "look.breaks-range");
    }

    #[test]
    fn words_lead_back() {
        for part in Styled::ALL {
            assert_eq!(Styled::from_word(part.word()), Some(part));
        }
        for ramp in Ramp::ALL {
            assert_eq!(Ramp::from_word(ramp.word()), Some(ramp));
        }
        for labels in Labels::ALL {
            assert_eq!(Labels::from_word(labels.word()), Some(labels));
        }
        assert!(Look::default().is_own());
    }
}
