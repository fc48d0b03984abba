//! The centre as a vCard 3.0 (RFC 2426), which every address book reads; and content lines, the format that
//! vCards share with calendars (RFC 5545).

use super::view::PageContext;
use crate::content::lint::{BREAKS, without_breaks};

/// The longest line in octets, without its end (RFC 5545, section 3.1).
const FOLD: usize = 75;

/// The centre as a vCard, without lines for what is not known.
///
/// Where the page is a translation, a name is written in its language with the original in parentheses. Both are in
/// one value, because no property that could have the second one is shown by every program: Android and Google
/// Contacts list a contact by `FN`, iOS by the parts of `N`, Outlook by `N` and `ORG`; Outlook has `NICKNAME` on a
/// tab that few open. `X-ABShowAs:COMPANY` would make iOS list the hospital in place of the centre.
///
/// A number that is not the centre's own stands in `NOTE` with its label: Outlook drops `X-ABLabel`, and would show
/// it as the centre's.
pub(super) fn vcard(context: &PageContext<'_>, url: &str) -> String {
    let facts = context.facts();
    let (center, hospital) = context.names();
    let (original_center, original_hospital) =
        context.original_names().unwrap_or_else(|| context.names());
    let (center, hospital) = (both(&center, &original_center), both(&hospital, &original_hospital));
    let address = &facts.address;
    let parts =
        [&address.room, &address.street, &address.locality, &address.region, &address.postal_code];
    let parts = parts.into_iter().map(|part| part.as_deref().unwrap_or_default());
    // The first part is the post office box, which stands among the lines.
    let place = std::iter::once("").chain(parts).chain([address.country.as_str()]);
    let contact = &facts.contact;
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        text("FN", [center.as_str()]),
        text("N", [center.as_str(), "", "", "", ""]),
        text("ORG", [hospital.as_str(), center.as_str()]),
        text("ADR;TYPE=WORK", place),
    ];
    let position = address.position();
    lines.extend(position.map(|(north, east)| format!("GEO:{north};{east}")));
    lines.extend(contact.phone.iter().map(|n| format!("TEL;TYPE=WORK,VOICE:{}", n.e164())));
    lines.extend(contact.fax.iter().map(|n| format!("TEL;TYPE=WORK,FAX:{}", n.e164())));
    lines.extend(contact.email.iter().map(|e| text("EMAIL;TYPE=INTERNET", [e.as_str()])));
    lines.extend(main_number(context).map(|note| text("NOTE", [note.as_str()])));
    // Outlook ignores an address without a type.
    lines.push(format!("URL;TYPE=WORK:{url}"));
    lines.push("END:VCARD".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

/// `name`, with the `original` in parentheses where that is another one.
fn both(name: &str, original: &str) -> String {
    if name == original { name.to_owned() } else { format!("{name} ({original})") }
}

/// The number that stands in for the centre's own as long as that is not known: what it is, and whom to ask for.
fn main_number(context: &PageContext<'_>) -> Option<String> {
    let facts = context.facts();
    let id = &facts.main_phone.as_ref().filter(|_| facts.contact.phone.is_none())?.0;
    let number = facts.phones.get(id)?.number.as_str();
    let (label, _) = context.named(|ui| Some(&ui.phones.get(id)?.label))?;
    let note = context.named(|ui| Some(&ui.phones.get(id)?.note)).map(|(note, _)| note.to_owned());
    let (center, _) = context.original_names().unwrap_or_else(|| context.names());
    let say = context.ui().contact.say.plain(|_| center.clone());
    let lines = [Some(label.to_owned()), Some(number.to_owned()), note, Some(say)];
    Some(without_breaks(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n")))
}

/// A property whose value is text, in parts that semicolons separate.
///
/// The file is UTF-8, as its media type says. Outlook and Windows read it in the code page of the system, unless
/// the property names its character set; vCard 3.0 does not define that parameter, and other programs ignore it.
fn text<'a>(name: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    let value = parts.into_iter().map(escape).collect::<Vec<_>>().join(";");
    let charset = if value.is_ascii() { "" } else { ";CHARSET=UTF-8" };
    format!("{name}{charset}:{value}")
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
