//! The host's part: it has the private key, and signs what core asks for.

use std::ops::Range;

use vnfseal::{
    Verification,
    digest::DigestAlgorithm,
    digester::Digester,
    policy::Policy,
    sign::{Extent, Failure, Refusal, Segment, Signer, Signing, SigningRequest, SigningStep},
};
use vnfseal_tests::{Digest, Identity, KeyAlgorithm, Provider, Template, Trust, now, read_to_end};

/// Returns a service provider with a key of this kind.
pub(crate) fn operator(key: KeyAlgorithm) -> Provider {
    Provider::with_signer("Operator", &Template::signer("Operator release").of("Operator").key(key))
}

/// Returns the signer that core needs to know: certificates and algorithm, no key.
pub(crate) fn signer(provider: &Provider, digest: Option<DigestAlgorithm>) -> Signer {
    let is_pss = matches!(provider.signer.key.algorithm(), KeyAlgorithm::RsaPss(_));
    let others = [provider.issuing.to_der(), provider.root.to_der()];
    let others: Vec<&[u8]> = others.iter().map(Vec::as_slice).collect();
    Signer::new(&provider.signer.to_der(), &others, digest, is_pss).expect("a usable certificate")
}

/// Signs with the key of this identity.
pub(crate) fn sign(identity: &Identity, request: &SigningRequest) -> Vec<u8> {
    let hash = request.algorithm.hash.unwrap_or(DigestAlgorithm::Sha512);
    assert_eq!(request.digest, request.algorithm.hash.map(|hash| hash.digest(&request.data)).unwrap_or_default());
    let digest = match hash {
        DigestAlgorithm::Sha256 => Digest::Sha256,
        DigestAlgorithm::Sha384 => Digest::Sha384,
        DigestAlgorithm::Sha512 => Digest::Sha512,
        DigestAlgorithm::Sha224 => panic!("a weak digest"),
    };
    let name = match identity.key.algorithm() {
        KeyAlgorithm::EcP256 | KeyAlgorithm::EcP384 | KeyAlgorithm::EcP521 => "ECDSA",
        KeyAlgorithm::Rsa(_) => "RSASSA-PKCS1-v1_5",
        KeyAlgorithm::RsaPss(_) => "RSA-PSS",
        KeyAlgorithm::Ed25519 => "Ed25519",
    };
    assert_eq!(request.algorithm.name, name);
    identity.key.sign(digest, &request.data)
}

/// Reads a package to its end.
pub(crate) fn read(package: &[u8], policy: &Policy) -> Verification {
    let length = u64::try_from(package.len()).unwrap();
    let mut verification = Verification::new("package", length, policy.limits.clone());
    read_to_end(&mut verification, package);
    verification
}

/// Countersigns a package. Returns the new one.
pub(crate) fn countersign(
    package: &[u8],
    trust: &Trust,
    policy: &Policy,
    by: &Provider,
    digest: Option<DigestAlgorithm>,
    extent: Extent,
) -> Result<Vec<u8>, Refusal> {
    let verification = read(package, policy);
    let signer = signer(by, digest);
    let signing = Signing::countersign(&verification, &trust.into(), policy, &signer, extent, now());
    let mut signing = signing.map_err(refused)?;
    drive(&mut signing, &[package], |request| sign(&by.signer, request))?;
    Ok(assemble(&[package], signing.segments().map_err(refused)?))
}

/// Returns the refusal. This host asks for nothing that it may not.
pub(crate) fn refused(failure: Failure) -> Refusal {
    match failure {
        Failure::Refused(refusal) => refusal,
        Failure::Misuse(sentence) => panic!("a misuse: {sentence}"),
    }
}

/// Does what the signing asks for, until it is done.
pub(crate) fn drive(
    signing: &mut Signing,
    sources: &[&[u8]],
    sign: impl Fn(&SigningRequest) -> Vec<u8>,
) -> Result<(), Refusal> {
    let range = |source: usize, offset, length| &sources[source][place(offset, length)];
    loop {
        match signing.step() {
            SigningStep::Read(asked) => {
                signing.supply(asked.source, asked.offset, range(asked.source, asked.offset, asked.length)).unwrap();
            }
            SigningStep::Digest(tasks) => {
                for task in tasks {
                    let bytes = range(task.source, task.offset, task.compressed_size);
                    let mut digester = Digester::new(task);
                    digester.update(bytes, |_| ());
                    signing.complete(digester.finish()).unwrap();
                }
            }
            SigningStep::Sign(requests) => {
                signing.sign(&requests.iter().map(&sign).collect::<Vec<_>>()).map_err(refused)?;
            }
            SigningStep::Ready => return Ok(()),
        }
    }
}

/// Puts the segments of a new or changed archive together.
pub(crate) fn assemble(sources: &[&[u8]], segments: &[Segment]) -> Vec<u8> {
    let bytes = |segment: &Segment| match segment {
        Segment::Range(range) => sources[range.source][place(range.offset, range.length)].to_vec(),
        Segment::New(bytes) => bytes.clone(),
    };
    segments.iter().flat_map(bytes).collect()
}

fn place(offset: u64, length: u64) -> Range<usize> {
    let in_memory = |number| usize::try_from(number).unwrap();
    in_memory(offset)..in_memory(offset + length)
}
