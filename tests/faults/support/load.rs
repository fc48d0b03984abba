//! Load: ordinary clients that send requests until they are stopped, and check every response.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use super::binary::until;
use super::client::{Answer, Client, NoAnswer};

/// Between two requests of a client, so that the load does not use the whole machine.
const PAUSE: Duration = Duration::from_millis(2);
/// After this time a load ends by itself.
const LONGEST: Duration = Duration::from_mins(5);

/// How long a client uses a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connections {
    /// For as long as the server keeps it.
    Kept,
    /// For one request.
    Fresh,
}

/// Whether a response is as expected; the error says why not.
pub(crate) type Verdict = Result<(), String>;

/// Running clients.
pub(crate) struct Load {
    stop: Arc<AtomicBool>,
    answered: Arc<AtomicU64>,
    clients: Vec<JoinHandle<Vec<String>>>,
}

impl Load {
    /// Starts `count` clients that request `paths` from `address` in turn; each has its own copy of `judge`,
    /// which checks the responses.
    pub(crate) fn start<J>(
        address: &str,
        paths: &[String],
        (count, connections): (usize, Connections),
        judge: J,
    ) -> Self
    where
        J: FnMut(&str, &Answer) -> Verdict + Clone + Send + 'static,
    {
        assert!(!paths.is_empty());
        let (stop, answered) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
        let client = |number: usize| {
            let (stop, answered) = (Arc::clone(&stop), Arc::clone(&answered));
            let (mut judge, mut client) = (judge.clone(), Client::new(address));
            let mut turn: Vec<String> = paths.to_vec();
            turn.rotate_left(number * paths.len() / count);
            spawn(move || {
                let (mut failures, started) = (Vec::new(), Instant::now());
                for path in turn.iter().cycle() {
                    if stop.load(Ordering::Relaxed) || started.elapsed() > LONGEST {
                        break;
                    }
                    match client.get(path) {
                        Ok(answer) => {
                            answered.fetch_add(1, Ordering::Relaxed);
                            failures.extend(judge(path, &answer).err());
                        }
                        Err(NoAnswer::Refused) if stop.load(Ordering::Relaxed) => break,
                        Err(none) => failures.push(format!("{path}: {none}")),
                    }
                    if connections == Connections::Fresh {
                        client.hang_up();
                    }
                    sleep(PAUSE);
                }
                failures
            })
        };
        let clients = (0..count).map(client).collect();
        Self { stop, answered, clients }
    }

    /// How many responses there have been so far.
    pub(crate) fn answered(&self) -> u64 {
        self.answered.load(Ordering::Relaxed)
    }

    /// Waits for `count` more of them.
    pub(crate) fn goes_on(&self, count: u64) {
        let before = self.answered();
        until(|| self.answered() >= before + count);
    }

    /// From now on a refused connection is no failure; requests that have begun are finished.
    pub(crate) fn let_go(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Ends it, and asserts that there were responses and no failures; returns the number of responses.
    pub(crate) fn end(self) -> u64 {
        self.let_go();
        let failures = self.clients.into_iter().flat_map(|client| client.join().unwrap());
        let failures: Vec<_> = failures.collect();
        let (count, shown) = (failures.len(), &failures[..failures.len().min(5)]);
        let answered = self.answered.load(Ordering::Relaxed);
        assert!(failures.is_empty(), "{count} failures beside {answered} answers: {shown:#?}");
        assert!(answered > 0, "nobody was answered");
        answered
    }
}

/// Checks that every response has the bytes that the site serves now.
pub(crate) fn same_as_now(
    address: &str,
    paths: &[String],
) -> impl FnMut(&str, &Answer) -> Verdict + Clone + Send + 'static + use<> {
    let mut client = Client::new(address);
    let bodies = paths.iter().map(|path| {
        let answer = client.get(path).unwrap();
        assert_eq!(answer.status, 200, "{path}");
        (path.clone(), answer.body)
    });
    let bodies: Arc<HashMap<String, Vec<u8>>> = Arc::new(bodies.collect());
    move |path, answer| {
        let is_right = answer.status == 200 && answer.body == bodies[path];
        is_right.then_some(()).ok_or_else(|| format!("{path}: {} with other bytes", answer.status))
    }
}

/// Owned paths, for [`Load::start`].
pub(crate) fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}
