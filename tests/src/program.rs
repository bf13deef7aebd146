//! Programs of others, which sign and pack for tests.

use std::{
    env,
    ffi::OsStr,
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
};

/// Set where no test may be skipped for want of a program that `scripts/setup-test.sh` installs.
const NONE_MAY_BE_MISSING: &str = "VNFSEAL_ALL_PROGRAMS";

/// A program that `scripts/setup-test.sh` installs. Where it is not there, the test that asks says that it skips.
///
/// # Panics
/// When it is not there and `VNFSEAL_ALL_PROGRAMS` is set, as `make test` does.
#[must_use]
pub fn program(name: &str) -> Option<Command> {
    let found = find(name);
    assert!(found.is_some() || may_be_missing(), "{name} is not installed");
    found
}

/// A program too large to be installed for the tests' sake, such as a compiler: used where it is there.
#[must_use]
pub fn optional_program(name: &str) -> Option<Command> {
    find(name)
}

/// Whether a file that `scripts/setup-test.sh` brings is there, as [`program`] asks for programs.
///
/// # Panics
/// As there.
#[must_use]
pub fn is_installed(name: &str, path: &Path) -> bool {
    let is_there = path.exists();
    assert!(is_there || may_be_missing(), "{name} is not installed");
    if !is_there {
        tell_skipped(name);
    }
    is_there
}

fn find(name: &str) -> Option<Command> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        tell_skipped(name);
    }
    let mut command = Command::new(found?);
    // One that knows UTF-8, whatever the user's is.
    command.env("LC_ALL", "C.UTF-8");
    Some(command)
}

fn may_be_missing() -> bool {
    env::var_os(NONE_MAY_BE_MISSING).is_none()
}

/// Not by println, which the test runner keeps to itself when a test passes.
fn tell_skipped(name: &str) {
    writeln!(io::stderr(), "skipped: {name} is not installed").expect("somebody listens");
}

/// Runs a program to its end, which has to be a good one; returns what it writes.
///
/// # Panics
/// When it cannot be run or fails.
pub fn run(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let name = command.get_program().to_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not run: {error}", name.display()));
    let written = child.stdin.take().expect("its input is piped").write_all(input);
    let output = child.wait_with_output().expect("a program comes to an end");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", OsStr::display(&name));
    written.expect("a program that succeeds has read its input");
    output.stdout
}
