//! What a value of a file must be, and how messages and help call it.

use toml::de::DeValue;

/// What a value must be.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Text,
    Date,
    List,
    /// With these keys, as far as they are known.
    Table(&'static [&'static str]),
    Switch,
    Number,
    /// The name of a variant that holds nothing.
    Alone,
}

impl Wanted {
    /// How a message calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Date => "a date",
            Self::List => "a list",
            Self::Table(_) => "a table",
            Self::Switch => "a switch",
            Self::Number => "a number",
            Self::Alone => "a text alone",
        }
    }

    /// How a value of `key` is written.
    pub(super) fn form(self, key: &str) -> String {
        let value = match self {
            Self::Text => "\"…\"",
            Self::Date => "2026-11-30",
            Self::List => "[\"…\"]",
            Self::Table(_) => "{ … }",
            Self::Switch => "true",
            Self::Number => "…",
            Self::Alone => return format!("\"{key}\""),
        };
        format!("{key} = {value}")
    }

    /// The help for a value of `key` that is something else.
    pub(super) fn example(self, key: &str) -> String {
        match self {
            Self::Date => {
                let form = self.form(key);
                format!("write year, month and day, without quotes, such as `{form}`")
            }
            Self::Switch => format!("write `{key} = true` or `{key} = false`"),
            Self::Number => "write a number without quotes, such as `42.5`".to_owned(),
            Self::Alone => format!("write `{}` alone", self.form(key)),
            _ => format!("write `{}`", self.form(key)),
        }
    }
}

/// A number, a date or a switch as it is written.
pub(super) fn as_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(switch) => Some(switch.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}
