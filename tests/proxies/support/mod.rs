//! What these tests share: nginx, `HAProxy` and Caddy, and from `tests/it` and `tests/faults` the binary, its
//! content and its clients.

#[path = "../../it/support/binary.rs"]
pub(crate) mod binary;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/content.rs"]
pub(crate) mod content;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/export.rs"]
pub(crate) mod export;

#[path = "../../faults/support/client.rs"]
pub(crate) mod client;
#[path = "../../faults/support/load.rs"]
pub(crate) mod load;
#[expect(dead_code, reason = "tests/faults uses the rest")]
#[path = "../../faults/support/server.rs"]
pub(crate) mod server;
#[path = "../../faults/smuggling/requests.rs"]
pub(crate) mod smuggling_requests;
#[expect(dead_code, reason = "tests/faults uses the rest")]
#[path = "../../faults/support/version.rs"]
pub(crate) mod version;

pub(crate) mod caddy;
pub(crate) mod edge;
#[path = "../../it/support/fetch.rs"]
pub(crate) mod fetch;
pub(crate) mod haproxy;
pub(crate) mod nginx;
pub(crate) mod proxy;
