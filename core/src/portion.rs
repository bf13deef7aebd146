//! Divides long work into portions, so that a host can do something else in between, or stop it.

use core::{
    future::{Future, poll_fn},
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Ends a portion. The driver of the work has a turn before the work goes on.
pub(crate) async fn end() {
    let mut has_paused = false;
    poll_fn(|_| {
        if has_paused {
            return Poll::Ready(());
        }
        has_paused = true;
        Poll::Pending
    })
    .await;
}

/// Does all portions one after the other.
pub(crate) fn all<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        // No waker is needed: a pending future has only ended a portion.
        if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}
