//! The certificates that trust files offer, and the user's answers.

use std::rc::Rc;

use super::{Action, Stage, State, is_same_file};
use crate::{
    browser::kept::KeptTerms,
    trust::{Candidate, Content, Entry, EntryId, Placement, Standing, TrustFile, inspection::Inspected},
    words::{findings, locale::say, untrusted},
};

/// The reason why there is no verdict although a package was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// A trust file is being read.
    Reading,
    /// A trust file cannot be read.
    Unreadable,
    /// The user has not decided whether offered certificates are trusted.
    Undecided,
}

impl State {
    /// Returns all entries that count as trust: installed ones, and those that the user trusts for this visit.
    pub(crate) fn trusted(&self) -> impl Iterator<Item = &Entry> {
        let installed = self.store.entries.iter().map(|installed| &installed.entry);
        installed.chain(self.trust_files.iter().flat_map(TrustFile::trusted))
    }

    /// Returns the number of entries that wait for the user.
    pub(crate) fn waiting(&self) -> usize {
        self.trust_files.iter().map(|file| file.waiting().count()).sum()
    }

    /// Returns the reason why a verdict has to wait, if there is one.
    pub(crate) fn hold(&self) -> Option<Hold> {
        let has = |is: fn(&Content) -> bool| self.trust_files.iter().any(|file| is(&file.content));
        if has(|content| matches!(content, Content::Unreadable(_))) {
            Some(Hold::Unreadable)
        } else if has(|content| *content == Content::Reading) {
            Some(Hold::Reading)
        } else {
            (self.waiting() > 0).then_some(Hold::Undecided)
        }
    }

    /// Takes a trust file. The engine reports its contents later.
    pub(super) fn add_trust(&mut self, file: TrustFile) {
        if self.trust_files.iter().any(|known| is_same_file(&known.file, &file.file)) {
            let name = untrusted::escaped(&file.name);
            return self.notices.push(say!("notice-known", name = name));
        }
        self.trust_files.push(file);
    }

    /// Takes the engine's answer about a trust file.
    pub(super) fn inspected(&mut self, key: u32, found: Result<Vec<Inspected>, String>) {
        if self.inspected_for_comparing(key, &found) {
            return;
        }
        let Some(at) = self.trust_files.iter().position(|file| file.key == key) else { return };
        let mut file = self.trust_files.remove(at);
        let name = untrusted::escaped(&file.name);
        file.content = match found {
            // A file that came with a package is often not a trust file, but for example its own signature.
            Err(reason) if !file.source.is_meant() => {
                return self.notices.push(say!(
                    "notice-no-trust",
                    name = name,
                    reason = untrusted::escaped(&findings::in_general(say!("trust-unreadable"), &reason))
                ));
            }
            Err(reason) => Content::Unreadable(reason),
            Ok(found) => {
                let is_new = |found: &Inspected| !self.knows(&found.entry.id);
                let new = found.into_iter().filter(is_new);
                Content::Read(new.map(|found| Candidate::new(found, file.source)).collect())
            }
        };
        if file.content == Content::Read(Vec::new()) {
            return self.notices.push(say!("notice-known", name = name));
        }
        let counts = file.trusted().next().is_some();
        self.trust_files.insert(at, file);
        if counts {
            self.change_terms();
        }
    }

    fn knows(&self, id: &EntryId) -> bool {
        let mut offered = self.trust_files.iter().flat_map(TrustFile::candidates);
        self.store.has(id) || offered.any(|candidate| candidate.id() == id)
    }

    /// Trusts these entries for this visit. The user has seen them on a card.
    pub(super) fn trust_for_visit(&mut self, key: u32, ids: &[EntryId]) {
        let file = self.trust_files.iter_mut().find(|file| file.key == key);
        for candidate in file.and_then(TrustFile::candidates_mut).into_iter().flatten() {
            if ids.contains(candidate.id()) {
                candidate.standing = Standing::Visit;
            }
        }
        self.change_terms();
    }

    /// Leaves these entries out. They do not count and do not wait any longer.
    pub(super) fn leave_out(&mut self, key: u32, ids: &[EntryId]) {
        let file = self.trust_files.iter_mut().find(|file| file.key == key);
        if let Some(candidates) = file.and_then(TrustFile::candidates_mut) {
            let before = candidates.len();
            let counted = candidates.iter().any(|candidate| !candidate.is_waiting() && ids.contains(candidate.id()));
            candidates.retain(|candidate| !ids.contains(candidate.id()));
            if candidates.len() < before && counted {
                self.change_terms();
            }
        }
        self.forget_empty();
    }

    /// Moves a certificate to another placement. If that grants trust, the user has to decide again.
    pub(super) fn place(&mut self, key: u32, id: &EntryId, placement: Placement) {
        let file = self.trust_files.iter_mut().find(|file| file.key == key);
        for candidate in file.and_then(TrustFile::candidates_mut).into_iter().flatten() {
            if candidate.id() == id && id.placement.is_for_certificates() && placement.is_for_certificates() {
                candidate.found.entry.id.placement = placement;
                candidate.standing = Standing::Waiting;
            }
        }
        self.change_terms();
    }

    /// Takes the stored values, which were read anew.
    pub(super) fn take_kept(&mut self, kept: KeptTerms) {
        self.is_kept = true;
        let waived = std::mem::take(&mut self.waived);
        self.waived = waived.into_iter().filter(|unread| kept.unread.contains(unread)).collect();
        self.unread = kept.unread.into_iter().filter(|unread| !self.waived.contains(unread)).collect();
        let policy = kept.policy.map_or_else(|| Rc::clone(&self.policy), Rc::new);
        if *self.store != kept.store || self.policy != policy {
            (self.store, self.policy) = (Rc::new(kept.store), policy);
            self.change_terms();
        }
        if !self.unread.is_empty() {
            self.stop_all();
        }
        self.forget_installed();
    }

    /// Returns whether the page uses the stored values.
    pub(crate) fn agrees_with(&self, kept: &KeptTerms) -> bool {
        *self.store == kept.store
            && kept.policy.as_ref().is_none_or(|policy| *policy == *self.policy)
            && kept.unread.iter().all(|unread| self.waived.contains(unread))
            && self.unread.is_empty()
    }

    /// Removes installed entries from those that wait or count for this visit.
    pub(super) fn forget_installed(&mut self) {
        let store = Rc::clone(&self.store);
        for candidates in self.trust_files.iter_mut().filter_map(TrustFile::candidates_mut) {
            candidates.retain(|candidate| !store.has(candidate.id()));
        }
        self.forget_empty();
    }

    pub(super) fn forget_empty(&mut self) {
        self.trust_files.retain(|file| file.content != Content::Read(Vec::new()));
    }

    /// Stops all verifications until the user has decided about unreadable values.
    fn stop_all(&mut self) {
        for delivery in self.queue.iter_mut().filter(|delivery| delivery.stage.is_running()) {
            delivery.enter(Stage::Queued);
        }
    }

    /// Shows verdicts only if nothing speaks against that. While the user has not decided, only a report with a trusted
    /// signer is shown.
    pub(super) fn hold_verdicts(&mut self) {
        let hold = self.hold();
        for delivery in &mut self.queue {
            let waits = |is_trusted: bool| hold.is_some_and(|hold| hold != Hold::Undecided || !is_trusted);
            let stage = std::mem::take(&mut delivery.stage);
            delivery.stage = match stage {
                Stage::Done(report) if report.is_encrypted() => Stage::Done(report),
                Stage::Done(report) | Stage::Read(report) if waits(report.has_trusted_signer()) => Stage::Read(report),
                Stage::Read(report) => Stage::Done(report),
                other => other,
            };
        }
    }

    /// Handles all events about trust files.
    pub(super) fn reduce_offers(&mut self, action: Action) {
        match action {
            Action::Inspected(key, found) => self.inspected(key, found),
            Action::TrustForVisit(key, ids) => self.trust_for_visit(key, &ids),
            Action::LeaveOut(key, ids) => self.leave_out(key, &ids),
            Action::Place(key, id, placement) => self.place(key, &id, placement),
            Action::CompareFingerprint(comparing) => self.comparing = comparing,
            Action::TrustCompared(placement) => self.trust_compared(placement),
            _ => {}
        }
    }
}
