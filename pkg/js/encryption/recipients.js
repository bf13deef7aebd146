// For whom something is encrypted.

import { free, using } from "../engine/engine.js";
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

/** Runs `work` with the engine's recipients: each fit for encryption now, and none twice. */
export async function withRecipients({ bindings }, files, work) {
  const recipients = [];
  const open = (all, bytes) => refusingWithReason("ENCRYPTION_REFUSED", () => all.add(bytes));
  try {
    await using(new bindings.Recipients(formatTime(new Date())), async (all) => {
      for (const { name, bytes } of files) recipients.push(await naming(name, async () => open(all, bytes)));
    });
    return await work(recipients);
  } finally {
    recipients.forEach(free);
  }
}
