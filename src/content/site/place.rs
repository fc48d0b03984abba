//! Where the centre is and how to reach it: `[address]`, `[contact]`, `[[phone]]`, `[[entrance]]`.

use super::super::reader::{Located, Reader};

/// The centre's address, as it is written on an envelope and as machines want it.
#[derive(Debug, Clone, Default)]
pub struct Address {
    /// As it is written, line by line, without the country.
    pub lines: Vec<String>,
    /// The country, for readers abroad.
    pub country: String,
    /// Street and number.
    pub street: String,
    /// Building and room.
    pub room: String,
    /// City.
    pub locality: String,
    /// State or province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// Degrees east (WGS 84).
    pub longitude: f64,
}

/// Ways to reach the centre itself; what is `None` is owed by the hospital.
#[derive(Debug, Clone, Default)]
pub struct Contact {
    /// Telephone, as it is dialled from abroad.
    pub phone: Option<PhoneNumber>,
    /// Fax, as it is dialled from abroad.
    pub fax: Option<PhoneNumber>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address of the form with which an appointment is asked for; `https`.
    pub request_form: Option<String>,
}

/// A phone number with its country code: `+1 212-555-0100`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// `None` unless `text` is `+`, then 7 to 15 digits (ITU-T E.164) with spaces and hyphens.
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        let clean = digits.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-');
        (clean && (7..=15).contains(&count)).then(|| Self(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a `tel:` address has it: `+12125550100` (RFC 3966).
    pub fn e164(&self) -> String {
        self.0.chars().filter(|c| *c == '+' || c.is_ascii_digit()).collect()
    }

    /// As it is dialled inside the country: without the country code, which ends at the first space.
    pub fn domestic(&self) -> &str {
        self.0.split_once(' ').map_or(&self.0, |(_, rest)| rest)
    }
}

/// A number that is not the centre's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number.
    pub number: PhoneNumber,
    /// Whether it is also for callers inside the country.
    pub domestic: bool,
}

/// An entrance where wheelchairs stand.
#[derive(Debug, Clone, Default)]
pub struct Entrance {
    /// The building.
    pub building: String,
    /// Its street and number.
    pub street: String,
}

pub(super) fn address(table: &Reader<'_>) -> Address {
    Address {
        lines: table.texts("lines").into_iter().map(|line| line.value).collect(),
        country: table.text("country").value,
        street: table.text("street").value,
        room: table.text("room").value,
        locality: table.text("locality").value,
        region: table.text("region").value,
        postal_code: table.text("postal-code").value,
        latitude: table.number("latitude", &(-90.0..90.0)),
        longitude: table.number("longitude", &(-180.0..180.0)),
    }
}

pub(super) fn contact(table: &Reader<'_>) -> Contact {
    Contact {
        phone: table.owed_text("phone").and_then(|phone| phone_number(&phone)),
        fax: table.owed_text("fax").and_then(|fax| phone_number(&fax)),
        email: table.owed_text("email").and_then(|email| checked(&email, is_email, "an e-mail")),
        request_form: table
            .owed_text("request-form")
            .and_then(|form| checked(&form, is_https, "an `https` address")),
    }
}

pub(super) fn phone_number(text: &Located<'_, String>) -> Option<PhoneNumber> {
    let number = PhoneNumber::new(&text.value);
    if number.is_none() && !text.value.is_empty() {
        text.report("not a phone number", "write it with its country code: `+1 212-555-0100`");
    }
    number
}

fn checked(text: &Located<'_, String>, is: fn(&str) -> bool, what: &str) -> Option<String> {
    if is(&text.value) {
        return Some(text.value.clone());
    }
    text.report(format!("not {what}"), "correct it, or leave it empty until it is known");
    None
}

/// Enough to keep a `mailto:` link harmless; whether it exists only the hospital knows.
pub(super) fn is_email(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b))
    };
    text.split_once('@')
        .is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

/// An absolute `https` address of plain characters.
pub(super) fn is_https(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;=%".contains(&b);
    text.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && rest.bytes().all(plain))
}

pub(super) fn phone(table: &Reader<'_>) -> Option<Phone> {
    let (number, domestic) = (table.text("number"), table.flag("domestic", true));
    Some(Phone { number: phone_number(&number)?, domestic })
}

pub(super) fn entrance(table: &Reader<'_>) -> Entrance {
    Entrance { building: table.text("building").value, street: table.text("street").value }
}
