//! Lines that wait to be written, and the thread that writes them.
//!
//! A pipe that nobody reads fills up, and whoever writes to it then waits; one whose reader has gone
//! is an error. Neither may reach a visitor: whoever has a line puts it into a buffer, and when that is
//! full the line is lost, and counted.

use std::io::Write;
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The bytes that may wait, a line more or less.
const MOST: usize = 1024 * 1024;
/// What a buffer keeps for the next lines, once a burst is over.
const KEPT: usize = 128 * 1024;
/// How long lines are gathered before they are written together.
const GATHER: Duration = Duration::from_millis(10);
/// How long the end of the process waits for the last lines.
const PATIENCE: Duration = Duration::from_secs(1);

/// The queue; `F` is what the formatting of a line needs to remember.
pub(super) struct Queue<F> {
    state: Mutex<State<F>>,
    changed: Condvar,
    lost: AtomicU64,
}

struct State<F> {
    format: F,
    waiting: Vec<u8>,
    is_writing: bool,
    ends: bool,
}

impl<F: Send + 'static> Queue<F> {
    /// Starts to write to `out` what will be put in.
    pub(super) fn start(format: F, out: impl Write + Send + 'static) -> std::io::Result<Arc<Self>> {
        let state = State { format, waiting: Vec::new(), is_writing: false, ends: false };
        let queue =
            Self { state: Mutex::new(state), changed: Condvar::new(), lost: AtomicU64::new(0) };
        let queue = Arc::new(queue);
        let writer = Arc::clone(&queue);
        thread::Builder::new().name("log".to_owned()).spawn(move || writer.write_to(out))?;
        Ok(queue)
    }

    /// Puts in the line that `line` adds to the bytes that wait; at once.
    pub(super) fn push(&self, line: impl FnOnce(&mut F, &mut Vec<u8>)) {
        let mut state = self.lock();
        if state.waiting.len() >= MOST {
            drop(state);
            self.lose(1);
            return;
        }
        let is_first = state.waiting.is_empty();
        let State { format, waiting, .. } = &mut *state;
        line(format, waiting);
        drop(state);
        if is_first {
            self.changed.notify_all();
        }
    }

    /// How many lines nobody took in time.
    pub(super) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Waits until everything is written, for [`PATIENCE`] at most.
    pub(super) fn finish(&self) {
        let mut state = self.lock();
        state.ends = true;
        self.changed.notify_all();
        let is_due = |state: &mut State<F>| state.is_writing || !state.waiting.is_empty();
        // Whether it was done or took too long: the process ends.
        drop(self.changed.wait_timeout_while(state, PATIENCE, is_due));
    }

    fn write_to(&self, mut out: impl Write) {
        let mut batch = Vec::new();
        loop {
            self.take(&mut batch);
            if out.write_all(&batch).and_then(|()| out.flush()).is_err() {
                self.lose(batch.split(|byte| *byte == b'\n').skip(1).count() as u64);
            }
            batch.clear();
            batch.shrink_to(KEPT);
            self.lock().is_writing = false;
            self.changed.notify_all();
        }
    }

    /// The lines that wait, as soon as there are some and a few more had the time to come.
    fn take(&self, batch: &mut Vec<u8>) {
        let is_idle = |state: &mut State<F>| state.waiting.is_empty();
        let state = self.changed.wait_while(self.lock(), is_idle);
        let ends = state.unwrap_or_else(PoisonError::into_inner).ends;
        if !ends {
            thread::sleep(GATHER);
        }
        let mut state = self.lock();
        mem::swap(&mut state.waiting, batch);
        state.is_writing = true;
    }

    fn lose(&self, lines: u64) {
        self.lost.fetch_add(lines, Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, State<F>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// Says what it is given, and waits until it is told how that went.
    struct Pipe(Sender<Vec<u8>>, Receiver<io::Result<()>>);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(bytes.to_vec()).ok();
            self.1.recv().unwrap_or(Ok(())).map(|()| bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A queue into a pipe, the pipe's end, and what tells the pipe how a writing went.
    type Ends = (Arc<Queue<()>>, Receiver<Vec<u8>>, Sender<io::Result<()>>);

    fn queue() -> Ends {
        let (said, hear) = channel();
        let (tell, told) = channel();
        (Queue::start((), Pipe(said, told)).unwrap(), hear, tell)
    }

    fn put(queue: &Queue<()>, line: &[u8]) {
        queue.push(|(), buffer| buffer.extend_from_slice(line));
    }

    #[test]
    fn lines_are_written_in_their_order_many_at_a_time() {
        let (queue, hear, tell) = queue();
        put(&queue, b"one\n");
        put(&queue, b"two\n");
        tell.send(Ok(())).unwrap();
        tell.send(Ok(())).unwrap();
        let mut written = hear.recv().unwrap();
        if written == b"one\n" {
            written.extend(hear.recv().unwrap());
        }
        assert_eq!(written, b"one\ntwo\n");
        assert_eq!(queue.lost(), 0);
    }

    #[test]
    fn who_has_a_line_never_waits_for_a_pipe_that_nobody_reads_and_what_is_lost_is_counted() {
        let (queue, hear, tell) = queue();
        put(&queue, b"stuck\n");
        assert_eq!(hear.recv().unwrap(), b"stuck\n");
        // The thread waits for the pipe, and nothing else does.
        let line = vec![b'x'; 1024];
        for _ in 0..2 * MOST / line.len() {
            put(&queue, &line);
        }
        assert_eq!(queue.lost(), (MOST / line.len()) as u64);
        drop(tell);
        assert_eq!(hear.recv().unwrap().len(), MOST);
    }

    #[test]
    fn a_closed_pipe_loses_lines_and_nothing_else() {
        let (queue, hear, tell) = queue();
        tell.send(Err(io::ErrorKind::BrokenPipe.into())).unwrap();
        put(&queue, b"one\n");
        assert_eq!(hear.recv().unwrap(), b"one\n");
        drop(tell);
        queue.finish();
        assert_eq!(queue.lost(), 1);
        put(&queue, b"two\n");
        assert_eq!(hear.recv().unwrap(), b"two\n");
    }

    #[test]
    fn the_end_waits_for_the_last_line() {
        let (queue, hear, tell) = queue();
        drop(tell);
        put(&queue, b"last\n");
        queue.finish();
        assert_eq!(hear.try_recv().unwrap(), b"last\n");
    }
}
