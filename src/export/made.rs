//! What a picture says of its own making: the program's version, what tells its study and scenario from
//! others, and what was asked for.
//!
//! It stands in every picture as one RDF description, as XMP has it: in the `metadata` of an SVG, in a
//! text chunk of a PNG, in the metadata stream of a PDF. None of them is packed, so that one reader finds it.
//! Does not know: how a study is told from others; what the pairs mean.

use std::fmt::Write;

use super::svg::escaped;

/// The name space of the pairs; it also marks where they begin.
const SPACE: &str = "xmlns:corridor=\"urn:corridor:picture\"";

/// Pairs of a name and a value, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pairs: Vec<(String, String)>,
}

impl Made {
    /// With the program's version as its only pair.
    #[must_use]
    pub fn here() -> Self {
        Self::default().with("version", env!("CARGO_PKG_VERSION"))
    }

    /// With one more pair; an empty value is left out. Names are small letters of ASCII.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The value of a name; empty where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let mut pairs = self.pairs.iter();
        let pair = pairs.find(|(own, _)| own == name);
        pair.map_or("", |(_, value)| value)
    }

    /// All pairs, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The program and its version.
    #[must_use]
    pub fn program(&self) -> String {
        format!("corridor {}", self.get("version"))
    }

    /// All pairs in one line.
    #[must_use]
    pub fn line(&self) -> String {
        let pairs = self.pairs.iter();
        let said: Vec<String> = pairs
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        said.join("; ")
    }

    /// As RDF.
    #[must_use]
    pub fn rdf(&self, title: &str) -> String {
        let mut text = String::from(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
        );
        text.push_str(SPACE);
        let _ = write!(text, " xmp:CreatorTool=\"{}\"", escaped(&self.program()));
        for (name, value) in &self.pairs {
            let _ = write!(text, " corridor:{name}=\"{}\"", escaped(value));
        }
        let title = escaped(title);
        let _ = write!(
            text,
            "><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
             </rdf:Description></rdf:RDF>"
        );
        text
    }

    /// As an XMP packet.
    #[must_use]
    pub fn xmp(&self, title: &str) -> String {
        format!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">{}</x:xmpmeta>\n<?xpacket end=\"r\"?>",
            self.rdf(title)
        )
    }

    /// What a file's bytes say, whichever kind of picture it is; `None` where they say nothing.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mark = SPACE.as_bytes();
        let from = bytes
            .windows(mark.len())
            .position(|window| window == mark)?;
        let rest = bytes.get(from + mark.len()..)?;
        let end = rest.iter().position(|&byte| byte == b'>')?;
        let mut text = str::from_utf8(rest.get(..end)?).ok()?;
        let mut made = Self::default();
        while let Some((_, after)) = text.split_once("corridor:") {
            let (name, value) = after.split_once("=\"")?;
            let (value, left) = value.split_once('"')?;
            made = made.with(name, &plain(value));
            text = left;
        }
        Some(made)
    }
}

/// A text that was made safe for XML, as it was.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let made = Made::here()
            .with("study", "00ff")
            .with("set", "R09.freight_pairs_per_day=30 & \"a\" <b>")
            .with("year", "");
        let packet = made.xmp("图 & map");
        assert_eq!(Made::read(packet.as_bytes()).as_ref(), Some(&made));
        assert_eq!((made.get("study"), made.get("year")), ("00ff", ""));
        assert_eq!(Made::read(b"<svg>corridor:a=\"b\"</svg>"), None);
    }
}
