//! Positions as people write them: decimal degrees, and degrees with minutes and seconds.
//!
//! Read are two angles, one behind the other, with or without signs for degrees, minutes and seconds and with
//! letters for the directions before or behind (`21.7N 108.6E`, `21°42'N, 108°36'E`, `北纬21度42分 东经108度36分`).
//! Two plain numbers are longitude and latitude, as files have them, unless only the second can be a longitude.
//! What is not wholly understood is no position.
//! Does not know: who asks, and where a position is shown.

use super::geometry::LonLat;

#[cfg(test)]
mod tests;

/// A part of a written position.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    /// A number; whether it has a sign, and whether it has decimals.
    Number(f64, Form),
    /// Degrees, minutes, seconds: 0, 1, 2.
    Mark(usize),
    /// North, south, east, west.
    Toward(Toward),
    /// A comma.
    Comma,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    is_signed: bool,
    is_whole: bool,
}

/// A direction: whether it is one of latitudes, and whether it is south or west.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Toward {
    is_lat: bool,
    is_negative: bool,
}

/// What a mark stands for.
const MARKS: [(&str, usize); 3] = [("°º˚度", 0), ("'′’‘＇分", 1), ("\"″”“＂秒", 2)];
/// Letters for directions: north, south, east, west.
const TOWARDS: [(&str, Toward); 4] = [
    ("nN北", Toward::new(true, false)),
    ("sS南", Toward::new(true, true)),
    ("eE东", Toward::new(false, false)),
    ("wW西", Toward::new(false, true)),
];

impl Toward {
    const fn new(is_lat: bool, is_negative: bool) -> Self {
        Self {
            is_lat,
            is_negative,
        }
    }
}

/// The position that a text says; `None` where it says none, or one that is nowhere on earth.
#[must_use]
pub fn parse(text: &str) -> Option<LonLat> {
    let tokens = tokens(text)?;
    let (first, second) = parted(&tokens)?;
    let (first, second) = (angle(first)?, angle(second)?);
    let at = match (first.1, second.1) {
        (Some(a), Some(b)) if a.is_lat != b.is_lat => {
            if a.is_lat {
                LonLat::new(second.0, first.0)
            } else {
                LonLat::new(first.0, second.0)
            }
        }
        (None, None) if first.0.abs() <= 90.0 && second.0.abs() > 90.0 => {
            LonLat::new(second.0, first.0)
        }
        (None, None) => LonLat::new(first.0, second.0),
        _ => return None,
    };
    at.is_geographic().then_some(at)
}

/// `106°33'04"E 29°33'47"N`: whole seconds.
#[must_use]
pub fn sexagesimal(at: LonLat) -> String {
    let ns = if at.lat < 0.0 { "S" } else { "N" };
    let ew = if at.lon < 0.0 { "W" } else { "E" };
    let parts = |degrees: f64| {
        let seconds = (degrees.abs() * 3600.0).round();
        let (whole, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
        format!(
            "{whole:.0}°{:02.0}'{:02.0}\"",
            (rest / 60.0).floor(),
            rest % 60.0
        )
    };
    format!("{}{ew} {}{ns}", parts(at.lon), parts(at.lat))
}

/// `106.55123°E 29.56312°N`: decimals to about a meter.
#[must_use]
pub fn decimal(at: LonLat) -> String {
    let ns = if at.lat < 0.0 { "S" } else { "N" };
    let ew = if at.lon < 0.0 { "W" } else { "E" };
    format!("{:.5}°{ew} {:.5}°{ns}", at.lon.abs(), at.lat.abs())
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(next) = rest.chars().next() {
        if let Some((number, form, after)) = number(rest) {
            tokens.push(Token::Number(number, form));
            rest = after;
            continue;
        }
        rest = &rest[next.len_utf8()..];
        if next.is_whitespace() {
            continue;
        }
        let mark = MARKS.iter().find(|(signs, _)| signs.contains(next));
        let toward = TOWARDS.iter().find(|(signs, _)| signs.contains(next));
        if let Some(&(_, mark)) = mark {
            tokens.push(Token::Mark(mark));
        } else if let Some(&(_, toward)) = toward {
            tokens.push(Token::Toward(toward));
            // 北纬, 东经
            rest = rest.trim_start_matches(['纬', '经']);
        } else if ",，;；/".contains(next) {
            tokens.push(Token::Comma);
        } else {
            return None;
        }
    }
    Some(tokens)
}

/// The number that a text begins with, and what follows.
fn number(text: &str) -> Option<(f64, Form, &str)> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (Some(-1.0), digits),
        None => match text.strip_prefix('+') {
            Some(digits) => (Some(1.0), digits),
            None => (None, text),
        },
    };
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let end = digits.find(|c| !is_part(c)).unwrap_or(digits.len());
    let value: f64 = digits[..end].parse().ok()?;
    let form = Form {
        is_signed: sign.is_some(),
        is_whole: !digits[..end].contains('.'),
    };
    Some((value * sign.unwrap_or(1.0), form, &digits[end..]))
}

/// The tokens of the first and of the second angle.
fn parted(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let is_toward = |token: &Token| matches!(token, Token::Toward(_));
    let commas: Vec<usize> = places(tokens, |token| *token == Token::Comma);
    let towards = places(tokens, is_toward);
    let at = match (commas[..].len(), &towards[..]) {
        (1, [] | [_, _]) => commas[0],
        // The letters stand before the angles, or behind them.
        (0, &[0, second]) => second,
        (0, &[first, _]) => first + 1,
        (0, []) => match places(tokens, |token| *token == Token::Mark(0))[..] {
            [_, second] => second.checked_sub(1)?,
            [] if tokens.len() == 2 => 1,
            _ => return None,
        },
        _ => return None,
    };
    let (first, second) = tokens.split_at_checked(at)?;
    let second = second.strip_prefix(&[Token::Comma]).unwrap_or(second);
    Some((first, second))
}

fn places(tokens: &[Token], is: impl Fn(&Token) -> bool) -> Vec<usize> {
    let found = tokens.iter().enumerate().filter(|(_, token)| is(token));
    found.map(|(place, _)| place).collect()
}

/// Degrees, and the direction where one is said.
fn angle(tokens: &[Token]) -> Option<(f64, Option<Toward>)> {
    let (toward, numbers) = match tokens {
        [Token::Toward(toward), numbers @ ..] | [numbers @ .., Token::Toward(toward)] => {
            (Some(*toward), numbers)
        }
        numbers => (None, numbers),
    };
    let mut parts: Vec<(f64, Form)> = Vec::new();
    let mut is_marked = false;
    for token in numbers {
        match *token {
            Token::Number(value, form) => {
                parts.push((value, form));
                is_marked = false;
            }
            Token::Mark(mark) if mark + 1 == parts.len() && !is_marked => is_marked = true,
            Token::Mark(_) | Token::Toward(_) | Token::Comma => return None,
        }
    }
    let (&(first, form), finer) = parts.split_first()?;
    // Only the last part has decimals; the finer ones are below 60 and have no sign.
    let mut is_whole = form.is_whole;
    let mut degrees = first.abs();
    let mut unit = 1.0;
    for &(value, form) in finer {
        if !is_whole || form.is_signed || !(0.0..60.0).contains(&value) {
            return None;
        }
        is_whole = form.is_whole;
        unit *= 60.0;
        degrees += value / unit;
    }
    if finer.len() > 2 || toward.is_some() && form.is_signed {
        return None;
    }
    let is_negative = toward.map_or(first.is_sign_negative(), |toward| toward.is_negative);
    Some((if is_negative { -degrees } else { degrees }, toward))
}
