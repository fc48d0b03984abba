//! Where the centre is and how to reach it: `[address]`, `[contact]`, `[[phone]]`, `[[entrance]]` and
//! `[security]`.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::hours;
use crate::content::reading::{place, report};
use crate::content::toml::{LocalDate, Mistake, Owed, owed, parsed, required};
use crate::diagnostics::Place;
use crate::schedule::Span;

/// The centre's address, as it is written on an envelope and as machines want it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    #[serde(deserialize_with = "degrees::<90, _>")]
    pub latitude: f64,
    /// Degrees east (WGS 84).
    #[serde(deserialize_with = "degrees::<180, _>")]
    pub longitude: f64,
}

/// Ways to reach the centre itself; `None` until the hospital supplies it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    /// Telephone, as it is dialled from abroad.
    #[serde(deserialize_with = "phone")]
    pub phone: Option<PhoneNumber>,
    /// Fax, as it is dialled from abroad.
    #[serde(deserialize_with = "phone")]
    pub fax: Option<PhoneNumber>,
    /// E-mail address.
    #[serde(deserialize_with = "email")]
    pub email: Option<String>,
    /// Address of the form for requesting an appointment; `https`.
    #[serde(deserialize_with = "form")]
    pub request_form: Option<String>,
}

impl Contact {
    /// What the hospital has yet to supply: the key, and what it is.
    pub fn missing(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let values = [
            ("phone", "the center’s phone number", self.phone.is_none()),
            ("fax", "the center’s fax number", self.fax.is_none()),
            ("email", "the center’s e-mail address", self.email.is_none()),
            ("request-form", "the address of the request form", self.request_form.is_none()),
        ];
        values.into_iter().filter(|(.., is_missing)| *is_missing).map(|(key, what, _)| (key, what))
    }
}

/// A phone number with its country code: `+1 212-555-0100`. The default is empty, and replaces one that could not
/// be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Phone {
    /// The number.
    pub number: PhoneNumber,
    /// Whether it is also for callers inside the country.
    pub domestic: bool,
    /// When it is answered, Monday to Sunday, by the centre's clock; `None` where that is not known.
    #[serde(deserialize_with = "hours::week")]
    pub hours: Option<[Vec<Span>; 7]>,
}

/// An entrance where wheelchairs are available.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Entrance {
    /// The building.
    pub building: String,
    /// Its street and number.
    pub street: String,
}

/// Where security problems of the site are reported, for `/.well-known/security.txt` (RFC 9116), and until
/// when that may be relied on.
#[derive(Debug, Clone)]
pub struct Security {
    /// A `mailto:` or `https:` address.
    pub contact: String,
    /// The contact is valid until this day begins (UTC).
    pub expires: Date,
    /// The place of that day in the file.
    pub place: Place,
}

/// `[security]`.
#[derive(Deserialize)]
struct SecurityTable {
    /// A `mailto:` or `https:` address; empty until it is known.
    contact: Spanned<Owed>,
    /// The day on which that ends, at most a year ahead.
    expires: Option<Spanned<LocalDate>>,
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        required(input, phone_number)
    }
}

fn phone_number(text: &str) -> Result<PhoneNumber, Mistake> {
    let help = "write it with its country code: `+1 212-555-0100`";
    PhoneNumber::new(text).ok_or_else(|| Mistake::new("not a phone number", help))
}

fn phone<'de, D: Deserializer<'de>>(input: D) -> Result<Option<PhoneNumber>, D::Error> {
    owed(input, phone_number)
}

fn email<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    owed(input, |text| checked(text, is_email, "not an e-mail address"))
}

fn form<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    owed(input, |text| checked(text, is_https, "not an `https` address"))
}

fn checked(text: &str, is: fn(&str) -> bool, message: &str) -> Result<String, Mistake> {
    let wrong = || Mistake::new(message, "correct it, or leave it empty until it is known");
    is(text).then(|| text.to_owned()).ok_or_else(wrong)
}

/// Degrees from `-MOST` to `MOST`.
fn degrees<'de, const MOST: i32, D: Deserializer<'de>>(input: D) -> Result<f64, D::Error> {
    let degrees = Spanned::<f64>::deserialize(input)?;
    let most = f64::from(MOST);
    if !(-most..=most).contains(degrees.get_ref()) {
        let help = format!("write a number between -{MOST} and {MOST}");
        report(degrees.span(), "not a place on the Earth", help);
    }
    Ok(degrees.into_inner())
}

/// Enough to keep a `mailto:` link harmless; whether it exists only the hospital knows.
fn is_email(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b))
    };
    text.split_once('@')
        .is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

/// An absolute `https` address of plain characters.
fn is_https(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;=%".contains(&b);
    text.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && rest.bytes().all(plain))
}

/// Reads `[security]`; `None` where the contact is not known yet.
pub(super) fn security<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Security>, D::Error> {
    let Some(table) = Option::<Spanned<SecurityTable>>::deserialize(input)? else {
        return Ok(None);
    };
    let (span, SecurityTable { contact, expires }) = (table.span(), table.into_inner());
    if contact.get_ref().0.is_empty() {
        return Ok(None);
    }
    let contact = parsed(contact.span(), &contact.get_ref().0, |text| {
        let help =
            "write `mailto:` and an e-mail address, or an `https` address, or leave it empty";
        let wrong = || Mistake::new("not a contact for security reports", help);
        let is_contact = text.strip_prefix("mailto:").map_or_else(|| is_https(text), is_email);
        is_contact.then(|| text.to_owned()).ok_or_else(wrong)
    });
    let Some(expires) = expires else {
        let message = "a security contact without the day on which it expires";
        report(span, message, "add `expires = …`, a date at most a year ahead");
        return Ok(None);
    };
    let known = contact.zip(expires.get_ref().date());
    let place = place(&expires.span());
    Ok(known.map(|(contact, expires)| Security { contact, expires, place }))
}
