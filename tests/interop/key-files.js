// Files with private keys, as OpenSSL and Java's keytool write them.

import { execFileSync } from "node:child_process";

import { fileOf } from "./packages.js";
import { fresh, openssl } from "./programs.js";

/** A password that stands nowhere by chance. */
export const PASSWORD = "correct horse battery staple 7f3a";

// Some derivations are made short: what is tested is how a file is read, many times over.
const pkcs12 = (...more) => async ({ key, certificate, issuers }) => {
  const input = ["-inkey", key, "-in", certificate, "-certfile", issuers];
  return written("key.p12", ["pkcs12", "-export", ...input, "-passout", passwordFile(), ...more]);
};
const pkcs8 = (form, ...more) => async ({ key }) =>
  written(`key.${form}`, ["pkcs8", "-topk8", "-in", key, "-outform", form, ...more]);

/** How a file is made for an identity, by name. */
export const forms = {
  "PKCS #8 in PEM": pkcs8("PEM", "-nocrypt"),
  "PKCS #8 in DER": pkcs8("DER", "-nocrypt"),
  "encrypted PKCS #8 in PEM": encrypted("PEM", "-v2", "aes-256-cbc", "-iter", "1000"),
  "encrypted PKCS #8 in DER": encrypted("DER", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512", "-iter", "1000"),
  "PKCS #8 encrypted with scrypt": encrypted("PEM", "-scrypt", "-scrypt_N", "1024"),
  "PKCS #12": pkcs12("-iter", "1000"),
  "PKCS #12 as OpenSSL writes it by default": pkcs12(),
  "PKCS #12 of keytool": ofKeytool,
};

function encrypted(form, ...more) {
  return async (identity) => pkcs8(form, "-passout", passwordFile(), ...more)(identity);
}

/** Keytool takes what OpenSSL wrote, and writes it anew. */
async function ofKeytool(identity) {
  const [from, to] = [await pkcs12()(identity), fresh("keytool.p12")];
  const password = passwordFile().replace("file:", "");
  const stores = ["-srckeystore", from, "-destkeystore", to, "-srcstoretype", "PKCS12", "-deststoretype", "PKCS12"];
  const passwords = ["-srcstorepass:file", password, "-deststorepass:file", password];
  execFileSync("/usr/bin/keytool", ["-importkeystore", "-noprompt", ...stores, ...passwords], { stdio: "pipe" });
  return to;
}

function passwordFile() {
  return `file:${fileOf(`${PASSWORD}\n`, "password")}`;
}

async function written(name, args) {
  const output = fresh(name);
  await openssl(...args, "-out", output);
  return output;
}

/**
 * The private numbers of a JWK in every spelling without white space: hexadecimal, decimal octets, and base64 wherever a number
 * begins in it.
 */
export function secretsOf({ d, p, q }) {
  const numbers = [d, p, q].filter(Boolean).map((number) => Buffer.from(number, "base64url"));
  const base64 = (part, shift) => Buffer.concat([Buffer.alloc(shift), part]).toString("base64").slice(4, 28);
  return numbers.flatMap((number) => {
    // A Buffer that is printed shows its beginning alone.
    const beginning = number.subarray(2, 12);
    const encoded = [0, 1, 2].map((shift) => base64(number.subarray(4, 28), shift));
    const inUrls = encoded.map((each) => each.replaceAll("+", "-").replaceAll("/", "_"));
    return [beginning.toString("hex"), beginning.join(","), ...encoded, ...inUrls];
  });
}
