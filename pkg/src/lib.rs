//! The engine for JavaScript. It decides nothing: it turns JavaScript values into core's and reports into JSON.
//!
//! JavaScript runs the loop that `vnfseal::Verification` describes. `js/` beside this crate has that loop ready to use.

mod pieces;
#[cfg(feature = "sealing")]
pub mod sealing;

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

/// The largest file size that a JavaScript number holds exactly.
const SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The verification of one package, driven by JavaScript.
#[wasm_bindgen]
pub struct Verification(vnfseal::Verification);

#[wasm_bindgen]
impl Verification {
    /// Begins the verification of a file with this name and size in bytes, under the limits of a policy in JSON.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the policy or the size.
    #[wasm_bindgen(constructor)]
    pub fn new(file_name: &str, size: f64, policy: &[u8]) -> Result<Self, JsError> {
        Ok(Self(vnfseal::Verification::new(file_name, offset(size)?, read_limits(policy)?)))
    }

    /// Supplies the content of an external artifact by its URI and size in bytes, before the first step. Returns the
    /// number of the source from which it is read.
    ///
    /// # Errors
    /// If the size is not valid, the URI was supplied before, or the first step was already made.
    #[wasm_bindgen(js_name = addExternalArtifact)]
    pub fn add_external_artifact(&mut self, uri: &str, size: f64) -> Result<usize, JsError> {
        self.0.add_external_artifact(uri, offset(size)?).map_err(to_js)
    }

    /// Asks for the digest of the whole file, before the first step.
    ///
    /// # Errors
    /// If the first step was already made.
    #[wasm_bindgen(js_name = requestFileDigest)]
    pub fn request_file_digest(&mut self) -> Result<(), JsError> {
        self.0.request_file_digest().map_err(to_js)
    }

    /// Returns what is needed next, in JSON: `{"read": …}`, `{"digest": […]}` or `{"ready": true}`.
    ///
    /// # Errors
    /// None that can happen: a step is always JSON.
    pub fn step(&mut self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.step())?)
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(source, self::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers tasks of `digest` with the results of [`Digester::finish`], as a list in JSON.
    ///
    /// # Errors
    /// If one of these tasks was not asked for.
    pub fn complete(&mut self, outcomes: &str) -> Result<(), JsError> {
        read_outcomes(outcomes)?.into_iter().try_for_each(|outcome| self.0.complete(outcome)).map_err(to_js)
    }

    /// Begins a report by this trust bundle, a policy in JSON and the host's clock (RFC 3339). Nothing is read again.
    ///
    /// # Errors
    /// If the step was not `ready` yet, the time or the policy is not valid, or the policy has other limits.
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

    /// Returns the number of files and manifest sources of the package. The memory that it takes grows with this
    /// number.
    ///
    /// # Errors
    /// If the step was not `ready` yet.
    pub fn entries(&self) -> Result<usize, JsError> {
        self.0.entries().map_err(to_js)
    }

    /// Begins to read a file of the package again, as text, in the CSAR or beside it in the delivery.
    ///
    /// # Errors
    /// If the step was not `ready` yet.
    #[wasm_bindgen(js_name = readText)]
    pub fn read_text(&self, path: &str, in_delivery: bool) -> Result<FileReading, JsError> {
        self.0.read_text(path, in_delivery).map(FileReading).map_err(to_js)
    }

    /// Begins to read a package that is inside the file.
    ///
    /// # Errors
    /// If the step was not `ready` yet.
    #[wasm_bindgen(js_name = readPackage)]
    pub fn read_package(&self, path: &str) -> Result<FileReading, JsError> {
        self.0.read_package(path).map(FileReading).map_err(to_js)
    }

    /// Describes what is in the package, without judging it. Returns the inspection in JSON.
    ///
    /// # Errors
    /// If the step was not `ready` yet.
    pub fn inspect(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.inspect().map_err(to_js)?)?)
    }
}

impl Verification {
    /// Reads a policy from its JSON. If it has no limits, it gets those with which the package was read.
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
    /// The pieces of the JSON, once the report is complete.
    pieces: Option<Pieces>,
}

#[wasm_bindgen]
impl PendingReport {
    /// Does the next portion. Returns a piece of the JSON, which may be empty, or `None` after the last piece.
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

    /// Says about how many more signatures the host wants to be asked.
    #[wasm_bindgen(js_name = wantQuestions)]
    pub fn want_questions(&mut self, signatures: usize) {
        self.report.want_questions(signatures);
    }

    /// Returns the questions that were put together since, for [`answer_questions`]. There may be none.
    pub fn questions(&mut self) -> Vec<u8> {
        self.report.questions()
    }

    /// Takes the answers of another instance of this module.
    ///
    /// # Errors
    /// If these are no answers.
    #[wasm_bindgen(js_name = takeAnswers)]
    pub fn take_answers(&mut self, answers: &[u8]) -> Result<(), JsError> {
        self.report.take_answers(answers).map_err(to_js)
    }
}

/// Answers questions about signatures.
#[wasm_bindgen(js_name = answerQuestions)]
#[must_use]
pub fn answer_questions(questions: &[u8]) -> Vec<u8> {
    vnfseal::answer_questions(questions)
}

/// The inspection of one package, driven by JavaScript. It works like a [`Verification`], but artifacts are not read.
#[wasm_bindgen]
pub struct Inspection(vnfseal::Inspection);

#[wasm_bindgen]
impl Inspection {
    /// Begins the inspection of a file with this name and size in bytes, under the limits of a policy in JSON.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the policy or the size.
    #[wasm_bindgen(constructor)]
    pub fn new(file_name: &str, size: f64, policy: &[u8]) -> Result<Self, JsError> {
        Ok(Self(vnfseal::Inspection::new(file_name, offset(size)?, read_limits(policy)?)))
    }

    /// Returns what is needed next, in JSON: `{"read": …}`, `{"digest": […]}` or `{"ready": true}`.
    ///
    /// # Errors
    /// None that can happen: a step is always JSON.
    pub fn step(&mut self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.step())?)
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(source, self::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers tasks of `digest` with the results of [`Digester::finish`], as a list in JSON.
    ///
    /// # Errors
    /// If one of these tasks was not asked for.
    pub fn complete(&mut self, outcomes: &str) -> Result<(), JsError> {
        read_outcomes(outcomes)?.into_iter().try_for_each(|outcome| self.0.complete(outcome)).map_err(to_js)
    }

    /// Describes what is in the package. Returns the inspection in JSON.
    ///
    /// # Errors
    /// If the step was not `ready` yet.
    pub fn inspect(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.inspect().map_err(to_js)?)?)
    }
}

/// The reading of one file of a package, driven by JavaScript. It works like a [`Verification`].
#[wasm_bindgen]
pub struct FileReading(vnfseal::FileReading);

#[wasm_bindgen]
impl FileReading {
    /// Returns what is needed next, in JSON: `{"read": …}`, `{"digest": […]}` or `{"ready": true}`.
    ///
    /// # Errors
    /// None that can happen: a step is always JSON.
    pub fn step(&mut self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.step())?)
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(source, self::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers tasks of `digest` with the results of [`Digester::finish`], as a list in JSON.
    ///
    /// # Errors
    /// If one of these tasks was not asked for.
    pub fn complete(&mut self, outcomes: &str) -> Result<(), JsError> {
        read_outcomes(outcomes)?.into_iter().try_for_each(|outcome| self.0.complete(outcome)).map_err(to_js)
    }

    /// Returns the outcome in JSON: `{"text": …}`, `{"range": …}` or `{"refused": …}`.
    ///
    /// # Errors
    /// If the step was not `ready` yet.
    pub fn outcome(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(self.0.outcome().map_err(to_js)?)?)
    }
}

/// A trust bundle that is put together from files.
#[wasm_bindgen]
#[derive(Default)]
pub struct TrustBundle(Rc<vnfseal::trust::TrustBundle>);

#[wasm_bindgen]
impl TrustBundle {
    /// Returns a bundle without anchors.
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

/// Describes what a trust file holds, and what each part of it would grant. Returns the inspection in JSON. It has
/// exactly what [`TrustBundle::add`] takes from the same file.
///
/// # Errors
/// A sentence that says what cannot be read.
#[wasm_bindgen(js_name = inspectTrust)]
pub fn inspect_trust(file: &[u8]) -> Result<String, JsError> {
    Ok(serde_json::to_string(&vnfseal::inspect_trust(file).map_err(to_js)?)?)
}

/// Returns the PEM text for an entry of a trust bundle, from the bytes of its file.
///
/// # Errors
/// A sentence that says what cannot be read.
#[wasm_bindgen(js_name = entryText)]
pub fn entry_text(file: &[u8]) -> Result<String, JsError> {
    vnfseal::trust::entry_text(file).map_err(to_js)
}

/// Describes a policy in JSON as it would be applied, and its differences from the default. Returns the inspection in
/// JSON.
///
/// # Errors
/// A sentence that says what is wrong with it.
#[wasm_bindgen(js_name = checkPolicy)]
pub fn check_policy(policy: &[u8]) -> Result<String, JsError> {
    Ok(serde_json::to_string(&vnfseal::inspect_policy(policy).map_err(to_js)?)?)
}

/// Files with certificates, in the order in which they are added.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<Vec<u8>>);

#[wasm_bindgen]
impl Files {
    /// Returns a list without files.
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

/// Validates a certificate for a purpose, `"packageSigning"` or `"any"`, under a policy in JSON and by the host's clock
/// (RFC 3339). Returns the report in JSON.
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

/// Verifies a CMS SignedData over content that is given or attached, under a policy in JSON and by the host's clock
/// (RFC 3339). Returns the report in JSON.
///
/// # Errors
/// A sentence that says what is wrong with the policy or the time.
// wasm-bindgen passes the content by value.
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

/// Verifies a manifest with the signature in it, without its package, under a policy in JSON and by the host's clock
/// (RFC 3339). Returns the report in JSON.
///
/// # Errors
/// A sentence that says what is wrong with the policy or the time.
#[wasm_bindgen(js_name = verifyManifest)]
pub fn verify_manifest(
    name: &str,
    manifest: &[u8],
    certificates: &Files,
    trust: &TrustBundle,
    policy: &[u8],
    now: &str,
) -> Result<String, JsError> {
    let policy = read_policy(policy)?;
    let now = Time::from_rfc3339(now).map_err(to_js)?;
    let report = vnfseal::verify_manifest(name, manifest, &certificates.as_slices(), &trust.0, &policy, now);
    Ok(serde_json::to_string(&report)?)
}

/// Runs one digest task.
#[wasm_bindgen]
pub struct Digester(Option<vnfseal::digester::Digester>);

#[wasm_bindgen]
impl Digester {
    /// Begins a task, given in JSON as in `digest`.
    ///
    /// # Errors
    /// If this is not a task.
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

    /// Takes the next bytes of the source, and returns the content that they decompress to.
    #[wasm_bindgen(js_name = updateExpanding)]
    pub fn update_expanding(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut content = Vec::new();
        if let Some(digester) = &mut self.0 {
            digester.update(chunk, |piece| content.extend_from_slice(piece));
        }
        content
    }

    /// Returns the outcome in JSON, for [`Verification::complete`]. It can be called once.
    ///
    /// # Errors
    /// If it is called a second time.
    pub fn finish(&mut self) -> Result<String, JsError> {
        let digester = self.0.take().ok_or_else(|| JsError::new("The task has been finished already."))?;
        Ok(serde_json::to_string(&digester.finish())?)
    }
}

/// Returns the table of findings, in JSON.
///
/// # Errors
/// None that can happen: the table is always JSON.
#[wasm_bindgen]
pub fn rules() -> Result<String, JsError> {
    Ok(serde_json::to_string(vnfseal::rule::RULES)?)
}

/// Returns the version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Reads the limits of a policy from its JSON.
fn read_limits(policy: &[u8]) -> Result<Limits, JsError> {
    Ok(read_policy(policy)?.limits)
}

fn read_policy(policy: &[u8]) -> Result<Policy, JsError> {
    Policy::from_json(policy).map_err(to_js)
}

/// Reads a list of outcomes from JSON. A package may have tens of thousands of tasks, and each call of the engine costs as much
/// as an outcome.
fn read_outcomes(outcomes: &str) -> Result<Vec<DigestOutcome>, JsError> {
    json::from_slice(outcomes.as_bytes()).map_err(to_js)
}

/// Converts a JavaScript number to an offset or size in bytes.
// A whole number in range is the same as an integer, and zero is exact.
#[allow(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::float_cmp)]
fn offset(number: f64) -> Result<u64, JsError> {
    if (0.0..=SAFE_INTEGER).contains(&number) && number.fract() == 0.0 {
        return Ok(number as u64);
    }
    Err(JsError::new("A size or offset is not a whole number from 0 to 2^53 - 1."))
}

// It is called through `map_err`, which passes the value.
#[allow(clippy::needless_pass_by_value)]
fn to_js(message: String) -> JsError {
    JsError::new(&message)
}
