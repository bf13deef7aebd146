// What is in trust files, taken together: one bundle, and whether the chain of each certificate holds inside it.

/** One trust bundle with all entries, each once. */
export function bundleOf(entries) {
  const lists = new Map();
  for (const { placement, fingerprint, pem } of entries) {
    if (!lists.has(placement)) lists.set(placement, new Map());
    lists.get(placement).set(fingerprint, pem);
  }
  const bundle = {};
  for (const [placement, pems] of lists) {
    const [role, list] = placement.split(".");
    if (list) bundle[role] = { ...bundle[role], [list]: [...pems.values()] };
    else bundle[role] = [...pems.values()];
  }
  return bundle;
}

/**
 * The files again, each certificate with `check`: the engine's report on its chain, when nothing but these files is trusted.
 */
export async function checkChains({ verifyCertificate }, files, policy) {
  const bundle = bundleOf(files.flatMap(({ entries }) => entries));
  const check = async (entry) => {
    if (entry.kind !== "certificate" || needsNoChain(entry)) return entry;
    const { policy: _, trust: __, ...report } = await verifyCertificate({
      certificate: entry.pem,
      trust: entry.placement === "timestampAuthorities" ? trustInTimes(bundle) : bundle,
      policy,
      purpose: entry.placement.endsWith(".signingCertificates") ? "packageSigning" : "any",
    });
    return { ...entry, check: report };
  };
  // One after the other: the engine is one, and each question holds the whole bundle.
  const checked = [];
  for (const { name, entries } of files) {
    const withChecks = [];
    for (const entry of entries) withChecks.push(await check(entry));
    checked.push({ name, entries: withChecks });
  }
  return checked;
}

/** An authority that is installed itself counts without a chain. */
function needsNoChain({ placement, isCa }) {
  return placement === "timestampAuthorities" && !isCa;
}

/** Time-stamp authorities are anchors of their own: no signer's chain may end at one. */
function trustInTimes({ timestampAuthorities, intermediates, crls, ocspResponses }) {
  return { vnfProvider: { privateCAs: timestampAuthorities }, intermediates, crls, ocspResponses };
}
