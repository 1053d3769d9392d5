//! A place in a JSON text that moves forward over strings, numbers and whole values, without a tree.
//!
//! It takes only what the tree's parser takes as well, and says `None` to anything else, be it wrong or only
//! unusual: then the tree decides. Numbers of up to 15 digits are exact: digits as a whole number, divided
//! once by a power of ten that a double holds exactly (Clinger 1990); all others go to the standard library
//! (Lemire 2021). Eight digits are read at a time (Lemire 2018, after Muła 2014). Linear in the text.
//! Does not know: what GeoJSON is.

use std::borrow::Cow;

/// Values nested deeper than this are left to the tree's parser, which has a limit of its own.
const DEEPEST: usize = 64;

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Whole numbers up to this are exact in a double.
const EXACT: u64 = 1 << 53;

/// A place in a text.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    /// How many bytes lie behind.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes back, or forward, to a place that [`Self::at`] has told.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at;
    }

    /// The text between a place and here.
    pub(super) fn since(&self, from: usize) -> &'t str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// The next byte; zero, which no JSON has outside strings, at the end.
    #[inline]
    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    /// The next byte after white space, which is passed.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        loop {
            let byte = self.byte();
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return byte;
            }
            self.at += 1;
        }
    }

    /// Passes white space and one byte, if it is this one.
    #[inline]
    pub(super) fn eat(&mut self, byte: u8) -> Option<()> {
        let is_there = self.peek() == byte;
        self.at += usize::from(is_there);
        is_there.then_some(())
    }

    /// After an element of a list: true where another follows, false at its end.
    #[inline]
    pub(super) fn is_more(&mut self, end: u8) -> Option<bool> {
        let byte = self.peek();
        self.at += 1;
        match byte {
            b',' => Some(true),
            _ if byte == end => Some(false),
            _ => None,
        }
    }

    /// Whether nothing but white space follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek() == 0 && self.at >= self.bytes.len()
    }

    /// Passes a word: `null`, `true`, `false`.
    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        self.peek();
        let is_there = self.bytes.get(self.at..)?.starts_with(word.as_bytes());
        self.at += word.len() * usize::from(is_there);
        is_there.then_some(())
    }

    /// A string.
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        self.eat(b'"')?;
        let start = self.at;
        loop {
            match self.byte() {
                b'"' => break,
                b'\\' => return self.escaped(start - 1),
                0..=0x1F => return None,
                _ => self.at += 1,
            }
        }
        let text = self.text.get(start..self.at)?;
        self.at += 1;
        Some(Cow::Borrowed(text))
    }

    /// A string from its quotation mark on, with escapes: here they are as the tree's parser has them.
    fn escaped(&mut self, quote: usize) -> Option<Cow<'t, str>> {
        self.at = quote;
        self.pass_string()?;
        let text = serde_json::from_str(self.text.get(quote..self.at)?).ok()?;
        Some(Cow::Owned(text))
    }

    /// Passes a string without looking at what it says.
    fn pass_string(&mut self) -> Option<()> {
        self.eat(b'"')?;
        loop {
            match self.byte() {
                b'"' => break,
                b'\\' => self.at += 2,
                0..=0x1F => return None,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Up to eight digits from here on, as a number, and how many they are.
    #[inline]
    fn eight(&self) -> (u64, u32) {
        const ZEROS: u64 = 0x3030_3030_3030_3030;
        const NO_DIGIT: u64 = 0x8080_8080_8080_8080;
        let ahead = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>);
        let Some(&chunk) = ahead else {
            return self.few();
        };
        let digits = u64::from_le_bytes(chunk) ^ ZEROS;
        // What is carried out of a byte that is no digit spoils only bytes behind it.
        let marks = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & NO_DIGIT;
        let n = marks.trailing_zeros() / 8;
        if n == 0 {
            return (0, 0);
        }
        // Leading zeros in place of what is no digit.
        let digits = digits << (64 - 8 * n);
        let tens = digits.wrapping_mul(10).wrapping_add(digits >> 8);
        let low = (tens & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
        let high = ((tens >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
        (low.wrapping_add(high) >> 32, n)
    }

    /// The same at the end of the text.
    fn few(&self) -> (u64, u32) {
        let (mut number, mut n) = (0, 0);
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        for byte in rest.iter().take_while(|byte| byte.is_ascii_digit()) {
            number = number * 10 + u64::from(byte - b'0');
            n += 1;
        }
        (number, n)
    }

    /// Digits, of which there must be one, appended to a number; how many digits. Wraps where there are
    /// more than 19.
    #[inline]
    fn digits(&mut self, number: &mut u64) -> Option<usize> {
        const TENS: [u64; 9] = [
            1,
            10,
            100,
            1_000,
            10_000,
            100_000,
            1_000_000,
            10_000_000,
            100_000_000,
        ];
        let start = self.at;
        loop {
            let (more, n) = self.eight();
            let ten = TENS[(n as usize).min(8)];
            *number = number.wrapping_mul(ten).wrapping_add(more);
            self.at += n as usize;
            if n < 8 {
                break;
            }
        }
        let n = self.at - start;
        (n > 0).then_some(n)
    }

    /// A number, to the last bit as the standard library reads it.
    #[inline]
    pub(super) fn number(&mut self) -> Option<f64> {
        self.peek();
        let start = self.at;
        let is_negative = self.byte() == b'-';
        self.at += usize::from(is_negative);
        let starts_with_zero = self.byte() == b'0';
        let mut whole = 0;
        let mut n_digits = self.digits(&mut whole)?;
        if starts_with_zero && n_digits > 1 {
            return None;
        }
        let mut n_decimals = 0;
        if self.byte() == b'.' {
            self.at += 1;
            n_decimals = self.digits(&mut whole)?;
            n_digits += n_decimals;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
            self.digits(&mut 0)?;
            return self.by_library(start);
        }
        let power = POWERS.get(n_decimals).filter(|_| n_digits <= 19);
        let Some(power) = power.filter(|_| whole <= EXACT) else {
            return self.by_library(start);
        };
        #[expect(clippy::cast_precision_loss, reason = "at most two to the 53rd")]
        let number = whole as f64 / power;
        Some(if is_negative { -number } else { number })
    }

    /// The number between a place and here; none where it is too large.
    #[cold]
    fn by_library(&self, from: usize) -> Option<f64> {
        let number: f64 = self.since(from).parse().ok()?;
        number.is_finite().then_some(number)
    }

    /// Passes one value by its brackets and quotation marks; what stands between them is not checked.
    pub(super) fn pass(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                b'"' => self.pass_string()?,
                b'{' | b'[' => {
                    self.at += 1;
                    depth += 1;
                }
                b'}' | b']' => {
                    self.at += 1;
                    depth = depth.checked_sub(1)?;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                0 | b',' | b':' => return None,
                _ => self.pass_plain(),
            }
            if depth == 0 {
                return Some(());
            }
            if depth > DEEPEST {
                return None;
            }
        }
    }

    /// Passes a number or word.
    fn pass_plain(&mut self) {
        let is_inside = |byte: u8| {
            let is_mark = matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']');
            !is_mark && byte > b' '
        };
        while is_inside(self.byte()) {
            self.at += 1;
        }
        // A control character that is no white space: the tree's parser will say so.
        self.at += usize::from(matches!(self.byte(), 1..=8 | 11 | 12 | 14..=31));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_number(text: &str) {
        let mut cursor = Cursor::new(text);
        let known = serde_json::from_str::<f64>(text).ok();
        let found = cursor.number().filter(|_| cursor.is_at_end());
        assert_eq!(found.map(f64::to_bits), known.map(f64::to_bits), "{text}");
    }

    #[test]
    fn numbers_are_those_of_the_standard_parser() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "7",
            "12345678",
            "123456789",
            "1234567890123456",
            "9007199254740992",
            "9007199254740993",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775809",
            "0.1",
            "-73.123456",
            "106.376",
            "1e3",
            "1E+3",
            "1.5e-7",
            "1e22",
            "1e23",
            "123.4567890123456789",
            "0.000000000000000000000012345",
            "2.2250738585072011e-308",
            "1e-400",
            "-1e-400",
            "1e400",
            "00",
            "01",
            "-",
            "-01",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "NaN",
            "1x",
            "0x1",
            "",
            "--1",
            "179769313486231570000000000000000000000000000000000000000000000000000000000000000000000000",
            "3.1415926535897932384626433832795028841971693993751",
            "100000000000000000000000000000.5",
        ] {
            check_number(text);
        }
    }

    /// Numbers that look random and are the same in every run (splitmix64, Steele et al. 2014).
    fn draw(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    #[test]
    fn random_numbers_are_those_of_the_standard_parser() {
        let mut state = 5;
        for _ in 0..20_000 {
            let n_whole = draw(&mut state) % 12;
            let n_decimals = draw(&mut state) % 24;
            let digits = format!("{:020}{:020}", draw(&mut state), draw(&mut state));
            let sign = ["", "-"][usize::from(draw(&mut state).is_multiple_of(2))];
            let (whole, rest) = digits.split_at(usize::try_from(n_whole).unwrap());
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            let decimals = &rest[..usize::try_from(n_decimals).unwrap()];
            let point = if decimals.is_empty() { "" } else { "." };
            check_number(&format!("{sign}{whole}{point}{decimals}"));
            let exponent = draw(&mut state) % 700;
            check_number(&format!("{sign}{whole}{point}{decimals}e-{exponent}"));
            check_number(&format!("{sign}{whole}{point}{decimals}E{}", exponent / 3));
            // The shortest text of any double.
            let any = f64::from_bits(draw(&mut state));
            if any.is_finite() {
                check_number(&format!("{any:?}"));
            }
        }
    }

    #[test]
    fn strings_are_those_of_the_standard_parser() {
        for text in [
            r#""""#,
            r#""a""#,
            r#""重庆""#,
            r#""a\"b""#,
            r#""\u91cd\n""#,
            r#""\uDADA""#,
            r#""\x""#,
            "\"\t\"",
            "\"a",
            r#""\"#,
            "\"\u{7f}\"",
        ] {
            let mut cursor = Cursor::new(text);
            let found = cursor.string().filter(|_| cursor.is_at_end());
            assert_eq!(
                found.as_deref(),
                serde_json::from_str::<String>(text).ok().as_deref(),
                "{text}"
            );
        }
    }

    #[test]
    fn values_are_passed_by_their_brackets() {
        for (text, rest) in [
            (r#"{"a]":[1,{"b":"}"}]},2"#, ",2"),
            ("[[]] ]", " ]"),
            ("12,3", ",3"),
            ("null}", "}"),
            (r#" "a\"" ,"#, " ,"),
        ] {
            let mut cursor = Cursor::new(text);
            assert!(cursor.pass().is_some(), "{text}");
            assert_eq!(&text[cursor.at()..], rest);
        }
        for text in ["", ",", "]", "[1", "\"a", &"[".repeat(100)] {
            assert!(Cursor::new(text).pass().is_none(), "{text}");
        }
    }
}
