//! Attributions as files of tiles give them, which is often HTML, as plain text.
//!
//! Does not know: what they say.

/// The longest that is kept, characters.
const LONGEST: usize = 300;

/// A text without tags, with the few named characters that such texts have.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag => {}
            _ => text.push(letter),
        }
    }
    let named = [
        ("&copy;", "©"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    for (name, letter) in named {
        text = text.replace(name, letter);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_words() {
        let html = "&copy; <a href=\"https://x.example/?a=1&amp;b\">Some\n Map</a> &amp; others";
        assert_eq!(plain(html), "© Some Map & others");
        assert_eq!(plain("© 某地图"), "© 某地图");
        assert_eq!(plain("a < b > c <unclosed"), "a c");
    }
}
