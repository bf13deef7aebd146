// `vnfseal serve`: the portal on this machine, with the way to the NFVO and the catalogue.

import { examples, exitStatus } from "../help.js";
import { endGently } from "../interruption.js";
import { OF_NFVO, openNfvoOf, withNfvo } from "../nfvo.js";
import { value } from "../options.js";
import { QUEUE, QUEUE_PASSWORD, openQueue } from "../queue.js";
import { openStorage } from "../storage.js";
import { complain, print, remark } from "../terminal.js";

const EXIT_STATUS = exitStatus({
  0: ["never: it serves until it is ended, and Ctrl-C ends it with 130"],
  3: ["could not run", "wrong usage, or an address that is in use"],
});

const DEFAULT = "127.0.0.1:8080";

export function serve(program, context) {
  const command = program
    .command("serve")
    .description("Serves the portal to browsers of this machine. With --nfvo a package that has passed can be uploaded from it; with --catalogue it shows what is stored, and with --queue what audits have found.")
    .option("--listen <host:port>", `where to serve, ${DEFAULT} if left out; port 0 is one that is free. With --nfvo, --catalogue or --queue only this machine can be served.`, value);
  withNfvo(command, { isOptional: true })
    .option("--catalogue <address>", "the catalogue: dir:PATH, a folder in OCI image layout, or oci://HOST/REPOSITORY, an OCI registry", value)
    .option("--credentials <file>", 'who we are to the registry, in JSON: { "username", "password" } or { "token" }', value)
    .option(...QUEUE)
    .option(...QUEUE_PASSWORD)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal serve --listen 127.0.0.1:8081", "the portal alone, on another port"],
        ["vnfseal serve --nfvo https://nfvo.example/vnfpkgm/v1 --auth bearer --secret-file token.txt", "with the way to an NFVO"],
        ["vnfseal serve --catalogue dir:store", "with a catalogue"],
        ["vnfseal serve --queue postgres://reader@db.example/audit", "with the runs of audits"],
      ]),
    )
    .action(context.action(run));
}

async function run(options) {
  const { isLoopback } = await import("../../http/node/addresses.js");
  const { ownPage } = await import("../../serve/page.js");
  const { startServer } = await import("../../serve/server.js");
  const { host, port } = readListen(options.listen ?? DEFAULT);
  if ((options.nfvo || options.catalogue || options.queue) && !isLoopback(host)) {
    throw usageError(`--listen ${host}: nobody is asked who they are, so --nfvo, --catalogue and --queue are served to this machine alone`);
  }
  if (options.passwordFile !== undefined && !options.queue) throw usageError("--password-file goes with --queue");
  if (options.credentials !== undefined && !options.catalogue) throw usageError("--credentials goes with --catalogue");
  const idle = OF_NFVO.find((name) => options[name] !== undefined && !options.nfvo);
  if (idle) throw usageError(`--${idle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} goes with --nfvo`);
  const relay = options.nfvo && (await openRelay(options));
  const stored = options.catalogue && (await openStored(options));
  const runs = options.queue && (await openRuns(options));
  const about = { demo: false };
  const { url } = await startServer({ page: await ownPage(), host, port, relay, stored, runs, about, complain }).catch((error) => {
    throw explain(error, options.listen ?? DEFAULT);
  });
  print(`The portal is served on ${url} (Ctrl-C stops it).\n`);
  // Nothing else ends it.
  const status = await new Promise((resolve) => endGently(resolve));
  if (relay?.isBusy) remark("interrupted: removing at the NFVO what was not sent whole (Ctrl-C again ends at once)");
  await relay?.close();
  process.exit(status);
}

/** An address of this machine by which it is reached. What listens to all of them has no name that could be checked. */
function readListen(text) {
  const [, host, digits] = /^([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(digits) > 65535) throw usageError(`--listen needs HOST:PORT, not '${text}'`);
  if (!URL.canParse(`http://${host}`)) throw usageError(`--listen ${text}: ${host} is no address`);
  const { hostname } = new URL(`http://${host}`);
  if (/^(?:0\.0\.0\.0|\[::\])$/.test(hostname)) throw usageError(`--listen ${text}: name the one address by which it is reached`);
  return { host: hostname, port: Number(digits) };
}

async function openRelay(options) {
  const { RelayedNfvo } = await import("../../serve/nfvo.js");
  const { Relay } = await import("../../serve/relay.js");
  const { nfvo } = await openNfvoOf(options, "serve");
  return new Relay(new RelayedNfvo(nfvo.connection), { complain });
}

async function openStored(options) {
  const { Stored } = await import("../../serve/stored.js");
  const storage = await openStorage(options);
  await look(storage).catch(complain);
  return new Stored(storage);
}

/** The page only reads: the database is asked to refuse all else. */
async function openRuns(options) {
  const { failureOf } = await import("../../audit/queue/database.js");
  const { checkTables } = await import("../../audit/queue/schema.js");
  const { Runs } = await import("../../serve/runs/runs.js");
  const database = await openQueue(options, { isReadOnly: true });
  await checkTables(database).catch((error) => complain(failureOf(database, error)));
  return new Runs(database, { complain });
}

/** A catalogue that cannot be read now may be there later. */
async function look(storage) {
  for await (const _ of storage.list()) return;
}

function explain(error, listen) {
  if (error.code === "EADDRINUSE") return new Error(`${listen} is in use by another program; choose another port by --listen`);
  if (error.code === "EACCES") return new Error(`${listen} may not be opened by this user; choose a port above 1023 by --listen`);
  if (error.syscall) return new Error(`${listen} is no address of this machine (${error.code}); choose another by --listen`);
  return error;
}

function usageError(message) {
  return new Error(`${message}; see vnfseal serve --help`);
}
