//! Signatures made by GNU TLS's program `certtool`: a further maker, and of Ed25519 signatures the only one, since
//! `openssl` puts those into CMS from version 3.2 on.

use crate::{
    CertificatePlace, Encoding, Identifier, Identity, Signing,
    openssl::{Files, name_of},
    program::program,
    run,
};

/// `SignedData` over `content` as described, with one signer. The private key goes through a pipe.
pub(crate) fn signed_data(signing: &Signing<'_>, content: &[u8], encoding: Encoding) -> Vec<u8> {
    let [signer] = signing.signers[..] else { panic!("certtool makes one signature at a time") };
    assert_eq!(signing.identifier, Identifier::IssuerAndSerialNumber, "certtool names no certificate by its key");
    let in_signature = matches!(signing.certificates, CertificatePlace::InSignature | CertificatePlace::InBoth);
    let chain = if in_signature { &signing.chain[..] } else { &[] };
    let certificates: String = [signer].iter().chain(chain).copied().map(Identity::to_pem).collect();
    let files = Files::new();
    let mut command = program("certtool").expect("the caller has asked whether it is there");
    command.args(["--p7-detached-sign", "--load-privkey", "/dev/stdin", "--hash", &name_of(signing.digest)]);
    command.arg("--infile").arg(files.add("content", content));
    command.arg("--load-certificate").arg(files.add("certificates.pem", certificates.as_bytes()));
    command.arg(if in_signature { "--p7-include-cert" } else { "--no-p7-include-cert" });
    if signing.signed_attributes {
        // The one way to ask for any.
        command.arg("--p7-time");
    }
    if encoding == Encoding::Der {
        command.arg("--outder");
    }
    let output = run(&mut command, signer.key.to_pem().as_bytes());
    match encoding {
        Encoding::Der => output,
        // The same structure under its older name (RFC 7468 section 9); a manifest wants the newer one.
        Encoding::Pem => String::from_utf8(output).expect("PEM is ASCII").replace(" PKCS7-----", " CMS-----").into(),
    }
}
