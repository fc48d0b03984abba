//! The vocabulary of the tests: a small site, the production service, a raw socket, the binary,
//! what it exports, and real proxies.

pub(crate) mod binary;
pub(crate) mod content;
pub(crate) mod export;
pub(crate) mod front;
#[expect(dead_code, reason = "tests/faults uses the rest")]
pub(crate) mod nginx;
pub(crate) mod proxy;
pub(crate) mod raw;
pub(crate) mod site;
