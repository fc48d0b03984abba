//! The centre as a vCard 3.0 (RFC 2426), which every address book reads.

use super::content_line::{escape, fold};
use super::view::PageContext;

/// The centre as a vCard, without lines for what is not known.
pub(super) fn vcard(context: &PageContext<'_>, url: &str) -> String {
    let facts = context.facts();
    let (center, hospital) = context.original_names().unwrap_or_else(|| context.names());
    let address = &facts.address;
    let place = [
        "",
        &address.room,
        &address.street,
        &address.locality,
        &address.region,
        &address.postal_code,
        &address.country,
    ];
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        format!("FN:{}", escape(&format!("{center}, {hospital}"))),
        format!("N:{};;;;", escape(&center)),
        format!("ORG:{};{}", escape(&hospital), escape(&center)),
        format!("ADR;TYPE=WORK:{}", place.map(escape).join(";")),
        format!("GEO:{};{}", address.latitude, address.longitude),
    ];
    let contact = &facts.contact;
    lines.extend(contact.phone.iter().map(|n| format!("TEL;TYPE=WORK,VOICE:{}", n.e164())));
    lines.extend(contact.fax.iter().map(|n| format!("TEL;TYPE=WORK,FAX:{}", n.e164())));
    lines.extend(contact.email.iter().map(|e| format!("EMAIL;TYPE=INTERNET:{}", escape(e))));
    lines.push(format!("URL:{url}"));
    lines.push("END:VCARD".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}
