//! JSON files: which are reports, which may be trust bundles, and which are nothing that this page takes.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::{
    json::Json,
    report::saved_file::{self, Found},
    state::SavedReport,
    trust,
    words::{locale::say, untrusted},
};

/// The ending of files that are JSON by their name, and of those that have a value on each line.
const ENDINGS: &str = ".json,.ndjson";
/// The number of members that are named, and the most characters of each.
const MEMBERS: usize = 6;
const NAME: usize = 40;

/// What is in a file that may be JSON.
pub(super) enum Content {
    /// Reports, and the number of those that cannot be read or are too many.
    Reports(Vec<SavedReport>, usize),
    /// JSON, but neither a report nor a trust bundle.
    Nothing(NoPurpose),
    /// A part of a trust bundle, or no JSON at all. The engine says what is wrong with it.
    Unclear,
}

/// A JSON file that changes nothing.
pub(crate) struct NoPurpose {
    name: String,
    what: What,
}

enum What {
    /// A file with more reports, or others, than are taken.
    LeftOut(usize),
    /// A value, unless it is too large to look at.
    Value(Option<Json>),
}

/// Returns whether a file looks like JSON.
pub(super) fn may_be(name: &str, head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    super::has_ending(name, ENDINGS) || matches!(text.first(), Some(b'{' | b'['))
}

/// Looks at what is in a file.
pub(super) async fn look(file: &File) -> Content {
    if file.size() > saved_file::BYTES {
        return Content::Unclear;
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    let Some(text) = text else { return Content::Unclear };
    match saved_file::read(&text).await {
        Found::Reports(reports, left_out) => {
            let saved = reports.into_iter().map(|report| SavedReport::new(file.name(), report));
            Content::Reports(saved.collect(), left_out)
        }
        Found::NoJson => Content::Unclear,
        Found::Other(value) => match saved_file::as_json(&value) {
            Some(json) if trust::has_part_of_bundle(&json) => Content::Unclear,
            None if value.is_object() && !value.is_instance_of::<js_sys::Array>() => Content::Unclear,
            value => Content::Nothing(NoPurpose { name: file.name(), what: What::Value(value) }),
        },
    }
}

impl NoPurpose {
    /// Returns what is said of reports that were left out.
    pub(super) fn left_out(name: String, count: usize) -> Self {
        Self { name, what: What::LeftOut(count) }
    }

    /// Returns the value, if it may be a policy. The engine says whether it is one.
    pub(crate) fn may_be_policy(&self) -> Option<&Json> {
        match &self.what {
            What::Value(Some(value @ Json::Object(members))) if !members.is_empty() => Some(value),
            _ => None,
        }
    }

    /// Tells the user what it is.
    pub(crate) fn remark(&self, is_policy: bool) -> String {
        let name = untrusted::escaped(&self.name);
        match &self.what {
            What::LeftOut(count) => say!("notice-reports-left-out", name = name, number = *count),
            What::Value(_) if is_policy => say!("notice-json-policy", name = name),
            What::Value(Some(Json::Object(members))) if !members.is_empty() => {
                let named = members
                    .iter()
                    .take(MEMBERS)
                    .map(|(member, _)| untrusted::bounded(member, NAME))
                    .collect::<Vec<_>>();
                let rest = if members.len() > MEMBERS { ", …" } else { "" };
                say!("notice-json-members", name = name, members = format!("{}{rest}", named.join(", ")))
            }
            What::Value(_) => say!("notice-json-other", name = name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_by_its_name_or_its_beginning() {
        assert!(may_be("report.JSON", b""));
        assert!(may_be("runs.ndjson", b"x"));
        assert!(may_be("report", b"\xEF\xBB\xBF\n {"));
        assert!(!may_be("vnf.csar", b"PK\x03\x04"));
    }

    #[test]
    fn a_remark_names_some_members_and_no_tricks() {
        let members = (0..9).map(|number| (format!("m{number}\u{202E}"), Json::Null)).collect();
        let other = NoPurpose { name: "a\u{7}.json".to_owned(), what: What::Value(Some(Json::Object(members))) };
        let remark = other.remark(false);
        assert!(remark.contains("a[U+0007].json") && remark.contains("m5[U+202E], …"), "{remark}");
        assert!(!remark.contains("m6"), "{remark}");
    }
}
