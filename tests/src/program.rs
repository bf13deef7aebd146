//! Programs of others, which tests use to sign and pack.

use std::{
    env,
    ffi::OsStr,
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
};

/// The variable that is set if no test may be skipped for a missing program that `scripts/setup-test.sh` installs.
const NONE_MAY_BE_MISSING: &str = "VNFSEAL_ALL_PROGRAMS";

/// Returns a program that `scripts/setup-test.sh` installs. If it is missing, the test prints that it is skipped.
///
/// # Panics
/// If it is missing and `VNFSEAL_ALL_PROGRAMS` is set, as `make test` sets it.
#[must_use]
pub fn program(name: &str) -> Option<Command> {
    let found = find(name);
    assert!(found.is_some() || may_be_missing(), "{name} is not installed");
    found
}

/// Returns a program, such as a compiler, that is too large to be installed for the tests. It is used if it is there.
#[must_use]
pub fn optional_program(name: &str) -> Option<Command> {
    find(name)
}

/// Returns whether a file that `scripts/setup-test.sh` brings is there, as [`program`] does for programs.
///
/// # Panics
/// If it is missing and `VNFSEAL_ALL_PROGRAMS` is set.
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
    // This locale uses UTF-8, whatever the user's locale is.
    command.env("LC_ALL", "C.UTF-8");
    Some(command)
}

fn may_be_missing() -> bool {
    env::var_os(NONE_MAY_BE_MISSING).is_none()
}

/// Prints that a test is skipped. It does not use println, because the test runner hides that output of a test that
/// passes.
fn tell_skipped(name: &str) {
    writeln!(io::stderr(), "skipped: {name} is not installed").expect("somebody listens");
}

/// Runs a program to its end, which has to be successful. Returns its output.
///
/// # Panics
/// If it cannot be run or fails.
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
