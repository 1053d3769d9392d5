//! What `src/ARCHITECTURE.md` says of the tree and the layers.

/// The files in the paper's first code block, as paths below `src`. Two spaces lead one folder down;
/// a name ends at the first space, a folder's with `/`.
pub fn tree(paper: &str) -> Vec<String> {
    let block = paper.split("```").nth(1).unwrap_or("");
    let mut folders: Vec<&str> = Vec::new();
    let mut files = Vec::new();
    for line in block.lines().skip(1).filter(|line| !line.is_empty()) {
        let depth = (line.len() - line.trim_start().len()) / 2;
        folders.truncate(depth);
        let name = line.split_whitespace().next().unwrap_or("");
        if name.ends_with('/') {
            folders.push(name);
        } else {
            files.push(format!("{}{name}", folders.concat()));
        }
    }
    files
}

/// The rows of the paper's table of layers.
pub fn layers(paper: &str) -> Vec<(&str, Vec<&str>)> {
    let behind = paper.split("| layer | may name |").nth(1).unwrap_or("");
    let rows = behind
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let fields: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let named = fields[1].split(", ").filter(|name| *name != "nothing");
        (fields[0].trim_matches('`'), named.collect())
    })
    .collect()
}
