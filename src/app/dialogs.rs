//! The system's file dialogs, off the window's thread.
//!
//! A dialog gives nothing both when it is cancelled and when the system has none, so a path field
//! stands beside every one of them.
//! Does not know: what the files are for.

use std::path::PathBuf;

/// A question to the system, to be asked on another thread.
pub type Ask<T> = Box<dyn FnOnce() -> Option<T> + Send>;

/// Who asks for files; tests give their own.
pub trait FilePicker: Send + Sync {
    /// Asks for files to open.
    fn open(&self, title: &str) -> Ask<Vec<PathBuf>>;
    /// Asks for a picture to read.
    fn open_picture(&self, title: &str) -> Ask<PathBuf> {
        let ask = self.open(title);
        Box::new(move || ask()?.into_iter().next())
    }
    /// Asks for a file of tiles to open.
    fn open_tiles(&self, title: &str) -> Ask<Vec<PathBuf>> {
        self.open(title)
    }
    /// Asks for a file to write.
    fn save(&self, title: &str, name: &str) -> Ask<PathBuf>;
    /// Asks for a study file to write.
    fn save_study(&self, title: &str, name: &str) -> Ask<PathBuf>;
}

/// The system's own dialogs. They are made on the window's thread and awaited on another, as every
/// system wants it.
pub struct SystemPicker;

impl FilePicker for SystemPicker {
    fn open(&self, title: &str) -> Ask<Vec<PathBuf>> {
        let asked = rfd::FileDialog::new().set_title(title).add_filter(
            "GeoJSON, CSV, GMNS, TNTP",
            &["geojson", "json", "csv", "tntp"],
        );
        Box::new(move || asked.pick_files())
    }

    fn open_picture(&self, title: &str) -> Ask<PathBuf> {
        let kinds = ["png", "jpg", "jpeg", "svg"];
        let asked = rfd::FileDialog::new().set_title(title);
        let asked = asked.add_filter("PNG, JPEG, SVG", &kinds);
        Box::new(move || asked.pick_file())
    }

    fn open_tiles(&self, title: &str) -> Ask<Vec<PathBuf>> {
        let asked = rfd::FileDialog::new()
            .set_title(title)
            .add_filter("MBTiles, PMTiles", &["mbtiles", "pmtiles"]);
        Box::new(move || asked.pick_files())
    }

    fn save(&self, title: &str, name: &str) -> Ask<PathBuf> {
        let asked = rfd::FileDialog::new()
            .set_title(title)
            .set_file_name(name)
            .add_filter("SVG", &["svg"])
            .add_filter("PNG", &["png"])
            .add_filter("PDF", &["pdf"])
            .add_filter("GeoJSON", &["geojson"])
            .add_filter("CSV", &["csv"]);
        Box::new(move || asked.save_file())
    }

    fn save_study(&self, title: &str, name: &str) -> Ask<PathBuf> {
        let asked = rfd::FileDialog::new()
            .set_title(title)
            .set_file_name(name)
            .add_filter("Corridor", &["json"]);
        Box::new(move || asked.save_file())
    }
}
