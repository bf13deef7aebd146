//! Signatures whose mathematics we find right, verified by the program `openssl` and by `BouncyCastle`, over the same content
//! and by the same signers.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use vnfseal::{
    report::{SignedDataReport, Verdict},
    verify_signed_data,
};
use vnfseal_tests::{CertificatePlace, Digest, MANIFEST, Signing, is_installed, program, run, shared};

use crate::{
    corpus::corpus,
    exceptions::{Surprise, assert_explained},
    targets::{
        cms::CONTENT,
        package::{originals, signed_text},
        parties::{EXPIRED, OPERATOR, PROVIDER, TRUST, at, clock, policy, signing},
    },
};

/// The names of the programs.
pub(crate) const READERS: [&str; 2] = ["openssl cms", "BouncyCastle"];

const LIBRARIES: [&str; 3] = ["/usr/share/java/bcpkix.jar", "/usr/share/java/bcprov.jar", "/usr/share/java/bcutil.jar"];

/// A SignedData, the content it should be over, and what we say of both.
struct Input {
    name: String,
    signature: PathBuf,
    content: PathBuf,
    report: SignedDataReport,
}

#[test]
fn openssl_verifies_what_we_verify() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inputs = verified(folder.path());
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, PROVIDER.root.to_pem() + &OPERATOR.root.to_pem()).expect("a temporary folder takes files");
    let mut surprises = Vec::new();
    for input in &inputs {
        let Some(mut command) = program("openssl") else { return };
        let pem = fs::read(&input.signature).expect("just written").starts_with(b"-");
        command.args(["cms", "-verify", "-binary", "-inform", if pem { "PEM" } else { "DER" }, "-in"]);
        command.arg(&input.signature).arg("-content").arg(&input.content).args(["-out", "/dev/null"]);
        if input.report.verdict == Verdict::Passed {
            command.arg("-CAfile").arg(&roots).args(["-purpose", "any", "-attime", &at().unix().to_string()]);
        } else {
            command.arg("-noverify");
        }
        let output = command.output().expect("openssl runs");
        let what = String::from_utf8_lossy(&output.stderr).into_owned();
        surprises.extend((!output.status.success()).then(|| surprise(0, input, what)));
    }
    assert_explained(&READERS[..1], &surprises, is_complete());
}

#[test]
fn bouncy_castle_verifies_what_we_verify() {
    if program("java").is_none() || !LIBRARIES.iter().all(|path| is_installed(path, Path::new(path))) {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inputs = verified(folder.path());
    let ask = |input: &Input| format!("signers\t{}\t{}\n", input.signature.display(), input.content.display());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/java/Peer.java");
    let mut java: Command = program("java").expect("it is installed");
    let questions: String = inputs.iter().map(ask).collect();
    let answers = run(java.args(["-cp", &LIBRARIES.join(":")]).arg(script), questions.as_bytes());
    let answers = String::from_utf8(answers).expect("text");
    assert_eq!(answers.lines().count(), inputs.len(), "each question is answered");
    let mut surprises = Vec::new();
    for (input, answer) in inputs.iter().zip(answers.lines()) {
        let signers = answer.strip_prefix("ok\t").map(|subjects| subjects.split('\t').count());
        if signers != Some(input.report.signatures.len()) {
            surprises.push(surprise(1, input, answer.to_owned()));
        }
    }
    assert_explained(&READERS[1..], &surprises, is_complete());
}

fn surprise(reader: usize, input: &Input, what: String) -> Surprise {
    Surprise { reader: READERS[reader], input: input.name.clone(), is_harmless: false, what }
}

fn is_complete() -> bool {
    shared("vectors/cms-interop").is_some()
}

/// Returns the inputs in which each signature is right to us, as files in a folder.
fn verified(folder: &Path) -> Vec<Input> {
    let mut inputs = Vec::new();
    for (number, (name, signature, content)) in candidates().into_iter().enumerate() {
        let report = verify_signed_data(&signature, Some(&content), &[], &TRUST, &policy(), at());
        let is_right = |each: &vnfseal::report::SignatureReport| each.integrity == Verdict::Passed;
        if report.signatures.is_empty() || !report.signatures.iter().all(is_right) {
            continue;
        }
        let write = |kind: &str, bytes: &[u8]| {
            let path = folder.join(format!("{number}.{kind}"));
            fs::write(&path, bytes).expect("a temporary folder takes files");
            path
        };
        inputs.push(Input { name, signature: write("cms", &signature), content: write("content", &content), report });
    }
    println!("{} signatures", inputs.len());
    assert!(inputs.len() > 30, "only {} signatures", inputs.len());
    inputs
}

/// Returns names, structures and contents.
fn candidates() -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let of_corpus = corpus("cms").into_iter().map(|(name, signature)| (name, signature, CONTENT.to_vec()));
    let mut all: Vec<_> = of_corpus.chain(made()).collect();
    for original in originals() {
        let Some(manifest) = original.archive.files.iter().find(|file| file.path == MANIFEST) else { continue };
        let text = signed_text(&manifest.content);
        all.push((format!("original: {}", original.name), manifest.content[text.len()..].to_vec(), text.to_vec()));
    }
    if let Some(folder) = shared("vectors/cms-interop") {
        let content = fs::read(folder.join("content.bin")).expect("the content");
        for path in vnfseal_tests::files_below(&folder) {
            let is_signature =
                path.extension().is_some_and(|each| ["cms", "pem", "der", "p7s"].iter().any(|kind| each == *kind));
            if is_signature {
                let name = path.strip_prefix(&folder).expect("it is below it").display().to_string();
                all.push((name, fs::read(&path).expect("a file that can be read"), content.clone()));
            }
        }
    }
    all
}

/// Every form in which the maker of packages signs.
fn made() -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let by = || signing(&PROVIDER);
    let expired = Signing { signing_time: clock(), ..Signing::by(&EXPIRED).through(&PROVIDER.issuing) };
    [
        ("PEM", by()),
        ("DER", by().der()),
        ("attached", by().der().attached()),
        ("no signed attributes", by().der().without_signed_attributes()),
        ("SHA-384", by().der().digest(Digest::Sha384)),
        ("SHA-512", by().der().digest(Digest::Sha512)),
        ("named by subject key", by().der().named_by_subject_key()),
        ("certificates in a file", by().der().certificates(CertificatePlace::InFile)),
        ("two signers", by().der().and(&OPERATOR.signer).through(&OPERATOR.issuing)),
        ("expired", expired.der()),
    ]
    .map(|(name, signing)| (format!("made: {name}"), signing.to_file(CONTENT), CONTENT.to_vec()))
    .into()
}
