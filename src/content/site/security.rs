//! Who hears of a hole in this site: `[security]`, which `/.well-known/security.txt` tells (RFC 9116).

use jiff::civil::Date;

use super::super::reader::{Located, Reader};
use super::place::{is_email, is_https};
use crate::diagnostics::Place;

/// Whom to tell, and until when that may be relied on.
#[derive(Debug, Clone)]
pub struct Security {
    /// A `mailto:` or `https:` address.
    pub contact: String,
    /// From the first moment of this day (UTC) on, nobody should rely on it.
    pub expires: Date,
    /// Where the day stands.
    pub place: Place,
}

/// Reads `[security]`; `None` where the contact is not known yet.
pub(super) fn read(table: &Reader<'_>) -> Option<Security> {
    let (contact, expires) = (table.owed_text("contact"), table.optional_located_date("expires"));
    let contact = contact?;
    let is_contact = is_contact(&contact);
    let Some(expires) = expires else {
        table.report(
            "a security contact without the day on which it expires",
            "add `expires = …`, a date at most a year ahead",
        );
        return None;
    };
    let place = expires.place();
    is_contact.then_some(Security { contact: contact.value, expires: expires.value, place })
}

fn is_contact(text: &Located<'_, String>) -> bool {
    let is = text.value.strip_prefix("mailto:").map_or_else(|| is_https(&text.value), is_email);
    if !is {
        text.report(
            "not a contact for reports of security",
            "write `mailto:` and an e-mail address, or an `https` address, or leave it empty",
        );
    }
    is
}
