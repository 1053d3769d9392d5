//! How Chinese names are pronounced: found by pinyin, with tones or without them, and by initials.
//!
//! Standard Mandarin as ISO 7098:2015 writes it, from the tables of the crate `pinyin`; a character that has
//! several readings is found by each. A syllable may be begun only. Initials are those of the first characters
//! of a name, at least two. Time grows with the length of the name, times that of the text, times the readings
//! of a character, at worst.
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
        if is_spoken(&signs, text, Start::First) || is_initials(&signs, text) {
            return Some(Score::Sound);
        }
        is_spoken(&signs, text, Start::Later).then_some(Score::SoundPart)
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
    /// Its readings without tones, each once.
    fn readings(self) -> impl Iterator<Item = &'static str> {
        let plain = move |number| match self {
            Self::Spoken(readings) => readings.get_opt(number).map(pinyin::Pinyin::plain),
            Self::Letter(_) | Self::Silent => None,
        };
        let all = (0..).map_while(plain).enumerate();
        let is_new = move |(number, reading): &(usize, &'static str)| {
            (0..*number).all(|earlier| plain(earlier) != Some(*reading))
        };
        all.filter(is_new).map(|(_, reading)| reading)
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

/// Where a text may begin in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// At its first sign.
    First,
    /// At any later one.
    Later,
}

/// Whether what is typed is spoken from somewhere in a name, one syllable whole at least. Places of the text
/// that were come to are a set before each sign, so that syllables that can be parted in many ways cost no
/// more than others.
fn is_spoken(signs: &[Sign], text: &str, start: Start) -> bool {
    let mut reached = vec![false; text.len() + 1];
    let mut next = reached.clone();
    for (number, sign) in signs.iter().enumerate() {
        next.fill(false);
        if (number == 0) == (start == Start::First) {
            let is_long = |syllable: &&str| text.chars().count() >= syllable.chars().count();
            for syllable in sign.readings().filter(is_long) {
                come(&mut next, behind(syllable, text));
            }
        }
        for place in (0..text.len()).filter(|&place| reached[place]) {
            let rest = &text[place..];
            match *sign {
                Sign::Spoken(_) => {
                    for syllable in sign.readings() {
                        come(&mut next, behind(syllable, rest));
                    }
                }
                Sign::Letter(letter) => come(&mut next, rest.strip_prefix(letter)),
                Sign::Silent => come(&mut next, Some(rest)),
            }
        }
        if next[text.len()] {
            return true;
        }
        std::mem::swap(&mut reached, &mut next);
    }
    false
}

/// Notes the place at which a rest of the text begins.
fn come(places: &mut [bool], rest: Option<&str>) {
    let place = rest.and_then(|rest| (places.len() - 1).checked_sub(rest.len()));
    if let Some(is_reached) = place.and_then(|place| places.get_mut(place)) {
        *is_reached = true;
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
    fn characters_of_many_readings_take_no_longer() {
        // With a step back at every reading the second of these would take longer than anyone waits.
        let name = "重".repeat(40);
        for (syllables, is_found) in [("chongzhong", true), ("chongma", false)] {
            let typed = format!("{}{syllables}", "zhongchong".repeat(15));
            assert_eq!(score(&typed, &name).is_some(), is_found, "{typed}");
        }
        let typed = format!("{}x", "n".repeat(60));
        assert_eq!(score(&typed, &"嗯".repeat(40)), None);
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
