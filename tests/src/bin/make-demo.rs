//! `make-demo DIR [MIB]`: writes the demo packages and their trust bundle, unless DIR has them already. MIB is the size
//! of the software image. By default it is large enough for progress to be seen.

use std::{env, path::Path, process::ExitCode};

use vnfseal_tests::demo;

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("usage: make-demo DIR [MIB]");
        return ExitCode::from(2);
    };
    let mebibytes = env::args().nth(2).and_then(|number| number.parse::<usize>().ok());
    let image_size = mebibytes.map_or(demo::IMAGE_SIZE, |number| number << 20);
    let folder = Path::new(&folder);
    if !demo::is_complete(folder)
        && let Err(error) = demo::make(folder, image_size)
    {
        eprintln!("make-demo: cannot write to {}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    for (name, what) in demo::FILES {
        println!("{}: {what}", folder.join(name).display());
    }
    ExitCode::SUCCESS
}
