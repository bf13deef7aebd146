// For whom something is encrypted.

import { free } from "../engine/engine.js";
import { naming, refusingWithReason } from "../engine/refusals.js";
import { invalidArgument } from "../errors.js";
import { formatTime, readFileInput } from "../verification/inputs.js";

/** The files of the recipients' certificates, as `{ name, bytes }`. */
export async function readRecipientFiles(recipients, host) {
  if (!Array.isArray(recipients) || recipients.length === 0) {
    throw invalidArgument("recipients is a list of one certificate or more, for which the file is encrypted");
  }
  return Promise.all(Array.from(recipients, (file, index) => readFileInput(file, host.readFile, `recipients[${index}]`)));
}

/** Runs `work` with the engine's recipients, each fit for encryption now. */
export async function withRecipients({ bindings }, files, work) {
  const now = formatTime(new Date());
  const recipients = [];
  const open = (bytes) => refusingWithReason("ENCRYPTION_REFUSED", () => new bindings.Recipient(bytes, now));
  try {
    for (const { name, bytes } of files) recipients.push(await naming(name, async () => open(bytes)));
    return await work(recipients);
  } finally {
    recipients.forEach(free);
  }
}
