//! Signatures made by the `openssl` program: a verifier tested only against its own signer agrees with itself.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use crate::{CertificatePlace, Digest, Encoding, Identifier, Identity, Signing};

/// Signs `content` as described, with one signer. The private key goes through a pipe, never to the disk.
pub(crate) fn sign(signing: &Signing<'_>, content: &[u8], encoding: Encoding) -> Vec<u8> {
    let [signer] = signing.signers[..] else { panic!("openssl is asked for one signature at a time") };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a temporary folder takes a file");
        path
    };
    let chain: String = signing.chain.iter().map(|identity| identity.to_pem()).collect();
    let mut command = Command::new("openssl");
    command.args(["cms", "-sign", "-binary", "-nosmimecap", "-inkey", "/dev/stdin"]);
    command.arg("-in").arg(file("content", content));
    command.arg("-signer").arg(file("signer.pem", signer.to_pem().as_bytes()));
    if !chain.is_empty() {
        command.arg("-certfile").arg(file("chain.pem", chain.as_bytes()));
    }
    command.args(options(signing, encoding));
    run(command, signer)
}

/// A time stamp token of now, as `openssl ts` makes it, that names its certificate by this digest of it (SHA-1 in the older
/// form of the attribute).
#[must_use]
pub fn openssl_time_stamp_token(authority: &Identity, stamped: &[u8], certificate_digest: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let write = |name: &str, bytes: &[u8]| fs::write(path(name), bytes).expect("a temporary folder takes a file");
    write("stamped", stamped);
    write("authority.pem", authority.to_pem().as_bytes());
    write("serial", b"01\n");
    let configuration = format!(
        "[tsa]\ndefault_tsa = authority\n[authority]\nserial = {}\nsigner_digest = sha256\n\
         default_policy = 1.3.6.1.4.1.32473.2\ndigests = sha256\nordering = no\naccuracy = secs:1, millisecs:500\n\
         tsa_name = yes\ness_cert_id_alg = {certificate_digest}\n",
        path("serial")
    );
    write("configuration", configuration.as_bytes());
    let mut query = Command::new("openssl");
    query.args(["ts", "-query", "-sha256", "-cert", "-data", &path("stamped"), "-out", &path("query")]);
    let status = query.stdin(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "openssl makes a query");
    let mut reply = Command::new("openssl");
    reply.args(["ts", "-reply", "-config", &path("configuration"), "-queryfile", &path("query"), "-token_out"]);
    reply.args(["-signer", &path("authority.pem"), "-inkey", "/dev/stdin", "-out", &path("token")]);
    run(reply, authority);
    fs::read(path("token")).expect("openssl has made a token")
}

fn options(signing: &Signing<'_>, encoding: Encoding) -> Vec<&'static str> {
    let mut options = vec![
        "-md",
        match signing.digest {
            Digest::Sha224 => "sha224",
            Digest::Sha256 => "sha256",
            Digest::Sha384 => "sha384",
            Digest::Sha512 => "sha512",
        },
    ];
    options.extend([
        "-outform",
        match encoding {
            Encoding::Pem => "PEM",
            Encoding::Der => "DER",
        },
    ]);
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

fn run(mut command: Command, signer: &Identity) -> Vec<u8> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the openssl program is installed");
    let mut stdin = child.stdin.take().expect("its input is piped");
    stdin.write_all(signer.key.to_pem().as_bytes()).expect("openssl reads the key");
    drop(stdin);
    let output = child.wait_with_output().expect("openssl comes to an end");
    assert!(output.status.success(), "openssl: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
