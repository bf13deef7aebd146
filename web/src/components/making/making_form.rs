//! What the user gives to sign, encrypt, decrypt or upload a package.

use web_sys::File;
use yew::prelude::*;

use super::{
    certificate_list::CertificateList,
    file_field::FileField,
    key_fields::{KeyFields, KeyFiles},
    refusal::refusal,
};
use crate::{
    browser::{scroll, server},
    components::shared::icon::{Picture, icon},
    engine::{Refusal, Task},
    intake::CERTIFICATE_ACCEPT,
    state::Work,
    words::locale::say,
};

/// Properties of [`MakingForm`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What is to be done.
    pub(crate) work: Work,
    /// Whether no CA certificate of a service provider is trusted. Then a signature of one cannot be verified.
    pub(crate) lacks_trust: bool,
    /// The reason why nothing was made the last time.
    pub(crate) refused: Option<Refusal>,
    /// Whether a run goes on. The form keeps what it was given meanwhile.
    pub(crate) is_hidden: bool,
    /// Called with the task.
    pub(crate) ontask: Callback<Task>,
    /// Called when the dialog is to be closed.
    pub(crate) onclose: Callback<MouseEvent>,
}

/// Draws the fields, and the button that starts.
#[component]
pub(crate) fn MakingForm(props: &Props) -> Html {
    let Props { work, lacks_trust, refused, is_hidden, ontask, onclose } = props;
    let key = use_state_eq(KeyFiles::default);
    let recipients = use_state_eq(Vec::<File>::new);
    let password = use_node_ref();
    // It is drawn above the buttons, which may be out of sight.
    use_effect_with(refused.clone(), |refused| {
        if refused.is_some() {
            scroll::into_view("making-refusal");
        }
    });
    let (is_ready, label) = match work {
        Work::Sign => (key.key.is_some(), say!("sign-do")),
        Work::Encrypt => (!recipients.is_empty(), say!("encrypt-do")),
        Work::Decrypt => (key.key.is_some(), say!("decrypt-do")),
        Work::Upload => (true, say!("upload-do")),
    };
    let submit = {
        let (work, key, recipients, password) = (*work, key.clone(), recipients.clone(), password.clone());
        let ontask = ontask.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let task = match work {
                Work::Sign => key.given(&password).map(Task::Sign),
                Work::Encrypt => (!recipients.is_empty()).then(|| Task::Encrypt(recipients.to_vec())),
                Work::Decrypt => key.given(&password).map(Task::Decrypt),
                Work::Upload => server::relay().map(Task::Upload),
            };
            if let Some(task) = task {
                ontask.emit(task);
            }
        }
    };
    let fields = match work {
        Work::Encrypt => recipient_fields(&recipients),
        Work::Upload => html! { <p class="hint">{ say!("upload-hint") }</p> },
        Work::Sign | Work::Decrypt => html! {
            <KeyFields files={(*key).clone()} onchange={let key = key.setter(); move |files| key.set(files)}
                password={password} is_refused={refused.is_some()} has_chain={*work == Work::Sign} />
        },
    };
    html! {
        <form class="making-form" hidden={*is_hidden} onsubmit={submit} autocomplete="off">
            if *work == Work::Sign && *lacks_trust {
                <p class="slot-warning">{ icon(Picture::Warning) }<span>{ say!("sign-no-trust") }</span></p>
            }
            { fields }
            // A list here would make Yew draw the fields anew, and their password would be gone.
            if let Some(refused) = refused { { refusal(*work, refused) } }
            <p class="form-actions">
                <button type="submit" class="primary" disabled={!is_ready}>{ label }</button>
                <button type="button" class="secondary" onclick={onclose}>{ say!("close") }</button>
            </p>
        </form>
    }
}

fn recipient_fields(recipients: &UseStateHandle<Vec<File>>) -> Html {
    let choose = recipients.setter();
    html! {
        <>
            <FileField label={say!("recipients")} hint={say!("recipients-hint")} button={say!("recipients-choose")}
                accept={CERTIFICATE_ACCEPT} files={recipients.to_vec()} onchange={move |files| choose.set(files)} />
            <div class="recipient-files">
                { for recipients.iter().map(|file| html! { <CertificateList file={file.clone()} /> }) }
            </div>
        </>
    }
}
