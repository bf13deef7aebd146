//! The engine for JavaScript. It holds no decision: it turns JavaScript values into core's and reports into JSON.
//!
//! JavaScript runs the loop that `vnfseal::Verification` describes; `js/` beside this crate has it ready to use.

mod pieces;

use std::rc::Rc;

use serde::{Deserialize, de::IgnoredAny};
use vnfseal::{
    json,
    policy::{Limits, Policy},
    report::Purpose,
    task::DigestOutcome,
    time::Time,
};
use wasm_bindgen::prelude::*;

use self::pieces::{Pieces, pieces};

/// The largest file size a JavaScript number holds exactly.
const SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The verification of one package, driven by JavaScript.
#[wasm_bindgen]
pub struct Verification(vnfseal::Verification);

#[wasm_bindgen]
impl Verification {
    /// Begins the verification of a file of this name and size, under the limits of a policy in JSON.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the policy or the size.
    #[wasm_bindgen(constructor)]
    pub fn new(file_name: &str, size: f64, policy: &[u8]) -> Result<Self, JsError> {
        Ok(Self(vnfseal::Verification::new(file_name, offset(size)?, read_limits(policy)?)))
    }

    /// Supplies the content of an external artifact by its URI and size, before the first step. Returns the number of the
    /// source to read it from.
    ///
    /// # Errors
    /// When the size is none, the URI was supplied before, or it is too late.
    #[wasm_bindgen(js_name = addExternalArtifact)]
    pub fn add_external_artifact(&mut self, uri: &str, size: f64) -> Result<usize, JsError> {
        self.0.add_external_artifact(uri, offset(size)?).map_err(to_js)
    }

    /// What is needed next, in JSON: `{"read": …}`, `{"digest": […]}` or `{"ready": true}`.
    ///
    /// # Errors
    /// None that can happen: a step is always JSON.
    pub fn step(&mut self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.step())?)
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(source, self::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers one task of `digest` with what [`Digester::finish`] said.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn complete(&mut self, outcome: &str) -> Result<(), JsError> {
        let outcome: DigestOutcome = json::from_slice(outcome.as_bytes()).map_err(to_js)?;
        self.0.complete(outcome).map_err(to_js)
    }

    /// Begins a report by this trust bundle, a policy in JSON and the host's clock (RFC 3339). Nothing is read again.
    ///
    /// # Errors
    /// When the step was not `ready` yet, the time is none, or the policy is none or has other limits.
    #[wasm_bindgen(js_name = beginReport)]
    pub fn begin_report(
        &self,
        trust: &TrustBundle,
        policy: &[u8],
        now: &str,
        wasm_sha256: Option<String>,
    ) -> Result<PendingReport, JsError> {
        let policy = self.read_policy(policy)?;
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        let report = self.0.begin_report(Rc::clone(&trust.0), &policy, now).map_err(to_js)?;
        Ok(PendingReport { report, wasm_sha256, pieces: None })
    }

    /// How many files and sources of the manifest the package has: the memory it takes grows with them.
    ///
    /// # Errors
    /// When the step was not `ready` yet.
    pub fn entries(&self) -> Result<usize, JsError> {
        self.0.entries().map_err(to_js)
    }

    /// What is in the package, without judging it: the inspection in JSON.
    ///
    /// # Errors
    /// When the step was not `ready` yet.
    pub fn inspect(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.inspect().map_err(to_js)?)?)
    }
}

impl Verification {
    /// A policy from its JSON. One that says nothing of limits has those that the package was read with.
    fn read_policy(&self, json: &[u8]) -> Result<Policy, JsError> {
        #[derive(Deserialize)]
        struct Said {
            limits: Option<IgnoredAny>,
        }
        let policy = read_policy(json)?;
        let said: Said = json::from_slice(json).map_err(to_js)?;
        let limits = if said.limits.is_some() { policy.limits } else { self.0.limits().clone() };
        Ok(Policy { limits, ..policy })
    }
}

/// A report that is being written.
#[wasm_bindgen]
pub struct PendingReport {
    report: vnfseal::PendingReport,
    wasm_sha256: Option<String>,
    /// The JSON, once the report is there.
    pieces: Option<Pieces>,
}

#[wasm_bindgen]
impl PendingReport {
    /// Does the next portion. Returns a piece of the JSON, which may be empty; nothing when all of it was returned.
    ///
    /// # Errors
    /// None that can happen: a report is always JSON.
    pub fn advance(&mut self) -> Result<Option<String>, JsError> {
        if let Some(pieces) = &mut self.pieces {
            return Ok(pieces.next().transpose()?);
        }
        if let Some(mut report) = self.report.advance() {
            report.engine.wasm_sha256 = self.wasm_sha256.take();
            self.pieces = Some(pieces(report)?);
        }
        Ok(Some(String::new()))
    }
}

/// The inspection of one package, driven by JavaScript: as [`Verification`], but artifacts are not read.
#[wasm_bindgen]
pub struct Inspection(vnfseal::Inspection);

#[wasm_bindgen]
impl Inspection {
    /// Begins the inspection of a file of this name and size, under the limits of a policy in JSON.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the policy or the size.
    #[wasm_bindgen(constructor)]
    pub fn new(file_name: &str, size: f64, policy: &[u8]) -> Result<Self, JsError> {
        Ok(Self(vnfseal::Inspection::new(file_name, offset(size)?, read_limits(policy)?)))
    }

    /// What is needed next, in JSON: `{"read": …}`, `{"digest": […]}` or `{"ready": true}`.
    ///
    /// # Errors
    /// None that can happen: a step is always JSON.
    pub fn step(&mut self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.step())?)
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(source, self::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers one task of `digest` with what [`Digester::finish`] said.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn complete(&mut self, outcome: &str) -> Result<(), JsError> {
        let outcome: DigestOutcome = json::from_slice(outcome.as_bytes()).map_err(to_js)?;
        self.0.complete(outcome).map_err(to_js)
    }

    /// What is in the package: the inspection in JSON.
    ///
    /// # Errors
    /// When the step was not `ready` yet.
    pub fn inspect(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.inspect().map_err(to_js)?)?)
    }
}

/// A trust bundle, put together from files.
#[wasm_bindgen]
#[derive(Default)]
pub struct TrustBundle(Rc<vnfseal::trust::TrustBundle>);

#[wasm_bindgen]
impl TrustBundle {
    /// A bundle without anchors.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a JSON bundle, or certificates in PEM, DER or PKCS #7.
    ///
    /// # Errors
    /// A sentence that says what cannot be read.
    pub fn add(&mut self, file: &[u8]) -> Result<(), JsError> {
        // A report in progress keeps the bundle as it was.
        Rc::make_mut(&mut self.0).add(file).map_err(to_js)
    }
}

/// What a trust file holds, and what each part of it would grant: the inspection in JSON. It is what
/// [`TrustBundle::add`] takes from the same file, nothing less or more.
///
/// # Errors
/// A sentence that says what cannot be read.
#[wasm_bindgen(js_name = inspectTrust)]
pub fn inspect_trust(file: &[u8]) -> Result<String, JsError> {
    Ok(serde_json::to_string(&vnfseal::inspect_trust(file).map_err(to_js)?)?)
}

/// The PEM text for an entry of a trust bundle, from the bytes of a file with it.
///
/// # Errors
/// A sentence that says what cannot be read.
#[wasm_bindgen(js_name = entryText)]
pub fn entry_text(file: &[u8]) -> Result<String, JsError> {
    vnfseal::trust::entry_text(file).map_err(to_js)
}

/// A policy as it would be applied, and what of it is not the default: the inspection in JSON, from JSON.
///
/// # Errors
/// A sentence that says what is wrong with it.
#[wasm_bindgen(js_name = checkPolicy)]
pub fn check_policy(policy: &[u8]) -> Result<String, JsError> {
    Ok(serde_json::to_string(&vnfseal::inspect_policy(policy).map_err(to_js)?)?)
}

/// Files with certificates, in the order they are given.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<Vec<u8>>);

#[wasm_bindgen]
impl Files {
    /// No files.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file in PEM, DER or PKCS #7.
    pub fn add(&mut self, file: Vec<u8>) {
        self.0.push(file);
    }

    fn as_slices(&self) -> Vec<&[u8]> {
        self.0.iter().map(Vec::as_slice).collect()
    }
}

/// Validates a certificate for a purpose, `"packageSigning"` or `"any"`: the report in JSON, under a policy in JSON and
/// by the host's clock (RFC 3339).
///
/// # Errors
/// A sentence that says what is wrong with the policy, the time or the purpose.
#[wasm_bindgen(js_name = verifyCertificate)]
pub fn verify_certificate(
    certificate: &[u8],
    intermediates: &Files,
    trust: &TrustBundle,
    policy: &[u8],
    now: &str,
    purpose: &str,
) -> Result<String, JsError> {
    let policy = read_policy(policy)?;
    let now = Time::from_rfc3339(now).map_err(to_js)?;
    let purpose: Purpose = json::from_slice(purpose.as_bytes())
        .map_err(|_| JsError::new("The purpose is neither 'packageSigning' nor 'any'."))?;
    let report = vnfseal::verify_certificate(certificate, &intermediates.as_slices(), &trust.0, &policy, now, purpose);
    Ok(serde_json::to_string(&report)?)
}

/// Verifies a CMS SignedData over content that is given or attached: the report in JSON, under a policy in JSON and by
/// the host's clock (RFC 3339).
///
/// # Errors
/// A sentence that says what is wrong with the policy or the time.
// wasm-bindgen gives the content away.
#[allow(clippy::needless_pass_by_value)]
#[wasm_bindgen(js_name = verifySignedData)]
pub fn verify_signed_data(
    signed_data: &[u8],
    content: Option<Vec<u8>>,
    certificates: &Files,
    trust: &TrustBundle,
    policy: &[u8],
    now: &str,
) -> Result<String, JsError> {
    let policy = read_policy(policy)?;
    let now = Time::from_rfc3339(now).map_err(to_js)?;
    let certificates = certificates.as_slices();
    let report = vnfseal::verify_signed_data(signed_data, content.as_deref(), &certificates, &trust.0, &policy, now);
    Ok(serde_json::to_string(&report)?)
}

/// Runs one digest task.
#[wasm_bindgen]
pub struct Digester(Option<vnfseal::digester::Digester>);

#[wasm_bindgen]
impl Digester {
    /// Begins a task, given in JSON as `digest` had it.
    ///
    /// # Errors
    /// When it is no task.
    #[wasm_bindgen(constructor)]
    pub fn new(task: &str) -> Result<Self, JsError> {
        let task = json::from_slice(task.as_bytes()).map_err(to_js)?;
        Ok(Self(Some(vnfseal::digester::Digester::new(task))))
    }

    /// Takes the next bytes of the source.
    pub fn update(&mut self, chunk: &[u8]) {
        if let Some(digester) = &mut self.0 {
            digester.update(chunk, |_| ());
        }
    }

    /// Takes the next bytes of the source, and returns what they decompress to.
    #[wasm_bindgen(js_name = updateExpanding)]
    pub fn update_expanding(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut content = Vec::new();
        if let Some(digester) = &mut self.0 {
            digester.update(chunk, |piece| content.extend_from_slice(piece));
        }
        content
    }

    /// What came out, in JSON, for [`Verification::complete`]. Once only.
    ///
    /// # Errors
    /// The second time.
    pub fn finish(&mut self) -> Result<String, JsError> {
        let digester = self.0.take().ok_or_else(|| JsError::new("The task has been finished already."))?;
        Ok(serde_json::to_string(&digester.finish())?)
    }
}

/// The table of findings, in JSON.
///
/// # Errors
/// None that can happen: the table is always JSON.
#[wasm_bindgen]
pub fn rules() -> Result<String, JsError> {
    Ok(serde_json::to_string(vnfseal::rule::RULES)?)
}

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// The limits of a policy, from its JSON.
fn read_limits(policy: &[u8]) -> Result<Limits, JsError> {
    Ok(read_policy(policy)?.limits)
}

fn read_policy(policy: &[u8]) -> Result<Policy, JsError> {
    Policy::from_json(policy).map_err(to_js)
}

/// A JavaScript number as an offset or size in bytes.
// In range and whole, the number is the same as an integer; zero is exact.
#[allow(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::float_cmp)]
fn offset(number: f64) -> Result<u64, JsError> {
    if (0.0..=SAFE_INTEGER).contains(&number) && number.fract() == 0.0 {
        return Ok(number as u64);
    }
    Err(JsError::new("A size or offset is not a whole number from 0 to 2^53 - 1."))
}

// Called through `map_err`, which gives the value away.
#[allow(clippy::needless_pass_by_value)]
fn to_js(message: String) -> JsError {
    JsError::new(&message)
}
