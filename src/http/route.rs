//! The pattern of an address: what the log and the metrics call it.
//!
//! SECURITY: a client invents addresses and methods as it likes; what is counted and written may
//! not grow with them, and says nothing about who asks for what.

use axum::http::Method;

/// A pattern. Everything that does not exist is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// `/`, which leads to a language.
    Door,
    /// The home page of a language.
    Home,
    /// Every other page of a language.
    Page,
    /// A file that the pages refer to.
    Static,
    /// A file at the root, as its standard says.
    File,
    /// A file below `/.well-known/`.
    WellKnown,
    /// Another spelling of an address, or an old one.
    Moved,
    /// Nothing that exists.
    None,
}

impl Route {
    pub(super) const ALL: [Self; 8] = [
        Self::Door,
        Self::Home,
        Self::Page,
        Self::Static,
        Self::File,
        Self::WellKnown,
        Self::Moved,
        Self::None,
    ];

    /// The pattern of `path`, which exists.
    pub(super) fn of(path: &str) -> Self {
        let mut segments = path.split('/').skip(1);
        match (segments.next(), segments.next()) {
            (None | Some(""), None) => Self::Door,
            (Some("static"), Some(_)) => Self::Static,
            (Some(".well-known"), Some(_)) => Self::WellKnown,
            (Some(_), None) => Self::File,
            (Some(_), Some("")) => Self::Home,
            (_, Some(_)) => Self::Page,
        }
    }

    /// As it is written.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Door => "/",
            Self::Home => "/{language}/",
            Self::Page => "/{language}/{page}",
            Self::Static => "/static/{file}",
            Self::File => "/{file}",
            Self::WellKnown => "/.well-known/{file}",
            Self::Moved => "moved",
            Self::None => "none",
        }
    }
}

/// A method as it is written: those that exist here, the one that most attackers use, and the rest.
pub(super) fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_the_pattern_of_its_kind() {
        for (path, expected) in [
            ("/", "/"),
            ("/en/", "/{language}/"),
            ("/zh-Hans/contact", "/{language}/{page}"),
            ("/static/map.0123456789abcdef.svg", "/static/{file}"),
            ("/robots.txt", "/{file}"),
            ("/.well-known/security.txt", "/.well-known/{file}"),
        ] {
            assert_eq!(Route::of(path).label(), expected, "{path}");
        }
    }
}
