//! How demand grows after the last published year: three paths.
//!
//! Does not know: the rates, which are parameters; what is grown (see `demand::growth`).

/// A path of growth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Growth {
    /// The lines fill soon.
    Low,
    /// In between.
    #[default]
    Base,
    /// Growth goes on at half of its former pace.
    High,
}

impl Growth {
    /// All of them, least first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Base, Self::High];

    /// Its word in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Base => "base",
            Self::High => "high",
        }
    }

    /// The path that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|growth| growth.word() == word)
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Low => "growth.low",
            Self::Base => "growth.base",
            Self::High => "growth.high",
        }
    }

    /// The key of the parameter with its share a year.
    #[must_use]
    pub fn parameter(self) -> &'static str {
        match self {
            Self::Low => "growth_low",
            Self::Base => "growth_base",
            Self::High => "growth_high",
        }
    }
}
