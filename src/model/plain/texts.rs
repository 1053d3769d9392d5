//! Many short texts in one piece of memory, and where each of them is.
//!
//! A million ids as one `String` each would be a million allocations; here they are two.
//! Does not know: what the texts name.

/// Instead of a number: there is none.
const NONE: u32 = u32::MAX;

/// Texts by number, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    all: String,
    /// Where each text ends in `all`.
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text and says its number.
    pub fn push(&mut self, text: &str) -> usize {
        self.all.push_str(text);
        self.ends.push(self.all.len());
        self.ends.len() - 1
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a number; empty if there is none.
    #[must_use]
    pub fn get(&self, number: usize) -> &str {
        let Some(&end) = self.ends.get(number) else {
            return "";
        };
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[begin..end]
    }
}

/// Finds the number of a text: a hash table with open addressing that holds numbers only.
///
/// Nobody ever walks through it, so that no answer depends on its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextIndex {
    /// Numbers of texts, or `NONE`; as many as a power of two, or none at all.
    slots: Vec<u32>,
    n_used: usize,
}

impl TextIndex {
    /// The number of a text; `None` if it was not added.
    #[must_use]
    pub fn get(&self, texts: &Texts, text: &str) -> Option<u32> {
        let number = *self.slots.get(self.slot(texts, text)?)?;
        (number != NONE).then_some(number)
    }

    /// Adds the text of a number unless an equal one is there, whose number is then the answer.
    pub fn add(&mut self, texts: &Texts, number: u32) -> Option<u32> {
        if (self.n_used + 1) * 2 > self.slots.len() {
            self.grow(texts);
        }
        let slot = self.slot(texts, texts.get(number as usize))?;
        let held = &mut self.slots[slot];
        if *held != NONE {
            return Some(*held);
        }
        *held = number;
        self.n_used += 1;
        None
    }

    /// Where a text is, or would be put; `None` if there are no slots.
    fn slot(&self, texts: &Texts, text: &str) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash(text) & mask;
        loop {
            let held = self.slots[slot];
            if held == NONE || texts.get(held as usize) == text {
                return Some(slot);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self, texts: &Texts) {
        let doubled = vec![NONE; (self.slots.len() * 2).max(16)];
        let old = std::mem::replace(&mut self.slots, doubled);
        for number in old.into_iter().filter(|number| *number != NONE) {
            if let Some(slot) = self.slot(texts, texts.get(number as usize)) {
                self.slots[slot] = number;
            }
        }
    }
}

/// Fowler, Noll, Vo 1991 (FNV-1a), then mixed so that the low bits depend on all: Steele, Lea,
/// Flood, *Fast splittable pseudorandom number generators*, 2014.
#[expect(
    clippy::cast_possible_truncation,
    reason = "any part of a hash is a hash"
)]
fn hash(text: &str) -> usize {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash ^ (hash >> 31)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number_and_by_text() {
        let (mut texts, mut index) = (Texts::default(), TextIndex::default());
        assert_eq!(index.get(&texts, "0"), None);
        for number in 0..3_000_u32 {
            // Every text twice: the second is told where the first is.
            let added = texts.push(&format!("n{}", number / 2));
            assert_eq!(added, number as usize);
            let first = (number % 2 == 1).then(|| number - 1);
            assert_eq!(index.add(&texts, number), first);
        }
        assert_eq!((texts.len(), texts.is_empty()), (3_000, false));
        assert_eq!((texts.get(7), texts.get(3_000)), ("n3", ""));
        for number in 0..1_500_u32 {
            let found = index.get(&texts, &format!("n{number}"));
            assert_eq!(found, Some(number * 2));
        }
        assert_eq!(index.get(&texts, "n1500"), None);
        assert_eq!(index.get(&texts, ""), None);
    }
}
