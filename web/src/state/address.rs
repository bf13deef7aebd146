//! The address of what the page shows, as the fragment of its URL: `#/verify/acme.csar/findings`. Nothing of it is sent to a
//! server. The page keeps no files, so a package in an address is only the name of one.

use std::fmt::Write;

use super::{State, View};
use crate::{
    browser::location,
    words::{locale::say, untrusted},
};

/// A view, and on it a package and a part of its report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The view.
    pub(crate) view: View,
    /// The name of the package, and which it is of those with that name.
    pub(crate) package: Option<(String, usize)>,
    /// The run that is open, if runs are shown.
    pub(crate) run: Option<String>,
    /// The id of the part.
    pub(crate) part: Option<String>,
}

impl Address {
    /// Reads a fragment. Without one the page begins. Returns `None` if it is no address of this page, for example the id of an
    /// element.
    pub(crate) fn read(fragment: &str) -> Option<Self> {
        if fragment.is_empty() {
            return Some(Self::default());
        }
        let mut steps = fragment.strip_prefix("#/")?.split('/');
        let view = view_named(steps.next().unwrap_or_default())?;
        if view == View::Runs {
            let run = steps.next().filter(|run| is_run(run)).map(str::to_owned);
            return Some(Self { view, run, ..Self::default() });
        }
        let package = steps.next().filter(|step| !step.is_empty()).and_then(read_package);
        let part = steps.next().filter(|part| is_id(part)).map(str::to_owned);
        Some(Self { view, package, part, run: None })
    }

    /// Writes the fragment.
    pub(crate) fn write(&self) -> String {
        let mut fragment = format!("#/{}", name_of(self.view));
        if let Some(run) = &self.run {
            fragment.push('/');
            fragment.push_str(run);
        }
        if let Some((name, number)) = &self.package {
            fragment.push('/');
            fragment.push_str(&location::encode(name));
            if *number > 1 {
                // Writing to a String cannot fail.
                let _ = write!(fragment, ":{number}");
            }
            if let Some(part) = &self.part {
                fragment.push('/');
                fragment.push_str(part);
            }
        }
        fragment
    }

    /// Returns the address without a part.
    pub(crate) fn whole(self) -> Self {
        Self { part: None, ..self }
    }

    /// Returns the address of a part, by the id of its element. The whole page is no part.
    pub(crate) fn at(self, id: &str) -> Self {
        Self { part: Some(id.to_owned()).filter(|id| is_id(id) && id != "main"), ..self }
    }
}

/// Returns whether a text is the id of an element of a report.
fn is_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
}

/// Returns whether a text is the id of a run: hex digits.
fn is_run(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A colon in the name itself is encoded.
fn read_package(step: &str) -> Option<(String, usize)> {
    let (name, number) = step.split_once(':').unwrap_or((step, "1"));
    Some((location::decode(name)?, number.parse().ok()?))
}

fn name_of(view: View) -> &'static str {
    match view {
        View::Verify => "verify",
        View::Catalogue => "catalogue",
        View::Reports => "reports",
        View::Runs => "audits",
        View::Trust => "trust",
        View::Policy => "policy",
        View::ThisPage => "this-page",
    }
}

fn view_named(name: &str) -> Option<View> {
    let views = [View::Verify, View::Catalogue, View::Reports, View::Runs, View::Trust, View::Policy, View::ThisPage];
    views.into_iter().find(|view| name_of(*view) == name)
}

impl State {
    /// Returns the address of what is shown, without a part.
    pub(crate) fn address(&self) -> Address {
        let selected = self.selected().filter(|_| self.view == View::Verify);
        let package = selected.map(|selected| {
            let name = selected.file.name();
            let before = self.queue.iter().take_while(|delivery| delivery.key != selected.key);
            let same = before.filter(|delivery| delivery.file.name() == name).count();
            (name, same.saturating_add(1))
        });
        let run = self.run_shown.clone().filter(|_| self.view == View::Runs);
        Address { view: self.view, package, run, part: None }
    }

    /// Goes to an address. A package that is not on the page is said to be gone.
    pub(super) fn visit(&mut self, address: Address) {
        self.view = address.view;
        if address.view == View::Runs {
            self.run_shown = address.run;
        }
        let Some((name, number)) = address.package else { return };
        let mut named = self.queue.iter().filter(|delivery| delivery.file.name() == name);
        match named.nth(number.saturating_sub(1)) {
            Some(delivery) => self.selected = Some(delivery.key),
            None => self.notices = vec![say!("notice-gone", name = untrusted::escaped(&name))],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_have_names() {
        for view in
            [View::Verify, View::Catalogue, View::Reports, View::Runs, View::Trust, View::Policy, View::ThisPage]
        {
            let address = Address { view, ..Address::default() };
            assert_eq!(Address::read(&address.write()), Some(address));
        }
        assert_eq!(Address::read(""), Some(Address::default()));
        let run = Address { view: View::Runs, run: Some("3f9c".into()), ..Address::default() };
        assert_eq!((run.write(), Address::read(&run.write())), ("#/audits/3f9c".into(), Some(run)));
        assert_eq!(Address::read("#/audits/<b>"), Some(Address { view: View::Runs, ..Address::default() }));
        for other in ["#", "#main", "#/", "#/nowhere", "#findings"] {
            assert_eq!(Address::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_part_is_an_id_and_nothing_else() {
        for id in ["findings", "signature-12"] {
            assert!(is_id(id));
        }
        for other in ["", "A", "a b", "a\"", "ä", &"a".repeat(65)] {
            assert!(!is_id(other), "{other}");
        }
        assert_eq!(Address::default().at("main").part, None);
    }
}
