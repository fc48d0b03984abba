//! What faults are made of and measured with: the real binary and real proxies (as in `tests/it`),
//! clients that are normal, and the numbers of a process.

#[path = "../../it/support/binary.rs"]
pub(crate) mod binary;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/content.rs"]
pub(crate) mod content;
#[path = "../../it/support/edge.rs"]
pub(crate) mod edge;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/nginx.rs"]
pub(crate) mod nginx;
#[path = "../../it/support/proxy.rs"]
pub(crate) mod proxy;

pub(crate) mod client;
pub(crate) mod haproxy;
pub(crate) mod load;
pub(crate) mod process;
pub(crate) mod server;
pub(crate) mod version;
