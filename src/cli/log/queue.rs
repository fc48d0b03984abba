//! A queue of lines, and the thread that writes them.
//!
//! Writing to a pipe that is not read blocks once the pipe is full; writing to a closed pipe fails.
//! Neither may affect a request: lines are put into a buffer, and while that is full they are dropped and
//! counted.

use std::io::Write;
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The most bytes in the queue, give or take a line.
const CAPACITY: usize = 1024 * 1024;
/// The capacity that a buffer keeps after a burst, in bytes.
const KEPT_CAPACITY: usize = 128 * 1024;
/// How long lines are collected before they are written together.
const BATCH_TIME: Duration = Duration::from_millis(10);
/// How long the end of the process waits for the last lines.
const FINISH_TIMEOUT: Duration = Duration::from_secs(1);

/// The queue; `F` is the state of the formatter of lines.
pub(in crate::cli) struct Queue<F> {
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
    /// An empty queue, and a thread that writes it to `out`.
    pub(super) fn start(format: F, out: impl Write + Send + 'static) -> std::io::Result<Arc<Self>> {
        let state = State { format, waiting: Vec::new(), is_writing: false, ends: false };
        let queue =
            Self { state: Mutex::new(state), changed: Condvar::new(), lost: AtomicU64::new(0) };
        let queue = Arc::new(queue);
        let writer = Arc::clone(&queue);
        thread::Builder::new().name("log".to_owned()).spawn(move || writer.write_to(out))?;
        Ok(queue)
    }

    /// Appends the line that `line` writes to the buffer. Never blocks on `out`.
    pub(super) fn push(&self, line: impl FnOnce(&mut F, &mut Vec<u8>)) {
        let mut state = self.lock();
        if state.waiting.len() >= CAPACITY {
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

    /// How many lines were dropped.
    pub(super) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Waits until everything is written, for [`FINISH_TIMEOUT`] at most.
    pub(in crate::cli) fn finish(&self) {
        let mut state = self.lock();
        state.ends = true;
        self.changed.notify_all();
        let is_due = |state: &mut State<F>| state.is_writing || !state.waiting.is_empty();
        // Done or not: the process ends.
        drop(self.changed.wait_timeout_while(state, FINISH_TIMEOUT, is_due));
    }

    fn write_to(&self, mut out: impl Write) {
        let mut batch = Vec::new();
        loop {
            self.take(&mut batch);
            if out.write_all(&batch).and_then(|()| out.flush()).is_err() {
                self.lose(batch.split(|byte| *byte == b'\n').skip(1).count() as u64);
            }
            batch.clear();
            batch.shrink_to(KEPT_CAPACITY);
            self.lock().is_writing = false;
            self.changed.notify_all();
        }
    }

    /// Waits for lines, collects more for [`BATCH_TIME`], and takes them all.
    fn take(&self, batch: &mut Vec<u8>) {
        let is_idle = |state: &mut State<F>| state.waiting.is_empty();
        let state = self.changed.wait_while(self.lock(), is_idle);
        let ends = state.unwrap_or_else(PoisonError::into_inner).ends;
        if !ends {
            thread::sleep(BATCH_TIME);
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

    /// Sends what is written to it, and waits for the result of the write.
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

    /// A queue that writes to a pipe, the end of the pipe, and the sender of the results of writes.
    type Ends = (Arc<Queue<()>>, Receiver<Vec<u8>>, Sender<io::Result<()>>);

    fn queue() -> Ends {
        let (written, output) = channel();
        let (results, result) = channel();
        (Queue::start((), Pipe(written, result)).unwrap(), output, results)
    }

    fn put(queue: &Queue<()>, line: &[u8]) {
        queue.push(|(), buffer| buffer.extend_from_slice(line));
    }

    #[test]
    fn lines_are_written_in_their_order_many_at_a_time() {
        let (queue, output, results) = queue();
        put(&queue, b"one\n");
        put(&queue, b"two\n");
        results.send(Ok(())).unwrap();
        results.send(Ok(())).unwrap();
        let mut written = output.recv().unwrap();
        if written == b"one\n" {
            written.extend(output.recv().unwrap());
        }
        assert_eq!(written, b"one\ntwo\n");
        assert_eq!(queue.lost(), 0);
    }

    #[test]
    fn logging_never_waits_for_a_pipe_that_is_not_read_and_dropped_lines_are_counted() {
        let (queue, output, results) = queue();
        put(&queue, b"stuck\n");
        assert_eq!(output.recv().unwrap(), b"stuck\n");
        // Only the writing thread waits for the pipe.
        let line = vec![b'x'; 1024];
        for _ in 0..2 * CAPACITY / line.len() {
            put(&queue, &line);
        }
        assert_eq!(queue.lost(), (CAPACITY / line.len()) as u64);
        drop(results);
        assert_eq!(output.recv().unwrap().len(), CAPACITY);
    }

    #[test]
    fn a_closed_pipe_loses_lines_and_nothing_else() {
        let (queue, output, results) = queue();
        results.send(Err(io::ErrorKind::BrokenPipe.into())).unwrap();
        put(&queue, b"one\n");
        assert_eq!(output.recv().unwrap(), b"one\n");
        drop(results);
        queue.finish();
        assert_eq!(queue.lost(), 1);
        put(&queue, b"two\n");
        assert_eq!(output.recv().unwrap(), b"two\n");
    }

    #[test]
    fn the_end_waits_for_the_last_line() {
        let (queue, output, results) = queue();
        drop(results);
        put(&queue, b"last\n");
        queue.finish();
        assert_eq!(output.try_recv().unwrap(), b"last\n");
    }
}
