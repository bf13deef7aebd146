//! What can be done with one package of the list or the table.

use yew::prelude::*;

use crate::{
    components::shared::{
        icon::Picture,
        menu::{Menu, MenuItem},
    },
    intake::Purpose,
    services::Services,
    state::{Action, Delivery},
    words::{locale::say, untrusted},
};

/// Draws the actions of a package in the list. Its name seldom deceives: what is for that case alone stands in a menu, unless
/// nothing shows that it is a package.
pub(crate) fn package_actions(delivery: &Delivery, services: &Services) -> Html {
    let (key, spoken) = (delivery.key, untrusted::escaped(&delivery.file.name()));
    let reassign = reassign(delivery, services);
    html! {
        <span class="file-actions">
            if may_cancel(delivery) {
                <button type="button" class="quiet" aria-label={say!("cancel-named", name = spoken.clone())}
                    onclick={services.dispatch.reform(move |_| Action::Cancel(key))}>{ say!("cancel") }</button>
            }
            if delivery.is_guess {
                <button type="button" class="quiet" aria-label={say!("use-as-trust-named", name = spoken.clone())}
                    onclick={reassign.reform(|_: MouseEvent| ())}>{ say!("use-as-trust") }</button>
            }
            <button type="button" class="quiet" aria-label={say!("remove-named", name = spoken.clone())}
                onclick={services.dispatch.reform(move |_| Action::Remove(key))}>{ say!("remove") }</button>
            if !delivery.is_guess {
                <Menu label={say!("package-more")} rest={say!("package-more-named", name = spoken)} class="quiet" is_at_end={true}
                    items={vec![item(Picture::Key, say!("use-as-trust"), reassign)]} />
            }
        </span>
    }
}

/// Draws the actions of a package in the table, where all of them stand in a menu.
pub(crate) fn package_menu(delivery: &Delivery, services: &Services) -> Html {
    let (key, spoken) = (delivery.key, untrusted::escaped(&delivery.file.name()));
    let cancel = item(Picture::Wrong, say!("cancel"), services.dispatch.reform(move |()| Action::Cancel(key)));
    let remove = item(Picture::Nothing, say!("remove"), services.dispatch.reform(move |()| Action::Remove(key)));
    let items = [
        may_cancel(delivery).then_some(cancel),
        Some(remove),
        Some(item(Picture::Key, say!("use-as-trust"), reassign(delivery, services))),
    ];
    html! {
        <Menu label={say!("package-more")} rest={say!("package-more-named", name = spoken)} class="quiet" is_at_end={true}
            items={items.into_iter().flatten().collect::<Vec<_>>()} />
    }
}

fn item(picture: Picture, label: String, onchoose: Callback<()>) -> MenuItem {
    MenuItem { picture, label, has_dialog: false, onchoose }
}

/// What is kept is judged again in no time, and cannot be cancelled.
fn may_cancel(delivery: &Delivery) -> bool {
    delivery.is_open() && delivery.outdated.is_none()
}

fn reassign(delivery: &Delivery, services: &Services) -> Callback<()> {
    let (key, file, services) = (delivery.key, delivery.file.clone(), services.clone());
    Callback::from(move |()| services.reassign(key, file.clone(), Purpose::Trust))
}
