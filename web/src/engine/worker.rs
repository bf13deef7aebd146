//! One Web Worker and its messages.

use std::rc::Rc;

use gloo::{
    events::EventListener,
    file::{Blob, ObjectUrl},
};
use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType};

use super::{
    job::{Job, Question, Reading},
    order::Order,
    progress::{Current, Progress},
    refusal::Refusal,
};
use crate::{json::Json, words::quantities::whole};

/// The worker of the npm package, beside the page.
const VERIFIER: &str = "vnfseal/js/worker.js";
const HOST: &str = include_str!("worker_host.js");

/// A message of a worker.
#[derive(Debug)]
pub(crate) enum Event {
    /// The worker has loaded the engine.
    Ready,
    /// A run made progress.
    Progress(u32, Progress),
    /// A run ended with the JSON of its report, or a question was answered.
    Report(u32, String),
    /// A run made a new file, or decided not to: what the worker says of it.
    Made(u32, JsValue),
    /// A run or a question ended with an error.
    Error(u32, Refusal),
    /// The worker has ended, or never began.
    Gone(String),
}

/// A worker. It ends when this value is dropped.
pub(crate) struct Worker {
    thread: web_sys::Worker,
    _script: ObjectUrl,
    _listeners: [EventListener; 3],
}

impl Worker {
    /// Starts a worker that reports everything to `listener`. `name` must be new, because it also names the worker's
    /// lock.
    ///
    /// A worker loaded from a `blob:` URL inherits the page's Content-Security-Policy. A worker loaded over HTTP would
    /// have only the policy that the server sends, and nothing would keep it from sending the package somewhere.
    pub(crate) fn start(name: &str, listener: impl Fn(Event) + 'static) -> Result<Self, JsValue> {
        let script = ObjectUrl::from(Blob::new_with_options(script()?.as_str(), Some("text/javascript")));
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let thread = web_sys::Worker::new_with_options(&script, &options)?;

        let listener: Rc<dyn Fn(Event)> = Rc::new(listener);
        let hears = |kind: &'static str| {
            let (listener, name) = (Rc::clone(&listener), name.to_owned());
            EventListener::new(&thread, kind, move |event| hear(event, &name, &listener))
        };
        let listeners = [hears("message"), hears("messageerror"), hears("error")];
        Ok(Self { thread, _script: script, _listeners: listeners })
    }

    /// Requests a verification. Files are handles: the worker reads them.
    pub(crate) fn verify(&self, job: &Job) -> Result<(), JsValue> {
        let Job { run, package, reading, supplied, trust, policy } = job;
        let supplied = supplied.iter().map(|(uri, file)| (uri.as_str(), file.as_ref())).collect::<Vec<_>>();
        let supplied = object(&supplied)?;
        let (trust, policy) = (plain(trust)?, plain(policy)?);
        let request = object(&[
            ("file", package),
            ("key", &reading.into()),
            ("externalArtifacts", &supplied),
            ("trust", &trust),
            ("policy", &policy),
        ])?;
        self.thread.post_message(&*object(&[("id", &(*run).into()), ("verify", &request)])?)
    }

    /// Requests a new file.
    pub(crate) fn make(&self, run: u32, order: &Order) -> Result<(), JsValue> {
        self.thread.post_message(&*object(&[("id", &run.into()), (order.task.name(), &order.options()?.into())])?)
    }

    /// Requests that a run stops.
    pub(crate) fn cancel(&self, run: u32) -> Result<(), JsValue> {
        self.thread.post_message(&*object(&[("id", &run.into()), ("cancel", &true.into())])?)
    }

    /// Sends a question.
    pub(crate) fn ask(&self, id: u32, question: &Question) -> Result<(), JsValue> {
        let (name, options) = match question {
            Question::Rules => ("rules", JsValue::TRUE),
            Question::Engine => ("engine", JsValue::TRUE),
            Question::CheckPolicy(policy) => ("checkPolicy", object(&[("policy", &plain(policy)?)])?.into()),
            Question::ReadPolicy(file) => ("checkPolicy", object(&[("policy", file)])?.into()),
            Question::InspectTrust(file) | Question::InspectKept(file) => {
                ("inspectTrust", object(&[("file", file)])?.into())
            }
            Question::VerifyCertificate(options) => ("verifyCertificate", plain(options)?),
            Question::Page(report, language) => {
                let (format, language) = ("html".into(), language.as_str().into());
                ("render", object(&[("format", &format), ("report", report), ("language", &language)])?.into())
            }
            Question::Compare(old, new) => ("compare", object(&[("reports", &Array::of2(old, new))])?.into()),
            Question::ReadText(reading) => ("readText", reading_again(reading)?.into()),
            Question::OpenInside(reading) => ("openInside", reading_again(reading)?.into()),
            Question::DigestFile(file) => ("digestFile", object(&[("file", file)])?.into()),
        };
        self.thread.post_message(&*object(&[("id", &id.into()), (name, &options)])?)
    }
}

/// Returns what names a file of a package, with what the package was read with.
fn reading_again(reading: &Reading) -> Result<Object, JsValue> {
    let Reading { package, name, supplied, policy, path, in_delivery } = reading;
    let supplied = supplied.iter().map(|(uri, file)| (uri.as_str(), file.as_ref())).collect::<Vec<_>>();
    object(&[
        ("file", package),
        ("key", &name.into()),
        ("externalArtifacts", &object(&supplied)?.into()),
        ("policy", &plain(policy)?),
        ("path", &path.into()),
        ("inDelivery", &(*in_delivery).into()),
    ])
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.thread.terminate();
    }
}

fn script() -> Result<String, JsValue> {
    let base = base_address()?;
    let address = web_sys::Url::new_with_base(VERIFIER, &base)?.href();
    // JSON text is a JavaScript string literal.
    Ok(format!("const VERIFIER = {};\n{HOST}", Json::Text(address)))
}

fn base_address() -> Result<String, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    document.base_uri()?.ok_or_else(|| "no base address".into())
}

fn hear(event: &web_sys::Event, name: &str, listener: &Rc<dyn Fn(Event)>) {
    let Some(message) = event.dyn_ref::<MessageEvent>().filter(|event| event.type_() == "message") else {
        let reason = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
        return listener(Event::Gone(reason));
    };
    let data = message.data();
    if field(&data, "guarded").is_truthy() {
        watch(name, Rc::clone(listener));
    } else if let Some(event) = parse(&data) {
        listener(event);
    }
}

/// Waits for the lock that the worker holds as long as it lives. (In web-sys the Web Locks are unstable.)
fn watch(name: &str, listener: Rc<dyn Fn(Event)>) {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return;
    };
    let locks = field(&navigator, "locks");
    let Some(request) = field(&locks, "request").dyn_into::<Function>().ok() else {
        return;
    };
    let gone = Closure::once_into_js(move |_lock: JsValue| listener(Event::Gone(String::new())));
    // A page that may not use locks refuses this. Then a silent end of the worker stays unnoticed, but nothing else is
    // lost.
    let _ = request.call2(&locks, &name.into(), &gone);
}

fn parse(data: &JsValue) -> Option<Event> {
    if field(data, "ready").is_truthy() {
        return Some(Event::Ready);
    }
    let error = field(data, "error");
    let Some(run) = number(data, "id") else {
        // Only a worker that could not load the engine names no run.
        return error.is_object().then(|| Event::Gone(text(&error, "message")));
    };
    if let Some(report) = field(data, "report").as_string() {
        return Some(Event::Report(run, report));
    }
    if error.is_object() {
        return Some(Event::Error(run, Refusal::read(&error)));
    }
    let result = field(data, "result");
    if result.is_object() {
        return Some(Event::Made(run, result));
    }
    let progress = field(data, "progress");
    progress.is_object().then(|| Event::Progress(run, parse_progress(&progress)))
}

fn parse_progress(value: &JsValue) -> Progress {
    // Several workers report several artifacts. A single worker names the one that it digests.
    let tasks = field(value, "tasks").dyn_into::<Array>().unwrap_or_default();
    let mut current = tasks.iter().map(|task| parse_current(&task)).collect::<Vec<_>>();
    let path = text(value, "path");
    if current.is_empty() && !path.is_empty() {
        current.push(Current { path, ..Current::default() });
    }
    Progress {
        phase: text(value, "phase"),
        bytes_done: amount(value, "bytesDone"),
        bytes_total: amount(value, "bytesTotal"),
        current,
        rate: 0.0,
        heard_at: js_sys::Date::now(),
    }
}

fn parse_current(value: &JsValue) -> Current {
    Current {
        path: text(value, "path"),
        bytes_done: amount(value, "bytesDone"),
        bytes_total: amount(value, "bytesTotal"),
    }
}

fn number(data: &JsValue, name: &str) -> Option<u32> {
    // This page makes the numbers, so they fit. Others differ from all of them.
    field(data, name).as_f64().and_then(|number| whole(number).try_into().ok())
}

fn amount(value: &JsValue, name: &str) -> f64 {
    field(value, name).as_f64().unwrap_or_default()
}

pub(super) fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or_default()
}

pub(super) fn text(value: &JsValue, name: &str) -> String {
    field(value, name).as_string().unwrap_or_default()
}

pub(super) fn plain(value: &Json) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}

pub(super) fn object(fields: &[(&str, &JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}
