//! Negotiates the content coding (RFC 9110, section 12.5.3).
//!
//! Never 406: where nothing that is offered is acceptable, the plain bytes are sent, because a page that a
//! client may not want is better than none.

use axum::http::{HeaderMap, header};

use super::quality::{Quality, elements};

/// A content coding that this site is offered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::web) enum Coding {
    /// `br` (RFC 7932).
    Brotli,
    /// `gzip` (RFC 1952).
    Gzip,
    /// No coding at all.
    Identity,
}

impl Coding {
    /// The value of `Content-Encoding`; none for the plain bytes.
    pub(in crate::web) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
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

    /// The best of `offered`, which are in the order of our preference; the plain bytes if none.
    ///
    /// The plain bytes win only where the client itself weighs them higher: by name, or by `*`.
    pub(in crate::web) fn best<const N: usize>(self, offered: [Option<Coding>; N]) -> Coding {
        let mut best = (Coding::Identity, self.identity.or(self.any).unwrap_or(Quality::NONE));
        let mut found = false;
        for coding in offered.into_iter().flatten() {
            let quality = self.quality(coding);
            let better = if found { quality > best.1 } else { quality >= best.1 };
            if quality > Quality::NONE && better {
                best = (coding, quality);
                found = true;
            }
        }
        best.0
    }

    fn quality(self, coding: Coding) -> Quality {
        let named = match coding {
            Coding::Brotli => self.brotli,
            Coding::Gzip => self.gzip,
            Coding::Identity => self.identity,
        };
        named.or(self.any).unwrap_or(Quality::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(header: &str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, header.parse().unwrap());
        AcceptedCodings::of(&headers).best([Some(Coding::Brotli), Some(Coding::Gzip)])
    }

    #[test]
    fn the_higher_weight_wins_and_brotli_wins_among_equals() {
        use Coding::{Brotli, Gzip, Identity};
        for (header, expected) in [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip", Gzip),
            ("x-gzip", Gzip),
            ("BR", Brotli),
            ("br;q=0.1, gzip;q=0.2", Gzip),
            ("br;q=0, gzip", Gzip),
            ("br;q=0, gzip;q=0", Identity),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("br;q=0, *", Gzip),
            ("gzip;q=0.5, *;q=0.1", Gzip),
            ("gzip;q=0.1, *;q=0.5", Brotli),
            ("identity", Identity),
            ("identity, gzip", Gzip),
            ("identity, gzip;q=0.5", Identity),
            ("identity;q=0.5, gzip;q=0.5", Gzip),
            ("identity;q=0", Identity),
            ("identity;q=0, *;q=0", Identity),
            ("identity;q=0, gzip;q=0.001", Gzip),
            ("", Identity),
            ("deflate", Identity),
            ("zstd, compress;q=0.5", Identity),
            ("br;q=banana, gzip", Gzip),
            ("br;q=1.5", Identity),
            (";;;,,, br ; q=1 ,", Brotli),
            ("gzip;q=0, gzip", Identity),
            ("gzip\t;\tq=0.3", Gzip),
        ] {
            assert_eq!(best(header), expected, "Accept-Encoding: {header}");
        }
    }

    #[test]
    fn what_is_not_offered_is_not_chosen() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, "br, gzip;q=0.5".parse().unwrap());
        let accepted = AcceptedCodings::of(&headers);
        assert_eq!(accepted.best([None, Some(Coding::Gzip)]), Coding::Gzip);
        assert_eq!(accepted.best([None, None]), Coding::Identity);
    }

    #[test]
    fn several_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT_ENCODING, "gzip;q=0.5".parse().unwrap());
        headers.append(header::ACCEPT_ENCODING, "br".parse().unwrap());
        let offered = [Some(Coding::Brotli), Some(Coding::Gzip)];
        assert_eq!(AcceptedCodings::of(&headers).best(offered), Coding::Brotli);
    }
}
