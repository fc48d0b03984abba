//! The centre as a vCard 3.0 (RFC 2426), which every address book reads; and content lines, the format that
//! vCards share with calendars (RFC 5545).

use super::view::PageContext;
use crate::content::lint::BREAKS;

/// The longest line in octets, without its end (RFC 5545, section 3.1).
const FOLD: usize = 75;

/// The centre as a vCard, without lines for what is not known.
pub(super) fn vcard(context: &PageContext<'_>, url: &str) -> String {
    let facts = context.facts();
    let (center, hospital) = context.original_names().unwrap_or_else(|| context.names());
    let address = &facts.address;
    let parts =
        [&address.room, &address.street, &address.locality, &address.region, &address.postal_code];
    let parts = parts.into_iter().map(|part| part.as_deref().unwrap_or_default());
    // The first part is the post office box, which stands among the lines.
    let place = std::iter::once("").chain(parts).chain([address.country.as_str()]);
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        format!("FN:{}", escape(&format!("{center}, {hospital}"))),
        format!("N:{};;;;", escape(&center)),
        format!("ORG:{};{}", escape(&hospital), escape(&center)),
        format!("ADR;TYPE=WORK:{}", place.map(escape).collect::<Vec<_>>().join(";")),
    ];
    let position = address.position();
    lines.extend(position.map(|(north, east)| format!("GEO:{north};{east}")));
    let contact = &facts.contact;
    lines.extend(contact.phone.iter().map(|n| format!("TEL;TYPE=WORK,VOICE:{}", n.e164())));
    lines.extend(contact.fax.iter().map(|n| format!("TEL;TYPE=WORK,FAX:{}", n.e164())));
    lines.extend(contact.email.iter().map(|e| format!("EMAIL;TYPE=INTERNET:{}", escape(e))));
    lines.push(format!("URL:{url}"));
    lines.push("END:VCARD".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

/// A value of text (RFC 5545, section 3.3.11), without the places where its words may be broken.
pub(super) fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            _ if BREAKS.contains(&character) => {}
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A line with its end, folded so that no part is longer than 75 octets and no character is split.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > FOLD {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(character);
        length += character.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}
