//! Sums of weights in as few bits as hold them.
//!
//! A width is chosen such that no path is as long as [`Weight::CLOSED`], half of what it holds.
//! So two weights can always be added, and a sum that comes to [`Weight::CLOSED`] or more, one of
//! its parts being closed or it being no shortest path, is never less than any path there is.
//!
//! Does not know: what is summed.

/// An unsigned integer.
pub(super) trait Weight: Copy + Ord + std::fmt::Debug + 'static {
    const NOTHING: Self;
    /// No path is as long.
    const CLOSED: Self;

    /// A weight that is less than [`Weight::CLOSED`], or closed.
    fn of(weight: u128) -> Self;

    /// The sum of two weights that are at most [`Weight::CLOSED`].
    #[must_use]
    fn plus(self, other: Self) -> Self;

    /// The weight without its last bits, saturated.
    fn without(self, n_bits: u32) -> u64;
}

macro_rules! weight {
    ($($width:ty),*) => {$(
        impl Weight for $width {
            const NOTHING: Self = 0;
            const CLOSED: Self = <$width>::MAX / 2;

            fn of(weight: u128) -> Self {
                <$width>::try_from(weight).unwrap_or(Self::CLOSED).min(Self::CLOSED)
            }

            fn plus(self, other: Self) -> Self {
                self + other
            }

            fn without(self, n_bits: u32) -> u64 {
                u64::try_from(self >> n_bits).unwrap_or(u64::MAX)
            }
        }
    )*};
}

weight!(u32, u64, u128);
