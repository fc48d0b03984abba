//! How a group of words is declared and read.

use super::super::lint::width::WidthLimit;
use super::super::message::Message;
use super::super::reader::Reader;

/// Declares a group: a struct of [`Message`]s and the function that reads it from its table.
macro_rules! words {
    ($(#[$about:meta])* $name:ident {
        $( $(#[$meaning:meta])*
           $key:ident($($slot:ident),*) $(within $columns:literal $place:literal)?, )*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $( $(#[$meaning])* pub $key: Message, )*
        }

        impl $name {
            pub(super) fn read(reader: &Reader<'_>) -> Self {
                Self { $( $key: pattern(
                    reader,
                    &stringify!($key).replace('_', "-"),
                    &[$(stringify!($slot)),*],
                    &[$($crate::content::lint::width::WidthLimit { columns: $columns, place: $place })?],
                ), )* }
            }
        }
    };
}

pub(super) use words;

/// The words under `key`, in which every one of `slots` must stand once, and which fit into `rooms`.
pub(super) fn pattern(
    reader: &Reader<'_>,
    key: &str,
    slots: &[&str],
    rooms: &[WidthLimit],
) -> Message {
    let text = reader.words(key);
    for room in rooms {
        room.check(&text);
    }
    Message::parse(&text.value, slots).unwrap_or_else(|fault| {
        // An empty value is reported where it is read; its missing places are no news.
        if !text.value.is_empty() {
            let wanted = slots.iter().map(|slot| format!("`{{{slot}}}`")).collect::<Vec<_>>();
            let places = if wanted.is_empty() { "no places".into() } else { wanted.join(", ") };
            text.report(fault, format!("these words have {places}"));
        }
        Message::default()
    })
}
