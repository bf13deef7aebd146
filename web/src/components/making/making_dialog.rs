//! The dialog in which a package is signed, encrypted, decrypted or uploaded.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use vnfseal::report::Role;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{making_form::MakingForm, making_progress::making_progress, outcome::Outcome};
use crate::{
    browser::{
        dialog,
        saving::{self, Place},
        scroll,
        server::Server,
    },
    components::shared::untrusted_text,
    engine::{Made, Making, MakingEvent, Order, Progress, Refusal, Task},
    json::{Json, Word},
    services::Services,
    state::{Action, Delivery, Input, Work},
    words::{locale::say, untrusted},
};

/// Properties of [`MakingDialog`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What is to be done.
    pub(crate) work: Work,
    /// The package.
    pub(crate) delivery: Delivery,
    /// The trust bundle in force.
    pub(crate) trust: Json,
    /// The policy in force.
    pub(crate) policy: Json,
    /// What the server of the page has.
    pub(crate) server: Rc<Server>,
    /// The services of the page.
    pub(crate) services: Services,
}

/// How far the dialog has come.
enum Stage {
    /// The user gives what is needed. There is a reason if it was refused before.
    Form(Option<Refusal>),
    /// A run goes on.
    Running(Progress),
    /// Something was made.
    Done(Made),
}

/// The run, and the file that it writes. Both end with the dialog.
#[derive(Default)]
struct Running {
    making: Option<Making>,
    output: Option<JsValue>,
    /// Whether the dialog is closed. Then nothing begins any more.
    is_closed: bool,
}

impl Running {
    /// Ends the run, if it goes on. Nothing is left of what it was writing.
    fn give_up(&mut self) {
        self.making = None;
        if let Some(output) = self.output.take() {
            saving::discard(output);
        }
    }
}

/// Draws the dialog, open from the beginning.
#[component]
pub(crate) fn MakingDialog(props: &Props) -> Html {
    let Props { work, delivery, trust, server, services, .. } = props;
    let work = *work;
    let element = use_node_ref();
    let stage = use_state(|| Stage::Form(None));
    let running = use_mut_ref(Running::default);
    use_effect_with((), {
        let (element, running) = (element.clone(), Rc::clone(&running));
        move |()| {
            dialog::open(&element);
            move || {
                running.borrow_mut().give_up();
                running.borrow_mut().is_closed = true;
            }
        }
    });
    let task = {
        let (props, stage, running) = (props.clone(), stage.setter(), Rc::clone(&running));
        Callback::from(move |task: Task| begin(&props, task, &stage, &running))
    };
    let cancel = {
        let (stage, running) = (stage.setter(), Rc::clone(&running));
        Callback::from(move |_: MouseEvent| {
            running.borrow_mut().give_up();
            stage.set(Stage::Form(None));
        })
    };
    let close = {
        let element = element.clone();
        Callback::from(move |_: MouseEvent| dialog::close(&element))
    };
    let closed = {
        let dispatch = services.dispatch.clone();
        move |_: Event| {
            dispatch.emit(Action::Open(None));
            scroll::go_on_after_dialog(&["verdict-title", "progress-title", "encrypted-title", "main"]);
        }
    };
    let is_running = matches!(*stage, Stage::Running(_));
    // Escape does not end a run by mistake.
    let escape = move |event: Event| {
        if is_running {
            event.prevent_default();
        }
    };
    let (title, lead) = words(work, delivery, server);
    html! {
        <dialog class="making" ref={element} aria-labelledby="making-title" onclose={closed} oncancel={escape}>
            <h2 id="making-title">{ title }</h2>
            if let Stage::Done(made) = &*stage {
                <Outcome {work} made={made.clone()} onclose={close} />
            } else {
                <p class="making-package">{ untrusted_text::plain(&delivery.file.name()) }</p>
                <p>{ lead }</p>
                <MakingForm {work} lacks_trust={trust.get(Role::ServiceProvider.code()).is_none()}
                    refused={if let Stage::Form(refused) = &*stage { refused.clone() } else { None }}
                    is_hidden={is_running} ontask={task} onclose={close.clone()} />
                if let Stage::Running(progress) = &*stage {
                    { making_progress(progress, &cancel, &close) }
                }
            }
        </dialog>
    }
}

/// Returns the title, and a sentence about what will happen.
fn words(work: Work, delivery: &Delivery, server: &Server) -> (String, String) {
    match work {
        Work::Sign => (say!("sign-title"), say!("sign-lead")),
        Work::Encrypt => (say!("encrypt-title"), say!("encrypt-lead")),
        Work::Decrypt if delivery.is_encrypted_file() => (say!("decrypt-title"), say!("decrypt-lead")),
        Work::Decrypt => (say!("decrypt-title"), say!("decrypt-artifacts-lead")),
        Work::Upload => {
            let name = server.nfvo.as_ref().map(|nfvo| untrusted::escaped(&nfvo.name)).unwrap_or_default();
            (say!("upload-title"), say!("upload-lead", name = name))
        }
    }
}

/// Has a place chosen for the new file, if it may be large, and starts.
fn begin(props: &Props, task: Task, stage: &UseStateSetter<Stage>, running: &Rc<RefCell<Running>>) {
    let Props { work, delivery, trust, policy, services, .. } = props.clone();
    let (stage, running) = (stage.clone(), Rc::clone(running));
    spawn_local(async move {
        let name = new_name(work, &delivery.file.name());
        // A signed package is the old one with a few new bytes, and needs no place of its own. A picker would also let the user
        // overwrite the package while it is read. An upload writes no file.
        let is_written = matches!(work, Work::Encrypt | Work::Decrypt);
        let place = if is_written { saving::choose_place(&name).await } else { Place::Download };
        let output = match place {
            Place::Nowhere => return,
            Place::Download => None,
            Place::File(file) => Some(file),
        };
        if running.borrow().is_closed {
            return;
        }
        let (package, supplied) = (delivery.file, delivery.supplied);
        let order = Order { task, name, package, supplied, trust, policy, output: output.clone() };
        stage.set(Stage::Running(Progress::default()));
        let heard = hear(work, stage, Rc::downgrade(&running), services);
        running.borrow_mut().output = output;
        let making = Making::start(order, &heard);
        running.borrow_mut().making = Some(making);
    });
}

/// Follows a run to its end.
fn hear(
    work: Work,
    stage: UseStateSetter<Stage>,
    running: Weak<RefCell<Running>>,
    services: Services,
) -> Callback<MakingEvent> {
    let latest = RefCell::new(Progress::default());
    Callback::from(move |event| match event {
        MakingEvent::Progressed(progress) => {
            let progress = progress.after(&latest.borrow());
            latest.replace(progress.clone());
            stage.set(Stage::Running(progress));
        }
        MakingEvent::Refused(refusal) => {
            if let Some(running) = running.upgrade() {
                running.borrow_mut().give_up();
            }
            stage.set(Stage::Form(Some(refusal)));
        }
        MakingEvent::Finished(made) => {
            if let Some(running) = running.upgrade() {
                if made.file.is_some() {
                    running.borrow_mut().output = None;
                }
                running.borrow_mut().give_up();
            }
            // A new package joins the others, where it is verified like any that comes.
            if let Some(file) = made.file.clone().filter(|_| work != Work::Encrypt) {
                services.dispatch.emit(Action::Add(vec![Input::Made(file)], Vec::new()));
            }
            stage.set(Stage::Done(made));
        }
    })
}

/// Returns a name for the new file.
fn new_name(work: Work, name: &str) -> String {
    match (work, name.rsplit_once('.')) {
        (Work::Sign, Some((stem, ending))) => format!("{stem}-signed.{ending}"),
        (Work::Sign, None) => format!("{name}-signed"),
        (Work::Encrypt, _) => format!("{name}.cms"),
        (Work::Upload, _) => name.to_owned(),
        (Work::Decrypt, Some((stem, ending))) if ending.eq_ignore_ascii_case("cms") => stem.to_owned(),
        (Work::Decrypt, Some((stem, ending))) => format!("{stem}-decrypted.{ending}"),
        (Work::Decrypt, None) => format!("{name}-decrypted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_has_a_name_of_its_own() {
        for (work, name, expected) in [
            (Work::Sign, "acme.vnf.csar", "acme.vnf-signed.csar"),
            (Work::Sign, "acme", "acme-signed"),
            (Work::Encrypt, "acme.csar", "acme.csar.cms"),
            (Work::Decrypt, "acme.csar.CMS", "acme.csar"),
            (Work::Decrypt, "acme.csar", "acme-decrypted.csar"),
            (Work::Decrypt, "acme", "acme-decrypted"),
        ] {
            assert_eq!(new_name(work, name), expected);
        }
    }
}
