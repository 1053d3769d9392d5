//! Whether shared things are the same piece of memory, which is not used for another as long as somebody holds it.
//!
//! Does not know: what is shared.

use std::sync::Arc;

/// A shared thing that equals no other one, whatever that is like.
pub struct Same<T: ?Sized>(Arc<T>);

impl<T: ?Sized> Same<T> {
    /// Holds a thing.
    #[must_use]
    pub fn of(shared: &Arc<T>) -> Self {
        Self(Arc::clone(shared))
    }
}

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Whether both are the same thing, or both none.
#[must_use]
pub fn is_same<T: ?Sized>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_is_not_the_same() {
        let [a, b] = [Arc::new(1), Arc::new(1)];
        assert!(Same::of(&a) == Same::of(&a).clone() && Same::of(&a) != Same::of(&b));
        assert!(is_same(Some(&a), Some(&Arc::clone(&a))) && is_same::<u8>(None, None));
        assert!(!is_same(Some(&a), Some(&b)) && !is_same(Some(&a), None));
    }
}
