//! A real nginx.

use std::path::Path;
use std::process::Command;

use super::content::project;
use super::proxy::{Program, Proxy};

const MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

const NGINX: Program = Program {
    name: "nginx",
    package: "libnginx-mod-http-brotli-static",
    version: "-v",
    arguments: |command, directory, file| {
        command.arg("-p").arg(directory).arg("-c").arg(file).args(["-e", "stderr"]);
    },
};

/// Runs nginx with what `configuration` says for a port.
pub(crate) fn start(configuration: impl Fn(u16) -> String) -> Proxy {
    Proxy::start(&NGINX, configuration)
}

/// A complete configuration around the contents of its `http` block: in the foreground, one process, all files
/// below its own prefix. Errors about origins are not logged, because the tests stop the origins.
pub(crate) fn alone(http: &str) -> String {
    format!(
        "daemon off; master_process off; error_log stderr emerg; pid nginx.pid;
        events {{}}
        http {{
          access_log off;
          client_body_temp_path client_body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          {http}
        }}"
    )
}

/// Serves `directory` by `tests/export/nginx.conf`.
pub(crate) fn serve(directory: &Path) -> Proxy {
    let package = NGINX.package;
    assert!(Path::new(MODULE).exists(), "this test needs {MODULE}: Debian package {package}");
    start(|port| configuration(directory, port))
}

fn configuration(directory: &Path, port: u16) -> String {
    let mut script = Command::new(project().join("tests/export/nginx-conf"));
    let made = script.arg(directory).arg(port.to_string()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap()
}
