//! Types of new lines: what is filled in where somebody draws one.
//!
//! Does not know: the numbers that are filled in (see [`super::defaults`]).

use super::link::Mode;

/// A type of line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkType {
    /// A railway of one track, with wires.
    SingleTrackElectrified,
    /// A railway of one track, without wires.
    SingleTrackDiesel,
    /// A railway of two tracks, with wires.
    DoubleTrackElectrified,
    /// A railway of two tracks, without wires.
    DoubleTrackDiesel,
    /// A road.
    Road,
    /// A river or canal.
    Waterway,
    /// A sea lane.
    Sea,
    /// An air line.
    Air,
    /// Drayage between terminals, or between terminal and city.
    Drayage,
}

impl LinkType {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::SingleTrackElectrified,
        Self::SingleTrackDiesel,
        Self::DoubleTrackElectrified,
        Self::DoubleTrackDiesel,
        Self::Road,
        Self::Waterway,
        Self::Sea,
        Self::Air,
        Self::Drayage,
    ];

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SingleTrackElectrified => "single-track-electrified",
            Self::SingleTrackDiesel => "single-track-diesel",
            Self::DoubleTrackElectrified => "double-track-electrified",
            Self::DoubleTrackDiesel => "double-track-diesel",
            Self::Road => "road",
            Self::Waterway => "waterway",
            Self::Sea => "sea",
            Self::Air => "air",
            Self::Drayage => "drayage",
        }
    }

    /// The type that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::SingleTrackElectrified => "link-type.single-electrified",
            Self::SingleTrackDiesel => "link-type.single-diesel",
            Self::DoubleTrackElectrified => "link-type.double-electrified",
            Self::DoubleTrackDiesel => "link-type.double-diesel",
            Self::Road | Self::Waterway | Self::Sea | Self::Air | Self::Drayage => {
                self.mode().words_key()
            }
        }
    }

    /// How goods move on it.
    #[must_use]
    pub fn mode(self) -> Mode {
        match self {
            Self::SingleTrackElectrified
            | Self::SingleTrackDiesel
            | Self::DoubleTrackElectrified
            | Self::DoubleTrackDiesel => Mode::Rail,
            Self::Road => Mode::Road,
            Self::Waterway => Mode::Waterway,
            Self::Sea => Mode::Sea,
            Self::Air => Mode::Air,
            Self::Drayage => Mode::Transfer,
        }
    }

    /// Number of tracks of a railway.
    #[must_use]
    pub fn tracks(self) -> Option<u8> {
        match self {
            Self::SingleTrackElectrified | Self::SingleTrackDiesel => Some(1),
            Self::DoubleTrackElectrified | Self::DoubleTrackDiesel => Some(2),
            Self::Road | Self::Waterway | Self::Sea | Self::Air | Self::Drayage => None,
        }
    }

    /// Whether a railway has wires.
    #[must_use]
    pub fn is_electrified(self) -> Option<bool> {
        match self {
            Self::SingleTrackElectrified | Self::DoubleTrackElectrified => Some(true),
            Self::SingleTrackDiesel | Self::DoubleTrackDiesel => Some(false),
            Self::Road | Self::Waterway | Self::Sea | Self::Air | Self::Drayage => None,
        }
    }
}
