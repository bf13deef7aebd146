//! Keys and signatures made by the `openssl` program. A verifier that is tested only against its own signer agrees with
//! itself.
//!
//! Private keys go through pipes, never to the disk.

use std::{fs, path::PathBuf, process::Command};

use tempfile::TempDir;

use crate::{CertificatePlace, Digest, Encoding, Identifier, Identity, KeyAlgorithm, Signing, run};

/// A key pair made by the program.
pub struct OpenSslKey {
    /// The kind of the key.
    pub(crate) algorithm: KeyAlgorithm,
    /// The private key in PEM (PKCS #8).
    pub(crate) pem: String,
}

impl OpenSslKey {
    pub(crate) fn generate(algorithm: KeyAlgorithm) -> Self {
        let (name, option) = match algorithm {
            KeyAlgorithm::EcP256 => ("EC", Some("ec_paramgen_curve:P-256".to_owned())),
            KeyAlgorithm::EcP384 => ("EC", Some("ec_paramgen_curve:P-384".to_owned())),
            KeyAlgorithm::EcP521 => ("EC", Some("ec_paramgen_curve:P-521".to_owned())),
            KeyAlgorithm::Rsa(bits) | KeyAlgorithm::RsaPss(bits) => ("RSA", Some(format!("rsa_keygen_bits:{bits}"))),
            KeyAlgorithm::Ed25519 => ("ED25519", None),
        };
        let mut command = openssl(&["genpkey", "-algorithm", name]);
        if let Some(option) = option {
            command.args(["-pkeyopt", &option]);
        }
        Self { algorithm, pem: String::from_utf8(run(&mut command, &[])).expect("PEM is ASCII") }
    }

    /// Returns the `SubjectPublicKeyInfo` in DER.
    pub(crate) fn public_key(&self) -> Vec<u8> {
        run(&mut openssl(&["pkey", "-pubout", "-outform", "DER"]), self.pem.as_bytes())
    }

    pub(crate) fn sign(&self, digest: Digest, message: &[u8]) -> Vec<u8> {
        let files = Files::new();
        let mut command = openssl(&["pkeyutl", "-sign", "-rawin", "-inkey", "/dev/stdin"]);
        command.arg("-in").arg(files.add("message", message));
        if self.algorithm != KeyAlgorithm::Ed25519 {
            command.args(["-digest", &name_of(digest)]);
        }
        if matches!(self.algorithm, KeyAlgorithm::RsaPss(_)) {
            command.args(["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:digest"]);
        }
        run(&mut command, self.pem.as_bytes())
    }
}

/// Makes `SignedData` over `content` as described, with one signer.
pub(crate) fn signed_data(signing: &Signing<'_>, content: &[u8], encoding: Encoding) -> Vec<u8> {
    let [signer] = signing.signers[..] else { panic!("openssl is asked for one signature at a time") };
    let algorithm = signer.key.algorithm();
    assert_ne!(algorithm, KeyAlgorithm::Ed25519, "openssl puts Ed25519 into CMS from version 3.2 on");
    let files = Files::new();
    let chain: String = signing.chain.iter().map(|identity| identity.to_pem()).collect();
    let mut command = openssl(&["cms", "-sign", "-binary", "-nosmimecap", "-inkey", "/dev/stdin"]);
    command.arg("-in").arg(files.add("content", content));
    command.arg("-signer").arg(files.add("signer.pem", signer.to_pem().as_bytes()));
    if matches!(algorithm, KeyAlgorithm::RsaPss(_)) {
        command.args(["-keyopt", "rsa_padding_mode:pss"]);
    }
    if !chain.is_empty() {
        command.arg("-certfile").arg(files.add("chain.pem", chain.as_bytes()));
    }
    command.args(options(signing)).args(["-md", &name_of(signing.digest)]);
    command.args(["-outform", if encoding == Encoding::Pem { "PEM" } else { "DER" }]);
    run(&mut command, signer.key.to_pem().as_bytes())
}

/// Returns a time stamp token of the present time, as `openssl ts` makes it. It names its certificate by this digest
/// (SHA-1 in the older form of the attribute).
#[must_use]
pub fn openssl_time_stamp_token(authority: &Identity, stamped: &[u8], certificate_digest: &str) -> Vec<u8> {
    let files = Files::new();
    let configuration = format!(
        "[tsa]\ndefault_tsa = authority\n[authority]\nserial = {}\nsigner_digest = sha256\n\
         default_policy = 1.3.6.1.4.1.32473.2\ndigests = sha256\nordering = no\naccuracy = secs:1, millisecs:500\n\
         tsa_name = yes\ness_cert_id_alg = {certificate_digest}\n",
        files.add("serial", b"01\n").display()
    );
    let mut query = openssl(&["ts", "-query", "-sha256", "-cert"]);
    query.arg("-data").arg(files.add("stamped", stamped));
    let query = files.add("query", &run(&mut query, &[]));
    let mut reply = openssl(&["ts", "-reply", "-token_out", "-inkey", "/dev/stdin"]);
    reply.arg("-config").arg(files.add("configuration", configuration.as_bytes()));
    reply.arg("-signer").arg(files.add("authority.pem", authority.to_pem().as_bytes()));
    reply.arg("-queryfile").arg(query);
    run(&mut reply, authority.key.to_pem().as_bytes())
}

fn options(signing: &Signing<'_>) -> Vec<&'static str> {
    let mut options = Vec::new();
    if !signing.signed_attributes {
        options.push("-noattr");
    }
    if signing.identifier == Identifier::SubjectKey {
        options.push("-keyid");
    }
    if matches!(signing.certificates, CertificatePlace::InFile | CertificatePlace::Nowhere) {
        options.push("-nocerts");
    }
    options
}

fn openssl(arguments: &[&str]) -> Command {
    let mut command = Command::new("openssl");
    command.args(arguments);
    command
}

/// Returns the name that `openssl` and `certtool` use for a digest algorithm.
pub(crate) fn name_of(digest: Digest) -> String {
    digest.name().replace('-', "")
}

/// Files for a program to read, deleted afterwards. They never hold a private key.
pub(crate) struct Files(TempDir);

impl Files {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub(crate) fn add(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).expect("a temporary folder takes a file");
        path
    }
}
