// `vnfseal worker`: verifies the packages of audits that are in a queue, beside any number of other workers.

import { examples, exitStatus } from "../help.js";
import { withAccess } from "../nfvo.js";
import { readJobs, value } from "../options.js";
import { QUEUE, QUEUE_PASSWORD } from "../queue.js";
import { CREDENTIALS } from "../storage.js";
import { remark } from "../terminal.js";

const EXIT_STATUS = exitStatus({
  0: ["done", "told to stop, or nothing is left to do (--until-done). The verdicts are in the queue."],
  3: ["could not run", "wrong usage, or a database that refuses"],
});

export function worker(program, context) {
  const command = program
    .command("worker")
    .description("Verifies the packages of audits in a queue, until it is told to stop. It may be killed at any time: others take over.")
    .requiredOption(...QUEUE)
    .option(...QUEUE_PASSWORD);
  withAccess(command)
    .option("--jobs <number>", "verify so many packages at a time; the default is the number of cores", value)
    .option("--nfvo <url>", "the NFVO that all this is for; it is sent to no other", value)
    .option(...CREDENTIALS)
    .option("--catalogue <address>", "the registry that the credentials are for, oci://HOST/REPOSITORY; they are sent to no other host", value)
    .option("--takeover <seconds>", "how long another worker says nothing before its packages are taken over, from 2 to 3600; 30 is the default", readSeconds)
    .option("--until-done", "end when no run has anything left")
    .option("-q, --quiet", "say nothing of what is done")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal worker --queue postgres://audit@db.example/audit --catalogue oci://registry.example/vnf --credentials registry.json", "on each machine"]]))
    .action(context.action(run));
}

function readSeconds(text) {
  const seconds = /^\d{1,4}$/.test(value(text)) ? Number(text) : 0;
  if (seconds >= 2 && seconds <= 3600) return seconds;
  throw new Error(`--takeover needs a number from 2 to 3600, not '${text}'; see vnfseal worker --help`);
}

async function run(options) {
  const { availableParallelism } = await import("node:os");
  const { AuditWorker } = await import("../../audit/queue/worker.js");
  const { readTerms } = await import("../../audit/queue/runs.js");
  const { endGently } = await import("../interruption.js");
  const { Jobs } = await import("../jobs.js");
  const { withQueue } = await import("../queue.js");
  const { engineDigest } = await import("../resume.js");
  const count = readJobs(options, "worker") ?? availableParallelism();
  const secrets = await readSecrets(options);
  const jobs = new Jobs(count);
  const verify = (item, settings, { signal }) => jobs.verify(item, () => {}, { settings, signal });
  const termsOf = async (database, id) => {
    const terms = await readTerms(database, id);
    if (!terms) return undefined;
    const { trust, policy } = terms;
    return { trust: trust.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, "base64") })), policy, ...secrets };
  };
  try {
    await withQueue(options, async (database) => {
      const say = options.quiet ? () => {} : remark;
      const readRun = (id) => termsOf(database, id);
      const audits = new AuditWorker(database, { verify, readTerms: readRun, engine: await engineDigest(), count, takeover: options.takeover ?? 30, say });
      endGently(() => audits.stop());
      await audits.work({ untilDone: options.untilDone });
    });
  } finally {
    await jobs.end();
  }
}

/** Who we are, and to whom. A run names places, and whoever can write to the database could name his own. */
async function readSecrets({ credentials: path, catalogue, nfvo, ...options }) {
  const { readAddress } = await import("../../catalogue/address.js");
  const { readAccess } = await import("../nfvo.js");
  const { readCredentials } = await import("../storage.js");
  if ((path === undefined) !== (catalogue === undefined)) throw usageError("--credentials and --catalogue go together");
  const hasAccess = ["auth", "clientCertificate", "clientKey", "headerFile"].some((name) => options[name] !== undefined);
  if (hasAccess !== (nfvo !== undefined)) throw usageError("--nfvo goes with --auth, --client-certificate or --header-file");
  const { host } = catalogue === undefined ? {} : readAddress(catalogue);
  if (catalogue !== undefined && host === undefined) throw usageError("--catalogue names a registry here, oci://HOST/REPOSITORY");
  return {
    ...(path !== undefined && { credentials: await readCredentials(path), credentialsFor: host }),
    ...(nfvo !== undefined && { access: (await readAccess(nfvo, options, "worker")).access, accessFor: nfvo }),
  };
}

function usageError(message) {
  return new Error(`${message}; see vnfseal worker --help`);
}
