//! What components need that is not drawn: the engine, the reducer, and the browser's files.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{File, Window};
use yew::prelude::*;

use crate::{
    install,
    intake::{self, Dropped},
    locale::Language,
    state::{Action, State, TrustFile},
    verifier::Verifier,
};

/// The engine and the reducer; the same for the page's whole life.
#[derive(Clone)]
pub(crate) struct Services {
    /// Verifies, and answers questions.
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
        Self { verifier: Verifier::new(dispatch.clone()), dispatch }
    }

    /// Takes what was dropped or pasted.
    pub(crate) fn take(&self, dropped: Option<Dropped>) {
        let Some(dropped) = dropped.filter(|dropped| !dropped.is_empty()) else {
            return;
        };
        let services = self.clone();
        spawn_local(async move {
            let (files, mut notices) = dropped.open().await;
            let (inputs, more) = intake::recognise(files, None).await;
            notices.extend(more);
            services.dispatch.emit(Action::Add(inputs, notices));
        });
    }

    /// Takes files for a purpose; where it is not said, by what they are.
    pub(crate) fn add(&self, files: Vec<File>, purpose: Option<intake::Purpose>) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            let (inputs, notices) = intake::recognise(files, purpose).await;
            dispatch.emit(Action::Add(inputs, notices));
        });
    }

    /// Uses a file for the other purpose.
    pub(crate) fn reassign(&self, key: u32, file: File, purpose: intake::Purpose) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            dispatch.emit(match intake::take(file, purpose).await {
                Ok(input) => Action::Reassign(key, input),
                Err(notice) => Action::Remark(notice),
            });
        });
    }

    /// Reads files with certificates and proposes them for the trust store.
    pub(crate) fn propose_files(&self, files: Vec<File>) {
        let services = self.clone();
        spawn_local(async move {
            for file in files {
                match intake::read_trust(file).await {
                    Ok(file) => install::propose(&services, &file).await,
                    Err(notice) => services.dispatch.emit(Action::Remark(notice)),
                }
            }
        });
    }

    /// Proposes what a trust file holds for the trust store.
    pub(crate) fn propose(&self, file: TrustFile) {
        let services = self.clone();
        spawn_local(async move { install::propose(&services, &file).await });
    }
}

const LANGUAGE_KEY: &str = "vnfseal.language";

/// The language chosen on an earlier visit.
pub(crate) fn chosen_language(window: &Window) -> Option<String> {
    window.local_storage().ok().flatten()?.get_item(LANGUAGE_KEY).ok().flatten()
}

/// Keeps the chosen language.
pub(crate) fn choose_language(language: Language) {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    if let Some(storage) = storage {
        // Refused: then the page begins in the browser's language the next time.
        let _ = storage.set_item(LANGUAGE_KEY, language.tag());
    }
}
