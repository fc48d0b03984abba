//! Where the centre is and how to reach it: `[address]`, `[contact]`, `[[phone]]`, `[[entrance]]` and
//! `[security]`.

use std::fmt;

use icu_locale::{Locale, LocaleCanonicalizer};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::hours;
use crate::content::name::Language;
use crate::content::reading::{place, report};
use crate::content::text::ExternalUrl;
use crate::content::toml::{
    Document, LocalDate, Mistake, Owed, Written, optional, owed, owed_or_absent, parsed, required,
    span_of,
};
use crate::diagnostics::Place;
use crate::schedule::Span;

/// The center's address, as it is written on an envelope and as machines want it. Only the country is
/// required: an address may be a box at a post office, and many countries have no regions or postal codes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Address {
    /// The address as on an envelope, line by line, without the names of center and hospital and without the
    /// country.
    pub lines: Vec<String>,
    /// The country, as readers abroad see it.
    pub country: String,
    /// The two capital letters of the country (ISO 3166-1), for programs.
    #[serde(deserialize_with = "country_code")]
    #[schemars(regex(pattern = "^[A-Z]{2}$"))]
    pub country_code: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Building and room.
    pub room: Option<String>,
    /// City.
    pub locality: Option<String>,
    /// State or province.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Degrees north (WGS 84).
    #[serde(deserialize_with = "degrees::<90, _>")]
    #[schemars(range(min = -90, max = 90))]
    pub latitude: Option<f64>,
    /// Degrees east (WGS 84).
    #[serde(deserialize_with = "degrees::<180, _>")]
    #[schemars(range(min = -180, max = 180))]
    pub longitude: Option<f64>,
}

impl Address {
    /// The address line by line: as it is written, or its parts where it is not; the country where nothing else
    /// is known.
    pub fn shown_lines(&self) -> Vec<String> {
        if !self.lines.is_empty() {
            return self.lines.clone();
        }
        let parts = [&self.room, &self.street, &self.locality, &self.region, &self.postal_code];
        let lines: Vec<_> = parts.into_iter().flatten().cloned().collect();
        if lines.is_empty() { vec![self.country.clone()] } else { lines }
    }

    /// Degrees north and east, where they are known.
    pub fn position(&self) -> Option<(f64, f64)> {
        self.latitude.zip(self.longitude)
    }
}

/// Ways to reach the center itself; `None` until the hospital supplies it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    /// The center's telephone number, as it is dialled from abroad; empty until it is known.
    #[serde(deserialize_with = "phone")]
    #[schemars(with = "String", regex(pattern = "^(\\+[ -]*([0-9][ -]*){7,15})?$"))]
    pub phone: Option<PhoneNumber>,
    /// The same number, as it is dialled inside the country.
    #[serde(deserialize_with = "domestic")]
    #[schemars(with = "Option<String>", regex(pattern = "^[ ()-]*([0-9][ ()-]*){3,15}$"))]
    pub phone_domestic: Option<DomesticNumber>,
    /// The center's fax number, as it is dialled from abroad; empty until it is known.
    #[serde(deserialize_with = "phone")]
    #[schemars(with = "String", regex(pattern = "^(\\+[ -]*([0-9][ -]*){7,15})?$"))]
    pub fax: Option<PhoneNumber>,
    /// The fax number, as it is dialled inside the country.
    #[serde(deserialize_with = "domestic")]
    #[schemars(with = "Option<String>", regex(pattern = "^[ ()-]*([0-9][ ()-]*){3,15}$"))]
    pub fax_domestic: Option<DomesticNumber>,
    /// The center's e-mail address; empty until it is known.
    #[serde(deserialize_with = "email")]
    #[schemars(
        with = "String",
        regex(pattern = "^([A-Za-z0-9._+-]+@[A-Za-z0-9._+-]*[.][A-Za-z0-9._+-]*)?$")
    )]
    pub email: Option<String>,
    /// The address of the form for requesting an appointment, with `https://`; empty until it is known.
    #[serde(deserialize_with = "form")]
    #[schemars(with = "String", regex(pattern = "^(https://.*[.].*)?$"))]
    pub request_form: Option<String>,
    /// The languages that the coordinators speak (BCP 47), for programs; left out until they are known.
    pub languages: Vec<Language>,
    /// The address of the page on which the hospital confirms that this website is its own, with `https://`; left out
    /// or empty until there is one.
    #[serde(deserialize_with = "confirmation")]
    #[schemars(with = "Option<Owed>", regex(pattern = "^(https://.*[.].*)?$"))]
    pub confirmation: Option<ExternalUrl>,
    /// Where readers report a mistake on this website: a `mailto:` or `https://` address; left out or empty until it is
    /// known.
    #[serde(deserialize_with = "reports")]
    #[schemars(with = "Option<Owed>", regex(pattern = "^((mailto:.+@|https://).*[.].*)?$"))]
    pub report_mistakes: Option<ReportAddress>,
}

/// Where readers report something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportAddress {
    /// By e-mail, to this address.
    Email(String),
    /// On this page.
    Page(ExternalUrl),
}

impl Contact {
    /// What the hospital has yet to supply: the key, and what it is.
    pub fn missing(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let values = [
            ("phone", "the center’s phone number", self.phone.is_none()),
            ("fax", "the center’s fax number", self.fax.is_none()),
            ("email", "the center’s e-mail address", self.email.is_none()),
            ("request-form", "the address of the request form", self.request_form.is_none()),
            ("languages", "the languages that the coordinators speak", self.languages.is_empty()),
            (
                "confirmation",
                "a page of the hospital that says that this website is its own",
                self.confirmation.is_none(),
            ),
            (
                "report-mistakes",
                "where to report a mistake on this website",
                self.report_mistakes.is_none(),
            ),
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
}

/// A phone number as it is dialled inside the country: `020 555 0140`. No rule gives it: some countries dial a
/// digit before it, and some do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomesticNumber(String);

impl DomesticNumber {
    /// How many digits at its end it shares with the number as it is dialled from abroad, at most.
    const SHARED: usize = 6;

    /// `None` unless `text` is 3 to 15 digits with spaces, hyphens and parentheses.
    pub fn new(text: &str) -> Option<Self> {
        let clean = text.bytes().all(|b| b.is_ascii_digit() || b" -()".contains(&b));
        let count = text.bytes().filter(u8::is_ascii_digit).count();
        (clean && (3..=15).contains(&count)).then(|| Self(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its last digits are those of `number`, so that both can be the same line.
    pub fn is_form_of(&self, number: &PhoneNumber) -> bool {
        let last = |text: &str| {
            let digits = text.bytes().rev().filter(u8::is_ascii_digit);
            digits.take(Self::SHARED).collect::<Vec<_>>()
        };
        last(&number.0).starts_with(&last(&self.0))
    }
}

/// The number to call in an emergency inside the country: `112`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyNumber(String);

impl fmt::Display for EmergencyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads the emergency number: 2 to 15 digits with spaces and hyphens.
pub(super) fn emergency<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<EmergencyNumber>, D::Error> {
    let help = "write it as it is dialled, such as `112`, or delete the line";
    let wrong = || Mistake::new("not an emergency number", help);
    optional(input, |text| {
        let clean = text.bytes().all(|b| b.is_ascii_digit() || b" -".contains(&b));
        let count = text.bytes().filter(u8::is_ascii_digit).count();
        let is_number = clean && (2..=15).contains(&count);
        is_number.then(|| EmergencyNumber(text.to_owned())).ok_or_else(wrong)
    })
}

/// A number that is not the center's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Phone {
    /// The number, with its country code.
    #[schemars(with = "String", regex(pattern = "^\\+[ -]*([0-9][ -]*){7,15}$"))]
    pub number: PhoneNumber,
    /// The same number, as it is dialled inside the country; left out where it is for callers from abroad, or not
    /// known.
    #[serde(deserialize_with = "domestic")]
    #[schemars(with = "Option<String>", regex(pattern = "^[ ()-]*([0-9][ ()-]*){3,15}$"))]
    pub domestic: Option<DomesticNumber>,
    /// When it is answered, by the center's clock; left out where that is not known.
    #[serde(deserialize_with = "hours::week")]
    #[schemars(with = "Option<hours::Week>")]
    pub hours: Option<[Vec<Span>; 7]>,
}

/// An entrance where wheelchairs are available.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct Entrance {
    /// The name of the building.
    pub building: String,
    /// The street and number of the building.
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
#[derive(Deserialize, JsonSchema)]
pub(super) struct SecurityTable {
    /// A `mailto:` or `https://` address; empty until it is known.
    #[schemars(with = "String", regex(pattern = "^((mailto:.+@|https://).*[.].*)?$"))]
    contact: Spanned<Owed>,
    /// The day until which the contact is valid, at most a year ahead; required with a contact.
    #[schemars(with = "Option<LocalDate>")]
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

fn domestic<'de, D: Deserializer<'de>>(input: D) -> Result<Option<DomesticNumber>, D::Error> {
    let help =
        "write it as it is dialled inside the country, such as `020 555 0140`, or delete the line";
    let wrong = || Mistake::new("not a phone number inside the country", help);
    optional(input, |text| DomesticNumber::new(text).ok_or_else(wrong))
}

/// Reports every number of `[contact]` and `[[phone]]` whose form inside the country is another number.
pub(super) fn domestic_forms(document: &Document<'_>) {
    let contact = document.get("contact").into_iter();
    for contact in contact {
        domestic_form(contact, "phone", "phone-domestic");
        domestic_form(contact, "fax", "fax-domestic");
    }
    document.tables("phone").for_each(|phone| domestic_form(phone, "number", "domestic"));
}

fn domestic_form(table: Written<'_>, abroad: &str, inside: &str) {
    let text = |key| table.get_ref().get(key)?.get_ref().as_str();
    let Some(domestic) = text(inside).and_then(DomesticNumber::new) else { return };
    let number = text(abroad).and_then(PhoneNumber::new);
    if number.is_some_and(|number| !domestic.is_form_of(&number)) {
        let message = format!("`{inside}` does not end with the digits of `{abroad}`");
        let help =
            format!("write `{abroad}` as it is dialled inside the country, or delete the line");
        report(span_of(table, inside), message, help);
    }
}

fn email<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    owed(input, |text| checked(text, is_email, "not an e-mail address"))
}

fn form<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    owed(input, |text| checked(text, is_https, "not an `https` address"))
}

fn confirmation<'de, D: Deserializer<'de>>(input: D) -> Result<Option<ExternalUrl>, D::Error> {
    let help = "write the address of a page, or leave it empty until there is one";
    owed_or_absent(input, |text| {
        ExternalUrl::parse(text).map_err(|reason| Mistake::new(reason, help))
    })
}

fn reports<'de, D: Deserializer<'de>>(input: D) -> Result<Option<ReportAddress>, D::Error> {
    owed_or_absent(input, |text| {
        let address = match text.strip_prefix("mailto:") {
            Some(email) => is_email(email).then(|| ReportAddress::Email(email.to_owned())),
            None => ExternalUrl::parse(text).ok().map(ReportAddress::Page),
        };
        address.ok_or_else(|| Mistake::new("not an address for reports", ADDRESS_HELP))
    })
}

/// The help for what is no `mailto:` or `https:` address.
const ADDRESS_HELP: &str =
    "write `mailto:` and an e-mail address, or an `https` address, or leave it empty";

fn checked(text: &str, is: fn(&str) -> bool, message: &str) -> Result<String, Mistake> {
    let wrong = || Mistake::new(message, "correct it, or leave it empty until it is known");
    is(text).then(|| text.to_owned()).ok_or_else(wrong)
}

fn country_code<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let help = "write the two capital letters of ISO 3166-1, such as `KE`, or delete the line";
    optional(input, |text| match country(text) {
        Some(code) if code == text => Ok(code),
        Some(code) => Err(Mistake::new("not the code of a country", format!("write `{code}`"))),
        None => Err(Mistake::new("not the code of a country", help)),
    })
}

/// The codes of all countries (ISO 3166-1 alpha-2), from `iso3166.tab` of the IANA time zone database 2025b.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
    UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The code of the country that `text` means by its two capital letters: `GB` for `GB`, and for `UK`, which is not
/// assigned.
fn country(text: &str) -> Option<String> {
    let is_short = text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    let mut locale: Locale = format!("und-{text}").parse().ok().filter(|_| is_short)?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    let code = locale.id.region?.to_string();
    COUNTRIES.split(' ').any(|known| known == code).then_some(code)
}

/// Reports a position of which only one part is written.
pub(super) fn whole_position(document: &Document<'_>) {
    let Some(address) = document.get("address") else { return };
    for (written, other) in [("latitude", "longitude"), ("longitude", "latitude")] {
        let has = |key| address.get_ref().get(key).is_some();
        if has(written) && !has(other) {
            let message = format!("`{written}` without `{other}`");
            report(span_of(address, written), message, "write both, or delete this line");
        }
    }
}

/// Degrees from `-MOST` to `MOST`.
fn degrees<'de, const MOST: i32, D: Deserializer<'de>>(input: D) -> Result<Option<f64>, D::Error> {
    let Some(degrees) = Option::<Spanned<f64>>::deserialize(input)? else { return Ok(None) };
    let most = f64::from(MOST);
    if !(-most..=most).contains(degrees.get_ref()) {
        let help = format!("write a number between -{MOST} and {MOST}");
        report(degrees.span(), "not a place on the Earth", help);
    }
    Ok(Some(degrees.into_inner()))
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
        let wrong = || Mistake::new("not a contact for security reports", ADDRESS_HELP);
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

#[cfg(test)]
mod tests {
    use super::country;

    #[test]
    fn a_country_has_the_code_that_is_assigned_to_it() {
        for code in ["US", "GB", "KE", "DE", "AQ", "SS", "VA", "TW", "BV"] {
            assert_eq!(country(code).as_deref(), Some(code));
        }
        assert_eq!(country("UK").as_deref(), Some("GB"));
        for text in ["us", "USA", "U", "", "XX", "QZ", "00", "U1"] {
            assert_eq!(country(text), None, "{text}");
        }
    }
}
