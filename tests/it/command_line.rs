//! The command line: flags, variables, exit codes.

use std::net::TcpListener;
use std::process::Output;

use crate::support::binary::{Running, command, get, output, until};
use crate::support::small::small;

fn assert_one_line(output: &Output, code: i32, needle: &str) {
    let err = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains(needle), "{err}");
    assert!(output.stdout.is_empty());
}

#[test]
fn an_unknown_or_malformed_flag_is_one_line_and_exit_code_2() {
    for (arguments, needle) in [
        (&["serve", "--nonsense"][..], "--nonsense"),
        (&["--nonsense=x"], "--nonsense"),
        (&["nonsense"], "nonsense"),
        (&["--listen"], "--listen"),
        (&["--listen", "everywhere"], "everywhere"),
        (&["--drain", "5"], "500ms"),
        (&["--log", "loud"], "loud"),
        (&["--at", "soon"], "tomorrow"),
        (&["--base-url", "ftp://a.example"], "ftp://a.example"),
        (&["--base-url", "https://a.example/path"], "https://a.example/path"),
        (&["healthcheck", "--admin-listen", "x"], "--admin-listen"),
    ] {
        assert_one_line(&output(arguments), 2, needle);
    }
}

#[test]
fn a_malformed_variable_is_one_line_and_exit_code_2() {
    let output = command().env("PATIENT_CENTER_DRAIN", "soon").output().unwrap();
    assert_one_line(&output, 2, "soon");
}

#[test]
fn a_flag_overrides_its_variable() {
    let taken = [0; 2].map(|port| TcpListener::bind(("127.0.0.1", port)).unwrap());
    let [by_variable, by_flag] = taken.each_ref().map(|it| it.local_addr().unwrap().to_string());
    for (flags, used) in [(&[][..], &by_variable), (&["--listen", &by_flag], &by_flag)] {
        let mut command = command();
        command.env("PATIENT_CENTER_LISTEN", &by_variable).args(flags);
        assert_one_line(&command.output().unwrap(), 2, used);
    }
}

#[test]
fn a_port_in_use_is_one_line_and_exit_code_2() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for [listen, admin] in [[&*taken, "127.0.0.1:0"], ["127.0.0.1:0", &*taken]] {
        let arguments = ["--listen", listen, "--admin-listen", admin];
        assert_one_line(&output(&arguments), 2, &format!("{taken}: the port is in use"));
    }
}

#[test]
fn a_missing_content_directory_is_exit_code_1() {
    let parent = tempfile::tempdir().unwrap();
    let missing = parent.path().join("nowhere");
    let arguments = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--content"];
    let output = command().args(arguments).arg(missing).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("nowhere"));
    assert!(output.stdout.is_empty());
}

#[test]
fn help_and_version_go_to_standard_output() {
    for flag in ["--help", "--version"] {
        let output = output(&[flag]);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8(output.stdout).unwrap().contains("patient-center"));
        assert!(output.stderr.is_empty());
    }
}

#[test]
fn exactly_two_lines_are_printed_and_the_ports_are_the_real_ones() {
    let running = small(&["--log", "off"]);
    assert!(get(&running.public, "/de/").starts_with("HTTP/1.1 200 "));
    assert!(get(&running.admin, "/livez").starts_with("HTTP/1.1 200 "));
    running.signal("-INT");
    let (status, out, err) = running.ended();
    assert!(status.success());
    assert_eq!((&*out, &*err), ("", ""));
}

#[test]
fn strict_transport_security_is_sent_if_the_base_url_is_https() {
    for (url, expected) in [("https://a.example", true), ("http://a.example", false)] {
        let running = small(&["--base-url", url, "--log", "off"]);
        let answered = get(&running.public, "/de/");
        assert_eq!(answered.contains("strict-transport-security"), expected, "{url}");
    }
}

#[test]
fn healthcheck_exits_0_when_ready_and_1_when_not() {
    let running = small(&["--drain-delay", "5m"]);
    let arguments = ["healthcheck", "--admin-listen", &running.admin];
    let said = || {
        let Output { status, stdout, .. } = output(&arguments);
        (status.code().unwrap(), String::from_utf8(stdout).unwrap())
    };
    let body = |answer: String| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    assert_eq!(said(), (0, body(get(&running.admin, "/readyz"))));
    running.signal("-TERM");
    until(|| said().0 != 0);
    assert_eq!(said(), (1, body(get(&running.admin, "/readyz"))));
    let admin = running.admin.clone();
    running.signal("-INT");
    running.ended();
    let gone = output(&["healthcheck", "--admin-listen", &admin]);
    assert_one_line(&gone, 1, &admin);
}

#[test]
fn both_listeners_and_healthcheck_speak_ipv6() {
    TcpListener::bind("[::1]:0").expect("this test needs a machine with the IPv6 address ::1");
    let mut serve = command();
    serve.args(["--listen", "[::1]:0", "--admin-listen", "[::1]:0", "--log", "off"]);
    let running = Running::of(&mut serve);
    assert!(running.public.starts_with("[::1]:"), "{}", running.public);
    let page = get(&running.public, "/en/");
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
    assert!(page.contains(&format!("href=\"http://{}/en/", running.public)), "{page}");
    let asked = output(&["healthcheck", "--admin-listen", &running.admin]);
    assert_eq!(asked.status.code(), Some(0));
    assert!(String::from_utf8(asked.stdout).unwrap().starts_with("ready\n"));
}

#[test]
fn healthcheck_asks_a_server_that_listens_on_every_ipv6_address_at_the_loopback_one() {
    TcpListener::bind("[::1]:0").expect("this test needs a machine with the IPv6 address ::1");
    let mut serve = command();
    serve.args(["--listen", "127.0.0.1:0", "--admin-listen", "[::]:0", "--log", "off"]);
    let running = Running::of(&mut serve);
    assert!(running.admin.starts_with("[::]:"), "{}", running.admin);
    let asked = output(&["healthcheck", "--admin-listen", &running.admin]);
    assert_eq!(asked.status.code(), Some(0));
}
