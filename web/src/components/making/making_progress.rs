//! A run that signs, encrypts, decrypts or uploads.

use yew::prelude::*;

use crate::{
    components::{frame::announcer, verify::progress_panel},
    engine::Progress,
    words::{self, locale::say},
};

/// Draws the present step, how much of it is done, and a button to cancel. What the NFVO does goes on without this page.
pub(crate) fn making_progress(
    progress: &Progress,
    cancel: &Callback<MouseEvent>,
    close: &Callback<MouseEvent>,
) -> Html {
    let percent = progress.percent();
    let is_at_nfvo = progress.phase.starts_with("nfvo-");
    html! {
        <div class="progress-panel">
            <div class="progress-head">
                <h3 id="making-phase">{ words::phase(&progress.phase) }</h3>
                if let Some(percent) = percent {
                    <span class="percent">{ format!("{percent} %") }</span>
                }
            </div>
            <progress aria-labelledby="making-phase" max="100" value={percent.map(|percent| percent.to_string())} />
            <div class="progress-foot">
                if is_at_nfvo {
                    <p class="progress-figures">{ say!("upload-waiting") }</p>
                    <button type="button" class="secondary" onclick={close}>{ say!("upload-leave") }</button>
                } else {
                    <p class="progress-figures">{ progress_panel::figures(progress) }</p>
                    <button type="button" class="secondary" onclick={cancel}>{ say!("cancel") }</button>
                }
            </div>
            // The page's own live region is outside of the dialog, where nothing is read out.
            <p class="visually-hidden" role="status">{ announcer::running(progress) }</p>
        </div>
    }
}
