//! The state of the page, and all its changes.

mod action;
mod address;
mod batch;
mod comparing;
mod delivery;
mod external;
mod offers;
mod saved;
mod viewed;

use std::{cell::Cell, rc::Rc};

use vnfseal::policy::Policy;
use web_sys::File;
use yew::Reducible;

use crate::{
    browser::{
        kept::Unread,
        server::{Origin, Server},
    },
    engine::{Progress, RuleText, RunEvent},
    report::Verified,
    trust::{Installed, TrustFile, TrustStore},
    words::locale::{self, Language, say},
};

pub(crate) use self::{
    action::{Action, Input, View, Work},
    address::Address,
    batch::{Arrangement, Choice, Column, Counts},
    comparing::Comparing,
    delivery::{Delivery, FileDigest, Stage},
    offers::Hold,
    saved::{Comparable, SavedReport},
    viewed::{Viewed, Wanted},
};

/// The state of the page.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct State {
    /// The screen that is shown.
    pub(crate) view: View,
    /// The language of the page.
    pub(crate) language: Language,
    /// The packages, in the order in which they came.
    pub(crate) queue: Vec<Delivery>,
    /// The package that is selected.
    pub(crate) selected: Option<u32>,
    /// Whether this browser keeps reports.
    pub(crate) keeps_reports: bool,
    /// A number that grows when reports were saved or kept.
    pub(crate) kept_reports: u32,
    /// How the table of packages is arranged.
    pub(crate) batch: Arrangement,
    /// The open dialog, and the package that it is about.
    pub(crate) dialog: Option<(Work, u32)>,
    /// The file that the user looks at.
    pub(crate) viewed: Option<Viewed>,
    /// Files that offer certificates, and the user's answers.
    pub(crate) trust_files: Vec<TrustFile>,
    /// The certificate of a report that the user compares before it counts.
    pub(crate) comparing: Option<Comparing>,
    /// The trust store of this browser.
    pub(crate) store: Rc<TrustStore>,
    /// The entry that was removed last and can be put back.
    pub(crate) removed: Option<Installed>,
    /// Values that this browser stores and this build cannot read. Nothing is verified before the user has chosen.
    pub(crate) unread: Vec<Unread>,
    /// Unreadable values that the user ignores.
    waived: Vec<Unread>,
    /// Whether this browser stores anything for the page.
    pub(crate) is_kept: bool,
    /// The policy for packages.
    pub(crate) policy: Rc<Policy>,
    /// The engine's rules, once the engine has sent them.
    pub(crate) rules: Option<Rc<[RuleText]>>,
    /// What the server of the page has.
    pub(crate) server: Rc<Server>,
    /// Reports that came as files.
    pub(crate) saved: Vec<SavedReport>,
    /// The one of `saved` that is read again.
    pub(crate) shown_saved: Option<u32>,
    /// The two reports that are compared, the older one first.
    pub(crate) compared: [Option<u32>; 2],
    /// The id of the run that is open.
    pub(crate) run_shown: Option<String>,
    /// Remarks about files that were left out.
    pub(crate) notices: Vec<String>,
    /// The number of the latest verification. Answers to an earlier one are too late and are ignored.
    pub(crate) run: u32,
    /// A number that grows with each change of trust or policy.
    pub(crate) terms: u32,
}

/// Returns a number that nothing else on this page has.
pub(crate) fn new_key() -> u32 {
    thread_local! {
        static LAST: Cell<u32> = const { Cell::new(0) };
    }
    LAST.set(LAST.get().wrapping_add(1));
    LAST.get()
}

impl State {
    /// Returns the state of a page without files. It says that a language is `missing` which was wanted.
    pub(crate) fn first(language: Language, keeps_reports: bool, missing: Option<Language>) -> Self {
        let notices = missing.map(|missing| say!("notice-no-language", language = missing.name()));
        Self { language, keeps_reports, notices: notices.into_iter().collect(), ..Self::default() }
    }

    /// Returns the package that is selected.
    pub(crate) fn selected(&self) -> Option<&Delivery> {
        self.queue.iter().find(|delivery| Some(delivery.key) == self.selected)
    }

    /// The names of the packages that wait for a verdict, as the worker knows them.
    pub(crate) fn awaited(&self) -> Vec<String> {
        let waits = |delivery: &&Delivery| matches!(delivery.stage, Stage::Queued | Stage::Running(_));
        self.queue.iter().filter(waits).map(Delivery::reading_name).collect()
    }

    /// The package whose verification runs.
    pub(crate) fn running(&self) -> Option<&Delivery> {
        self.queue.iter().find(|delivery| delivery.stage.is_running())
    }

    fn add(&mut self, inputs: Vec<Input>, notices: Vec<String>) {
        self.notices = notices;
        let (mut first_package, mut first_unknown) = (None, None);
        let (mut came, mut saved) = (Vec::new(), Vec::new());
        for input in inputs {
            match input {
                Input::Package(file) => {
                    let key = self.add_package(file, None, false, &mut came);
                    first_package.get_or_insert(key);
                }
                Input::Stored(file, origin) => {
                    let key = self.add_package(file, Some(origin), false, &mut came);
                    first_package.get_or_insert(key);
                }
                Input::Made(file) => {
                    let key = self.add_package(file, None, false, &mut came);
                    first_package.get_or_insert(key);
                    self.queue
                        .iter_mut()
                        .filter(|delivery| delivery.key == key)
                        .for_each(|delivery| delivery.is_made = true);
                }
                Input::Unknown(file) => {
                    let key = self.add_package(file, None, true, &mut came);
                    first_unknown.get_or_insert(key);
                }
                Input::Trust(file) => self.add_trust(file),
                Input::Report(report) => saved.push(report),
            }
        }
        self.add_saved(saved);
        if let Some(first) = first_package.or(first_unknown) {
            self.selected = Some(first);
            self.view = View::Verify;
        }
        self.hand_out();
    }

    /// Adds a package. One that is already there is verified again, because it may have been written anew. What `came` together is
    /// never the same.
    fn add_package(&mut self, file: File, origin: Option<Origin>, is_guess: bool, came: &mut Vec<u32>) -> u32 {
        let is_known = |known: &&mut Delivery| !came.contains(&known.key) && is_same(known, &file, origin.as_ref());
        let key = if let Some(known) = self.queue.iter_mut().find(is_known) {
            known.file = file;
            known.is_guess &= is_guess;
            known.read_again();
            known.key
        } else {
            let key = new_key();
            self.queue.push(Delivery { origin, ..Delivery::new(key, file, is_guess) });
            key
        };
        came.push(key);
        key
    }

    fn remove(&mut self, key: u32) {
        let position = self.queue.iter().position(|delivery| delivery.key == key);
        self.queue.retain(|delivery| delivery.key != key);
        if let Some(position) = position.filter(|_| self.selected == Some(key)) {
            let next = self.queue.get(position).or_else(|| self.queue.last());
            self.selected = next.map(|delivery| delivery.key);
        }
        let counted = self.trust_files.iter().any(|file| file.key == key && file.counting().next().is_some());
        self.trust_files.retain(|file| file.key != key);
        if counted {
            self.change_terms();
        }
    }

    /// Notes a change of trust or policy. Every result so far is outdated. What was read is still valid, and is judged
    /// again.
    fn change_terms(&mut self) {
        self.terms = self.terms.wrapping_add(1);
        self.queue.iter_mut().for_each(Delivery::judge_again);
    }

    fn read_again(&mut self, key: u32) {
        if let Some(delivery) = self.queue.iter_mut().find(|delivery| delivery.key == key) {
            delivery.read_again();
        }
    }

    fn saved(&mut self, keys: &[u32]) {
        for delivery in self.queue.iter_mut().filter(|delivery| keys.contains(&delivery.key)) {
            delivery.save();
        }
        self.kept_reports = self.kept_reports.wrapping_add(1);
    }

    fn set_stage(&mut self, key: u32, stage: Stage) {
        if let Some(delivery) = self.queue.iter_mut().find(|delivery| delivery.key == key) {
            delivery.enter(stage);
        }
    }

    fn digested(&mut self, key: u32, digest: FileDigest) {
        if let Some(delivery) = self.queue.iter_mut().find(|delivery| delivery.key == key) {
            delivery.digest = digest;
        }
    }

    fn follow(&mut self, run: u32, event: RunEvent) {
        match event {
            RunEvent::Progressed(progress) => {
                self.settle(run, |delivery, before| delivery.progress(progress.after(before)));
            }
            RunEvent::Finished(verified) => {
                let verified = verified.asked_by(&self.policy);
                self.finish(run, verified);
            }
            RunEvent::Failed(fault) => self.settle(run, |delivery, _| delivery.enter(Stage::Stopped(fault))),
        }
    }

    /// Takes an answer of run `run`, if that is the one that is awaited.
    fn settle(&mut self, run: u32, take: impl FnOnce(&mut Delivery, &Progress)) {
        let running = self.queue.iter_mut().find_map(|delivery| match &delivery.stage {
            Stage::Running(progress) if self.run == run => Some((progress.clone(), delivery)),
            _ => None,
        });
        if let Some((progress, delivery)) = running {
            take(delivery, &progress);
        }
    }

    /// Takes the report of a finished verification. It names the external artifacts that are needed.
    fn finish(&mut self, run: u32, verified: Verified) {
        let key = self.running().map(|delivery| delivery.key);
        let external_uris = verified.external_uris();
        self.settle(run, |delivery, _| delivery.enter(Stage::Done(verified)));
        let finished = self.queue.iter_mut().find(|delivery| Some(delivery.key) == key);
        if let Some(delivery) = finished.filter(|delivery| matches!(delivery.stage, Stage::Done(_))) {
            delivery.external_uris = external_uris;
            self.hand_out();
        }
    }

    /// Starts what is next: what has been read or is being read, then the package that is looked at, then the others, and
    /// last files that may be no packages at all.
    fn advance(&mut self) {
        if self.running().is_some() || !self.unread.is_empty() {
            return;
        }
        let selected = self.selected;
        let waits = |delivery: &&mut Delivery| delivery.stage == Stage::Queued;
        let first = self
            .queue
            .iter_mut()
            .filter(waits)
            .min_by_key(|delivery| (delivery.content, delivery.is_guess, Some(delivery.key) != selected));
        if let Some(delivery) = first {
            delivery.enter(Stage::Running(Progress::default()));
            self.run = self.run.wrapping_add(1);
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Add(inputs, notices) => state.add(inputs, notices),
            Action::Remove(key) => state.remove(key),
            Action::Clear => state.clear(),
            Action::Arrange(batch) => state.batch = batch,
            Action::Saved(keys) => state.saved(&keys),
            Action::KeepReports(keeps_reports) => state.keeps_reports = keeps_reports,
            Action::HistoryChanged(keeps_reports) => {
                state.keeps_reports = keeps_reports;
                state.kept_reports = state.kept_reports.wrapping_add(1);
            }
            Action::OpenRun(id) => state.run_shown = id,
            Action::ShowReport(key) => state.shown_saved = Some(key),
            Action::RemoveReport(key) => state.remove_saved(key),
            Action::Compare(pair) => state.compare(pair),
            Action::Select(key) => {
                state.selected = Some(key);
                state.view = View::Verify;
            }
            Action::Show(view) => state.view = view,
            Action::Visit(address) => state.visit(address),
            Action::DismissNotices => state.notices.clear(),
            Action::Remark(text) => state.notices.push(text),
            Action::Supply(key, uri, file) => state.supply(key, uri, file),
            Action::VerifyAgain(key) => state.read_again(key),
            Action::Open(dialog) => state.dialog = dialog,
            Action::Look(wanted) => state.look(wanted),
            Action::CloseViewer => state.viewed = None,
            Action::Digested(key, digest) => state.digested(key, digest),
            Action::Cancel(key) => state.set_stage(key, Stage::Cancelled),
            Action::Ran(run, event) => state.follow(run, event),
            Action::Served(server) => state.server = Rc::new(server),
            Action::Rules(rules) => state.rules = Some(rules),
            Action::SetPolicy(policy) => {
                state.policy = policy;
                state.change_terms();
            }
            Action::TakeKept(kept) => state.take_kept(kept),
            Action::GoOnWithout(what) => {
                let (waived, open) = state.unread.drain(..).partition(|unread| unread.what == what);
                state.unread = open;
                state.waived.extend::<Vec<_>>(waived);
            }
            Action::InstallHere(installed) => {
                Rc::make_mut(&mut state.store).install(installed);
                state.forget_installed();
                state.change_terms();
            }
            Action::UninstallHere(id) => {
                Rc::make_mut(&mut state.store).remove(&id);
                state.change_terms();
            }
            Action::Removed(removed) => state.removed = removed,
            Action::Speak(language) => {
                locale::speak(language);
                state.language = language;
            }
            offers => state.reduce_offers(offers),
        }
        state.hold_verdicts();
        state.advance();
        state.into()
    }
}

/// Returns whether a file takes the place of a package. What was fetched is known by its digest.
fn is_same(known: &Delivery, file: &File, origin: Option<&Origin>) -> bool {
    match (&known.origin, origin) {
        (None, None) => is_same_file(&known.file, file),
        (known, origin) => known.as_ref() == origin,
    }
}

/// Returns whether two files of the disk look like one. A browser says no more of them.
fn is_same_file(one: &File, other: &File) -> bool {
    one.name() == other.name()
        && one.size().total_cmp(&other.size()).is_eq()
        && one.last_modified().total_cmp(&other.last_modified()).is_eq()
}
