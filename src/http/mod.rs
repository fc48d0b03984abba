//! How the site is said over HTTP.
