//! What the tests of the deployment are made of: the site as it should be (as in `tests/it`), and
//! containers.

#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/binary.rs"]
pub(crate) mod binary;
#[expect(dead_code, reason = "tests/it uses the rest")]
#[path = "../../it/support/content.rs"]
pub(crate) mod content;

pub(crate) mod podman;
