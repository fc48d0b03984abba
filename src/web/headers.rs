//! The security headers of every response that the router sends, and `Cache-Control`.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::content::Language;
use crate::site::{CachePolicy, Site};

/// `Allow` (RFC 9110, section 10.2.1).
pub(super) const ALLOWED_METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// The longest time that a page may be cached, in seconds.
pub(super) const MAX_PAGE_AGE: i64 = 300;

/// SECURITY: two years; only where the public address is `https`.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// SECURITY: the same for every site and every response of the router. hyper's own 400, 414 and 431, and the
/// admin listener, do not have them.
const FIXED: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
         fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
         midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
         screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// The name of the header that says which origins may use a response (Fetch, section 3.7).
pub(super) const RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// SECURITY: of pictures of link previews alone, which stand in the pages of messengers and mail programs.
pub(super) const CROSS_ORIGIN: HeaderValue = HeaderValue::from_static("cross-origin");

/// The security headers of one site.
#[derive(Debug)]
pub(super) struct SecurityHeaders(HeaderMap);

impl SecurityHeaders {
    /// The headers for `site`.
    pub(super) fn of(site: &Site) -> Self {
        let fixed = FIXED
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let mut headers = HeaderMap::from_iter(fixed);
        headers.insert(header::CONTENT_SECURITY_POLICY, content_policy(&site.style_sources));
        if site.https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
        }
        Self(headers)
    }

    /// The headers that every response has: these, `Content-Language` and `Cache-Control`.
    pub(super) fn with(&self, language: &Language, policy: CachePolicy) -> HeaderMap {
        let mut headers = self.0.clone();
        let language = HeaderValue::from_str(language.as_str());
        let language = language.expect("a language tag is letters, digits and hyphens");
        headers.insert(header::CONTENT_LANGUAGE, language);
        headers.insert(header::CACHE_CONTROL, cache_control(policy, MAX_PAGE_AGE));
        headers
    }
}

/// `Cache-Control` (RFC 9111, section 5.2.2; RFC 5861) for a response that is valid for `remaining` more
/// seconds.
///
/// Neither `s-maxage` nor `must-revalidate`: both forbid a shared cache to serve stale pages while this
/// server is down, and a page of an hour ago helps a patient more than none.
pub(super) fn cache_control(policy: CachePolicy, remaining: i64) -> HeaderValue {
    match policy {
        CachePolicy::UntilNextChange if remaining >= MAX_PAGE_AGE => {
            // `MAX_PAGE_AGE` seconds; without formatting, because most responses are these.
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

/// SECURITY: the policy allows only what some page needs: the style sheet (by its hash), pictures of this
/// origin and inside the page, and forms that lead back here (the choice of a time zone). `connect-src`
/// is for Lighthouse, which fetches `robots.txt` from within the page; without scripts nothing else
/// connects.
fn content_policy(style_sources: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; style-src {style_sources}; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).expect("the style source is a hash in base64")
}
