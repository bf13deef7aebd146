// Encrypted packages for tests of the gate, as others write them.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { folder } from "./installed.js";
import { openssl } from "./recipients.js";

/** A message in BER, whose lengths are not known before its ends. */
export function encryptInPieces(bytes, { certificate }) {
  const place = mkdtempSync(join(folder, "gate-pieces-"));
  const [from, to] = ["package", "message"].map((name) => join(place, name));
  writeFileSync(from, bytes);
  openssl("cms", "-encrypt", "-binary", "-stream", "-aes-256-gcm", "-in", from, "-outform", "DER", "-out", to, "-recip", certificate);
  return readFileSync(to);
}

/** The message with an unprotected attribute that has these bytes. Every other octet stays. */
export function withUnprotected(message, bytes) {
  const type = Buffer.from("06092a864886f70d010901", "hex");
  const attributes = value(0xa2, value(0x30, Buffer.concat([type, value(0x31, value(0x04, bytes))])));
  if (message[1] === 0x80) return Buffer.concat([message.subarray(0, -6), attributes, message.subarray(-6)]);
  const { start } = contentOf(message, 0);
  const explicit = contentOf(message, start).end;
  const enveloped = contentOf(message, contentOf(message, explicit).start);
  const inside = Buffer.concat([message.subarray(enveloped.start), attributes]);
  return value(0x30, Buffer.concat([message.subarray(start, explicit), value(0xa0, value(0x30, inside))]));
}

/** Where the content of a value in DER begins and ends. */
function contentOf(bytes, at) {
  const octets = bytes[at + 1] < 0x80 ? 0 : bytes[at + 1] & 0x7f;
  const start = at + 2 + octets;
  return { start, end: start + (octets === 0 ? bytes[at + 1] : bytes.readUIntBE(at + 2, octets)) };
}

function value(kind, content) {
  const head = Buffer.from([kind, 0x84, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 2);
  return Buffer.concat([shortest(head, content.length), content]);
}

/** DER has the shortest form of a length. */
function shortest(head, length) {
  if (length < 0x80) return Buffer.from([head[0], length]);
  const octets = head.subarray(2);
  const first = octets.findIndex((octet) => octet !== 0);
  return Buffer.concat([Buffer.from([head[0], 0x80 | (4 - first)]), octets.subarray(first)]);
}
