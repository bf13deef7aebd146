//! Counts work where it is done, so that tests can bound it without a clock. Shipped builds count nothing.
//!
//! One operation is a step over some octets, about ten nanoseconds in WebAssembly. The loops that count are those over
//! lists and texts from outside.

/// Counts this many operations.
#[cfg(not(all(feature = "conformance", feature = "std")))]
pub(crate) const fn done(_operations: usize) {}

#[cfg(all(feature = "conformance", feature = "std"))]
pub(crate) use door::done;

/// The number of octets that one operation compares, copies or looks at.
const OCTETS_PER_OPERATION: usize = 16;

/// Counts the operations of a step over this many octets.
pub(crate) fn over(octets: usize) {
    done((octets / OCTETS_PER_OPERATION).saturating_add(1));
}

/// The counter for tests. Each thread has its own.
#[cfg(all(feature = "conformance", feature = "std"))]
pub(crate) mod door {
    use std::{cell::Cell, thread_local};

    thread_local! {
        static DONE: Cell<u64> = const { Cell::new(0) };
    }

    pub(crate) fn done(operations: usize) {
        let operations = u64::try_from(operations).unwrap_or(u64::MAX);
        DONE.with(|done| done.set(done.get().saturating_add(operations)));
    }

    /// Runs `work`. Returns its result and the number of operations it took.
    pub(crate) fn counted<T>(work: impl FnOnce() -> T) -> (T, u64) {
        let before = DONE.with(|done| done.replace(0));
        let result = work();
        let operations = DONE.with(|done| done.replace(before));
        (result, operations)
    }
}
