//! What a hub's file says of changing there beside time and money: emissions and capacities of
//! changes of mode, of gauge and across a border, and what a change of gauge takes.
//!
//! Does not know: what is assumed where a file does not say (see [`super::defaults`]).

use super::edit::NodeNumber;
use super::sourced::Sourced;

/// The numbers of changes at a hub, each as far as its file gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    numbers: [Option<Sourced>; 8],
}

impl Changes {
    /// The numbers that are kept here, in the order in which they are written.
    pub const NUMBERS: [NodeNumber; 8] = [
        NodeNumber::TransferCo2,
        NodeNumber::TransferCapacity,
        NodeNumber::GaugeHours,
        NodeNumber::GaugeMoney,
        NodeNumber::GaugeCo2,
        NodeNumber::GaugeCapacity,
        NodeNumber::BorderCo2,
        NodeNumber::BorderCapacity,
    ];

    /// One of them; `None` where it is not given, or not kept here.
    #[must_use]
    pub fn of(&self, number: NodeNumber) -> Option<&Sourced> {
        let place = Self::NUMBERS.iter().position(|&known| known == number)?;
        self.numbers[place].as_ref()
    }

    /// Sets one of them; nothing where it is not kept here.
    pub fn set(&mut self, number: NodeNumber, value: Option<Sourced>) {
        if let Some(place) = Self::NUMBERS.iter().position(|&known| known == number) {
            self.numbers[place] = value;
        }
    }
}
