//! What the tests share: a small site, the production service, a raw socket, the binary and what it
//! exports.

pub(crate) mod binary;
pub(crate) mod content;
pub(crate) mod export;
pub(crate) mod fetch;
pub(crate) mod front;
pub(crate) mod raw;
pub(crate) mod site;
pub(crate) mod small;
