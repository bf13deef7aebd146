//! `judge`: the native engine, for tests that compare its reports with those of WebAssembly. Each line of standard input is a
//! question in JSON: `{ "package": PATH, "trust": TEXT, "policy": POLICY }`. Each is answered by one line: the report in JSON.

use std::{
    fs,
    io::{self, BufRead as _, Write as _},
};

use serde::Deserialize;
use serde_json::Value;
use vnfseal::{policy::Policy, trust::TrustBundle};
use vnfseal_tests::verify_under;

#[derive(Deserialize)]
struct Question {
    package: String,
    /// A trust file. Without it, nobody is trusted.
    trust: Option<String>,
    policy: Value,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let Question { package, trust, policy } = serde_json::from_str(&line?)?;
        let mut bundle = TrustBundle::new();
        if let Some(text) = trust {
            bundle.add(text.as_bytes()).map_err(io::Error::other)?;
        }
        let policy = Policy::from_json(policy.to_string().as_bytes()).map_err(io::Error::other)?;
        let report = verify_under(&policy, &fs::read(package)?, bundle);
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    }
    Ok(())
}
