//! The policy as a file: one that is read counts only after its changes were shown.

use std::rc::Rc;

use vnfseal::policy::Policy;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::changes::{Imported, changes};
use crate::{
    components::shared::{file_picker::FilePicker, text_link, untrusted_text},
    engine::{Answer, Fault, Question},
    json::{self, Write},
    services::Services,
    words::locale::say,
};

/// The endings in a picker for a policy.
const POLICY_ACCEPT: &str = ".json";
/// The most bytes of a policy. One with every finding and a thousand patterns is smaller.
const POLICY_BYTES: f64 = 1_048_576.0;

/// Properties of [`PolicyFile`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The policy in force.
    pub(crate) policy: Rc<Policy>,
}

/// What was read from a file.
type Outcome = Option<(String, Result<Imported, String>)>;

/// Draws the ways to take a policy from a file and to keep the one in force, and what a file would change.
#[component]
pub(crate) fn PolicyFile(Props { policy }: &Props) -> Html {
    let outcome = use_state_eq(Outcome::default);
    let Some(services) = use_context::<Services>() else { return html! {} };
    let read = {
        let (services, outcome) = (services.clone(), outcome.setter());
        Callback::from(move |files: Vec<File>| {
            for file in files.into_iter().take(1) {
                ask(&services, file, outcome.clone());
            }
        })
    };
    let take = {
        let (services, outcome) = (services.clone(), outcome.setter());
        Callback::from(move |policy: Policy| {
            outcome.set(None);
            services.set_policy(policy);
        })
    };
    let leave = {
        let outcome = outcome.setter();
        Callback::from(move |_: MouseEvent| outcome.set(None))
    };
    html! {
        <section class="policy-file" aria-label={say!("policy-file")}>
            <p class="form-actions">
                <FilePicker label={say!("policy-import")} accept={POLICY_ACCEPT} is_single={true} onfiles={read} />
                { text_link::json(&policy.write(), "policy.json", say!("policy-export")) }
            </p>
            <div role="status">
                if let Some((name, result)) = &*outcome {
                    <div class="panel policy-import">
                        <h2>{ untrusted_text::text(name) }</h2>
                        { match result {
                            Ok(imported) => changes(policy, imported, &take, &leave),
                            Err(reason) => refused(reason, &leave),
                        } }
                    </div>
                }
            </div>
        </section>
    }
}

fn refused(reason: &str, leave: &Callback<MouseEvent>) -> Html {
    html! {
        <>
            <p class="tone-wrong">{ say!("policy-import-refused") }</p>
            <p lang="en">{ untrusted_text::sentence(reason) }</p>
            <p class="form-actions">
                <button type="button" class="secondary" onclick={leave.clone()}>{ say!("policy-import-close") }</button>
            </p>
        </>
    }
}

/// Has the engine read the file. It refuses unknown keys and values that make no sense.
fn ask(services: &Services, file: File, outcome: UseStateSetter<Outcome>) {
    let name = file.name();
    if file.size() > POLICY_BYTES {
        return outcome.set(Some((name, Err(say!("policy-import-large")))));
    }
    let verifier = Rc::clone(&services.verifier);
    spawn_local(async move {
        let named = format!("{name}: ");
        let answer: Answer = verifier.answer(Question::ReadPolicy(file)).await;
        let read = |json: String| json::parse::<Imported>(&json).map_err(|error| error.to_string());
        let result = answer.map_err(Fault::reason).and_then(read);
        // The page names the file itself.
        let result = result.map_err(|reason| reason.strip_prefix(&named).map_or(reason.clone(), str::to_owned));
        outcome.set(Some((name, result)));
    });
}
