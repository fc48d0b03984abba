//! How many files the process may have open: every connection is one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is kept back for what is no connection: listeners, the log, the content while it is read.
const KEPT_BACK: usize = 64;

/// As many connections as `wanted`, or as many as there can be. The soft limit, which is low by
/// default for the sake of programs of another age, is raised as far as the system allows.
pub(super) fn room_for(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let most = current.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
    let room = most.saturating_sub(KEPT_BACK).max(1);
    if room < wanted {
        tracing::warn!(wanted, room, "the limit of open files leaves room for fewer connections");
    }
    wanted.min(room)
}
