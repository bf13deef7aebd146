//! The packages as a table, with the place for more of them.

use yew::prelude::*;

use super::{batch_table::batch_table, batch_tools::batch_tools, rows::arranged};
use crate::{
    components::{
        shared::{
            file_picker::FilePicker,
            icon::{Picture, icon},
        },
        verify::notify_switch::NotifySwitch,
    },
    intake::{PACKAGE_PICKER, Purpose},
    services::Services,
    state::{Counts, State},
    trust::Source,
    words::locale::say,
};

/// Draws the table of packages.
pub(crate) fn batch_panel(state: &State, services: &Services) -> Html {
    let add = services.clone();
    let rows = arranged(&state.queue, &state.batch);
    html! {
        <section class="batch" aria-labelledby="packages">
            <div class="batch-head">
                <h2 id="packages" tabindex="-1">
                    { icon(Picture::Package) }{ say!("slot-packages") }<span class="count">{ state.queue.len() }</span>
                </h2>
                <FilePicker label={say!("add-more")} rest={say!("add-more-packages")} accept={PACKAGE_PICKER}
                    onfiles={move |files| add.add(files, Some(Purpose::Package), Source::WithPackage)} />
            </div>
            { batch_tools(state, Counts::of(&state.queue), services) }
            { batch_table(state, &rows, &services.dispatch) }
            <NotifySwitch />
        </section>
    }
}
