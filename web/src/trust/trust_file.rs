//! A file that offers trust, and the state of each entry in it. No entry lets anybody sign before the user has decided.

use web_sys::File;

use super::{Entry, EntryId, inspection::Inspected};

/// A file that offers certificates, or a report that does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TrustFile {
    /// A number that is unique on this page.
    pub(crate) key: u32,
    /// The name of the file, or of the package that the report is about.
    pub(crate) name: String,
    /// The file.
    pub(crate) file: File,
    /// The way in which the file came.
    pub(crate) source: Source,
    /// The contents of the file.
    pub(crate) content: Content,
    /// PEM texts of CA certificates that may be between its entries and an anchor.
    pub(crate) helpers: Vec<String>,
}

/// The way in which a trust file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The user chose it in a picker for trust files.
    Chosen,
    /// The file was dropped without a package.
    Dropped,
    /// The file was pasted as text.
    Pasted,
    /// The file was dropped together with a package.
    WithPackage,
    /// The file was in a folder that was dropped.
    Folder,
    /// The file belongs to the demo.
    Demo,
    /// The file is a certificate of a report.
    Report,
}

impl Source {
    /// Returns whether the file came with what it would vouch for. Then not even a CA certificate that is trusted for
    /// nothing counts before the user has decided.
    pub(crate) fn came_along(self) -> bool {
        matches!(self, Self::WithPackage | Self::Folder | Self::Demo | Self::Report)
    }

    /// Returns whether the user gave this very file as trust. Then a fault in it has to be settled before there is a
    /// verdict, because it could hold a revocation list.
    pub(crate) fn is_meant(self) -> bool {
        matches!(self, Self::Chosen | Self::Dropped | Self::Pasted)
    }
}

/// The contents of a trust file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The engine is reading it.
    Reading,
    /// The file cannot be read, for this reason.
    Unreadable(String),
    /// The entries that the engine found.
    Read(Vec<Candidate>),
}

/// An entry in a trust file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The engine's answer about the entry. The user may change its placement.
    pub(crate) found: Inspected,
    /// The state of the entry.
    pub(crate) standing: Standing,
}

/// The state of an entry in a trust file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The entry does not count, because the user has not decided.
    Waiting,
    /// The entry counts as long as the page is open.
    Visit,
}

impl Candidate {
    /// Returns a new entry. A revocation list counts at once, because it never makes anybody trusted. So does a CA
    /// certificate that is trusted for nothing, unless it came with a package.
    pub(crate) fn new(found: Inspected, source: Source) -> Self {
        let placement = found.entry.id.placement;
        let waits = placement.grants_trust() || (placement.is_for_certificates() && source.came_along());
        Self { found, standing: if waits { Standing::Waiting } else { Standing::Visit } }
    }

    /// Returns the fingerprint and placement of the entry.
    pub(crate) fn id(&self) -> &EntryId {
        &self.found.entry.id
    }

    /// Returns whether the user has to decide.
    pub(crate) fn is_waiting(&self) -> bool {
        self.standing == Standing::Waiting
    }
}

impl TrustFile {
    /// Returns all entries, as far as the file was read.
    pub(crate) fn candidates(&self) -> &[Candidate] {
        if let Content::Read(candidates) = &self.content { candidates } else { &[] }
    }

    pub(crate) fn candidates_mut(&mut self) -> Option<&mut Vec<Candidate>> {
        if let Content::Read(candidates) = &mut self.content { Some(candidates) } else { None }
    }

    /// Returns the entries that wait for the user.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates().iter().filter(|candidate| candidate.is_waiting())
    }

    /// Returns the entries that count as long as the page is open.
    pub(crate) fn counting(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates().iter().filter(|candidate| !candidate.is_waiting())
    }

    /// Returns the PEM texts that may be between a certificate of this file and an anchor, in addition to trusted ones.
    pub(crate) fn helpers(&self) -> impl Iterator<Item = &String> {
        let found = self.candidates().iter().map(|candidate| &candidate.found);
        let authorities = found.filter(|found| found.is_ca).map(|found| &found.entry.pem);
        self.helpers.iter().chain(authorities)
    }

    /// Returns the entries that count, as the engine takes them.
    pub(crate) fn trusted(&self) -> impl Iterator<Item = &Entry> {
        self.counting().map(|candidate| &candidate.found.entry)
    }
}
