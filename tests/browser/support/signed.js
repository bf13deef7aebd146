// The demo's package, signed anew by somebody else, with the certificates that a test wants beside the signer's.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openssl } from "../../node/identities.js";
import { unzip, zip } from "../../node/zip.js";
import { SMALL_PACKAGE } from "./portal.js";

const folder = mkdtempSync(join(tmpdir(), "vnfseal-signed-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The path of a package that `identity` has signed (SOL 004, Option 1). `beside` are paths of PEM files. */
export function signedBy({ certificate, key }, { beside = [], name = "signed.csar" } = {}) {
  const place = mkdtempSync(join(folder, "package-"));
  const to = (file) => join(place, file);
  const files = unzip(readFileSync(SMALL_PACKAGE));
  const manifest = Object.keys(files).find((path) => path.endsWith(".mf"));
  const [content] = files[manifest].toString().split("-----BEGIN CMS-----");
  writeFileSync(to("content"), content);
  writeFileSync(to("beside.pem"), beside.map((path) => readFileSync(path, "utf8")).join(""));
  const chain = beside.length > 0 ? ["-certfile", to("beside.pem")] : [];
  openssl("cms", "-sign", "-binary", "-in", to("content"), "-signer", certificate, "-inkey", key, ...chain, "-outform", "PEM", "-out", to("cms"));
  files[manifest] = Buffer.from(content + readFileSync(to("cms"), "utf8"));
  writeFileSync(to(name), zip(files));
  return to(name);
}

/** SHA-256 of a certificate's DER encoding, in hex, as its owner reads it out. */
export function fingerprintOf(path) {
  const [, digits] = openssl("x509", "-in", path, "-noout", "-fingerprint", "-sha256").toString().trim().split("=");
  return digits.replaceAll(":", "").toLowerCase();
}
