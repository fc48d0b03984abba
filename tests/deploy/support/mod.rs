//! What these tests share: the site as `tests/it` builds it, and containers.

#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/binary.rs"]
pub(crate) mod binary;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/content.rs"]
pub(crate) mod content;

#[expect(dead_code, reason = "tests/proxies uses the rest")]
#[path = "../../proxies/support/edge.rs"]
pub(crate) mod edge;
#[expect(dead_code, reason = "tests/proxies uses the rest")]
#[path = "../../it/support/fetch.rs"]
pub(crate) mod fetch;
#[expect(dead_code, reason = "tests/proxies uses the rest")]
#[path = "../../proxies/support/nginx.rs"]
pub(crate) mod nginx;
#[path = "../../proxies/support/proxy.rs"]
pub(crate) mod proxy;

pub(crate) mod podman;
