// `openssl cms -verify`, which verifies every signer.

import { fileOf } from "./packages.js";
import { fresh, openssl } from "./programs.js";

/** Verifies detached SignedData by the roots of these organisations. Returns how many signers have verified. */
export async function verifiedByOpenssl({ content, signature }, organisations) {
  const roots = fileOf(organisations.map(({ root }) => root.pem).join(""), "roots.pem");
  const form = signature[0] === 0x30 ? "DER" : "PEM";
  const from = ["-inform", form, "-in", fileOf(signature, "signature"), "-content", fileOf(content, "content")];
  const signers = fresh("signers.pem");
  const to = ["-out", "/dev/null", "-signer", signers];
  await openssl("cms", "-verify", "-binary", ...from, "-CAfile", roots, "-purpose", "any", ...to);
  const bundle = fileOf(await openssl("crl2pkcs7", "-nocrl", "-certfile", signers), "signers.p7b");
  const names = await openssl("pkcs7", "-print_certs", "-noout", "-in", bundle);
  return names.toString().match(/^subject/gm).length;
}
