//! Packs the bundled maps for the binary: every file of `maps/corridor`, `maps/basemap` and the
//! tables, compressed, with a list that `src/io/bundled.rs` includes.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=maps");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("&[\n");
    for folder in ["corridor", "basemap", "."] {
        for path in data_files(&Path::new("maps").join(folder))? {
            let name = format!("{folder}/{}", file_name(&path)).replace("./", "");
            let packed = out.join(format!("{}.gz", name.replace('/', "-")));
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&fs::read(&path)?)?;
            fs::write(&packed, encoder.finish()?)?;
            writeln!(
                list,
                "({name:?}, include_bytes!({:?})),",
                packed.display().to_string()
            )?;
        }
    }
    list.push(']');
    fs::write(out.join("bundled_list.rs"), list)?;
    Ok(())
}

/// The data files of a folder in order of name, so that the same maps give the same binary.
fn data_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        matches!(ending, Some("geojson" | "csv" | "json"))
    });
    files.sort();
    Ok(files)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
