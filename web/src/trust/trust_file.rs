//! A file that says whom to trust, and how each thing in it stands. Nothing in it lets anybody sign before the user says so.

use web_sys::File;

use super::{Entry, EntryId, inspection::Inspected};

/// A file that offers certificates, or a report that does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TrustFile {
    /// Unique on this page.
    pub(crate) key: u32,
    /// The file's name, or the package's that the report is about.
    pub(crate) name: String,
    /// The file.
    pub(crate) file: File,
    /// How it came here.
    pub(crate) source: Source,
    /// What is in it.
    pub(crate) content: Content,
    /// PEM texts of CA certificates that may stand between what is in it and an anchor.
    pub(crate) helpers: Vec<String>,
}

/// How a trust file came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Somebody chose it in a picker for trust files.
    Chosen,
    /// It was dropped, and no package with it.
    Dropped,
    /// It was pasted as text.
    Pasted,
    /// It was dropped together with a package.
    WithPackage,
    /// It was in a folder that was dropped.
    Folder,
    /// It belongs to the demo.
    Demo,
    /// It is a certificate of a report.
    Report,
}

impl Source {
    /// Whether it came with what it would vouch for: then not even a CA certificate that is trusted for nothing counts
    /// before the user says so.
    fn came_along(self) -> bool {
        matches!(self, Self::WithPackage | Self::Folder | Self::Demo | Self::Report)
    }

    /// Whether somebody gave this very file as trust. What is wrong with it then has to be settled before there is a
    /// verdict: it could hold a revocation list.
    pub(crate) fn is_meant(self) -> bool {
        matches!(self, Self::Chosen | Self::Dropped | Self::Pasted)
    }
}

/// What is in a trust file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The engine is reading it.
    Reading,
    /// It cannot be read, and why.
    Unreadable(String),
    /// What the engine found.
    Read(Vec<Candidate>),
}

/// Something in a trust file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// What the engine says of it. The user may change its place.
    pub(crate) found: Inspected,
    /// How it stands.
    pub(crate) standing: Standing,
}

/// How something in a trust file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It counts for nothing: the user has not decided.
    Waiting,
    /// It counts as long as the page is open.
    Visit,
}

impl Candidate {
    /// Something just read. A list of what is revoked counts at once: it never makes anybody trusted. So does a CA
    /// certificate that is trusted for nothing, unless it came with a package.
    pub(crate) fn new(found: Inspected, source: Source) -> Self {
        let placement = found.entry.id.placement;
        let waits = placement.grants_trust() || (placement.is_for_certificates() && source.came_along());
        Self { found, standing: if waits { Standing::Waiting } else { Standing::Visit } }
    }

    /// What it is and where.
    pub(crate) fn id(&self) -> &EntryId {
        &self.found.entry.id
    }

    /// Whether the user has to decide.
    pub(crate) fn is_waiting(&self) -> bool {
        self.standing == Standing::Waiting
    }
}

impl TrustFile {
    /// Everything in it, as far as it was read.
    pub(crate) fn candidates(&self) -> &[Candidate] {
        if let Content::Read(candidates) = &self.content { candidates } else { &[] }
    }

    pub(crate) fn candidates_mut(&mut self) -> Option<&mut Vec<Candidate>> {
        if let Content::Read(candidates) = &mut self.content { Some(candidates) } else { None }
    }

    /// What waits for the user.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates().iter().filter(|candidate| candidate.is_waiting())
    }

    /// What counts as long as the page is open.
    pub(crate) fn counting(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates().iter().filter(|candidate| !candidate.is_waiting())
    }

    /// What may stand between a certificate of this file and an anchor, beside what is trusted.
    pub(crate) fn helpers(&self) -> impl Iterator<Item = &String> {
        let found = self.candidates().iter().map(|candidate| &candidate.found);
        let authorities = found.filter(|found| found.is_ca).map(|found| &found.entry.pem);
        self.helpers.iter().chain(authorities)
    }

    /// What counts, as the engine takes it.
    pub(crate) fn trusted(&self) -> impl Iterator<Item = &Entry> {
        self.counting().map(|candidate| &candidate.found.entry)
    }
}
