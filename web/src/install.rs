//! From a trust file or a report to entries that wait to be installed.

use std::{fmt::Write, rc::Rc};

use js_sys::{Promise, Uint8Array};
use vnfseal::report::{CertificateReport, TrustReport, TrustedCertificate};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use crate::{
    engine::ChainCheck,
    json::{self, Json},
    locale::say,
    pem::{self, Block},
    services::Services,
    state::{Action, Candidate, TrustFile},
    trust::{self, Installed, Placed, Placement, TrustStore, Use},
    untrusted,
    verifier::Answer,
    worker::TrustInput,
};

/// Proposes everything in a trust file. Core says what each certificate is.
pub(crate) async fn propose(services: &Services, file: &TrustFile) {
    let name = untrusted::escaped(&file.file.name());
    let found = match inspect(services, file).await {
        Ok(found) if !file.blocks.is_empty() => found,
        Ok(_) => return services.dispatch.emit(Action::Remark(say!("notice-not-installable", name = name))),
        Err(message) => {
            return services.dispatch.emit(Action::Remark(say!(
                "notice-no-certificates",
                name = name,
                reason = message
            )));
        }
    };
    let mut candidates = Vec::new();
    for block in &*file.blocks {
        if let Some(fingerprint) = fingerprint(&block.pem).await {
            candidates.push(candidate(block, fingerprint, &found, file.placement));
        }
    }
    let intermediates = intermediates(&candidates);
    for candidate in &mut candidates {
        candidate.intermediates = Rc::clone(&intermediates);
    }
    services.dispatch.emit(Action::Propose(candidates));
}

/// A certificate of a report, as something to install. The rest of its chain helps to check it.
pub(crate) fn from_report(
    certificate: &CertificateReport,
    chain: &[CertificateReport],
    placement: Placement,
) -> Candidate {
    let others = chain.iter().filter(|other| other.fingerprint != certificate.fingerprint && other.is_ca);
    Candidate {
        entry: Installed {
            placed: Placed { placement, pem: certificate.pem.clone() },
            fingerprint: certificate.fingerprint.clone(),
            subject: certificate.subject.clone(),
            since: now(),
        },
        intermediates: others.map(|other| other.pem.clone()).collect(),
    }
}

/// Checks the whole chain of a certificate before it is installed.
pub(crate) fn check_chain(services: &Services, candidate: &Candidate, store: &TrustStore, then: Callback<ChainCheck>) {
    let options = Json::object([
        ("certificate", Json::text(&candidate.entry.placed.pem)),
        ("intermediates", Json::List(candidate.intermediates.iter().map(Json::text).collect())),
        ("purpose", Json::text("any")),
    ]);
    // A new authority is not trusted yet: what is checked is that its chain ends at itself.
    let own = TrustInput::Bundle(trust::bundle(&[&candidate.entry.placed]));
    let trust = vec![TrustInput::Bundle(store.bundle()), own];
    let heard = Callback::from(move |answer: Answer| then.emit(ChainCheck::from(answer)));
    services.verifier.ask("verifyCertificate", options, trust, heard);
}

/// SHA-256 of what a PEM block holds, in lower-case hex.
pub(crate) async fn fingerprint(pem: &str) -> Option<String> {
    digest(&pem::decode(pem)?).await
}

/// SHA-256 of some bytes, in lower-case hex; nothing on a page that is not a secure context.
pub(crate) async fn digest(bytes: &[u8]) -> Option<String> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let array = Uint8Array::from(bytes);
    let digest = subtle.digest_with_str_and_js_u8_array("SHA-256", &array).ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    let mut hex = String::new();
    for byte in digest {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Some(hex)
}

/// Now, as RFC 3339 has it, to the second.
pub(crate) fn now() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    text.split_once('.').map_or(text.clone(), |(seconds, _)| format!("{seconds}Z"))
}

/// How core reads a trust file.
async fn inspect(services: &Services, file: &TrustFile) -> Result<TrustReport, String> {
    let trust = file.input();
    let promise = Promise::new(&mut |resolve, reject| {
        let answered = Callback::from(move |answer: Answer| {
            // Neither function fails.
            let _ = match answer {
                Ok(json) => resolve.call1(&JsValue::UNDEFINED, &json.unwrap_or_default().into()),
                Err(message) => reject.call1(&JsValue::UNDEFINED, &message.into()),
            };
        });
        services.verifier.ask("inspectTrust", Json::object([]), vec![trust.clone()], answered);
    });
    let json = JsFuture::from(promise).await.map_err(|error| error.as_string().unwrap_or_default())?;
    json::parse(&json.as_string().unwrap_or_default()).map_err(|error| error.to_string())
}

fn candidate(block: &Block, fingerprint: String, found: &TrustReport, chosen: Option<Placement>) -> Candidate {
    let read = listed(found).find(|(_, certificate)| certificate.fingerprint == fingerprint);
    let list = found.crls.iter().find(|list| list.fingerprint == fingerprint);
    let subject = read.map(|(_, certificate)| &certificate.subject).or(list.map(|list| &list.issuer));
    let suggested = read.map_or(Placement::Intermediate, |(placement, _)| placement);
    let placement = block.placement.or(chosen).unwrap_or(suggested);
    Candidate {
        entry: Installed {
            placed: block.placed(placement),
            fingerprint,
            subject: subject.cloned().unwrap_or_default(),
            since: now(),
        },
        intermediates: Rc::default(),
    }
}

/// Every certificate of a trust report, and its place.
fn listed(trust: &TrustReport) -> impl Iterator<Item = (Placement, &TrustedCertificate)> {
    lists(trust).into_iter().flat_map(|(placement, list)| list.iter().map(move |certificate| (placement, certificate)))
}

/// The lists of a trust report, each with its place.
pub(crate) fn lists(trust: &TrustReport) -> [(Placement, &[TrustedCertificate]); 8] {
    use vnfseal::report::Role::{ServiceProvider, VnfProvider};
    let (vnf, service) = (&trust.vnf_provider, &trust.service_provider);
    [
        (Placement::Anchor(VnfProvider, Use::PrivateCa), &vnf.private_cas),
        (Placement::Anchor(VnfProvider, Use::PublicCa), &vnf.public_cas),
        (Placement::Anchor(VnfProvider, Use::SigningCertificate), &vnf.signing_certificates),
        (Placement::Anchor(ServiceProvider, Use::PrivateCa), &service.private_cas),
        (Placement::Anchor(ServiceProvider, Use::PublicCa), &service.public_cas),
        (Placement::Anchor(ServiceProvider, Use::SigningCertificate), &service.signing_certificates),
        (Placement::Intermediate, &trust.intermediates),
        (Placement::TimestampAuthority, &trust.timestamp_authorities),
    ]
}

fn intermediates(candidates: &[Candidate]) -> Rc<[String]> {
    let placed = candidates.iter().map(|candidate| &candidate.entry.placed);
    placed.filter(|placed| placed.placement != Placement::RevocationList).map(|placed| placed.pem.clone()).collect()
}
