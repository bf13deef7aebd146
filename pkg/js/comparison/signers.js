// The signers of two reports, by the fingerprints of their certificates.

const FROM_GRAVE_TO_LIGHT = ["failed", "indeterminate", "passed"];

/** The signers that came, that went, and whose signatures are others or are judged otherwise. */
export function compareSigners(oldSignatures, newSignatures) {
  const [oldSigners, newSigners] = [signersOf(oldSignatures), signersOf(newSignatures)];
  return [...new Set([...oldSigners.keys(), ...newSigners.keys()])].flatMap((key) => {
    const [oldSigner, newSigner] = [oldSigners.get(key), newSigners.get(key)];
    const { subject, fingerprint } = oldSigner ?? newSigner;
    const change = changeOf(oldSigner?.judged, newSigner?.judged);
    if (!change) return [];
    return {
      ...(fingerprint !== undefined && { subject, fingerprint }),
      change,
      ...(oldSigner && { old: oldSigner.judged }),
      ...(newSigner && { new: newSigner.judged }),
    };
  });
}

function changeOf(oldJudged, newJudged) {
  if (!oldJudged) return "added";
  if (!newJudged) return "removed";
  return JSON.stringify(oldJudged) === JSON.stringify(newJudged) ? undefined : "changed";
}

/** One signer for each certificate, with the gravest verdict on its signatures; those without a certificate are one. */
function signersOf(signatures) {
  const signers = new Map();
  for (const signature of signatures) {
    const [certificate] = signature.chain;
    const key = certificate?.fingerprint ?? "";
    const signer = signers.get(key) ?? { ...certificate, signatures: [] };
    signer.signatures.push(signature);
    signers.set(key, signer);
  }
  for (const signer of signers.values()) signer.judged = judgedOf(signer.signatures);
  return signers;
}

function judgedOf(signatures) {
  const gravest = (aspect) => FROM_GRAVE_TO_LIGHT.find((verdict) => signatures.some((each) => each[aspect] === verdict));
  const distinct = (key) => [...new Set(signatures.map((each) => each[key]).filter((value) => value !== undefined))].sort();
  return {
    integrity: gravest("integrity"),
    authenticity: gravest("authenticity"),
    roles: distinct("role"),
    trustAnchors: distinct("trustAnchor"),
    cmsDigests: distinct("cmsDigest"),
  };
}
