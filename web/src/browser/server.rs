//! What the server of the page has beside it. `vnfseal serve` may have an NFVO, a catalogue and the runs of audits; any other server has nothing.

use js_sys::Array;
use web_sys::File;

use super::fetching;
use crate::json::{self, objects};

/// What the server says of itself. The build puts an empty object there for other servers.
const ABOUT: &str = "serve.json";

/// The entries of the catalogue.
const ENTRIES: &str = "catalogue/entries";

/// Where requests to the NFVO are relayed.
const RELAY: &str = "nfvo/";

/// What the server of the page has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Server {
    /// The NFVO that packages can be uploaded to.
    pub(crate) nfvo: Option<Nfvo>,
    /// Whether there is a catalogue.
    pub(crate) catalogue: Option<bool>,
    /// Whether it reads the runs of audits.
    pub(crate) runs: Option<bool>,
    /// Whether the demo is served with the page. Where nothing is said, it may be.
    pub(crate) demo: Option<bool>,
}

/// An NFVO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nfvo {
    /// The name for people: its host.
    pub(crate) name: String,
}

/// The entries of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entries {
    /// The entries.
    pub(crate) entries: Vec<Entry>,
    /// Whether there are more than the server lists.
    pub(crate) is_cut: bool,
}

/// One entry, as whoever put it described it. Nothing is decided by that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name of the entry.
    pub(crate) name: String,
    /// What is wrong with an entry that cannot be read. Nothing else is known of it then.
    pub(crate) problem: Option<String>,
    /// The digest of the package, as `sha256:` and hexadecimal digits.
    pub(crate) digest: Option<String>,
    /// The size of the package in bytes.
    pub(crate) size: Option<u64>,
    /// The name of the package's file.
    pub(crate) file_name: Option<String>,
    /// The verdict that was recorded when it was onboarded.
    pub(crate) verdict: Option<String>,
    /// The time at which it was onboarded.
    pub(crate) onboarded_at: Option<String>,
}

/// Where a file on the page was fetched from, and which bytes it has. Names and sizes say nothing of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The name of the entry.
    entry: String,
    /// The digest of the package.
    digest: String,
}

/// Why a package was not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfetched {
    /// It did not come whole.
    Broken,
    /// The entry has another package than the one that was listed.
    Replaced,
}

objects! {
    Server { nfvo: "nfvo", catalogue: "catalogue", runs: "runs", demo: "demo" }
    Nfvo { name: "name" }
    Entries { entries: "entries", is_cut: "isCut" }
    Entry {
        name: "name",
        problem: "problem",
        digest: "digest",
        size: "size",
        file_name: "fileName",
        verdict: "verdict",
        onboarded_at: "onboardedAt",
    }
}

impl Server {
    /// Asks the server. One that gives no answer has nothing.
    pub(crate) async fn ask() -> Self {
        let about = fetching::text(ABOUT).await;
        about.and_then(|json| json::parse(&json).ok()).unwrap_or_default()
    }

    /// Returns whether the demo may be there.
    pub(crate) fn may_have_demo(&self) -> bool {
        self.demo.unwrap_or(true)
    }
}

/// Returns the address of the relay. A worker does not know where the page is.
pub(crate) fn relay() -> Option<String> {
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    web_sys::Url::new_with_base(RELAY, &base).ok().map(|url| url.href())
}

/// Lists the catalogue.
pub(crate) async fn list() -> Option<Entries> {
    fetching::text(ENTRIES).await.and_then(|json| json::parse(&json).ok())
}

impl Entry {
    /// Fetches the package that was listed. A damaged one never comes whole.
    pub(crate) async fn fetch(&self) -> Result<(File, Origin), Unfetched> {
        let path = format!("{ENTRIES}/{}/package", self.name);
        let (blob, tag) = fetching::tagged(&path).await.ok_or(Unfetched::Broken)?;
        let origin = self.origin().ok_or(Unfetched::Broken)?;
        if tag != Some(format!("\"{}\"", origin.digest)) {
            return Err(Unfetched::Replaced);
        }
        let file = File::new_with_blob_sequence(&Array::of1(&blob), self.file_name());
        file.map(|file| (file, origin)).map_err(|_| Unfetched::Broken)
    }

    /// What a file has as its origin that was fetched of this entry, as it is listed.
    pub(crate) fn origin(&self) -> Option<Origin> {
        self.digest.clone().map(|digest| Origin { entry: self.name.clone(), digest })
    }

    fn file_name(&self) -> &str {
        self.file_name.as_deref().unwrap_or(&self.name)
    }
}
