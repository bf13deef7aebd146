// Who takes part: Acme, which makes packages, and Telecom, which takes them. Their keys are made when the tests run.

import { verifyPackage } from "./vnfseal.js";
import { Organisation } from "./authority.js";

export const [acme, telecom, stranger] = await Promise.all(["Acme", "Telecom", "Stranger"].map(Organisation.new));

const issued = new Map();
/** Someone of an organisation with a key of this kind, certified once. */
function of(organisation, use, key) {
  const name = `${organisation.root.name} ${use} ${key}`;
  if (!issued.has(name)) issued.set(name, organisation.signer({ use, key }));
  return issued.get(name);
}

/** A signer of Acme. */
export const provider = (key = "P-256") => of(acme, "signing", key);

/** A signer of Telecom. */
export const operator = (key = "P-256") => of(telecom, "signing", key);

/** Someone at Telecom for whom is encrypted. */
export const recipient = (key = "P-256") => of(telecom, "encryption", key);

/** Whom Telecom trusts: Acme, and these signers of its own. */
export function trusting(...signers) {
  return {
    vnfProvider: { privateCAs: [acme.root.pem] },
    serviceProvider: { privateCAs: [telecom.root.pem], signingCertificates: signers.map(({ pem }) => pem) },
  };
}

/** The editions of SEC 021. */
export const editions = ["4.5.1", "5.4.1"];

/** What the npm package is given to sign with this identity. */
export const signer = ({ key, chain }, more = {}) => ({ key, certificate: chain, ...more });

/** The policy before instantiation: the service provider must have signed. */
export const atInstantiation = (edition = "5.4.1") => ({
  edition,
  stage: "instantiation",
  serviceProviderSignature: "required",
});

/** The roles of all signers in the report, in its order, of a package that has to be right before instantiation. */
export async function signersAtInstantiation(packed, trust, edition) {
  const report = await verifyPackage(packed, { trust, policy: atInstantiation(edition) });
  if (report.verdict !== "passed") throw new Error(JSON.stringify(report.findings, undefined, 1));
  return report.signatures.map(({ role }) => role);
}
