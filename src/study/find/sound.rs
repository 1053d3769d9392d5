//! How Chinese names are pronounced: found by pinyin, with tones or without them, and by initials.
//!
//! Standard Mandarin as ISO 7098:2015 writes it, from the tables of the crate `pinyin`; a character that has
//! several readings is found by each. A syllable may be begun only. Initials are those of the first characters
//! of a name, at least two. Time grows with the length of name and text, and the readings of a character.
//! Does not know: which of several readings a name has.

use pinyin::{PinyinMulti, ToPinyinMulti};

use super::Score;

/// Vowels with tone marks, and what they are without.
const TONES: [(&str, char); 6] = [
    ("āáǎàâã", 'a'),
    ("ēéěèê", 'e'),
    ("īíǐì", 'i'),
    ("ōóǒòô", 'o'),
    ("ūúǔù", 'u'),
    ("üǖǘǚǜ", 'v'),
];
/// A text has at least so many letters.
const LEAST: usize = 2;

/// A text in Latin letters as it is spoken.
pub struct Sound {
    letters: String,
}

impl Sound {
    /// What was typed, without tones, spaces, hyphens and apostrophes; `None` where it has other signs than
    /// these, or too few letters.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let mut letters = String::with_capacity(typed.len());
        let mut is_last_letter = false;
        for sign in typed.trim().chars().flat_map(char::to_lowercase) {
            let is_tone = is_last_letter && ('1'..='5').contains(&sign);
            is_last_letter = false;
            let plain = TONES.iter().find(|(marked, _)| marked.contains(sign));
            match plain.map_or(sign, |(_, plain)| *plain) {
                letter @ 'a'..='z' => {
                    letters.push(letter);
                    is_last_letter = true;
                }
                ' ' | '-' | '\'' | '’' => {}
                _ if is_tone => {}
                _ => return None,
            }
        }
        (letters.len() >= LEAST).then_some(Self { letters })
    }

    /// How it fits a Chinese name.
    #[must_use]
    pub fn score(&self, name: &str) -> Option<Score> {
        let signs: Vec<Sign> = name.chars().map(sign).collect();
        let text = self.letters.as_str();
        if begins(&signs, text) || is_initials(&signs, text) {
            return Some(Score::Sound);
        }
        let is_part = (1..signs.len()).any(|from| begins(&signs[from..], text));
        is_part.then_some(Score::SoundPart)
    }
}

/// A sign of a name.
#[derive(Clone, Copy)]
enum Sign {
    /// A Chinese character, with its readings.
    Spoken(PinyinMulti),
    /// A Latin letter or digit, small.
    Letter(char),
    /// Brackets, hyphens and the like.
    Silent,
}

impl Sign {
    /// Its readings without tones.
    fn readings(self) -> impl Iterator<Item = &'static str> {
        let spoken = match self {
            Self::Spoken(readings) => Some(readings),
            Self::Letter(_) | Self::Silent => None,
        };
        spoken.into_iter().flatten().map(pinyin::Pinyin::plain)
    }
}

fn sign(letter: char) -> Sign {
    if letter.is_ascii_alphanumeric() {
        return Sign::Letter(letter.to_ascii_lowercase());
    }
    letter.to_pinyin_multi().map_or(Sign::Silent, Sign::Spoken)
}

/// What is left of a text behind a syllable, nothing where it ends within; `None` where it is another.
/// `ü` is typed as `v` or `u`.
fn behind<'a>(syllable: &str, text: &'a str) -> Option<&'a str> {
    let mut rest = text.chars();
    for letter in syllable.chars() {
        let Some(typed) = rest.next() else {
            return Some("");
        };
        let is_same = typed == letter || letter == 'ü' && matches!(typed, 'v' | 'u');
        if !is_same {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether a name begins with what is typed: one syllable whole at least.
fn begins(signs: &[Sign], text: &str) -> bool {
    let Some((first, others)) = signs.split_first() else {
        return false;
    };
    let is_long = |syllable: &&str| text.chars().count() >= syllable.chars().count();
    let mut rests = first.readings().filter(is_long);
    rests.any(|syllable| behind(syllable, text).is_some_and(|rest| goes_on(others, rest)))
}

/// Whether a name goes on with what is typed.
fn goes_on(signs: &[Sign], text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    let Some((first, others)) = signs.split_first() else {
        return false;
    };
    match *first {
        Sign::Spoken(_) => {
            let mut rests = first.readings();
            rests.any(|syllable| behind(syllable, text).is_some_and(|rest| goes_on(others, rest)))
        }
        Sign::Letter(letter) => {
            let rest = text.strip_prefix(letter);
            rest.is_some_and(|rest| goes_on(others, rest))
        }
        Sign::Silent => goes_on(others, text),
    }
}

/// Whether what is typed are the initials of the first characters of a name.
fn is_initials(signs: &[Sign], text: &str) -> bool {
    if !signs.iter().any(|sign| matches!(sign, Sign::Spoken(_))) {
        return false;
    }
    let spoken = signs.iter().filter(|sign| !matches!(sign, Sign::Silent));
    let mut fits = 0;
    for (letter, sign) in text.chars().zip(spoken) {
        let is_fit = match sign {
            Sign::Letter(own) => *own == letter,
            Sign::Spoken(_) | Sign::Silent => sign.readings().any(|of| of.starts_with(letter)),
        };
        if !is_fit {
            return false;
        }
        fits += 1;
    }
    fits == text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(typed: &str, name: &str) -> Option<Score> {
        Sound::new(typed)?.score(name)
    }

    #[test]
    fn names_are_found_as_they_are_spoken() {
        for typed in [
            "qinzhou",
            "qin",
            "qinzh",
            "qin zhou",
            "qin'zhou",
            "Qīnzhōu",
            "qin1zhou1",
            "qzg",
            "qz",
        ] {
            assert_eq!(score(typed, "钦州港"), Some(Score::Sound), "{typed}");
        }
        assert_eq!(score("zhougang", "钦州港"), Some(Score::SoundPart));
        assert_eq!(score("gang", "钦州港"), Some(Score::SoundPart));
        assert_eq!(score("zg", "钦州港"), None, "initials begin with the name");
        assert_eq!(score("qinzhen", "钦州港"), None);
        assert_eq!(score("qinzhougangkou", "钦州港"), None);
    }

    #[test]
    fn each_reading_of_a_character_counts() {
        assert_eq!(score("chongqing", "重庆"), Some(Score::Sound));
        assert_eq!(score("cq", "重庆"), Some(Score::Sound));
        assert_eq!(score("lvshun", "旅顺"), Some(Score::Sound));
        assert_eq!(score("lǚshùn", "旅顺"), Some(Score::Sound));
        assert_eq!(score("lushun", "旅顺"), Some(Score::Sound));
    }

    #[test]
    fn letters_and_brackets_in_names_are_passed() {
        assert_eq!(score("lanhai", "G75兰海高速"), Some(Score::SoundPart));
        assert_eq!(score("lanhaig", "兰海（G75）"), Some(Score::Sound));
        assert_eq!(score("lhg", "兰海（G75）"), Some(Score::Sound));
    }

    #[test]
    fn what_is_not_spoken_finds_nothing() {
        for typed in ["", "q", "1", "钦州", "qin_zhou", "12", "q1", "--"] {
            assert_eq!(score(typed, "钦州港"), None, "{typed}");
        }
        assert_eq!(score("qin", ""), None);
        assert_eq!(score("qin", "Qinzhou"), None);
    }
}
