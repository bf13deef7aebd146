// vnfseal sign PACKAGE --signer kms-signer.mjs --certificate FILE …: by a key that stays in a cloud KMS, here that of Google.
// KMS_KEY is the name of the key version (projects/…/cryptoKeyVersions/1), and KMS_TOKEN_FILE has an access token, as
// 'gcloud auth print-access-token' prints it. The KMS gets the digest of what is signed, and nothing of the package.

import { readFile } from "node:fs/promises";

const { KMS_KEY, KMS_TOKEN_FILE, KMS_URL = "https://cloudkms.googleapis.com" } = process.env;

export default async function sign({ algorithm, data, digest }) {
  const token = (await readFile(KMS_TOKEN_FILE, "utf8")).trim();
  const base64 = (bytes) => Buffer.from(bytes).toString("base64");
  // Without a hash, which is Ed25519, the bytes themselves are signed. They are the signed attributes, some hundred bytes.
  const asked = algorithm.hash ? { digest: { [algorithm.hash.replace("SHA-", "sha")]: base64(digest) } } : { data: base64(data) };
  const response = await fetch(`${KMS_URL}/v1/${KMS_KEY}:asymmetricSign`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
  const answer = await response.json();
  // The KMS refuses a digest of another algorithm than the key's, for example: it says so.
  if (!response.ok) throw new Error(`the KMS answered ${response.status}: ${answer.error?.message}`);
  return Buffer.from(answer.signature, "base64");
}
