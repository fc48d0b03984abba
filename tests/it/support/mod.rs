//! The vocabulary of the tests: a small site, the production router, a raw socket, the binary.

pub(crate) mod binary;
pub(crate) mod content;
pub(crate) mod front;
pub(crate) mod raw;
pub(crate) mod site;
