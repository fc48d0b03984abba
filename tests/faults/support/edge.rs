//! The edge cache of `deploy/nginx.conf`, in front of origins of ours.

use std::fs;

use super::content::project;
use super::nginx;
use super::proxy::Proxy;

/// Whether the edge may keep what it has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// As `deploy/nginx.conf` has it; `X-Cache` says what became of a request.
    Copies,
    /// Every request goes to an origin.
    Nothing,
}

/// What stands around the file where it belongs: in the foreground, everything below its own prefix.
const AROUND: &str = "daemon off; master_process off; pid nginx.pid;
# That an origin is gone is the point, and no news.
error_log stderr emerg;
events { }
http {
  access_log off;
  client_body_temp_path client_body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
@FILE@
}
";

/// The edge in front of `origins`, without TLS.
pub(crate) fn edge(origins: &[&str], keeping: Keeping) -> Proxy {
    let file = fs::read_to_string(project().join("deploy/nginx.conf")).unwrap();
    nginx::start(|port| {
        let lines = file.lines().map(|line| ours(line, origins, port) + "\n");
        let mut file: String = lines.collect();
        if keeping == Keeping::Nothing {
            assert!(file.contains("proxy_cache patient_center_copies;"), "{file}");
            file = file.replace("proxy_cache patient_center_copies;", "proxy_cache off;");
        }
        AROUND.replace("@FILE@", &file)
    })
}

/// What a line is here: those that end in `# yours` are an operator's, and so ours.
fn ours(line: &str, origins: &[&str], port: u16) -> String {
    let Some(line) = line.strip_suffix("# yours") else {
        return match line.trim() {
            key if key.starts_with("proxy_cache_key ") => {
                format!("{key} add_header X-Cache $upstream_cache_status always;")
            }
            _ => line.to_owned(),
        };
    };
    let mut words = line.split_whitespace();
    match (words.next().unwrap(), words.next().unwrap()) {
        ("proxy_cache_path", _) => "proxy_cache_path cache".to_owned(),
        ("listen", "80;") => format!("listen 127.0.0.2:{port};"),
        // Where `/` leads to when no server answers.
        ("\"~^/(\\?.*)?$\"", "/en/;") => line.to_owned(),
        ("listen", "443") => format!("listen 127.0.0.1:{port};"),
        ("server", _) => {
            let lines = origins.iter().map(|origin| line.replace("127.0.0.1:8080", origin));
            lines.collect::<Vec<_>>().join("\n")
        }
        // This machine may have no IPv6, and here is no TLS.
        ("listen", "[::]:80;" | "[::]:443")
        | ("server_name" | "return" | "ssl_certificate" | "ssl_certificate_key", _) => {
            String::new()
        }
        other => panic!("deploy/nginx.conf has a new line of an operator's: {other:?}"),
    }
}
