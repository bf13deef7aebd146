//! Programs of others, which sign and pack for tests.

use std::{
    env,
    ffi::OsStr,
    io::{self, Write},
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
    let found = optional_program(name);
    assert!(found.is_some() || env::var_os(NONE_MAY_BE_MISSING).is_none(), "{name} is not installed");
    found
}

/// A program too large to be installed for the tests' sake, such as a compiler: used where it is there.
#[must_use]
pub fn optional_program(name: &str) -> Option<Command> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        // Not by println, which the test runner keeps to itself when the test passes.
        writeln!(io::stderr(), "skipped: {name} is not installed").expect("somebody listens");
    }
    found.map(Command::new)
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
