//! The source files of a study, and how a study file holds them: inside, by reference, or as the bundled
//! corridor.
//!
//! Does not know: what the files say.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::{StudyFileError, Why};
use crate::io::encoding::to_text;
use crate::io::load::is_scenarios;
use crate::io::scenarios::reading::list_of;
use crate::model::check::Place;

/// The levels of JSON that stand as JSON in a study file, which adds four; the reader goes down 128.
const DEEPEST: usize = 100;

/// How the data of a study is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataChoice {
    /// All inside: the file can go anywhere.
    #[default]
    Inside,
    /// By paths from the file's folder; the bundled corridor by name.
    References,
    /// The bundled corridor by name, all else inside.
    Bundled,
}

/// Where a source file came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is bundled.
    Bundled,
    /// It was read from here.
    Path(PathBuf),
    /// It was inside a study file.
    Inside,
}

/// A source file of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Its name, as findings give it.
    pub name: Arc<str>,
    /// Where it came from.
    pub origin: Origin,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// Whether it holds boundaries, which are drawn and no part of the network.
    pub is_boundary: bool,
}

/// The members of `data`.
const MEMBERS: [&str; 6] = [
    "bundled",
    "credits",
    "inside",
    "files",
    "boundaries",
    "boundary_files",
];

/// A file inside: its name and bytes.
pub type Named = (Arc<str>, Arc<Vec<u8>>);

/// What a study file says of its data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// Whether the bundled corridor is part of it.
    pub is_bundled: bool,
    /// Whether files inside are those of the bundled corridor, which owes credits.
    pub owes_credits: bool,
    /// Files inside, each with its name.
    pub inside: Vec<Named>,
    /// Paths from the file's folder.
    pub files: Vec<PathBuf>,
    /// Files of boundaries inside, each with its name.
    pub boundaries: Vec<Named>,
    /// Paths of files of boundaries from the file's folder.
    pub boundary_files: Vec<PathBuf>,
    /// Members that are not understood.
    pub rest: Map<String, Json>,
}

/// The words of [`DataChoice`], as a command line takes them.
impl DataChoice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Inside, Self::References, Self::Bundled];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::References => "references",
            Self::Bundled => "bundled",
        }
    }

    /// The key of its text.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Inside => "data.inside",
            Self::References => "data.references",
            Self::Bundled => "data.bundled",
        }
    }
}

impl Data {
    /// How data like this was chosen to be written.
    #[must_use]
    pub fn choice(&self) -> DataChoice {
        let has_no_path = self.files.is_empty() && self.boundary_files.is_empty();
        match (self.is_bundled, has_no_path) {
            (_, false) => DataChoice::References,
            (true, true) if self.inside.is_empty() && self.boundaries.is_empty() => {
                DataChoice::References
            }
            (true, true) => DataChoice::Bundled,
            (false, true) => DataChoice::Inside,
        }
    }

    /// What the member `data` says.
    ///
    /// # Errors
    /// [`StudyFileError`] when it, or something in it, is not what it must be.
    pub fn of_json(file: &Arc<str>, json: Option<&Json>) -> Result<Self, StudyFileError> {
        let wrong = |path: String, name: &str, needed| StudyFileError {
            file: Arc::clone(file),
            place: Place::path(path),
            why: Why::Member(name.to_owned(), needed),
        };
        let map = match json {
            None => return Ok(Self::default()),
            Some(json) => json
                .as_object()
                .ok_or_else(|| wrong("data".to_owned(), "data", "{ }"))?,
        };
        let mut data = Self {
            rest: super::kept::others(map, &MEMBERS),
            ..Self::default()
        };
        data.is_bundled = map.get("bundled").and_then(Json::as_bool) == Some(true);
        data.owes_credits = map.get("credits").and_then(Json::as_str) == Some("bundled");
        let list = |name: &str| match map.get(name) {
            None => Ok(&[][..]),
            Some(Json::Array(list)) => Ok(&list[..]),
            Some(_) => Err(wrong(format!("data.{name}"), name, "[ ]")),
        };
        let paths = |name: &str| -> Result<Vec<PathBuf>, StudyFileError> {
            let list = list(name)?.iter().enumerate();
            let path = |(place, path): (usize, &Json)| {
                let needed = "\"folder/file.geojson\"";
                let path = path.as_str().map(PathBuf::from);
                path.ok_or_else(|| wrong(format!("data.{name}[{place}]"), name, needed))
            };
            list.map(path).collect()
        };
        let texts = |name: &str| -> Result<Vec<Named>, StudyFileError> {
            let list = list(name)?.iter().enumerate();
            let text = |(place, one): (usize, &Json)| {
                let needed = "{ \"file\", \"geojson\" or \"lines\" or \"hex\" }";
                let read = inside(one).map(|(name, bytes)| (name, Arc::new(bytes)));
                read.ok_or_else(|| wrong(format!("data.{name}[{place}]"), name, needed))
            };
            list.map(text).collect()
        };
        data.files = paths("files")?;
        data.inside = texts("inside")?;
        data.boundary_files = paths("boundary_files")?;
        data.boundaries = texts("boundaries")?;
        Ok(data)
    }
}

fn inside(json: &Json) -> Option<(Arc<str>, Vec<u8>)> {
    let name = json.get("file")?.as_str()?;
    let bytes = if let Some(geojson) = json.get("geojson") {
        geojson.to_string().into_bytes()
    } else if let Some(lines) = json.get("lines") {
        let lines: Option<Vec<&str>> = lines.as_array()?.iter().map(Json::as_str).collect();
        lines?.join("\n").into_bytes()
    } else {
        let lines = json.get("hex")?.as_array()?.iter();
        let mut bytes = Vec::new();
        for line in lines {
            bytes.extend(of_hex(line.as_str()?)?);
        }
        bytes
    };
    Some((Arc::from(name), bytes))
}

fn of_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |&[high, low]: &[u8; 2]| u8::try_from(digit(high)? * 16 + digit(low)?).ok();
    pairs.iter().map(pair).collect()
}

/// The text of the member `data`, for a study file in a folder. `choice` says how the files are held.
#[must_use]
pub fn data_text(
    files: &[DataFile],
    owes_credits: bool,
    choice: DataChoice,
    folder: &Path,
    rest: &Map<String, Json>,
) -> String {
    let has_bundled = files.iter().any(|file| file.origin == Origin::Bundled);
    let is_inside = |file: &&DataFile| match (&file.origin, choice) {
        (Origin::Inside, _) | (_, DataChoice::Inside) | (Origin::Path(_), DataChoice::Bundled) => {
            true
        }
        (Origin::Bundled, _) | (Origin::Path(_), DataChoice::References) => false,
    };
    let mut members = Vec::new();
    if has_bundled && choice != DataChoice::Inside {
        members.push("\"bundled\": true".to_owned());
    } else if owes_credits || has_bundled {
        members.push("\"credits\": \"bundled\"".to_owned());
    }
    for (name, is_boundary) in [("files", false), ("boundary_files", true)] {
        let all = files.iter().filter(|file| file.is_boundary == is_boundary);
        let referred = all.filter(|file| !is_inside(file));
        let paths = referred.filter_map(|file| match &file.origin {
            Origin::Path(path) => Some(format!("\n      {}", json!(relative(folder, path)))),
            Origin::Bundled | Origin::Inside => None,
        });
        push_list(&mut members, name, &paths.collect::<Vec<_>>());
    }
    for (name, is_boundary) in [("inside", false), ("boundaries", true)] {
        let all = files.iter().filter(|file| file.is_boundary == is_boundary);
        let held = all.filter(is_inside);
        let texts = held.filter(|file| !has_scenarios(file)).map(file_text);
        push_list(&mut members, name, &texts.collect::<Vec<_>>());
    }
    members.extend(
        rest.iter()
            .map(|(name, json)| format!("{}: {json}", json!(name))),
    );
    if members.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n    {}\n  }}", members.join(",\n    "))
}

fn push_list(members: &mut Vec<String>, name: &str, texts: &[String]) {
    if !texts.is_empty() {
        members.push(format!("\"{name}\": [{}\n    ]", texts.join(",")));
    }
}

/// A file of the user is named by its last part: where it lay is nobody's business.
fn file_text(file: &DataFile) -> String {
    let name = match &file.origin {
        Origin::Path(path) => path.file_name().map_or_else(
            || file.name.to_string(),
            |name| name.to_string_lossy().into_owned(),
        ),
        Origin::Bundled | Origin::Inside => file.name.to_string(),
    };
    let body = canonical(file);
    format!("\n      {{ \"file\": {}, {body} }}", json!(name))
}

/// Whether a file holds named scenarios that can be read, which are no data: a study saves them beside it.
#[must_use]
pub fn has_scenarios(file: &DataFile) -> bool {
    is_scenarios(Path::new(&*file.name))
        && list_of(&file.name, &file.bytes, &mut Vec::new()).is_some()
}

/// Whether a file is a table of cells, by its name.
#[must_use]
pub fn is_table(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// What a study file holds of a file beside its name: the same for a file as it was given and as it is read
/// from a study file.
fn canonical(file: &DataFile) -> String {
    let bytes = file
        .bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&file.bytes);
    let parsed = if is_table(&file.name) {
        None
    } else {
        let parsed = serde_json::from_slice::<Json>(bytes).ok();
        parsed.filter(|json| is_within(json, DEEPEST))
    };
    match (parsed, str::from_utf8(bytes)) {
        (Some(json), _) => format!("\"geojson\": {}", geojson_text(&json)),
        // A text that the reader refuses as it is must come back to it as it was.
        (None, Ok(text)) if to_text(&file.name, &file.bytes).is_ok() => {
            format!(
                "\"lines\": [{}\n      ]",
                lines(text.split('\n').map(|line| json!(line)))
            )
        }
        _ => {
            let hex = file.bytes.chunks(64).map(|run| {
                let digits: Vec<String> = run.iter().map(|byte| format!("{byte:02x}")).collect();
                json!(digits.concat())
            });
            format!("\"hex\": [{}\n      ]", lines(hex))
        }
    }
}

/// Whether a value has so many levels at most.
fn is_within(json: &Json, levels: usize) -> bool {
    let Some(left) = levels.checked_sub(1) else {
        return false;
    };
    match json {
        Json::Array(list) => list.iter().all(|one| is_within(one, left)),
        Json::Object(map) => map.values().all(|one| is_within(one, left)),
        _ => true,
    }
}

fn lines(texts: impl Iterator<Item = Json>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("\n        {text}")).collect();
    texts.join(",")
}

/// GeoJSON with every feature on a line of its own.
fn geojson_text(json: &Json) -> String {
    let Some(map) = json.as_object() else {
        return json.to_string();
    };
    let members = map.iter().map(|(name, value)| match value.as_array() {
        Some(list) if name == "features" && !list.is_empty() => {
            let features = lines(list.iter().cloned());
            format!("\"features\": [{features}\n      ]")
        }
        _ => format!("{}: {value}", json!(name)),
    });
    let members: Vec<String> = members.collect();
    format!("{{ {} }}", members.join(", "))
}

/// A path from a folder, with `/` between its parts; one on another drive stays as it is.
fn relative(folder: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (folder, path) = (whole(folder), whole(path));
    let (folder, path) = (plain(&folder), plain(&path));
    let n_same = folder.iter().zip(&path).take_while(|(a, b)| a == b).count();
    if n_same == 0 {
        let whole: PathBuf = path.iter().collect();
        return whole.to_string_lossy().into_owned();
    }
    let up = folder[n_same..].iter().map(|_| "..".to_owned());
    let down = path[n_same..].iter();
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The parts of an absolute path, without those that go back.
fn plain(path: &Path) -> Vec<Component<'_>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir => {}
            part => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests;
