//! The page of an exported picture that was typed: what it is laid out on, and what its map shows.
//!
//! Does not know: how it is laid out (see `export::plate`).

use super::args::export::{LayoutArg, PictureArgs};
use super::report::Failure;
use super::scenario::Opened;
use crate::export::plate::{On, Place, SIZE};
use crate::model::page::{Layout, Page as OwnPage, Sheet};
use crate::model::saved::NamedView;
use crate::scene::item::Point;

/// The page of the study that was typed, by its key or name; `None` where none was.
///
/// # Errors
/// [`Failure`] where the study has no such page.
pub fn own_page<'a>(
    args: &PictureArgs,
    opened: &'a Opened,
) -> Result<Option<&'a OwnPage>, Failure> {
    let Some(LayoutArg::Named(asked)) = &args.layout else {
        return Ok(None);
    };
    let study = opened.loaded.study.as_ref();
    let pages = study.map_or(&[][..], |study| study.saved.pages.as_slice());
    let is_it = |page: &&OwnPage| {
        let names = [page.key.as_str(), &page.names.en, &page.names.zh];
        names.contains(&asked.as_str())
    };
    if let Some(page) = pages.iter().find(is_it) {
        return Ok(Some(page));
    }
    let known = Layout::ALL.map(Layout::word).into_iter();
    let known: Vec<&str> = known
        .chain(pages.iter().map(|page| page.key.as_str()))
        .collect();
    Err(Failure::new(format!(
        "--layout {asked}: there is no such sheet and no such page in the study; choose one of {}",
        known.join(", ")
    )))
}

/// The sheet that was typed, as such or with a page.
#[must_use]
pub fn sheet(args: &PictureArgs, own: Option<&OwnPage>) -> Option<Sheet> {
    match &args.layout {
        None => None,
        Some(LayoutArg::Known(layout)) => Some(Sheet::Known(*layout)),
        Some(LayoutArg::Named(_)) => own.map(|page| page.sheet),
    }
}

/// What a picture is laid out on: a page of the study, a sheet, or so many page units.
#[must_use]
pub fn on(args: &PictureArgs, own: Option<&OwnPage>) -> On {
    let dpi = |usual: u32| args.dpi.unwrap_or(usual);
    match (&args.layout, own) {
        (Some(LayoutArg::Known(layout)), _) => {
            On::Sheet(Sheet::Known(*layout), dpi(layout.usual_dpi()))
        }
        (Some(LayoutArg::Named(_)), Some(page)) => On::Page(Box::new(page.clone()), dpi(page.dpi)),
        _ => {
            #[expect(clippy::cast_precision_loss, reason = "at most 16,000")]
            let side = |typed: Option<u32>, usual: f32| typed.map_or(usual, |typed| typed as f32);
            On::Units(Point::new(
                side(args.width, SIZE.x),
                side(args.height, SIZE.y),
            ))
        }
    }
}

/// What of the earth was typed, as such or by a named view.
#[must_use]
pub fn place(args: &PictureArgs, named: Option<&NamedView>) -> Place {
    match (args.extent, args.scale, named) {
        (Some(extent), _, _) => Place::Extent(extent),
        (_, Some(scale), named) => Place::Scale(scale, named.map(|view| view.center)),
        (_, None, Some(view)) => Place::At(view.center, view.meters_per_point, None),
        (None, None, None) => Place::Own,
    }
}
