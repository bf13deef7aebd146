// Writes an encrypted message: what comes before the ciphertext, the ciphertext, and the tag.

import { using } from "../engine/engine.js";
import { naming, refusingWithReason } from "../engine/refusals.js";
import { VnfsealError } from "../errors.js";
import { createContentKey, wrapContentKey } from "./content-key.js";

/**
 * Writes a message for the recipients, with a key of its own. `content` is `{ name, size, chunks }`, and `write` takes the octets
 * of the message one after the other. The content has to have that size.
 */
export async function writeMessage(run, { name, size, chunks }, write) {
  const { prefix, cipher } = await beginMessage({ ...run, name }, size);
  await write(prefix);
  let length = 0;
  for await (const piece of cipher.pieces(chunks)) {
    await write(piece);
    length += piece.length;
    await run.onPiece(piece.length);
  }
  if (length !== size) throw new VnfsealError("SOURCE_CHANGED", `there were ${size} bytes to encrypt, and now ${length}`);
  checkInstance(run);
  await write(run.instance.bindings.MessageFrame.suffix(cipher.tag()));
}

/** The key is needed no longer than this. */
async function beginMessage(run, size) {
  const { openCipher } = await run.host.loadContentCipher();
  const { key, nonce } = createContentKey();
  try {
    return { prefix: await writePrefix(run, { key, nonce }, size), cipher: await openCipher({ key, nonce }) };
  } finally {
    key.fill(0);
  }
}

function writePrefix(run, { key, nonce }, size) {
  return using(new run.instance.bindings.MessageFrame(), async (frame) => {
    for (const recipient of run.recipients) {
      const { encryptedKey, ephemeralPoint } = await wrapContentKey(key, JSON.parse(recipient.wrapping()));
      checkInstance(run);
      frame.add(recipient, encryptedKey, ephemeralPoint);
    }
    return naming(run.name, async () => refusingWithReason("ENCRYPTION_REFUSED", () => frame.prefix(nonce, size)));
  });
}

function checkInstance({ instance }) {
  if (instance.failure) throw instance.failure;
}
