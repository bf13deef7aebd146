//! What the server says, asked again while it may change.

use std::{cell::Cell, rc::Rc};

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{
        runs::{self, Unanswered},
        visibility,
    },
    json::Read,
};

/// How long is waited before the server is asked again. As long as it says the same, the wait doubles, up to the second.
const WAIT_MILLISECONDS: [u32; 2] = [2_000, 30_000];

/// What the server said last.
#[derive(PartialEq)]
pub(super) struct Polled<Answer: PartialEq> {
    /// The last answer. It stays while there is none to a new question.
    pub(super) answer: Option<Rc<Answer>>,
    /// Why the last question was not answered.
    pub(super) unanswered: Option<Unanswered>,
    /// The path that the last question was about.
    path: Option<String>,
}

impl<Answer: PartialEq> Clone for Polled<Answer> {
    fn clone(&self) -> Self {
        Self { answer: self.answer.clone(), unanswered: self.unanswered, path: self.path.clone() }
    }
}

impl<Answer: PartialEq> Polled<Answer> {
    /// Returns whether there is no answer yet to the question at this path.
    pub(super) fn waits_for(&self, path: &str) -> bool {
        self.path.as_deref() != Some(path)
    }

    fn following(before: &Self, path: &str, answer: Result<Rc<Answer>, Unanswered>) -> Self {
        let path = Some(path.to_owned());
        match answer {
            Ok(answer) => Self { answer: Some(answer), unanswered: None, path },
            // What was there is still worth a look, and what is gone is not.
            Err(why) => {
                let answer = before.answer.clone().filter(|_| why.may_pass() && before.path == path);
                Self { answer, unanswered: Some(why), path }
            }
        }
    }
}

/// Asks at `path`, anew with each `number`, and again as long as `goes_on` says so of the answer. Nothing is asked while nobody
/// can see the page.
#[hook]
pub(super) fn use_polled<Answer>(path: &str, number: u32, goes_on: fn(&Answer) -> bool) -> Polled<Answer>
where
    Answer: Read + PartialEq + 'static,
{
    let polled = use_state_eq(|| Polled { answer: None, unanswered: None, path: None });
    let setter = polled.setter();
    use_effect_with((path.to_owned(), number), move |(path, _)| {
        let (path, is_wanted) = (path.clone(), Rc::new(Cell::new(true)));
        let still = Rc::clone(&is_wanted);
        spawn_local(async move {
            let mut last = Polled { answer: None, unanswered: None, path: None };
            let [mut wait, longest] = WAIT_MILLISECONDS;
            loop {
                visibility::shown().await;
                let answer = if still.get() { runs::ask::<Answer>(&path).await.map(Rc::new) } else { return };
                if !still.get() {
                    return;
                }
                let is_more = answer.as_ref().map_or_else(|why| why.may_pass(), |answer| goes_on(answer));
                let next = Polled::following(&last, &path, answer);
                wait = if next == last { wait.saturating_mul(2).min(longest) } else { WAIT_MILLISECONDS[0] };
                setter.set(next.clone());
                last = next;
                if !is_more {
                    return;
                }
                TimeoutFuture::new(wait).await;
            }
        });
        move || is_wanted.set(false)
    });
    (*polled).clone()
}
