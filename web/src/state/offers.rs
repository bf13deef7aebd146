//! What trust files offer, and what the user says of it.

use std::rc::Rc;

use super::{Action, Stage, State, is_same_file};
use crate::{
    browser::kept::KeptTerms,
    trust::{Candidate, Content, Entry, EntryId, Placement, Standing, TrustFile, inspection::Inspected},
    words::{locale::say, untrusted},
};

/// Why there is no verdict although a package was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// A trust file is being read.
    Reading,
    /// A trust file cannot be read.
    Unreadable,
    /// The user has not said whether what is offered is trusted.
    Undecided,
}

impl State {
    /// Everything that counts as trust: what is installed, and what the user trusts for this visit.
    pub(crate) fn trusted(&self) -> impl Iterator<Item = &Entry> {
        let installed = self.store.entries.iter().map(|installed| &installed.entry);
        installed.chain(self.trust_files.iter().flat_map(TrustFile::trusted))
    }

    /// How much waits for the user.
    pub(crate) fn waiting(&self) -> usize {
        self.trust_files.iter().map(|file| file.waiting().count()).sum()
    }

    /// Why a verdict has to wait, if anything is open.
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

    /// Takes a trust file in. What is in it, the engine says later.
    pub(super) fn add_trust(&mut self, file: TrustFile) {
        if self.trust_files.iter().any(|known| is_same_file(&known.file, &file.file)) {
            let name = untrusted::escaped(&file.name);
            return self.notices.push(say!("notice-known", name = name));
        }
        self.trust_files.push(file);
    }

    /// The engine has read a trust file, or could not.
    pub(super) fn inspected(&mut self, key: u32, found: Result<Vec<Inspected>, String>) {
        let Some(at) = self.trust_files.iter().position(|file| file.key == key) else { return };
        let mut file = self.trust_files.remove(at);
        let name = untrusted::escaped(&file.name);
        file.content = match found {
            // What came with a package is often no trust file at all: its own signature, say.
            Err(reason) if !file.source.is_meant() => {
                return self.notices.push(say!("notice-no-trust", name = name, reason = untrusted::escaped(&reason)));
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

    /// The user has seen these on a card and trusts them for this visit.
    pub(super) fn trust_for_visit(&mut self, key: u32, ids: &[EntryId]) {
        let file = self.trust_files.iter_mut().find(|file| file.key == key);
        for candidate in file.and_then(TrustFile::candidates_mut).into_iter().flatten() {
            if ids.contains(candidate.id()) {
                candidate.standing = Standing::Visit;
            }
        }
        self.change_terms();
    }

    /// These count for nothing and wait no longer.
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

    /// A certificate shall stand at another place. Where that place grants trust, nobody has said yes to that.
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

    /// What this browser keeps, read anew.
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

    /// Whether what is kept is what this page goes by.
    pub(crate) fn agrees_with(&self, kept: &KeptTerms) -> bool {
        *self.store == kept.store
            && kept.policy.as_ref().is_none_or(|policy| *policy == *self.policy)
            && kept.unread.iter().all(|unread| self.waived.contains(unread))
            && self.unread.is_empty()
    }

    /// What is installed neither waits nor counts for this visit only.
    pub(super) fn forget_installed(&mut self) {
        let store = Rc::clone(&self.store);
        for candidates in self.trust_files.iter_mut().filter_map(TrustFile::candidates_mut) {
            candidates.retain(|candidate| !store.has(candidate.id()));
        }
        self.forget_empty();
    }

    fn forget_empty(&mut self) {
        self.trust_files.retain(|file| file.content != Content::Read(Vec::new()));
    }

    /// Nothing goes on until the user has chosen what becomes of what cannot be read.
    fn stop_all(&mut self) {
        for delivery in self.queue.iter_mut().filter(|delivery| delivery.stage.is_running()) {
            delivery.stage = Stage::Queued;
        }
    }

    /// Shows a verdict only where nothing stands against it. While the user has not decided, that is only a report in
    /// which somebody who is trusted has signed.
    pub(super) fn hold_verdicts(&mut self) {
        let hold = self.hold();
        for delivery in &mut self.queue {
            let waits = |is_trusted: bool| hold.is_some_and(|hold| hold != Hold::Undecided || !is_trusted);
            let stage = std::mem::take(&mut delivery.stage);
            delivery.stage = match stage {
                Stage::Done(report) | Stage::Read(report) if waits(report.has_trusted_signer()) => Stage::Read(report),
                Stage::Read(report) => Stage::Done(report),
                other => other,
            };
        }
    }

    /// Everything that the user and the engine say of trust files.
    pub(super) fn reduce_offers(&mut self, action: Action) {
        match action {
            Action::Inspected(key, found) => self.inspected(key, found),
            Action::TrustForVisit(key, ids) => self.trust_for_visit(key, &ids),
            Action::LeaveOut(key, ids) => self.leave_out(key, &ids),
            Action::Place(key, id, placement) => self.place(key, &id, placement),
            _ => {}
        }
    }
}
