//! One run that signs, encrypts, decrypts or uploads. It has a worker of its own, which ends with it, and with the worker everything
//! that it knew of a key and a password.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use gloo::timers::callback::Timeout;
use js_sys::Math;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{
    fault::Fault,
    made::Made,
    order::Order,
    progress::Progress,
    refusal::Refusal,
    worker::{Event, Worker},
};
use crate::words::quantities::whole;

/// The number of the run in its worker, which has no other.
const RUN: u32 = 1;

/// The time that a worker has to clean up what it was writing when its run is cancelled.
const CLEAN_UP_MILLISECONDS: u32 = 2000;

/// An event of a run.
#[derive(Clone)]
pub(crate) enum MakingEvent {
    /// It made progress.
    Progressed(Progress),
    /// It ended with a result.
    Finished(Made),
    /// It ended without one.
    Refused(Refusal),
}

/// A run that signs, encrypts or decrypts. It is cancelled when this value is dropped.
pub(crate) struct Making {
    worker: Rc<RefCell<Option<Worker>>>,
}

impl Making {
    /// Starts a worker, and has it do what is ordered. `heard` hears the end once.
    pub(crate) fn start(order: Order, heard: &Callback<MakingEvent>) -> Self {
        let worker = Rc::<RefCell<Option<Worker>>>::default();
        let listener = {
            let worker = Rc::downgrade(&worker);
            let heard = heard.clone();
            move |event| hear(event, &worker, &order, &heard)
        };
        let name = format!("vnfseal-making-{}", whole(Math::random() * 1e15));
        match Worker::start(&name, listener) {
            Ok(started) => drop(worker.replace(Some(started))),
            Err(_) => heard.emit(MakingEvent::Refused(gone(String::new()))),
        }
        Self { worker }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            // One that cannot be told ends all the same.
            let _ = worker.cancel(RUN);
            Timeout::new(CLEAN_UP_MILLISECONDS, move || drop(worker)).forget();
        }
    }
}

fn hear(event: Event, worker: &Weak<RefCell<Option<Worker>>>, order: &Order, heard: &Callback<MakingEvent>) {
    // Nobody waits for a run that was cancelled.
    let Some(worker) = worker.upgrade() else { return };
    match event {
        Event::Ready => {
            let sent = worker.borrow().as_ref().map(|worker| worker.make(RUN, order));
            if let Some(Err(error)) = sent {
                end(&worker, heard, MakingEvent::Refused(unreadable(&error)));
            }
        }
        Event::Progress(_, progress) => heard.emit(MakingEvent::Progressed(progress)),
        Event::Made(_, result) => {
            let (heard, output) = (heard.clone(), order.output.clone());
            spawn_local(async move {
                let event = match Made::read(&result, output.as_ref()).await {
                    Ok(made) => MakingEvent::Finished(made),
                    Err(error) => MakingEvent::Refused(unreadable(&error)),
                };
                end(&worker, &heard, event);
            });
        }
        Event::Error(_, refusal) => end(&worker, heard, MakingEvent::Refused(refusal)),
        Event::Gone(reason) => end(&worker, heard, MakingEvent::Refused(gone(reason))),
        // It is never asked for one.
        Event::Report(..) => {}
    }
}

/// Ends the worker. Its listener cannot do that at once, because it belongs to the worker.
fn end(worker: &Rc<RefCell<Option<Worker>>>, heard: &Callback<MakingEvent>, event: MakingEvent) {
    if let Some(worker) = worker.take() {
        Timeout::new(0, move || drop(worker)).forget();
        heard.emit(event);
    }
}

fn gone(reason: String) -> Refusal {
    Refusal::new(Fault::WorkerGone(reason).reason())
}

fn unreadable(error: &JsValue) -> Refusal {
    let message = error.as_string().or_else(|| Some(super::worker::text(error, "message")));
    Refusal::new(message.unwrap_or_default())
}
