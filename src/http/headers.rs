//! The header set of every answer, and how long an answer may be kept.
//!
//! Which of them an answer gets is decided in `prepared` and `redirect`; here is what they say.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::content::Language;
use crate::site::{CachePolicy, Site};

/// The only methods that exist here (RFC 9110, section 10.2.1).
pub(super) const ALLOWED: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// How long a page may be kept at most, in seconds.
pub(super) const LONGEST: i64 = 300;

/// SECURITY: nothing is allowed that no page needs: no script, no frame, no third party. Each
/// exception stands here with its reason: the one style sheet (by its hash), our own pictures
/// (and those inside the page), and forms that lead back here (to choose a time zone). `connect-src` is for the auditor of
/// the browser suite alone, which asks for `robots.txt` from within the page and else finds it
/// missing; with no script there is nobody else to connect.
const POLICY_BEFORE_STYLE: &str = "default-src 'none'; style-src ";
const POLICY_AFTER_STYLE: &str = "; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

/// What is used should the source of the style ever be no header text: a page without style is
/// better than a page without a policy.
const POLICY_WITHOUT_STYLE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'",
);

/// SECURITY: two years; only where the public address is `https`.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// SECURITY: the same for every site and every answer.
const FIXED: [(HeaderName, HeaderValue); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        HeaderValue::from_static("require-corp"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
             fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
             midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
             screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
        ),
    ),
];

/// The header set of one site, ready to be copied.
#[derive(Debug)]
pub(super) struct HeaderSet(HeaderMap);

impl HeaderSet {
    /// The set for `site`.
    pub(super) fn of(site: &Site) -> Self {
        let mut set: HeaderMap = FIXED.into_iter().collect();
        set.insert(header::CONTENT_SECURITY_POLICY, content_policy(&site.style_source));
        if site.https {
            set.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
        }
        Self(set)
    }

    /// What every answer says: the set, in which language its words are, how long it may be kept.
    pub(super) fn answer(&self, language_of_words: &Language, policy: CachePolicy) -> HeaderMap {
        let mut headers = self.0.clone();
        headers.insert(header::CONTENT_LANGUAGE, language(language_of_words));
        headers.insert(header::CACHE_CONTROL, cache_control(policy, LONGEST));
        headers
    }
}

/// `Cache-Control` (RFC 9111, section 5.2.2; RFC 5861) for an answer that stays true for
/// `remaining` more seconds.
///
/// Neither `s-maxage` nor `must-revalidate`: both forbid a shared cache to answer while this
/// server is down, and a patient is better served by the page of an hour ago than by none.
pub(super) fn cache_control(policy: CachePolicy, remaining: i64) -> HeaderValue {
    match policy {
        CachePolicy::UntilNextChange if remaining >= LONGEST => {
            HeaderValue::from_static("max-age=300, stale-while-revalidate=60, stale-if-error=86400")
        }
        CachePolicy::UntilNextChange => {
            let seconds = remaining.max(0);
            let text =
                format!("max-age={seconds}, stale-while-revalidate=60, stale-if-error=86400");
            HeaderValue::try_from(text).expect("digits and letters are header text")
        }
        CachePolicy::Immutable => HeaderValue::from_static("max-age=31536000, immutable"),
        CachePolicy::Briefly => HeaderValue::from_static("max-age=60"),
        CachePolicy::Never => HeaderValue::from_static("no-store"),
    }
}

/// `Content-Language` (RFC 9110, section 8.5).
pub(super) fn language(language: &Language) -> HeaderValue {
    HeaderValue::from_str(language.as_str()).expect("a language tag is letters, digits and hyphens")
}

fn content_policy(style_source: &str) -> HeaderValue {
    HeaderValue::try_from(format!("{POLICY_BEFORE_STYLE}{style_source}{POLICY_AFTER_STYLE}"))
        .unwrap_or(POLICY_WITHOUT_STYLE)
}
