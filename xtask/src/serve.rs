//! `cargo xtask serve`: the page on this machine, rebuilt when a file changes.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Child;
use std::thread;
use std::time::Duration;

use crate::steps::{say, timed};
use crate::{finish, tools};

const FIRST_PORT: u16 = 8080;

/// Installs what is missing, builds, serves until it is stopped.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    let port = free_port()?;
    let mut trunk = timed("building the page", || {
        let mut trunk = tools::trunk("serve")
            .args(["--address", "127.0.0.1", "--port", &port.to_string()])
            // Apart from `dist`, which holds what was built for release.
            .args(["--dist", "target/serve"])
            .env(finish::SERVED, "yes")
            .spawn()
            .map_err(|problem| format!("trunk could not be started: {problem}"))?;
        wait_until_it_answers(&mut trunk, port)?;
        Ok(trunk)
    })?;
    say(&format!("Loadbearing is at http://127.0.0.1:{port}/ (Ctrl+C stops it)"));
    let status = trunk.wait().map_err(|problem| problem.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("trunk stopped ({status})")) }
}

fn free_port() -> Result<u16, String> {
    (FIRST_PORT..=u16::MAX)
        .find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
        .ok_or_else(|| format!("no free port from {FIRST_PORT} on"))
}

/// Trunk opens its port once the first build is done.
fn wait_until_it_answers(trunk: &mut Child, port: u16) -> Result<(), String> {
    loop {
        if let Some(status) = trunk.try_wait().map_err(|problem| problem.to_string())? {
            return Err(format!("trunk stopped before it served ({status})"));
        }
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(200));
    }
}
