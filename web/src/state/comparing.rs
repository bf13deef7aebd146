//! A certificate of a report that the user thinks about trusting. Nothing of it counts before it was compared.

use super::State;
use crate::trust::{Candidate, Content, Placement, Standing, TrustFile, Use, inspection::Inspected};

/// The certificate in the dialog for comparing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparing {
    /// The certificate, as a trust file with one entry. It is none of the page's trust files, so it holds up no verdict.
    pub(crate) file: TrustFile,
    /// Whether the user wants to trust it as a CA, and not only to have it for building chains.
    pub(crate) is_for_trust: bool,
}

impl Comparing {
    /// Returns the certificate, once the engine has read it.
    pub(crate) fn found(&self) -> Option<&Inspected> {
        match self.file.candidates() {
            [one] => Some(&one.found),
            _ => None,
        }
    }

    /// Returns the placement that is suggested.
    pub(crate) fn placement(&self, found: &Inspected) -> Placement {
        match found.entry.id.placement {
            Placement::Intermediate if self.is_for_trust => {
                Placement::Anchor(vnfseal::report::Role::VnfProvider, Use::PrivateCa)
            }
            placement => placement,
        }
    }
}

impl State {
    /// Takes the engine's answer about the certificate. Returns whether it was asked for this one.
    pub(super) fn inspected_for_comparing(&mut self, key: u32, found: &Result<Vec<Inspected>, String>) -> bool {
        let Some(comparing) = self.comparing.as_mut().filter(|comparing| comparing.file.key == key) else {
            return false;
        };
        let source = comparing.file.source;
        comparing.file.content = match found {
            Ok(found) => Content::Read(found.iter().map(|found| Candidate::new(found.clone(), source)).collect()),
            Err(reason) => Content::Unreadable(reason.clone()),
        };
        true
    }

    /// Trusts the certificate that was compared for this visit, at this placement. Its dialog closes by itself.
    pub(super) fn trust_compared(&mut self, placement: Placement) {
        let Some(Comparing { mut file, .. }) = self.comparing.clone() else { return };
        let Some(candidates) = file.candidates_mut() else { return };
        for candidate in &mut *candidates {
            candidate.found.entry.id.placement = placement;
            candidate.standing = Standing::Visit;
        }
        let ids = candidates.iter().map(|candidate| candidate.id().clone()).collect::<Vec<_>>();
        // The same certificate may wait on a card.
        for other in self.trust_files.iter_mut().filter_map(TrustFile::candidates_mut) {
            other.retain(|candidate| !ids.contains(candidate.id()));
        }
        self.forget_empty();
        self.trust_files.push(file);
        self.forget_installed();
        self.change_terms();
    }
}
