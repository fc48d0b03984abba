//! What these tests share: the real binary (as in `tests/it`), ordinary clients, and the numbers of a
//! process.

#[path = "../../it/support/binary.rs"]
pub(crate) mod binary;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/content.rs"]
pub(crate) mod content;

pub(crate) mod client;
pub(crate) mod load;
pub(crate) mod process;
pub(crate) mod server;
pub(crate) mod version;
