//! Runs verifications, one at a time, answers questions, and replaces a worker that is gone.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::{Rc, Weak},
};

use js_sys::Math;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;

use crate::{
    json::Json,
    quantities::whole,
    state::{Action, Fault, Supplied, Verified},
    worker::{Event, TrustInput, Worker},
};

/// The answer to a question: JSON, or nothing where the engine does not know it; or why there is none.
pub(crate) type Answer = Result<Option<String>, String>;

/// What is to be verified, and by what.
#[derive(Debug)]
pub(crate) struct Job {
    /// The number of the run.
    pub(crate) run: u32,
    /// The package.
    pub(crate) package: File,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// Whom to trust.
    pub(crate) trust: Vec<TrustInput>,
    /// What to ask of it.
    pub(crate) policy: Json,
}

/// Something else that is asked of the engine.
struct Question {
    id: u32,
    name: &'static str,
    options: Json,
    trust: Vec<TrustInput>,
}

/// Runs verifications in a worker and answers with [`Action`]s.
pub(crate) struct Verifier {
    worker: RefCell<Option<Worker>>,
    /// Grows with each worker: what an earlier one still says counts for nothing.
    generation: Cell<u32>,
    /// Whether the worker has loaded the engine.
    ready: Cell<bool>,
    /// What waits for that.
    next: RefCell<Option<Job>>,
    questions: RefCell<Vec<Question>>,
    /// The run that the worker is busy with.
    running: Cell<Option<u32>>,
    /// The run that the worker was told to stop and has not answered.
    stopping: Cell<Option<u32>>,
    answer: Callback<Action>,
    /// Who waits for the answer to which question.
    askers: RefCell<HashMap<u32, Callback<Answer>>>,
    last_question: Cell<u32>,
    this: Weak<Self>,
}

impl Verifier {
    /// Starts a worker at once, so that nothing has to be loaded once there is a package.
    pub(crate) fn new(answer: Callback<Action>) -> Rc<Self> {
        let verifier = Rc::new_cyclic(|this| Self {
            worker: RefCell::default(),
            generation: Cell::default(),
            ready: Cell::default(),
            next: RefCell::default(),
            questions: RefCell::default(),
            running: Cell::default(),
            stopping: Cell::default(),
            answer,
            askers: RefCell::default(),
            last_question: Cell::default(),
            this: Weak::clone(this),
        });
        verifier.replace_worker();
        verifier
    }

    /// Verifies a package; an earlier run that is still going on is given up.
    pub(crate) fn verify(&self, job: Job) {
        // A worker that still has not stopped hangs, and would not begin anything else either.
        if self.stopping.get().is_some() {
            self.replace_worker();
        } else {
            self.cancel();
        }
        self.next.replace(Some(job));
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

    /// Asks the engine something. `then` hears the answer, once.
    pub(crate) fn ask(&self, name: &'static str, options: Json, trust: Vec<TrustInput>, then: Callback<Answer>) {
        let id = self.last_question.get().wrapping_add(1);
        self.last_question.set(id);
        self.askers.borrow_mut().insert(id, then);
        self.questions.borrow_mut().push(Question { id, name, options, trust });
        if self.worker.borrow().is_none() {
            self.replace_worker();
        }
        self.submit();
    }

    /// Hands over what waits as soon as the worker is ready.
    fn submit(&self) {
        if !self.ready.get() {
            return;
        }
        for Question { id, name, options, trust } in self.questions.take() {
            let sent = self.worker.borrow().as_ref().map(|worker| worker.ask(id, name, &options, &trust));
            if let Some(Err(error)) = sent {
                self.answered(id, Err(describe(&error)));
            }
        }
        let Some(job) = self.next.take() else {
            return;
        };
        let run = job.run;
        let sent = self.worker.borrow().as_ref().map(|worker| worker.verify(&job));
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
            Event::Report(run, json) => self.finish(run, json),
            Event::Error(run, message) => self.settle(run, Action::Failed(run, Fault::Refused(message))),
            Event::Answer(id, answer) => self.answered(id, answer),
            Event::Gone(reason) => self.gone(reason),
        }
    }

    /// Reads a report, which takes a while if it is large; the worker is free meanwhile.
    fn finish(&self, run: u32, json: String) {
        self.release(run);
        let answer = self.answer.clone();
        spawn_local(async move {
            answer.emit(match Verified::read(&json).await {
                Ok(verified) => Action::Finished(run, verified),
                Err(error) => Action::Failed(run, Fault::Refused(format!("The report cannot be read: {error}."))),
            });
        });
    }

    fn settle(&self, run: u32, action: Action) {
        self.release(run);
        self.answer.emit(action);
    }

    /// The worker is done with a run.
    fn release(&self, run: u32) {
        for awaited in [&self.running, &self.stopping] {
            if awaited.get() == Some(run) {
                awaited.set(None);
            }
        }
    }

    fn answered(&self, id: u32, answer: Answer) {
        let asker = self.askers.borrow_mut().remove(&id);
        if let Some(asker) = asker {
            asker.emit(answer);
        }
    }

    fn gone(&self, reason: String) {
        let run = self.running.take().or_else(|| self.next.take().map(|job| job.run));
        self.questions.take();
        for asker in self.askers.take().into_values() {
            asker.emit(Err(reason.clone()));
        }
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

    /// Questions that an earlier worker was asked are answered by nobody.
    fn forget_sent(&self) {
        let waiting = self.questions.borrow().iter().map(|question| question.id).collect::<Vec<_>>();
        let (kept, lost) = self.askers.take().into_iter().partition(|(id, _)| waiting.contains(id));
        self.askers.replace(kept);
        let lost: HashMap<u32, Callback<Answer>> = lost;
        for asker in lost.into_values() {
            asker.emit(Err(String::new()));
        }
    }

    fn replace_worker(&self) {
        let generation = self.generation.get().wrapping_add(1);
        self.generation.set(generation);
        self.ready.set(false);
        self.running.set(None);
        self.stopping.set(None);
        self.forget_sent();
        let this = Weak::clone(&self.this);
        let listener = move |event| {
            if let Some(this) = this.upgrade().filter(|this| this.generation.get() == generation) {
                this.hear(event);
            }
        };
        // Locks are shared by all pages of an origin, so the name has to be unlike that of any other tab's worker.
        let name = format!("vnfseal-{generation}-{}", whole(Math::random() * 1e15));
        match Worker::start(&name, listener) {
            Ok(worker) => drop(self.worker.replace(Some(worker))),
            Err(error) => self.gone(describe(&error)),
        }
    }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
