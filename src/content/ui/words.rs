//! The messages of the interface, table by table of `ui.toml`, and what each of them is for.

use jiff::civil::Weekday;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::message::Message;

/// `[site]`: the names on every page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct SiteWords {
    /// The center.
    pub center: Message,
    /// The hospital.
    pub hospital: Message,
    /// The link to the line on interpreters, on top of every page, where the hospital has them.
    pub interpreter: Option<Message>,
    /// How to get to the center and into the building, in one line below the address.
    pub access: Option<Message>,
}

impl SiteWords {
    /// Takes from `original` the statements that a translation lacks.
    pub(in crate::content) fn complete(&mut self, original: &Self) {
        let translated = [&mut self.interpreter, &mut self.access];
        for (own, original) in translated.into_iter().zip([&original.interpreter, &original.access])
        {
            if own.is_none() {
                own.clone_from(original);
                if let Some(words) = own {
                    words.untranslated = true;
                }
            }
        }
    }
}

/// `[interface]`: what guides through a page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct InterfaceWords {
    /// The first link, which leads past the head of the page.
    pub skip: Message,
    /// The name of the language line.
    pub languages: Message,
    /// The name of the main navigation.
    pub menu: Message,
    /// The name of the breadcrumbs above a heading.
    pub breadcrumbs: Message,
    /// The name of a page's table of contents.
    pub contents: Message,
    /// The last link.
    pub back_to_top: Message,
    /// What a link of the language line leads to, for those who hear it: in that language.
    pub read_this_page: Message,
    /// The first sentence of the page that lets a reader choose a language.
    pub choose: Message,
    /// Where the facts of a section come from.
    pub source: Message,
    /// Where the facts of a section come from, where there are several sources.
    pub sources: Message,
    /// The heading over the sources of a page, with their full addresses.
    pub sources_heading: Message,
    /// One source, and another one.
    pub source_and: Message,
    /// A source with its years: from one to another.
    pub years_between: Message,
    /// A source with its years: before a year.
    pub years_before: Message,
    /// A source with its years: in a decade, of which `year` is the first.
    pub years_decade: Message,
    /// When a person at the hospital last checked the page.
    pub checked: Message,
    /// When a person at the hospital will check it next.
    pub check_by: Message,
    /// That the page was to be checked by a day, and was not.
    pub overdue: Message,
}

/// `[translation]`: how good a translation is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TranslationWords {
    /// The name of the notice.
    pub label: Message,
    /// A draft: no professional translator has reviewed it.
    pub draft: Message,
    /// The original has changed since.
    pub stale: Message,
    /// There is no translation; the page is shown in the original's language.
    pub missing: Message,
    /// Who reviewed a translation, and when.
    pub reviewed: Message,
    /// The link to the original.
    pub original: Message,
    /// The link to the page with the original beside it.
    pub beside: Message,
    /// Under a translated official statement.
    pub unofficial: Message,
    /// Under the original of an official statement.
    pub original_statement: Message,
    /// The column of the languages.
    pub column_language: Message,
    /// The column of the states.
    pub column_state: Message,
    /// Every translation is a draft.
    pub all_drafts: Message,
    /// The state of the language that the others are translated from.
    pub state_original: Message,
    /// The state of a draft.
    pub state_draft: Message,
    /// The state of a translation whose original has changed.
    pub state_stale: Message,
    /// The state of a page that is not translated.
    pub state_missing: Message,
    /// The state of a translation that a professional has reviewed.
    pub state_reviewed: Message,
}

/// `[card]`: the card on every page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CardWords {
    /// Its heading.
    pub title: Message,
    /// The date at the center, with its place.
    pub here: Message,
    /// A day's hours at the center, whose distance from UTC follows.
    pub here_hours: Message,
    /// A day's hours in the local time of a city.
    pub in_city: Message,
    /// The same, if they end on the next day there: each end with its day, as `day-time` writes it.
    pub in_city_overnight: Message,
    /// The label of the standing hours, in print.
    pub hours: Message,
    /// The label of the address.
    pub address: Message,
    /// The label of the ways to reach the center.
    pub reach: Message,
    /// The link to the hours.
    pub hours_link: Message,
    /// The link to the card to show to a driver.
    pub driver_link: Message,
    /// The link to the map.
    pub map_link: Message,
    /// This site is not for emergencies, and whom to call in one. It is not shown where it names the emergency
    /// number of `site.toml` and there is none.
    pub emergency: Message,
    /// Whom to call in an emergency, in one line below a number; shown as `emergency` is.
    pub emergency_short: Message,
}

/// `[hours]`: open, closed, and when.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HoursWords {
    /// The center opens today and is not yet done.
    pub open_today: Message,
    /// The center opens today and is not yet done, as long as the closing days of the coming year are not known.
    pub usual_today: Message,
    /// It was open today.
    pub closed_for_today: Message,
    /// It does not open today.
    pub closed_today: Message,
    /// The next opening, in the center's time, whose distance from UTC follows.
    pub next: Message,
    /// A day's hours, in the center's time, whose distance from UTC follows.
    pub in_zone: Message,
    /// The distance from UTC, in hours with their sign.
    pub offset: Message,
    /// From one time to another.
    pub range: Message,
    /// The same, where one of them is on another day and says so.
    pub range_overnight: Message,
    /// Both times are on the next day.
    pub range_next_day: Message,
    /// Both times are on the day before.
    pub range_day_before: Message,
    /// Hours that are so up to and with a day.
    pub hours_through: Message,
    /// Two spans of one day.
    pub two_ranges: Message,
    /// Open from a time on, beyond the end of the day.
    pub from: Message,
    /// Open until a time, since before the beginning of the day.
    pub until: Message,
    /// Open from the beginning of a day to its end.
    pub all_day: Message,
    /// Several days with the same hours, in the center's time.
    pub several_days: Message,
    /// One day with its hours, in the center's time.
    pub one_day: Message,
    /// Not open.
    pub closed: Message,
    /// A time that falls on the following day.
    pub next_day: Message,
    /// A time that falls on the day before.
    pub day_before: Message,
    /// A time with its weekday.
    pub day_time: Message,
    /// The column of the cities.
    pub column_place: Message,
    /// A difference in hours, which has its sign, with its unit.
    pub difference: Message,
    /// A difference in hours, which has its sign, and minutes.
    pub difference_minutes: Message,
    /// The column of the hours after the next change of clocks at the center.
    pub column_from: Message,
    /// What the table of the cities shows: the hours of one day, and the differences from the center.
    pub cities_caption: Message,
    /// Hours of one day of the week, in the local time of a city.
    pub day_there: Message,
    /// Hours of several days of the week, in the local time of a city.
    pub days_there: Message,
    /// The label of the choice of a city or time zone.
    pub choose: Message,
    /// The last of the cities to choose from, which leads to the list of the continents.
    pub another_zone: Message,
    /// The button beside the choice.
    pub show_there: Message,
    /// Above the list of all time zones.
    pub all_zones: Message,
    /// Above the list of the continents, for a time zone that does not exist.
    pub unknown_zone: Message,
    /// A day that differs from the week, with its hours.
    pub unusual_day: Message,
    /// The same, with the reason why it differs.
    pub unusual_day_reason: Message,
    /// That it is closed today, or an event in the calendar file, with the reason.
    pub with_reason: Message,
    /// No day differs from the week up to and with this one.
    pub no_unusual_days: Message,
    /// The days that differ are not known.
    pub unusual_unknown: Message,
    /// The link to the calendar file.
    pub calendar_link: Message,
    /// The link that a calendar program subscribes to, so that later changes reach it.
    pub subscribe_link: Message,
    /// The name of an event in the calendar file: the usual hours.
    pub event_open: Message,
    /// The name of an event in the calendar file: a day on which the center is closed.
    pub event_closed: Message,
    /// The name of an event in the calendar file: a day with other hours.
    pub event_changed: Message,
    /// The center's place, where no city of the reader is known.
    pub here: Message,
    /// The heading of the hours in the local time of a city.
    pub hours_there: Message,
    /// The first and the last day of the week that is shown.
    pub week_of: Message,
    /// What the colour of a part of a day means.
    pub open_part: Message,
}

/// `[calendar]`: days and months as they are written in a date.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CalendarWords {
    /// The first day of the week in this language.
    pub first_day: FirstDay,
    /// From Monday to Sunday.
    pub weekdays: [String; 7],
    /// From January to December, in the form that a date asks for.
    pub months: [String; 12],
    /// The first of a month, where it is not simply `1`.
    pub first: Option<String>,
    /// A day of this year.
    pub date: Message,
    /// A day with its year, without its weekday.
    pub full_date: Message,
}

/// The days with which a week begins somewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstDay {
    /// In most Arab countries and Iran.
    Saturday,
    /// In most of America and East Asia.
    Sunday,
    /// In most of Europe.
    #[default]
    Monday,
}

impl FirstDay {
    /// The day itself.
    pub fn weekday(self) -> Weekday {
        match self {
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
            Self::Monday => Weekday::Monday,
        }
    }
}

/// How the hours of a day are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Clock {
    /// Twice from 1 to 12.
    #[serde(rename = "1-12")]
    Twelve,
    /// The same, but the hour after midnight is 0, as in Korean: `오전 0:30`, `오후 12:30`.
    #[serde(rename = "0-12")]
    TwelveFromZero,
    /// From 0 to 23.
    #[default]
    #[serde(rename = "0-23")]
    TwentyFour,
    /// From 00 to 23.
    #[serde(rename = "00-23")]
    TwentyFourPadded,
}

impl Clock {
    /// Whether morning and afternoon have the same hours, and noon and midnight a name.
    pub fn is_of_twelve_hours(self) -> bool {
        matches!(self, Self::Twelve | Self::TwelveFromZero)
    }
}

/// `[clock]`: times of day.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ClockWords {
    /// How the hours are counted.
    #[serde(rename = "hours")]
    pub clock: Clock,
    /// An hour and its minutes.
    pub time: Message,
    /// A full hour.
    pub full_hour: Message,
    /// A time before noon; used with a clock of twelve hours.
    pub am: Message,
    /// A time after noon; used with a clock of twelve hours.
    pub pm: Message,
    /// Noon, on a clock of twelve hours.
    pub noon: Message,
    /// Midnight on a clock of twelve hours; on one of 24 hours only as the end of a day: `24:00`.
    pub midnight: Message,
    /// The marks above a day: its beginning, 6, 12 and 18 hours, and its end.
    pub axis: [String; 5],
}

/// `[contact]`: the labels of ways to reach the center, and what leads on from the address.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ContactWords {
    /// What a caller says, with the center's name in the language that is spoken there.
    pub say: Message,
    /// The center's own number.
    pub phone: Message,
    /// The center's fax.
    pub fax: Message,
    /// The center's e-mail.
    pub email: Message,
    /// The center's request form.
    pub request_form: Message,
    /// How to dial inside the country.
    pub domestic: Message,
    /// The link to the vCard.
    pub save: Message,
    /// The link that opens a map application.
    pub map_app: Message,
    /// That the hospital confirms this website, before the address of the page on which it does.
    pub confirmed: Message,
    /// What this website never asks for.
    pub asks_nothing: Message,
    /// The request to report a mistake on this website, before the address.
    pub report_mistakes: Message,
}

/// `[guide]`: all pages in one.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct GuideWords {
    /// Its heading.
    pub title: Message,
    /// Its short label.
    pub nav: Message,
    /// What it is for; also its description.
    pub summary: Message,
    /// The day of its facts, and the short name of the version of the content.
    pub edition: Message,
}

/// `[pocket-card]`: the card to show to a driver or at a reception desk.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PocketCardWords {
    /// Its heading.
    pub title: Message,
    /// Its short label.
    pub nav: Message,
    /// What it is for; also its description.
    pub summary: Message,
    /// To the driver.
    pub take_me: Message,
    /// To the reception desk.
    pub interpreter: Message,
    /// To the reception desk, with a gap that the reader fills.
    pub interpreter_gap: Message,
}

/// `[side-by-side]`: a page in two languages.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct SideBySideWords {
    /// Two languages by their names.
    pub pair: Message,
    /// Two languages without their names, which are next to it; these words are among those of `pair`.
    pub short: Message,
    /// Before the other languages that can be shown beside the page.
    pub label: Message,
    /// The link to the page in this language alone.
    pub alone: Message,
}

/// `[send]`: the page from which a physician sends the site to a patient, and the codes that lead to a page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SendWords {
    /// Its heading.
    pub title: Message,
    /// What it is for; also its description.
    pub summary: Message,
    /// That an e-mail is no place for anything about a patient’s health.
    pub warning: Message,
    /// The heading of the e-mail’s subject.
    pub subject_label: Message,
    /// The subject of the e-mail, to the patient: it says nothing about an illness, because others may see it.
    pub subject: Message,
    /// The heading of the e-mail’s text.
    pub text_label: Message,
    /// The text of the e-mail, to the patient, between the names of the center and the address of the home page.
    pub text: Message,
    /// The link that opens an e-mail with both in the reader’s e-mail program.
    pub open: Message,
    /// The heading of the same text as HTML.
    pub html: Message,
    /// The heading of the QR code.
    pub print: Message,
    /// The link to the QR code as a file.
    pub picture: Message,
    /// What the QR code is, for those who do not see it.
    pub code: Message,
}

/// `[errors]`: what went wrong, without its cause, and what to do.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ErrorWords {
    /// The title of the 400 page: a malformed request.
    pub bad_request_title: Message,
    /// The text of the 400 page.
    pub bad_request: Message,
    /// The title of the 404 page: nothing at this address.
    pub not_found_title: Message,
    /// The text of the 404 page.
    pub not_found: Message,
    /// On the 404 page, above the page that was probably meant.
    pub near: Message,
    /// The title of the 410 page: a page that was retired.
    pub gone_title: Message,
    /// The text of the 410 page.
    pub gone: Message,
    /// On the 410 page, above the page that took the place of the retired one.
    pub instead: Message,
    /// The title of the 405 page: a method that is not allowed.
    pub method_title: Message,
    /// The text of the 405 page.
    pub method: Message,
    /// The title of the 413 page: a request with a body.
    pub body_title: Message,
    /// The text of the 413 page.
    pub body: Message,
    /// The title of the 500 page: an error of this program.
    pub internal_title: Message,
    /// The text of the 500 page.
    pub internal: Message,
    /// The title of the 503 page: too many pages are being rendered.
    pub busy_title: Message,
    /// The text of the 503 page.
    pub busy: Message,
    /// Above the list of all pages.
    pub pages: Message,
}
