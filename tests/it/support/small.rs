//! The real binary with the other hospital's content, which it builds in a fraction of the time that
//! this hospital's takes. For what does not depend on the content.

use super::binary::Running;
use super::content::fixture;

/// A server of the other hospital's site.
pub(crate) fn small(arguments: &[&str]) -> Running {
    let content = fixture("other-hospital");
    Running::start(&[&["--content", content.to_str().unwrap()], arguments].concat())
}
