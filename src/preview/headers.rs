//! The headers of every response of the preview, in place of those of the public site.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// SECURITY: nothing is kept by the browser, and no other website may show or read a page. Unlike the public
/// site's, its pages may be in a frame of its own.
const FIXED: [(HeaderName, HeaderValue); 6] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// The headers of a response whose inline styles are `style_sources`, source expressions of the policy.
///
/// SECURITY: the one script is the preview's own file; text of the content can never run.
pub(super) fn headers(style_sources: &str) -> HeaderMap {
    let mut headers = HeaderMap::from_iter(FIXED);
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {style_sources}; \
         img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'self'"
    );
    let policy = HeaderValue::try_from(policy).expect("the style sources are hashes in base64");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers
}
