use super::*;
use crate::words::Lang;

/// A folder of its own for a test, empty at first.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/test-files")
        .join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
    let dir = folder("replace");
    let path = dir.join("线路.geojson");
    write_whole(&path, b"first, and longer").unwrap();
    write_whole(&path, b"second").unwrap();
    assert_eq!(read(&path).unwrap(), b"second");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_write_protected_file_is_refused_and_kept() {
    let dir = folder("protected");
    let path = dir.join("a.json");
    write_whole(&path, b"old").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = write_whole(&path, b"new").unwrap_err();
    assert_eq!(error.kind, FileErrorKind::Permission);
    assert_eq!(read(&path).unwrap(), b"old");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn errors_have_a_kind_and_a_text() {
    let dir = folder("errors");
    let cases = [
        (
            read(&dir.join("none")).unwrap_err(),
            FileErrorKind::NotFound,
        ),
        (read(&dir).unwrap_err(), FileErrorKind::IsFolder),
        (write_whole(&dir, b"").unwrap_err(), FileErrorKind::IsFolder),
        (
            write_whole(&dir.join("none/a"), b"").unwrap_err(),
            FileErrorKind::NoFolder,
        ),
        (
            list_study(&dir.join("none"), &[]).unwrap_err(),
            FileErrorKind::NotFound,
        ),
    ];
    for (error, kind) in cases {
        assert_eq!(error.kind, kind, "{error}");
        let path = error.path.display().to_string();
        for lang in [Lang::En, Lang::Zh] {
            let text = error.in_words(lang);
            assert!(text.contains(&path), "{text}");
        }
    }
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_bare_file_name_goes_to_the_working_folder() {
    let name = format!(".corridor-test-{}.json", std::process::id());
    let path = Path::new(&name);
    write_whole(path, b"{}").unwrap();
    write_whole(path, b"[]").unwrap();
    assert_eq!(read(path).unwrap(), b"[]");
    // What a killed program left of it goes too, and nothing of another file.
    let left = [format!(".{name}.1-1.tmp"), format!(".{name}x.1-1.tmp")];
    for left in &left {
        fs::write(left, b"{").unwrap();
    }
    remove_leftovers(path);
    assert_eq!(
        left.each_ref().map(|left| Path::new(left).exists()),
        [false, true]
    );
    fs::remove_file(&left[1]).unwrap();
    fs::remove_file(path).unwrap();
}

/// Files that appear together are replaced as one alone is.
#[test]
#[cfg(unix)]
fn files_that_appear_together_follow_links_and_keep_permissions() {
    use super::together::Together;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = folder("together");
    let [real, link, locked] = ["real", "link", "locked"].map(|name| dir.join(name));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for path in [&real, &locked] {
        fs::write(path, b"old").unwrap();
    }
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).unwrap();
    symlink("real", &link).unwrap();
    let mut together = Together::default();
    together.add(&link, b"new").unwrap();
    let refused = together.add(&locked, b"new").unwrap_err();
    assert_eq!(refused.kind, FileErrorKind::Permission);
    together.finish().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(&real).unwrap(), b"new");
    assert_eq!((mode(&real), mode(&locked)), (0o640, 0o444));
    assert_eq!(read(&locked).unwrap(), b"old");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 3, "nothing is left");
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn listing_is_sorted_and_passes_over_the_rest() {
    let dir = folder("list");
    for name in [
        "b.JSON",
        "a.geojson",
        ".hidden.json",
        "c.csv",
        "volumes.csv",
        "json",
    ] {
        write_whole(&dir.join(name), b"{}").unwrap();
    }
    fs::create_dir(dir.join("d.json")).unwrap();
    let names: Vec<PathBuf> = list_study(&dir, &["volumes"]).unwrap();
    let expected = ["a.geojson", "b.JSON", "volumes.csv"].map(|name| dir.join(name));
    assert_eq!(names, expected);
    assert!(is_dir(&dir) && !is_dir(&names[0]));
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_folder_is_replaced_as_a_whole_or_not_at_all() {
    use super::folder::write_folder;
    let dir = folder("whole-folder");
    let path = dir.join("网");
    let known = ["a.csv", "b.csv"];
    write_folder(&path, &[("a.csv", b"1"), ("b.csv", b"2")], &known).unwrap();
    write_folder(&path, &[("a.csv", b"3")], &known).unwrap();
    assert_eq!(read(&path.join("a.csv")).unwrap(), b"3");
    assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
    fs::write(path.join("mine.txt"), "kept").unwrap();
    let error = write_folder(&path, &[("a.csv", b"4")], &known).unwrap_err();
    assert!(error.in_words(Lang::En).contains("mine.txt"), "{error}");
    assert_eq!(read(&path.join("a.csv")).unwrap(), b"3");
    let over = write_folder(&path.join("a.csv"), &[], &known).unwrap_err();
    assert!(over.path.ends_with("a.csv"));
    let names = fs::read_dir(&dir).unwrap();
    assert_eq!(names.count(), 1, "nothing is left beside it");
    fs::remove_dir_all(dir).unwrap();
}
