//! Runs verifications, one at a time, and replaces a worker that is gone.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Math;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;
use yew::Callback;

use crate::{
    intake,
    state::{Action, Fault, Verified},
    worker::{Event, Worker},
};

/// Runs verifications in a worker and answers with [`Action`]s.
pub(crate) struct Verifier {
    worker: RefCell<Option<Worker>>,
    /// Grows with each worker: what an earlier one still says counts for nothing.
    generation: Cell<u32>,
    /// Whether the worker has loaded the engine.
    ready: Cell<bool>,
    /// What waits for that.
    next: RefCell<Option<Job>>,
    /// The run that the worker is busy with.
    running: Cell<Option<u32>>,
    /// The run that the worker was told to stop and has not answered.
    stopping: Cell<Option<u32>>,
    answer: Callback<Action>,
    this: Weak<Self>,
}

#[derive(Debug)]
struct Job {
    run: u32,
    package: File,
    trust: Vec<File>,
}

impl Verifier {
    /// Starts a worker at once, so that nothing has to be loaded once there is a package.
    pub(crate) fn new(answer: Callback<Action>) -> Rc<Self> {
        let verifier = Rc::new_cyclic(|this| Self {
            worker: RefCell::default(),
            generation: Cell::default(),
            ready: Cell::default(),
            next: RefCell::default(),
            running: Cell::default(),
            stopping: Cell::default(),
            answer,
            this: Weak::clone(this),
        });
        verifier.replace_worker();
        verifier
    }

    /// Verifies a package; an earlier run that is still going on is given up.
    pub(crate) fn verify(&self, run: u32, package: File, trust: Vec<File>) {
        // A worker that still has not stopped hangs, and would not begin anything else either.
        if self.stopping.get().is_some() {
            self.replace_worker();
        } else {
            self.cancel();
        }
        if let Some(message) = trust.iter().find_map(intake::refuse_trust) {
            return self.answer.emit(Action::Failed(run, Fault::Refused(message)));
        }
        self.next.replace(Some(Job { run, package, trust }));
        if self.worker.borrow().is_none() {
            self.replace_worker();
        }
        self.submit();
    }

    /// Stops what is going on.
    pub(crate) fn cancel(&self) {
        self.next.replace(None);
        if let (Some(run), Some(worker)) = (self.running.take(), self.worker.borrow().as_ref()) {
            self.stopping.set(Some(run));
            // One that cannot be told never answers, and is replaced for the next run.
            let _ = worker.cancel(run);
        }
    }

    /// Hands over the next job as soon as the worker is ready.
    fn submit(&self) {
        if !self.ready.get() {
            return;
        }
        let Some(Job { run, package, trust }) = self.next.take() else {
            return;
        };
        let sent = self.worker.borrow().as_ref().map(|worker| worker.verify(run, &package, &trust));
        match sent {
            Some(Ok(())) => self.running.set(Some(run)),
            Some(Err(error)) => self.answer.emit(Action::Failed(run, Fault::Refused(describe(&error)))),
            None => self.answer.emit(Action::Failed(run, Fault::WorkerGone(String::new()))),
        }
    }

    fn hear(&self, event: Event) {
        match event {
            Event::Ready => {
                self.ready.set(true);
                self.submit();
            }
            Event::Progress(run, progress) => self.answer.emit(Action::Progressed(run, progress)),
            Event::Report(run, json) => self.settle(run, finished(run, &json)),
            Event::Error(run, message) => self.settle(run, Action::Failed(run, Fault::Refused(message))),
            Event::Gone(reason) => self.gone(reason),
        }
    }

    fn settle(&self, run: u32, action: Action) {
        for awaited in [&self.running, &self.stopping] {
            if awaited.get() == Some(run) {
                awaited.set(None);
            }
        }
        self.answer.emit(action);
    }

    fn gone(&self, reason: String) {
        let run = self.running.take().or_else(|| self.next.take().map(|job| job.run));
        let fault = if self.ready.get() {
            self.replace_worker();
            Fault::WorkerGone(reason)
        } else {
            // One that cannot be loaded is tried again with the next package, not over and over.
            self.worker.replace(None);
            Fault::NotLoaded(reason)
        };
        if let Some(run) = run {
            self.answer.emit(Action::Failed(run, fault));
        }
    }

    fn replace_worker(&self) {
        let generation = self.generation.get().wrapping_add(1);
        self.generation.set(generation);
        self.ready.set(false);
        self.running.set(None);
        self.stopping.set(None);
        let this = Weak::clone(&self.this);
        let listener = move |event| {
            if let Some(this) = this.upgrade().filter(|this| this.generation.get() == generation) {
                this.hear(event);
            }
        };
        // Locks are shared by all pages of an origin, so the name has to be unlike that of any other tab's worker.
        let name = format!("vnfseal-{generation}-{}", Math::random());
        match Worker::start(&name, listener) {
            Ok(worker) => drop(self.worker.replace(Some(worker))),
            Err(error) => self.gone(describe(&error)),
        }
    }
}

fn finished(run: u32, json: &str) -> Action {
    match Verified::parse(json) {
        Ok(verified) => Action::Finished(run, verified),
        Err(error) => Action::Failed(run, Fault::Refused(format!("The report cannot be read: {error}."))),
    }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
