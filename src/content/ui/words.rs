//! The words of the interface, group by group, and what each of them is for.
//!
//! The name of a field is its key in `ui.toml` (with hyphens), and what stands behind it in
//! parentheses are the `{places}` its words must have, then how many columns of a narrow place they
//! may take up: one list for the type, the reader and the documentation, which three would not stay.

use super::super::message::Message;
use super::super::reader::Reader;
use super::group::{pattern, words};

words! {
    /// `[site]`: the names on every page.
    SiteWords {
        /// The centre.
        center() within 52 "the name at the head, in two lines",
        /// The hospital.
        hospital() within 42 "the line under the name at the head",
    }
}

words! {
    /// `[interface]`: what guides through a page.
    InterfaceWords {
        /// The first link, which leads past the head of the page.
        skip(),
        /// The name of the language line.
        languages(),
        /// The link to the line on interpreters, on top of every page.
        interpreter() within 34 "the line on interpreters, beside its drawing",
        /// The name of the main navigation.
        menu(),
        /// The name of the breadcrumbs above a heading.
        breadcrumbs(),
        /// The name of a page's table of contents.
        contents(),
        /// The last link.
        back_to_top(),
        /// What a link of the language line leads to, for those who hear it: in that language.
        read_this_page(language),
        /// The first sentence of the page that lets a reader choose a language.
        choose(),
        /// Where the words stand that a page was made from.
        source(source),
        /// … and where there are several of them.
        sources(source),
        /// One source, and another one.
        source_and(first, second),
        /// The years of a source: from one to another.
        years_between(source, from, to),
        /// The years of a source: before a year.
        years_before(source, year),
        /// The years of a source: in a decade, of which `year` is the first.
        years_decade(source, year),
        /// When a person at the hospital last checked the page.
        checked(date),
        /// When a person at the hospital will check it next.
        check_by(date),
    }
}

words! {
    /// `[translation]`: how good a translation is.
    TranslationWords {
        /// The name of the notice.
        label(),
        /// A draft: no professional translator has reviewed it.
        draft(),
        /// The original has changed since.
        stale(),
        /// There is no translation; the page stands in the original's language.
        missing(),
        /// Who reviewed a translation, and when.
        reviewed(name, date),
        /// The link to the original.
        original(),
        /// The link to the page with the original beside it.
        beside(),
        /// Under a translated official statement.
        unofficial(),
        /// Under the original of an official statement.
        original_statement(),
        /// The column of the languages.
        column_language() within 20 "the head of a table’s column",
        /// The column of the states.
        column_state() within 20 "the head of a table’s column",
        /// The state of the language that the others are translated from.
        state_original(),
        /// The state of a draft.
        state_draft(),
        /// The state of a translation whose original has changed.
        state_stale(),
        /// The state of a page that is not translated.
        state_missing(),
        /// The state of a translation that a professional has reviewed.
        state_reviewed(),
    }
}

words! {
    /// `[card]`: the card on every page.
    CardWords {
        /// Its heading.
        title() within 27 "the heading of the card",
        /// The label of the standing hours, in print.
        hours() within 25 "the head of the wider of two columns",
        /// The label of the address.
        address() within 37 "a label on the card",
        /// How one comes near and in.
        access(),
        /// The label of the ways to reach the centre.
        reach() within 37 "a label on the card",
        /// The way that is always there.
        in_person(),
        /// The link to the hours.
        hours_link(),
        /// The link to the directions.
        map_link(),
        /// Above the cities: when the centre closes by their clocks.
        closing_elsewhere() within 37 "a line on the card",
        /// This site is not for emergencies.
        emergency(),
    }
}

words! {
    /// `[hours]`: open, closed, and when.
    HoursWords {
        /// The centre opens today and is not yet done.
        open_today() within 30 "the large line of the card",
        /// It was open today.
        closed_for_today() within 30 "the large line of the card",
        /// It does not open today.
        closed_today() within 30 "the large line of the card",
        /// The next opening, in the centre's time, whose distance from UTC follows.
        next(date, time, offset),
        /// A day's hours, in the centre's time, whose distance from UTC follows.
        in_zone(hours, offset),
        /// The distance from UTC, in hours with their sign.
        offset(hours),
        /// From one time to another.
        range(from, until),
        /// Two spans of one day.
        two_ranges(first, second),
        /// Several days with the same hours, in the centre's time.
        several_days(first, last, hours),
        /// One day with its hours, in the centre's time.
        one_day(day, hours),
        /// Not open.
        closed() within 13 "one of three columns",
        /// A time that falls on the following day.
        next_day(time),
        /// A time that falls on the day before.
        day_before(time),
        /// A time with its weekday.
        day_time(weekday, time),
        /// The column of the days.
        column_day() within 13 "the head of one of three columns",
        /// The column of the centre's time.
        column_here() within 26 "the head of one of three columns, in two lines",
        /// The column of a city's time.
        column_city(city),
        /// The column of the cities.
        column_place() within 16 "the head of the narrower of two columns",
        /// The column of the differences from the centre, in hours.
        column_difference() within 34 "the head of the narrower of two columns, in two lines",
        /// What the table of the cities shows, from one day to another.
        cities_caption(first, last),
        /// Hours of one day of the week, by the clock of a city.
        day_there(day, hours),
        /// Hours of several days of the week, by the clock of a city.
        days_there(first, last, hours),
        /// The label of the choice of a city or time zone.
        choose(),
        /// The last of the cities to choose from, which leads to all time zones.
        another_zone(),
        /// The button beside the choice.
        show_there() within 31 "a button",
        /// Above the list of all time zones.
        all_zones(),
        /// Above the same list, for a time zone that does not exist.
        unknown_zone(),
        /// A day that differs from the week, with its hours and why.
        unusual_day(date, hours, reason),
        /// No day differs from the week up to and with this one.
        no_unusual_days(date),
        /// The days that differ are not known.
        unusual_unknown(),
        /// The centre sets its clocks forward.
        clock_forward(date),
        /// The centre sets its clocks back.
        clock_back(date),
        /// The link to the calendar file.
        calendar_link(),
        /// The name of an event in it: the usual hours.
        event_open(center),
        /// … a day on which the centre is closed.
        event_closed(center, reason),
        /// … a day with other hours.
        event_changed(center, reason),
        /// The centre's place, beside its clock.
        here(),
        /// On the open part of the bar.
        bar_open() within 12 "the open part of the bar",
        /// The bar in words.
        bar(city, here_hours, city_hours),
    }
}

words! {
    /// `[contact]`: the labels of ways to reach the centre, and what leads on from the address.
    ContactWords {
        /// The centre's own number.
        phone(),
        /// The centre's fax.
        fax(),
        /// The centre's e-mail.
        email(),
        /// The centre's request form.
        request_form(),
        /// How to dial from abroad.
        from_abroad(number),
        /// How to dial inside the country.
        domestic(number),
        /// The link to the vCard.
        save(),
        /// The link to the card for a driver.
        show(),
        /// The link that opens a map application.
        map_app(),
        /// The column of the buildings.
        column_building() within 20 "the head of a table’s column",
        /// The column of the streets.
        column_street() within 20 "the head of a table’s column",
    }
}

words! {
    /// `[guide]`: all pages in one.
    GuideWords {
        /// Its heading.
        title(),
        /// Its short label.
        nav() within 38 "the list of pages at the foot, in two lines",
        /// What it is for; also its description.
        summary(),
    }
}

words! {
    /// `[pocket-card]`: the card to show to a driver or at a reception desk.
    PocketCardWords {
        /// Its heading.
        title(),
        /// Its short label.
        nav() within 38 "the list of pages at the foot, in two lines",
        /// What it is for; also its description.
        summary(),
        /// To the driver.
        take_me(),
        /// To the reception desk.
        interpreter(language),
        /// To the reception desk, with a gap that the reader fills.
        interpreter_gap(),
    }
}

words! {
    /// `[side-by-side]`: a page in two languages.
    SideBySideWords {
        /// Two languages by their names.
        pair(first, second),
        /// Before the other languages that may stand beside the page.
        label(),
        /// The link to the page in this language alone.
        alone(),
    }
}
