//! `make-demo DIR`: writes the demo packages and their trust bundle, unless DIR has them already.

use std::{env, path::Path, process::ExitCode};

use vnfseal_tests::demo;

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("usage: make-demo DIR");
        return ExitCode::from(2);
    };
    let folder = Path::new(&folder);
    if !demo::is_complete(folder)
        && let Err(error) = demo::make(folder, demo::IMAGE_SIZE)
    {
        eprintln!("make-demo: cannot write to {}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    for (name, what) in demo::FILES {
        println!("{}: {what}", folder.join(name).display());
    }
    ExitCode::SUCCESS
}
