// Reads an encrypted message. It is gone over twice: what comes behind the ciphertext is needed before it is decrypted.

import { free, using } from "../engine/engine.js";
import { refusalFor, refusingWithReason } from "../engine/refusals.js";
import { readExactly } from "../sources/sources.js";
import { unwrapContentKey, withoutAes } from "./content-key.js";
import { fromHex } from "../engine/octets.js";

/** Bytes of the structure that are read at a time. */
const FRAME_LENGTH = 64 << 10;

/**
 * Decrypts the message in `source` into `write`. What was written is worth nothing before this resolves: the tag comes last.
 * Gives notes for people, each a whole sentence.
 */
export async function decryptMessage(run, source, privateKey, write) {
  const frame = await readFrame(run, source, privateKey.certificate);
  const decipher = await openDecipher(run, frame, privateKey);
  for await (const piece of decipher.pieces(ciphertextOf(run, source))) {
    await write(piece);
    await run.onPiece(piece.length);
  }
  if (!decipher.isTag(frame.tag)) throw refusalFor(run.instance, "DECRYPTION_REFUSED", "message.wrong-tag");
  return frame.unwrapping.note ? [frame.unwrapping.note] : [];
}

/** All of a message but its ciphertext, and what decrypts the key that is encrypted for a certificate. */
function readFrame({ instance, signal }, source, certificate) {
  return using(new instance.bindings.MessageReader(), async (reader) => {
    for (let position = 0; position < source.size; ) {
      const bytes = await readExactly(source, position, Math.min(FRAME_LENGTH, source.size - position), signal);
      position = asking(instance, () => {
        reader.feed(bytes);
        // It is behind the end of a message that was cut.
        return reader.skipCiphertext();
      });
    }
    return asking(instance, () => {
      const cipher = reader.cipher();
      const unwrapping = cipher && reader.unwrapping(certificate);
      const { tag, additionalData } = JSON.parse(reader.finish());
      const { keyOctets, nonce } = JSON.parse(cipher);
      return {
        keyOctets,
        nonce: fromHex(nonce),
        additionalData: fromHex(additionalData),
        tag: fromHex(tag),
        unwrapping: JSON.parse(unwrapping),
      };
    });
  });
}

/** The key of the message is needed no longer than this. */
async function openDecipher({ instance, host }, { unwrapping, keyOctets, nonce, additionalData }, privateKey) {
  const { openDecipher: open } = await host.loadContentCipher();
  const key = await unwrapContentKey(await privateKey.open(unwrapping), unwrapping);
  if (!key) throw refusalFor(instance, "DECRYPTION_REFUSED", "recipient.wrong-key");
  try {
    if (key.length !== keyOctets) throw refusalFor(instance, "DECRYPTION_REFUSED", "recipient.encrypted-key");
    return await open({ key, nonce, additionalData }).catch((cause) => Promise.reject(withoutAes(keyOctets, cause)));
  } finally {
    key.fill(0);
  }
}

/** The ciphertext in order. */
async function* ciphertextOf({ instance, signal }, source) {
  const reader = new instance.bindings.MessageReader();
  try {
    for await (const chunk of source.chunks(0, source.size, signal)) {
      yield compact(chunk, asking(instance, () => reader.feed(chunk)));
    }
    asking(instance, () => reader.finish());
  } finally {
    free(reader);
  }
}

function asking({ failure }, work) {
  if (failure) throw failure;
  return refusingWithReason("DECRYPTION_REFUSED", work);
}

/** The ranges of a chunk as one piece: a message in BER may have thousands of small ones. */
function compact(chunk, ranges) {
  if (ranges.length <= 2) return chunk.subarray(ranges[0] ?? 0, ranges[1] ?? 0);
  const pieces = Array.from({ length: ranges.length / 2 }, (_, index) => chunk.subarray(ranges[2 * index], ranges[2 * index + 1]));
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
