//! The words of the interface, group by group, and what each of them is for.
//!
//! The name of a field is its key in `ui.toml` (with hyphens), and what stands behind it in
//! parentheses are the `{places}` its words must have: one list for the type, the reader and the
//! documentation, which three lists would not stay.

use super::super::pattern::Pattern;
use super::super::reader::Reader;

/// Declares a group: a struct of [`Pattern`]s and the function that reads it from its table.
macro_rules! words {
    ($(#[$about:meta])* $name:ident {
        $( $(#[$meaning:meta])* $key:ident($($slot:ident),*), )*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $( $(#[$meaning])* pub $key: Pattern, )*
        }

        impl $name {
            pub(super) fn read(reader: &Reader<'_>) -> Self {
                Self { $( $key: pattern(reader, &stringify!($key).replace('_', "-"), &[$(stringify!($slot)),*]), )* }
            }
        }
    };
}

pub(super) use words;

/// The words under `key`, in which every one of `slots` must stand.
pub(super) fn pattern(reader: &Reader<'_>, key: &str, slots: &[&str]) -> Pattern {
    let text = reader.text(key);
    Pattern::parse(&text.value, slots).unwrap_or_else(|fault| {
        // An empty value is reported where it is read; its missing places are no news.
        if !text.value.is_empty() {
            let wanted = slots.iter().map(|slot| format!("`{{{slot}}}`")).collect::<Vec<_>>();
            let places = if wanted.is_empty() { "no places".into() } else { wanted.join(", ") };
            text.report(fault, format!("these words have {places}"));
        }
        Pattern::default()
    })
}

words! {
    /// `[site]`: the names on every page.
    SiteWords {
        /// The centre.
        center(),
        /// The hospital.
        hospital(),
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
        interpreter(),
        /// The name of the main navigation.
        menu(),
        /// The name of the trail of pages above a heading.
        trail(),
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
        column_language(),
        /// The column of the states.
        column_state(),
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
        title(),
        /// The label of the standing hours, in print.
        hours(),
        /// The label of the address.
        address(),
        /// How one comes near and in.
        access(),
        /// The label of the ways to reach the centre.
        reach(),
        /// The way that is always there.
        in_person(),
        /// The link to the hours.
        hours_link(),
        /// The link to the directions.
        map_link(),
        /// Above the cities: when the centre closes by their clocks.
        closing_elsewhere(),
        /// This site is not for emergencies.
        emergency(),
    }
}

words! {
    /// `[hours]`: open, closed, and when.
    HoursWords {
        /// The centre opens today and is not yet done.
        open_today(),
        /// It was open today.
        closed_for_today(),
        /// It does not open today.
        closed_today(),
        /// The next opening.
        next(date, time),
        /// A day's hours, in the centre's time.
        in_zone(hours),
        /// From one time to another.
        range(from, until),
        /// Two spans of one day.
        two_ranges(first, second),
        /// Several days with the same hours, in the centre's time.
        several_days(first, last, hours),
        /// One day with its hours, in the centre's time.
        one_day(day, hours),
        /// Not open.
        closed(),
        /// A time that falls on the following day.
        next_day(time),
        /// A time that falls on the day before.
        day_before(time),
        /// A time with its weekday.
        day_time(weekday, time),
        /// The column of the days.
        column_day(),
        /// The column of the centre's time.
        column_here(),
        /// The column of a city's time.
        column_city(city),
        /// The column of the cities.
        column_place(),
        /// The column of the differences from the centre, in hours.
        column_difference(),
        /// What the table of the cities shows.
        cities_caption(date),
        /// The centre's place, beside its clock.
        here(),
        /// On the open part of the bar.
        bar_open(),
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
        column_building(),
        /// The column of the streets.
        column_street(),
    }
}

words! {
    /// `[guide]`: all pages in one.
    GuideWords {
        /// Its heading.
        title(),
        /// Its short label.
        nav(),
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
        nav(),
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
