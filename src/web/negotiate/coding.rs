//! Negotiates the content coding (RFC 9110, section 12.5.3).
//!
//! Never 406: where nothing that is offered is acceptable, the plain bytes are sent, because a page that a
//! client may not want is better than none.

use axum::http::{HeaderMap, header};

use super::quality::{Quality, elements};

/// A content coding that this site is offered in, besides the plain bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Coding {
    /// `br` (RFC 7932).
    Brotli,
    /// `gzip` (RFC 1952).
    Gzip,
}

impl Coding {
    /// The value of `Content-Encoding`.
    pub(in crate::web) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// The weights that a client gives to the codings that this site knows; `None` for those it does not name.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::web) struct AcceptedCodings {
    brotli: Option<Quality>,
    gzip: Option<Quality>,
    identity: Option<Quality>,
    any: Option<Quality>,
}

impl AcceptedCodings {
    /// Reads all lines of `Accept-Encoding`. Of a coding that is named twice the first counts.
    pub(in crate::web) fn of(headers: &HeaderMap) -> Self {
        let mut accepted = Self::default();
        for (word, quality) in elements(headers, &header::ACCEPT_ENCODING) {
            let slot = match word {
                "*" => &mut accepted.any,
                _ if word.eq_ignore_ascii_case("br") => &mut accepted.brotli,
                // The two are equivalent (RFC 9110, section 8.4.1.3).
                _ if word.eq_ignore_ascii_case("gzip") => &mut accepted.gzip,
                _ if word.eq_ignore_ascii_case("x-gzip") => &mut accepted.gzip,
                _ if word.eq_ignore_ascii_case("identity") => &mut accepted.identity,
                _ => continue,
            };
            slot.get_or_insert(quality);
        }
        accepted
    }

    /// The best of `offered`, which are in the order of our preference; `None` for the plain bytes.
    ///
    /// The plain bytes win only where the client itself weighs them higher: by name, or by `*`.
    pub(in crate::web) fn best(self, offered: impl Iterator<Item = Coding>) -> Option<Coding> {
        let weight = |named: Option<Quality>| named.or(self.any).unwrap_or(Quality::NONE);
        let weighed = offered.map(|coding| match coding {
            Coding::Brotli => (coding, weight(self.brotli)),
            Coding::Gzip => (coding, weight(self.gzip)),
        });
        let identity = weight(self.identity);
        let accepted =
            weighed.filter(|(_, quality)| *quality > Quality::NONE && *quality >= identity);
        // Of equals the first.
        let best = accepted.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(coding, _)| coding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(header: &str) -> Option<Coding> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, header.parse().unwrap());
        AcceptedCodings::of(&headers).best([Coding::Brotli, Coding::Gzip].into_iter())
    }

    #[test]
    fn the_higher_weight_wins_and_brotli_wins_among_equals() {
        const BROTLI: Option<Coding> = Some(Coding::Brotli);
        const GZIP: Option<Coding> = Some(Coding::Gzip);
        for (header, expected) in [
            ("gzip, deflate, br, zstd", BROTLI),
            ("gzip", GZIP),
            ("x-gzip", GZIP),
            ("BR", BROTLI),
            ("br;q=0.1, gzip;q=0.2", GZIP),
            ("br;q=0, gzip", GZIP),
            ("br;q=0, gzip;q=0", None),
            ("*", BROTLI),
            ("*;q=0", None),
            ("br;q=0, *", GZIP),
            ("gzip;q=0.5, *;q=0.1", GZIP),
            ("gzip;q=0.1, *;q=0.5", BROTLI),
            ("identity", None),
            ("identity, gzip", GZIP),
            ("identity, gzip;q=0.5", None),
            ("identity;q=0.5, gzip;q=0.5", GZIP),
            ("identity;q=0", None),
            ("identity;q=0, *;q=0", None),
            ("identity;q=0, gzip;q=0.001", GZIP),
            ("", None),
            ("deflate", None),
            ("zstd, compress;q=0.5", None),
            ("br;q=banana, gzip", GZIP),
            ("br;q=1.5", None),
            (";;;,,, br ; q=1 ,", BROTLI),
            ("gzip;q=0, gzip", None),
            ("gzip\t;\tq=0.3", GZIP),
        ] {
            assert_eq!(best(header), expected, "Accept-Encoding: {header}");
        }
    }

    #[test]
    fn what_is_not_offered_is_not_chosen() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, "br, gzip;q=0.5".parse().unwrap());
        let accepted = AcceptedCodings::of(&headers);
        assert_eq!(accepted.best([Coding::Gzip].into_iter()), Some(Coding::Gzip));
        assert_eq!(accepted.best([].into_iter()), None);
    }

    #[test]
    fn several_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT_ENCODING, "gzip;q=0.5".parse().unwrap());
        headers.append(header::ACCEPT_ENCODING, "br".parse().unwrap());
        let offered = [Coding::Brotli, Coding::Gzip].into_iter();
        assert_eq!(AcceptedCodings::of(&headers).best(offered), Some(Coding::Brotli));
    }
}
