//! The QR code of an address, for a page and as a file.

use askama::Template;

use super::context::PageContext;
use super::navigation::Subject;
use crate::content::page::Show;
use crate::site::address::{BaseUrl, GUIDE, POCKET_CARD, home_path};
use crate::site::qr_code::{QUIET_ZONE, QrDrawing};

/// A QR code with its name for those who do not see it.
#[derive(Debug, Clone)]
pub struct QrView {
    /// The address in it.
    pub address: String,
    /// What it is, in the language of the page.
    pub label: String,
    /// Its modules.
    pub drawing: QrDrawing,
}

impl QrView {
    /// The code of `address`; `None` if it is too long for one.
    pub fn new(context: &PageContext<'_>, address: String) -> Option<Self> {
        let drawing = QrDrawing::of(&address)?;
        let label = context.ui().send.code.plain(|_| address.clone());
        Some(Self { address, label, drawing })
    }

    /// The code of the page of `subject`, at `address`, if readers take that page with them on paper: the card, the
    /// guide, and the page with the centre's address.
    pub fn of_page(context: &PageContext<'_>, subject: Subject<'_>, address: &str) -> Option<Self> {
        let is_taken_along = match subject {
            Subject::Page(page) => page.shows(Show::Address),
            Subject::BuiltIn(name) => [GUIDE, POCKET_CARD].contains(&name),
            Subject::Root | Subject::Error(_) => false,
        };
        is_taken_along.then(|| Self::new(context, address.to_owned())).flatten()
    }
}

/// The QR code of the home page as a picture, with its address in letters below it.
#[derive(Template)]
#[template(path = "qr.svg")]
pub struct QrFile<'a> {
    code: QrView,
    tag: &'a str,
    /// The address, line by line, each with the y coordinate of its base line.
    lines: Vec<(usize, String)>,
    height: usize,
}

impl<'a> QrFile<'a> {
    /// The code of the home page in the language of `context`; `None` if its address is too long for one.
    pub fn new(context: &PageContext<'a>, base: &BaseUrl) -> Option<Self> {
        let code = QrView::new(context, base.absolute(&home_path(context.tag())))?;
        let size = code.drawing.size;
        // A letter of the template's type is 1.5 modules wide, a line 3 modules high, below the blank margin.
        let columns = (size - 2 * QUIET_ZONE) * 2 / 3;
        let lines = (1..).zip(broken(&code.address, columns));
        let lines: Vec<_> = lines.map(|(nth, line)| (size - 1 + 3 * nth, line)).collect();
        let height = size + 1 + 3 * lines.len();
        Some(Self { code, tag: context.tag().as_str(), lines, height })
    }
}

/// `address` in lines of at most `columns` characters, each broken behind a dot, a slash or a hyphen where it has
/// one in its second half. An address is ASCII.
fn broken(address: &str, columns: usize) -> Vec<String> {
    let (mut rest, mut lines) = (address, Vec::new());
    while let Some((line, _)) = rest.split_at_checked(columns).filter(|_| rest.len() > columns) {
        let mark = line.rfind(['.', '/', '-']).map(|at| at + 1).filter(|at| *at > columns / 2);
        let (line, after) = rest.split_at(mark.unwrap_or(columns));
        lines.push(line.to_owned());
        rest = after;
    }
    lines.push(rest.to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_broken_behind_its_marks_and_loses_no_character() {
        let address = "https://patients.hospital.example/zh-Hans/";
        assert_eq!(broken(address, 22), ["https://patients.", "hospital.example/zh-", "Hans/"]);
        assert_eq!(broken(&"x".repeat(50), 22).iter().map(String::len).max(), Some(22));
        assert_eq!(broken("", 22), [""]);
    }
}
