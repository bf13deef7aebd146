// Whom to trust and what to ask: the options that the commands have in common that judge.

import { settle } from "./configuration.js";
import { value, values } from "./options.js";
import { sayLeftOut } from "./terminal.js";

/** Adds the options to a command. */
export function withQuestion(command) {
  return withTrust(command).option("--at <time>", "verify as of this time instead of now, for example 2026-11-21T12:00:00Z", value);
}

/** The options without the time: who signs now is judged now. */
export function withTrust(command) {
  return command
    .option("--trust <file>", "whom to trust, as for verify; may be repeated", values)
    .option("--policy <file>", "what to ask (JSON), as for verify", value)
    .option("--config <file>", "a configuration file (JSON) with trust and policy, as for verify", value);
}

/** What the options ask: `{ trustFiles, policy }`, and the files that it was read from. */
export async function readQuestion(vnfseal, { trust, policy, at, config }) {
  const { readTrustFiles } = await import("./trust-files.js");
  const { config: configPath, settings } = await settle({ trust, policy, config });
  const { trustFiles, leftOut } = await readTrustFiles(vnfseal, settings.trust.value);
  leftOut.forEach(sayLeftOut);
  const inputs = [...trustFiles.map(({ name }) => name), settings.policy.value, configPath].filter(Boolean);
  return { trustFiles, policy: await choosePolicy(vnfseal, settings.policy.value, at), inputs };
}

/** The policy of the file; `at` takes precedence over what it says. */
export async function choosePolicy({ checkPolicy }, path, at) {
  const { policy } = await checkPolicy(path ?? undefined);
  await checkTime({ checkPolicy }, at);
  return at === undefined ? policy : (await checkPolicy({ ...policy, at })).policy;
}

/** Says of `--at` itself that it is no time: to the engine it is a part of the policy. */
export async function checkTime({ checkPolicy }, at) {
  if (at === undefined) return;
  await checkPolicy({ at }).catch((error) => {
    error.message = error.message.replace(/^policy: /, "--at: ");
    throw error;
  });
}
