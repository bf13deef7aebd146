// The key of a message, encrypted for a recipient and decrypted again. The engine says by which algorithms, and Web Crypto
// computes them, in Node and in browsers alike.

import { VnfsealError } from "../errors.js";
import { fromHex } from "../engine/octets.js";

/** The length of the key of a message that is written, and of its nonce. */
const KEY_OCTETS = 32;
const NONCE_OCTETS = 12;

/** A key and a nonce for one message. */
export function createContentKey() {
  return {
    key: crypto.getRandomValues(new Uint8Array(KEY_OCTETS)),
    nonce: crypto.getRandomValues(new Uint8Array(NONCE_OCTETS)),
  };
}

/** Encrypts the key of a message for a recipient, as `wrapping` says. */
export async function wrapContentKey(key, wrapping) {
  const { method, digest, curve } = wrapping;
  const publicKey = fromHex(wrapping.publicKey);
  if (method === "RSA-OAEP") {
    const recipient = await crypto.subtle.importKey("spki", publicKey, { name: method, hash: digest }, false, ["encrypt"]);
    return { encryptedKey: new Uint8Array(await crypto.subtle.encrypt({ name: method }, recipient, key)) };
  }
  const ephemeral = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: curve }, false, ["deriveBits"]);
  const wrappingKey = await agree(ephemeral.privateKey, publicKey, wrapping, "wrapKey");
  const contentKey = await crypto.subtle.importKey("raw", key, ANY_LENGTH, true, ["sign"]);
  return {
    encryptedKey: new Uint8Array(await crypto.subtle.wrapKey("raw", contentKey, wrappingKey, "AES-KW")),
    ephemeralPoint: new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey)),
  };
}

/** Decrypts the key of a message with a private key, as `unwrapping` says. Gives nothing if that is another key. */
export async function unwrapContentKey(privateKey, unwrapping) {
  const encryptedKey = fromHex(unwrapping.encryptedKey);
  if (unwrapping.method === "RSA-OAEP") {
    const key = await crypto.subtle.decrypt({ name: "RSA-OAEP" }, privateKey, encryptedKey).catch(() => null);
    return key && new Uint8Array(key);
  }
  const wrappingKey = await agree(privateKey, fromHex(unwrapping.publicKey), unwrapping, "unwrapKey");
  const key = await crypto.subtle
    .unwrapKey("raw", encryptedKey, wrappingKey, "AES-KW", ANY_LENGTH, true, ["sign"])
    .catch(() => null);
  return key && new Uint8Array(await crypto.subtle.exportKey("raw", key));
}

/** Only the octets of the key are wanted. Browsers take keys of any length for HMAC, but not for AES. */
const ANY_LENGTH = { name: "HMAC", hash: "SHA-256" };

/** The key that both sides derive from their secret (RFC 5753 section 7.2: the function of ANSI X9.63). */
async function agree(privateKey, publicKey, { curve, digest, sharedInfo, wrappingOctets }, usage) {
  const peer = await crypto.subtle.importKey("spki", publicKey, { name: "ECDH", namedCurve: curve }, false, []);
  const secret = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: peer }, privateKey, null));
  const derived = await derive(secret, fromHex(sharedInfo), digest, wrappingOctets);
  secret.fill(0);
  try {
    return await crypto.subtle.importKey("raw", derived, "AES-KW", false, [usage]);
  } catch (cause) {
    throw withoutAes(derived.length, cause);
  } finally {
    derived.fill(0);
  }
}

async function derive(secret, sharedInfo, digest, octets) {
  const derived = new Uint8Array(octets);
  const input = new Uint8Array(secret.length + 4 + sharedInfo.length);
  input.set(secret);
  input.set(sharedInfo, secret.length + 4);
  for (let at = 0, counter = 1; at < octets; counter += 1) {
    new DataView(input.buffer).setUint32(secret.length, counter);
    const block = new Uint8Array(await crypto.subtle.digest(digest, input));
    derived.set(block.subarray(0, octets - at), at);
    at += block.length;
    block.fill(0);
  }
  input.fill(0);
  return derived;
}

/** Chromium has no AES with keys of 24 octets. */
export function withoutAes(octets, cause) {
  if (octets !== 24) return cause;
  const sentence = `this browser has no AES with keys of ${octets * 8} bits: decrypt the file with Node, or in another browser`;
  return new VnfsealError("DECRYPTION_REFUSED", sentence, { cause });
}
