//! Runs verifications, one at a time, answers questions, and replaces a worker that is gone.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::{Rc, Weak},
};

use gloo::timers::callback::Timeout;
use js_sys::{Math, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use super::{
    asked::{Asked, Heard},
    fault::{Answer, Fault},
    job::{Job, Question},
    progress::Progress,
    worker::{Event, Worker},
};
use crate::{report::Verified, words::quantities::whole};

/// The first number of questions. Runs are numbered from 1, and the worker answers both in the same way.
const QUESTIONS: u32 = 1 << 31;

/// An event of a verification.
#[derive(Clone)]
pub(crate) enum RunEvent {
    /// The verification made progress.
    Progressed(Progress),
    /// The verification ended with a report.
    Finished(Verified),
    /// The verification ended without a report.
    Failed(Fault),
}

/// A verification that the worker is busy with.
struct Run {
    number: u32,
    /// What names the package that it reads.
    reading: String,
}

/// The number of workers that may end on one question. A worker may end for any reason, but the file that ends three of
/// them is the reason.
const TRIES: u8 = 3;

/// The time in which the first worker has to load the engine. Each further one has three times as long, because a
/// network may be slow.
const LOADING_MILLISECONDS: u32 = 15_000;

/// Runs verifications in a worker and reports each [`RunEvent`] with the number of its run.
pub(crate) struct Verifier {
    worker: RefCell<Option<Worker>>,
    /// The number of the worker. Messages of an earlier worker are ignored.
    generation: Cell<u32>,
    /// Whether the worker has loaded the engine.
    ready: Cell<bool>,
    /// The number of workers that were started since one had loaded the engine.
    starts: Cell<u32>,
    /// The run that waits for the engine.
    next: RefCell<Option<Job>>,
    /// The questions that wait to be sent.
    questions: RefCell<Vec<u32>>,
    /// The run that begins once the stored values are known.
    expected: Cell<Option<u32>>,
    /// The run whose answer is awaited.
    running: RefCell<Option<Run>>,
    /// Runs whose answers come too late. They go on only because of what they read: the next run of the same package
    /// takes part in that.
    outdated: RefCell<Vec<Run>>,
    /// The run that the worker was told to stop and has not answered.
    stopping: Cell<Option<u32>>,
    report: Callback<(u32, RunEvent)>,
    asked: RefCell<HashMap<u32, Asked>>,
    last_question: Cell<u32>,
    this: Weak<Self>,
}

impl Verifier {
    /// Starts a worker at once, so that nothing has to be loaded when there is a package.
    pub(crate) fn new(report: Callback<(u32, RunEvent)>) -> Rc<Self> {
        let verifier = Rc::new_cyclic(|this| Self {
            worker: RefCell::default(),
            generation: Cell::default(),
            ready: Cell::default(),
            starts: Cell::default(),
            next: RefCell::default(),
            questions: RefCell::default(),
            expected: Cell::default(),
            running: RefCell::default(),
            outdated: RefCell::default(),
            stopping: Cell::default(),
            report,
            asked: RefCell::default(),
            last_question: Cell::default(),
            this: Weak::clone(this),
        });
        verifier.replace_worker();
        verifier
    }

    /// Announces a run. It replaces a run that was announced before.
    pub(crate) fn expect(&self, run: u32) {
        self.expected.set(Some(run));
    }

    /// Begins the run, if it is the announced one; any other is too late. The readings of earlier runs go on if `awaited` has
    /// the name of their package.
    pub(crate) fn verify(&self, job: Job, awaited: &[String]) {
        if self.expected.get() != Some(job.run) {
            return;
        }
        // A worker that still has not stopped hangs, and would not begin anything else.
        if self.stopping.get().is_some() {
            self.replace_worker();
        } else {
            self.outdate(awaited);
        }
        self.next.replace(Some(job));
        if self.worker.borrow().is_none() {
            self.replace_worker();
        }
        self.submit();
    }

    /// Gives up the announced run. Readings under way go on if `awaited` has the name of their package, and are stopped
    /// otherwise.
    pub(crate) fn stop(&self, awaited: &[String]) {
        self.expected.set(None);
        self.outdate(awaited);
    }

    /// Awaits no answer any more. Stops the runs whose package is not awaited.
    fn outdate(&self, awaited: &[String]) {
        self.next.replace(None);
        self.outdated.borrow_mut().extend(self.running.take());
        for run in self.cancel(|run| !awaited.contains(&run.reading)) {
            self.stopping.set(Some(run));
        }
    }

    /// Cancels such outdated runs, and gives their numbers.
    fn cancel(&self, is_meant: impl Fn(&Run) -> bool) -> Vec<u32> {
        let (cancelled, others): (Vec<_>, Vec<_>) = self.outdated.take().into_iter().partition(is_meant);
        self.outdated.replace(others);
        let numbers = cancelled.into_iter().map(|run| run.number).collect::<Vec<_>>();
        if let Some(worker) = self.worker.borrow().as_ref() {
            for number in &numbers {
                // One that cannot be told never answers, and is replaced for the next run.
                let _ = worker.cancel(*number);
            }
        }
        numbers
    }

    /// Asks the engine something, and gives the number of the question.
    pub(crate) fn ask(&self, question: Question, heard: impl Into<Heard>) -> u32 {
        let is_awaited = matches!(question, Question::InspectKept(_));
        let id = self.last_question.get().wrapping_add(1).max(QUESTIONS);
        self.last_question.set(id);
        self.asked.borrow_mut().insert(id, Asked { question, tries: 0, heard: heard.into() });
        self.questions.borrow_mut().push(id);
        // A verification waits for this answer, and a worker that still has not stopped hangs.
        let hangs = self.stopping.get().is_some() && is_awaited;
        if hangs || self.worker.borrow().is_none() {
            self.replace_worker();
        }
        self.submit();
        id
    }

    /// Withdraws a question. Nobody hears of it any more.
    pub(crate) fn withdraw(&self, id: u32) {
        if self.asked.borrow_mut().remove(&id).is_some()
            && let Some(worker) = self.worker.borrow().as_ref()
        {
            // One that cannot be told answers, and nobody listens.
            let _ = worker.cancel(id);
        }
    }

    /// Asks the engine a question and waits for the answer.
    pub(crate) async fn answer(&self, question: Question) -> Answer {
        let heard = Rc::new(RefCell::new(None));
        let answered = Promise::new(&mut |resolve, _| {
            let (heard, question) = (Rc::clone(&heard), question.clone());
            let then = Callback::from(move |answer: Answer| {
                heard.replace(Some(answer));
                // A settled promise ignores this.
                let _ = resolve.call0(&JsValue::NULL);
            });
            // It is never withdrawn.
            let _ = self.ask(question, then);
        });
        // This promise is never rejected.
        let _ = JsFuture::from(answered).await;
        heard.take().unwrap_or_else(|| Err(Fault::WorkerGone(String::new())))
    }

    /// Sends the waiting questions and the waiting run, if the worker is ready.
    fn submit(&self) {
        if !self.ready.get() {
            return;
        }
        for id in self.questions.take() {
            if let Some(Err(error)) = self.send(id) {
                self.answered(id, Err(Fault::Refused(describe(&error))));
            }
        }
        let Some(job) = self.next.take() else {
            return;
        };
        let run = job.run;
        let sent = self.worker.borrow().as_ref().map(|worker| worker.verify(&job));
        match sent {
            Some(Ok(())) => {
                // It takes part in what they read by now, and does so alone from here.
                self.cancel(|earlier| earlier.reading == job.reading);
                self.running.replace(Some(Run { number: run, reading: job.reading }));
            }
            Some(Err(error)) => self.fail(run, Fault::Refused(describe(&error))),
            None => self.fail(run, Fault::WorkerGone(String::new())),
        }
    }

    fn send(&self, id: u32) -> Option<Result<(), JsValue>> {
        let question = {
            let mut open = self.asked.borrow_mut();
            let asked = open.get_mut(&id)?;
            asked.tries = asked.tries.saturating_add(1);
            asked.question.clone()
        };
        self.worker.borrow().as_ref().map(|worker| worker.ask(id, &question))
    }

    fn hear(&self, event: Event) {
        match event {
            Event::Ready => {
                self.ready.set(true);
                self.starts.set(0);
                self.submit();
            }
            Event::Progress(id, progress) if id >= QUESTIONS => {
                let heard = self.asked.borrow().get(&id).and_then(|asked| asked.heard.progressed.clone());
                if let Some(heard) = heard {
                    heard.emit(progress);
                }
            }
            Event::Progress(run, progress) => self.report.emit((run, RunEvent::Progressed(progress))),
            Event::Report(id, json) if id >= QUESTIONS => self.answered(id, Ok(json)),
            Event::Report(run, json) => {
                if self.release(run) {
                    self.finish(run, json);
                }
            }
            Event::Error(id, error) if id >= QUESTIONS => self.answered(id, Err(Fault::Refused(error.message))),
            Event::Error(run, error) => {
                if self.release(run) {
                    self.fail(run, Fault::Refused(error.message));
                }
            }
            Event::Made(id, made) => {
                let asked = self.asked.borrow_mut().remove(&id);
                if let Some(heard) = asked.and_then(|asked| asked.heard.made) {
                    heard.emit(made);
                }
            }
            Event::Gone(reason) => self.gone(reason),
        }
    }

    /// Reads a report, which takes a while if it is large. The worker is free during that time.
    fn finish(&self, run: u32, json: String) {
        let report = self.report.clone();
        spawn_local(async move {
            let event = match Verified::read(&json).await {
                Ok(verified) => RunEvent::Finished(verified),
                Err(error) => RunEvent::Failed(Fault::Refused(format!("The report cannot be read: {error}."))),
            };
            report.emit((run, event));
        });
    }

    fn fail(&self, run: u32, fault: Fault) {
        self.report.emit((run, RunEvent::Failed(fault)));
    }

    /// The worker is done with a run. Says whether its answer was awaited.
    fn release(&self, run: u32) -> bool {
        if self.stopping.get() == Some(run) {
            self.stopping.set(None);
        }
        self.outdated.borrow_mut().retain(|outdated| outdated.number != run);
        self.running.borrow_mut().take_if(|running| running.number == run).is_some()
    }

    fn answered(&self, id: u32, answer: Answer) {
        let asked = self.asked.borrow_mut().remove(&id);
        if let Some(asked) = asked {
            asked.heard.then.emit(answer);
        }
    }

    fn gone(&self, reason: String) {
        let running = self.running.take().map(|run| run.number);
        let run = running.or_else(|| self.next.take().map(|job| job.run));
        let fault = if self.ready.get() { Fault::WorkerGone(reason) } else { Fault::NotLoaded(reason) };
        self.ask_again(&fault, self.ready.get());
        if self.ready.get() {
            self.replace_worker();
        } else {
            // A worker that cannot be loaded is tried again with the next package, not over and over.
            self.worker.replace(None);
        }
        if let Some(run) = run {
            self.fail(run, fault);
        }
    }

    /// Settles the questions to an earlier worker, which it will not answer. Some are sent to the next worker, if there
    /// will be one at once.
    fn ask_again(&self, fault: &Fault, has_next: bool) {
        let (kept, lost): (HashMap<_, _>, HashMap<_, _>) = self.asked.take().into_iter().partition(|(_, asked)| {
            (asked.tries == 0 && has_next) || (asked.question.outlives_worker() && asked.tries < TRIES)
        });
        let mut waiting = kept.keys().copied().collect::<Vec<_>>();
        waiting.sort_unstable();
        self.questions.replace(waiting);
        self.asked.replace(kept);
        for asked in lost.into_values() {
            asked.heard.then.emit(Err(fault.clone()));
        }
    }

    fn replace_worker(&self) {
        let generation = self.generation.get().wrapping_add(1);
        self.generation.set(generation);
        self.ready.set(false);
        self.running.replace(None);
        self.outdated.replace(Vec::new());
        self.stopping.set(None);
        self.ask_again(&Fault::WorkerGone(String::new()), true);
        let this = Weak::clone(&self.this);
        let listener = move |event| {
            if let Some(this) = this.upgrade().filter(|this| this.generation.get() == generation) {
                this.hear(event);
            }
        };
        // Locks are shared by all pages of an origin, so the name has to be unlike that of any other tab's worker.
        let name = format!("vnfseal-{generation}-{}", whole(Math::random() * 1e15));
        match Worker::start(&name, listener) {
            Ok(worker) => {
                drop(self.worker.replace(Some(worker)));
                self.start_again_unless_ready(generation);
            }
            Err(error) => self.gone(describe(&error)),
        }
    }

    /// Replaces a worker that does not become ready. Sometimes a browser never starts a worker, or never delivers its
    /// files, and reports nothing.
    fn start_again_unless_ready(&self, generation: u32) {
        let starts = self.starts.get();
        self.starts.set(starts.saturating_add(1));
        let Some(milliseconds) = LOADING_MILLISECONDS.checked_mul(3_u32.saturating_pow(starts)) else { return };
        let this = Weak::clone(&self.this);
        let look = move || {
            let waits = |this: &Rc<Self>| this.generation.get() == generation && !this.ready.get();
            if let Some(this) = this.upgrade().filter(waits).filter(|this| this.worker.borrow().is_some()) {
                this.replace_worker();
            }
        };
        Timeout::new(milliseconds, look).forget();
    }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
