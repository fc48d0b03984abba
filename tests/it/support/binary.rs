//! The real binary, on ports of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// Far longer than anything here takes unless it is broken.
const PATIENCE: Duration = Duration::from_mins(1);

/// The binary, without any `PATIENT_CENTER_` variable of the machine.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_patient-center"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PATIENT_CENTER_")) {
        command.env_remove(name);
    }
    command
}

pub(crate) fn output(arguments: &[&str]) -> Output {
    command().args(arguments).output().unwrap()
}

/// A running server; it is killed when the test is over.
pub(crate) struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) public: String,
    pub(crate) admin: String,
}

impl Running {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = command();
        command.args(["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]);
        Self::of(command.args(arguments).stderr(Stdio::piped()))
    }

    /// The server that `command` starts, once it listens.
    pub(crate) fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = |prefix: &str| {
            let mut line = String::new();
            stdout.read_line(&mut line).unwrap();
            line.trim_end().strip_prefix(prefix).expect("the announcement").to_owned()
        };
        let public = line("listening on http://");
        let admin = line("admin on http://");
        Self { child, stdout, public, admin }
    }

    /// The id of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for its end; its status, and the rest of its standard output and standard error.
    pub(crate) fn ended(mut self) -> (ExitStatus, String, String) {
        until(|| self.child.try_wait().unwrap().is_some());
        let status = self.child.wait().unwrap();
        let (mut out, mut err) = (String::new(), String::new());
        self.stdout.read_to_string(&mut out).unwrap();
        // `None` if standard error was redirected.
        self.child.stderr.take().map(|mut stderr| stderr.read_to_string(&mut err).unwrap());
        (status, out, err)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails if it has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Waits until `it_is_so`, which depends on another process.
pub(crate) fn until(mut it_is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !it_is_so() {
        assert!(started.elapsed() < PATIENCE, "the condition did not come true in time");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// One GET; the whole response, with its head.
pub(crate) fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
