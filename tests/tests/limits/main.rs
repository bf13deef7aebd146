//! Hostile input takes no more work than honest input of its size. A limit that is reached lets nothing pass.

mod attributes;
mod certificates;
mod der;
mod packages;
mod runs;
mod texts;
mod work;

use std::time::Instant;

use vnfseal::test_door::counted;

/// The most operations for each octet of input. At ten nanoseconds each, a megabyte takes a second.
const PER_OCTET: u64 = 100;

/// The most operations for any input, whatever its size, because some signatures are verified.
const FIXED: u64 = 4_000_000;

/// The size of the input that is made here, in octets.
const SIZE: usize = 100_000;

/// Runs `work` over input of this many octets, and checks the number of operations.
#[track_caller]
fn bounded<T>(octets: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let (result, operations) = counted(work);
    // People can see this with `cargo test -p vnfseal-tests --test limits -- --nocapture`.
    let place = std::panic::Location::caller();
    println!("{place}: {octets} octets, {operations} operations, {} microseconds", start.elapsed().as_micros());
    let most = FIXED + PER_OCTET * u64::try_from(octets).expect("a size");
    assert!(operations <= most, "{operations} operations for {octets} octets; {most} are allowed");
    result
}

/// Runs `work` over input of one size and of twice that size, and checks that the work does not grow with the square.
#[track_caller]
fn linear(mut work: impl FnMut(usize)) {
    let ((), once) = counted(|| work(SIZE / 2));
    let ((), twice) = counted(|| work(SIZE));
    assert!(2 * twice <= 5 * once + FIXED / 10, "{once} operations, and {twice} for input of twice the size");
}
