//! Where security problems of the site are reported: `[security]`, for `/.well-known/security.txt`
//! (RFC 9116).

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::place::{is_email, is_https};
use crate::content::toml::{LocalDate, Mistake, Owed, parsed, place, report};
use crate::diagnostics::Place;

/// Where to report security problems, and until when that may be relied on.
#[derive(Debug, Clone)]
pub struct Security {
    /// A `mailto:` or `https:` address.
    pub contact: String,
    /// The contact is valid until this day begins (UTC).
    pub expires: Date,
    /// Where the day stands.
    pub place: Place,
}

/// `[security]`.
#[derive(Deserialize)]
struct Table {
    /// A `mailto:` or `https:` address; empty until it is known.
    contact: Spanned<Owed>,
    /// The day on which that ends, at most a year ahead.
    expires: Option<Spanned<LocalDate>>,
}

/// Reads `[security]`; `None` where the contact is not known yet.
pub(super) fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Security>, D::Error> {
    let table = Option::<Spanned<Table>>::deserialize(input)?;
    Ok(table.and_then(|table| security(table.span(), table.into_inner())))
}

fn security(span: std::ops::Range<usize>, Table { contact, expires }: Table) -> Option<Security> {
    if contact.get_ref().0.is_empty() {
        return None;
    }
    let contact = parsed(contact.span(), &contact.get_ref().0, |text| {
        let help =
            "write `mailto:` and an e-mail address, or an `https` address, or leave it empty";
        let wrong = || Mistake::new("not a contact for reports of security", help);
        let is_contact = text.strip_prefix("mailto:").map_or_else(|| is_https(text), is_email);
        is_contact.then(|| text.to_owned()).ok_or_else(wrong)
    });
    let Some(expires) = expires else {
        let message = "a security contact without the day on which it expires";
        report(span, message, "add `expires = …`, a date at most a year ahead");
        return None;
    };
    Some(Security {
        contact: contact?,
        expires: expires.get_ref().date()?,
        place: place(&expires.span()),
    })
}
