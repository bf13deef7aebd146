//! Services for components: the engine, the reducer, the browser's files, and its storage.

use std::{future::Future, rc::Rc};

use js_sys::Array;
use vnfseal::{policy::Policy, report::CertificateReport};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::{
    browser::{
        catalogues,
        database::{Kept, Outcome},
        kept, preference,
    },
    engine::{Answer, Fault, Question, Verifier},
    intake::{self, Dropped, Purpose},
    state::{Action, Comparing, Input, State, View},
    trust::{Installed, Source, inspection},
    words::locale::{Language, say},
};

/// The most bytes of a trust file. One of thousands of certificates is smaller; a package that is taken for one is not.
const TRUST_BYTES: f64 = 16_777_216.0;

/// The engine and the reducer. They stay the same as long as the page is open.
#[derive(Clone)]
pub(crate) struct Services {
    /// Runs verifications, and answers questions.
    pub(crate) verifier: Rc<Verifier>,
    /// Changes the page.
    pub(crate) dispatch: Callback<Action>,
}

impl PartialEq for Services {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.verifier, &other.verifier)
    }
}

impl Services {
    /// Starts the engine.
    pub(crate) fn new(dispatcher: UseReducerDispatcher<State>) -> Self {
        let dispatch = Callback::from(move |action| dispatcher.dispatch(action));
        Self { verifier: Verifier::new(dispatch.reform(|(run, event)| Action::Ran(run, event))), dispatch }
    }

    /// Takes dropped or pasted files.
    pub(crate) fn take(&self, dropped: Option<Dropped>) {
        let Some(dropped) = dropped.filter(|dropped| !dropped.is_empty()) else {
            return;
        };
        let services = self.clone();
        spawn_local(async move {
            let source = dropped.source();
            let (files, notices) = dropped.open().await;
            services.sort(files, None, source, notices).await;
        });
    }

    /// Takes files for a purpose. If none is given, the files' names and content decide.
    pub(crate) fn add(&self, files: Vec<File>, purpose: Option<Purpose>, source: Source) {
        let services = self.clone();
        spawn_local(async move {
            services.sort(files, purpose, source, Vec::new()).await;
        });
    }

    /// Takes each file for what it is, and tells what JSON is that nothing here is for.
    async fn sort(&self, files: Vec<File>, purpose: Option<Purpose>, source: Source, notices: Vec<String>) {
        let (inputs, others) = intake::recognise(files, purpose, source).await;
        self.take_in(inputs, notices);
        for other in others {
            let is_policy = match other.may_be_policy() {
                Some(value) => self.verifier.answer(Question::CheckPolicy(value.clone())).await.is_ok(),
                None => false,
            };
            self.dispatch.emit(Action::Remark(other.remark(is_policy)));
        }
    }

    /// Uses a file for the other purpose.
    pub(crate) fn reassign(&self, key: u32, file: File, purpose: Purpose) {
        self.dispatch.emit(Action::Remove(key));
        self.take_in(vec![intake::take(file, purpose, Source::Chosen)], Vec::new());
    }

    /// Opens the comparison of a certificate that a report has. It counts for nothing before. The other certificates of its
    /// path help to check it.
    pub(crate) fn compare(
        &self,
        compared: &CertificateReport,
        path: &[CertificateReport],
        package: &str,
        is_for_trust: bool,
    ) {
        let helpers = path.iter().filter(|other| other.is_ca && other.fingerprint != compared.fingerprint);
        let helpers = helpers.map(|other| other.pem.clone()).collect();
        let Ok(file) = File::new_with_str_sequence(&Array::of1(&compared.pem.as_str().into()), package) else {
            return;
        };
        let file = intake::offer(file, Source::Report, helpers);
        let (key, text) = (file.key, file.file.clone());
        self.dispatch.emit(Action::CompareFingerprint(Some(Comparing { file, is_for_trust })));
        self.inspect(key, text);
    }

    /// Queues packages to be verified, and has the engine read trust files.
    fn take_in(&self, inputs: Vec<Input>, notices: Vec<String>) {
        let trust = inputs.iter().filter_map(|input| match input {
            Input::Trust(trust) => Some((trust.key, trust.file.clone())),
            Input::Package(_) | Input::Made(_) | Input::Stored(..) | Input::Report(_) | Input::Unknown(_) => None,
        });
        let trust = trust.collect::<Vec<_>>();
        self.dispatch.emit(Action::Add(inputs, notices));
        for (key, file) in trust {
            self.inspect(key, file);
        }
    }

    fn inspect(&self, key: u32, file: File) {
        if file.size() > TRUST_BYTES {
            return self.dispatch.emit(Action::Inspected(key, Err(say!("trust-too-large"))));
        }
        let (dispatch, named) = (self.dispatch.clone(), format!("{}: ", file.name()));
        let heard = Callback::from(move |answer: Answer| {
            let read = |json: String| inspection::read(&json).map_err(|error| error.to_string());
            let found = answer.map_err(Fault::reason).and_then(read);
            // The page names the file itself.
            let found = found.map_err(|reason| reason.strip_prefix(&named).map_or(reason.clone(), str::to_owned));
            dispatch.emit(Action::Inspected(key, found));
        });
        self.verifier.ask(Question::InspectTrust(file), heard);
    }

    /// Installs an entry for this and later visits, in all tabs.
    pub(crate) fn install(&self, installed: Installed) {
        let here = Action::InstallHere(installed.clone());
        self.keep(async move { kept::install(installed).await }, here, Some(Action::Removed(None)));
    }

    /// Removes an entry from the trust store, in all tabs. It can be put back.
    pub(crate) fn uninstall(&self, installed: &Installed) {
        let id = installed.entry.id.clone();
        let here = Action::UninstallHere(id.clone());
        self.keep(async move { kept::uninstall(id).await }, here, Some(Action::Removed(Some(installed.clone()))));
    }

    /// Applies this policy to packages from now on, and shows the results.
    pub(crate) fn set_policy(&self, policy: Policy) {
        let here = Action::SetPolicy(Rc::new(policy.clone()));
        let next = Some(Action::Show(View::Verify));
        self.keep(async move { kept::keep_policy(&policy).await }, here, next);
    }

    /// Removes a stored value that cannot be read.
    pub(crate) fn remove_unread(&self, what: Kept) {
        self.keep(async move { kept::remove_unread(what).await }, Action::GoOnWithout(what), None);
    }

    /// Changes the stored values, and then uses what is stored. If the browser stores nothing, `here` changes only this
    /// tab. `next` follows a change.
    fn keep(&self, change: impl Future<Output = Outcome> + 'static, here: Action, next: Option<Action>) {
        let (dispatch, verifier) = (self.dispatch.clone(), Rc::clone(&self.verifier));
        spawn_local(async move {
            let outcome = change.await;
            let change = match (outcome, kept::read(&verifier).await) {
                (Outcome::Done, Ok(Some(kept))) => Action::TakeKept(kept),
                (Outcome::Refused, _) => return dispatch.emit(Action::Remark(say!("notice-not-overwritten"))),
                (Outcome::NotKept, Ok(Some(_))) => return dispatch.emit(Action::Remark(say!("notice-not-changed"))),
                (_, Err(_)) => return dispatch.emit(Action::Remark(say!("stopped-not-read"))),
                (_, Ok(None)) => {
                    dispatch.emit(Action::Remark(say!("notice-not-kept")));
                    here
                }
            };
            dispatch.emit(change);
            if let Some(next) = next {
                dispatch.emit(next);
            }
        });
    }

    /// Uses the values that are stored now.
    pub(crate) fn take_kept(&self) {
        let (dispatch, verifier) = (self.dispatch.clone(), Rc::clone(&self.verifier));
        spawn_local(async move {
            match kept::read(&verifier).await {
                Ok(Some(kept)) => dispatch.emit(Action::TakeKept(kept)),
                // A browser that stores nothing, for example in a private window, begins with nothing each time.
                Ok(None) => {}
                Err(_) => dispatch.emit(Action::Remark(say!("stopped-not-read"))),
            }
        });
    }
}

const LANGUAGE: &str = "language";

/// Returns the language that was chosen on an earlier visit, or that of the browser.
pub(crate) fn wanted_language() -> Language {
    let of_browser = || web_sys::window()?.navigator().language();
    preference::read(LANGUAGE).or_else(of_browser).map_or_else(Language::default, |tag| Language::of_tag(&tag))
}

/// Has the page speak a language once its catalogue is there. If it cannot be loaded, the page goes on as it was, and says so.
pub(crate) fn change_language(language: Language, dispatch: Callback<Action>) {
    spawn_local(async move {
        if catalogues::load(language).await {
            // If this is refused, the page begins in the browser's language the next time.
            preference::write(LANGUAGE, language.tag());
            dispatch.emit(Action::Speak(language));
        } else {
            dispatch.emit(Action::Remark(say!("notice-no-language", language = language.name())));
        }
    });
}
