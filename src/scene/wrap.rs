//! Text broken into lines of a width: Latin by words, Chinese by characters.
//!
//! A simple form of the rules of line breaking for Chinese (GB/T 15834–2011, 5.1; Unicode Standard Annex
//! 14): no line begins with a closing mark or ends with an opening one. Time in proportion to the text.
//! Does not know: where the lines stand.

use super::text;

/// What cut text ends with.
const MORE: char = '…';

/// Marks that no line begins with.
const CLOSING: &str = "，。、；：？！）》】」』”’,.;:?!)]}%…·";
/// Marks that no line ends with.
const OPENING: &str = "（《【「『“‘([{";

/// The lines of a text at a font size, none wider than `width`, at most `most` of them; a text that needs
/// more ends with `…`. Line breaks of the text are kept, other space is one space, what has no shape is
/// left out.
#[must_use]
pub fn wrapped(said: &str, size: f32, width: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in said.trim().lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let is_fresh = line.is_empty();
            let piece = if is_fresh { piece.trim_start() } else { &piece };
            if measured(&line, piece, size) <= width {
                line.push_str(piece);
                continue;
            }
            if !is_fresh {
                lines.push(std::mem::take(&mut line));
            }
            line = broken(piece.trim_start(), size, width, &mut lines);
            if lines.len() > most {
                break;
            }
        }
        lines.push(line);
        if lines.len() > most {
            break;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            cut(last, size, width);
        }
    }
    lines
}

fn measured(line: &str, piece: &str, size: f32) -> f32 {
    let font = text::bundled();
    font.width(line, size) + font.width(piece.trim_end(), size)
}

/// A piece that is wider than a line, by characters: whole lines are added, the rest is handed back.
fn broken(piece: &str, size: f32, width: f32, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    let mut letter = [0; 4];
    for c in piece.chars() {
        if !line.is_empty() && measured(&line, c.encode_utf8(&mut letter), size) > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push(c);
    }
    line
}

/// Ends a line with the sign for more.
fn cut(line: &mut String, size: f32, width: f32) {
    let mut letter = [0; 4];
    let more: &str = MORE.encode_utf8(&mut letter);
    while !line.is_empty() && measured(line, more, size) > width {
        line.pop();
    }
    let kept = line.trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(c));
    line.truncate(kept.len());
    line.push(MORE);
}

/// The parts of a paragraph that are not broken, each with the space before it.
fn pieces(paragraph: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut before = ' ';
    for c in paragraph.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c.is_control() || c == ' ' && before == ' ' {
            continue;
        }
        let joins = is_open
            || CLOSING.contains(c) && before != ' '
            || c != ' ' && before == ' ' && !pieces.is_empty()
            || is_in_word(c) && is_in_word(before);
        match pieces.last_mut() {
            Some(last) if joins => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        is_open = OPENING.contains(c);
        before = c;
    }
    pieces
}

/// Whether a character belongs to a word that is not broken. Han and the like, and space, do not.
fn is_in_word(c: char) -> bool {
    c != ' ' && (c as u32) < 0x2E80
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: f32 = 110.0;

    fn lines(said: &str, most: usize) -> Vec<String> {
        let lines = wrapped(said, 10.0, WIDTH, most);
        for line in &lines {
            assert!(text::bundled().width(line, 10.0) <= WIDTH + 0.01, "{line}");
        }
        lines
    }

    #[test]
    fn words_stay_whole_and_han_breaks_anywhere() {
        let said = lines("One document for the whole way, by rail and by sea", 9);
        assert_eq!(
            said.join(" "),
            "One document for the whole way, by rail and by sea"
        );
        assert!(said.len() > 2, "{said:?}");
        let han = lines("铁海联运一单制一口价铁海联运一单制一口价铁海联运", 9);
        assert_eq!(han[0].chars().count(), 11);
        assert_eq!(
            han.concat(),
            "铁海联运一单制一口价铁海联运一单制一口价铁海联运"
        );
    }

    #[test]
    fn marks_stand_where_they_may() {
        let said = lines("铁海联运一单制一口价说。然后是《总体规划》一书与其余", 9);
        for line in &said {
            assert!(!line.starts_with(|c| CLOSING.contains(c)), "{said:?}");
            assert!(!line.ends_with(|c| OPENING.contains(c)), "{said:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        let said = lines(
            "one two three four five six seven eight nine ten eleven twelve",
            2,
        );
        assert_eq!(said.len(), 2);
        assert!(said[1].ends_with('…'), "{said:?}");
        let long = lines("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", 9);
        assert!(long.len() > 1, "{long:?}");
        assert_eq!(lines("a\nb\t c\u{7}", 9), ["a", "b c"]);
        assert_eq!(lines("", 9), Vec::<String>::new());
    }
}
