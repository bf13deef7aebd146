// `vnfseal gate`: a reverse proxy that lets only verified packages reach an NFVO.

import { X509Certificate } from "node:crypto";
import { stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";

import { InvalidArgumentError } from "../../../dist/libraries/commander.js";
import { createTemporaryFile, readFile } from "../../sources/node/files.js";
import { examples, exitStatus } from "../help.js";
import { endGently } from "../interruption.js";
import { PASSWORD_FILE, value, values } from "../options.js";
import { readQuestion, withTrust } from "../question.js";

const EXIT_STATUS = exitStatus({
  0: ["done", "it was ended by a signal, and all that was under way is finished"],
  1: ["cut", "it was ended by a signal, and requests were cut because they took too long"],
  3: ["could not run", "wrong usage, an address that is taken, or a file that cannot be read"],
});

/** More threads than this do not make a disk faster. */
const THREADS_MAX = 8;

export function gate(program, context) {
  const command = program
    .command("gate")
    .description("Stands before an NFVO as a reverse proxy for SOL 005 and SOL 003. A package reaches the NFVO only if it passes. Before a VNF instance is made of one, it is fetched and verified again (SEC 021 clauses 5.2, 6.2, 6.3 and 6.5). It runs until it is ended by a signal.")
    .requiredOption("--nfvo <url>", "the NFVO, for example https://nfvo.example:9890; without TLS it has to be on this machine", value);
  withTrust(command)
    .option("--key <file>", "the private key with which packages are decrypted to verify them: PKCS #8, encrypted or not, or a PKCS #12", value)
    .option("--certificate <file>", "the certificate for which they were encrypted", value)
    .option(...PASSWORD_FILE)
    .option("--listen <address>", "where clients connect, HOST:PORT", address, "127.0.0.1:9891")
    .option("--status-listen <address>", "where /healthz and /metrics are, HOST:PORT", address, "127.0.0.1:9892")
    .option("--tls-certificate <file>", "the certificate of this gate, with those between it and its root (PEM)", value)
    .option("--tls-key <file>", "its private key (PEM, not encrypted)", value)
    .option("--nfvo-ca <file>", "the CA of the NFVO's certificate (PEM), instead of those that Node.js knows", value)
    .option("--plain-http", "allow HTTP without TLS beyond this machine: someone else has to protect these networks")
    .option("--pass <path>", "let requests below this path pass that the gate does not know, for example /v1.0/vims; may be repeated", values)
    .option("--spool <folder>", "where packages lie while they are verified; the folder for temporary files is the default", value)
    .option("--max-size <MiB>", "packages up to this size", number(1, 2 ** 24), 16384)
    .option("--max-time <seconds>", "how long a request may take, with its verification", number(1, 86_400), 3600)
    .option("--max-transfers <number>", "how many packages are received or fetched at a time", number(1, 10_000), 128)
    .option("--max-connections <number>", "how many connections of clients there are", number(1, 100_000), 1024)
    .option("--remember <seconds>", "how long a package that has passed is not verified again before it is used", number(0, 86_400), 300)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal gate --nfvo http://127.0.0.1:9890 --trust trust.json --policy policy.json", "before an NFVO on the same machine"],
        ["vnfseal gate --nfvo https://nfvo.example --trust trust.json --listen 0.0.0.0:443 --tls-certificate gate.pem --tls-key gate.key", "for clients of a network"],
      ]),
    )
    .action(context.action(run));
}

async function run(options) {
  const { openGate } = await import("../../gate/gate.js");
  const { createLog } = await import("../../gate/log.js");
  const { readNfvoUrl } = await import("../../gate/nfvo.js");
  const { isReserved } = await import("../../gate/routes.js");
  const { isLoopback } = await import("../../http/node/addresses.js");
  const vnfseal = await import("../../index.js");
  const { plainHttp, spool: spoolFolder = tmpdir() } = options;
  const [listen, statusListen] = [options.listen, options.statusListen].map(readAddress);
  const nfvo = readNfvoUrl(options.nfvo, plainHttp);
  const passed = (options.pass ?? []).map((path) => readPath(path, isReserved));
  const ca = await readCa(options.nfvoCa, nfvo);
  const tls = await readTls(options);
  if (!tls && !plainHttp && !isLoopback(listen.host)) {
    throw new Error("--listen is beyond this machine, where what clients say of themselves could be read: --tls-certificate and --tls-key protect it, --plain-http allows it all the same");
  }
  await trySpool(spoolFolder);
  const terms = { ...(await readTerms(vnfseal, options)), spoolFolder };
  const log = createLog((line) => process.stderr.write(line));
  const opened = await openGate({
    ...{ nfvo, terms, threads: Math.min(availableParallelism(), THREADS_MAX), listen, statusListen, tls, log },
    ...{ passed, ca, limits: limitsOf(options) },
  });
  log("listening", { url: opened.url, statusUrl: opened.statusUrl, nfvo: nfvo.origin });
  await new Promise((resolve) => endGently(resolve));
  log("stopping");
  const cut = await opened.stop();
  log("stopped", { cut });
  return cut > 0 ? 1 : 0;
}

/** By what is verified. All of it is read once, and has to make sense before a client comes. */
async function readTerms(vnfseal, { key, certificate, passwordFile, ...options }) {
  const { trustFiles, policy } = await readQuestion(vnfseal, options);
  if (trustFiles.length === 0) throw new Error("whom to trust is not said, so that no package would pass: --trust FILE is needed; see vnfseal gate --help");
  // Nothing would ever expire.
  if (policy.at) throw new Error("the policy has 'at': a gate verifies as of the time at which a package comes; leave it out");
  const trust = await Promise.all(trustFiles.map(async ({ name, file }) => ({ name, bytes: new Uint8Array(await file.arrayBuffer()) })));
  if (key === undefined) {
    if (certificate ?? passwordFile) throw new Error("--certificate and --password-file go with --key; see vnfseal gate --help");
    return { trust, policy };
  }
  const { passwordOf } = await import("../password.js");
  let password;
  const askOnce = async () => (password ??= await passwordOf(key, { passwordFile })());
  const opener = { key: new Uint8Array(await readFile(key)), certificate: certificate && new Uint8Array(await readFile(certificate)) };
  await tryKey(vnfseal, { ...opener, password: askOnce }, key);
  return { trust, policy, opener: { ...opener, password } };
}

/** Whether the key can be used. There is nothing to decrypt here, which comes last. */
async function tryKey({ decryptFile }, opener, path) {
  await decryptFile(new Uint8Array(), { ...opener, verify: false, output: new WritableStream() }).catch((error) => {
    if (error.code !== "DECRYPTION_REFUSED") throw new Error(`--key ${path}: ${error.message}`, { cause: error });
  });
}

/** Whether a package could lie there. */
async function trySpool(folder) {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) throw new Error(`--spool: ${folder} is no folder; make it, or name another`);
  try {
    const file = await createTemporaryFile(folder);
    await file.write(new Uint8Array(1)).finally(() => file.close());
  } catch (error) {
    throw new Error(`--spool: nothing can be written in ${folder} (${error.code}); name another`, { cause: error });
  }
}

/** Node.js takes anything for certificates, and would trust nobody then. */
async function readCa(path, { protocol }) {
  if (path === undefined) return undefined;
  if (protocol !== "https:") throw new Error("--nfvo-ca goes with an NFVO whose URL is https");
  const ca = await readFile(path);
  const blocks = ca.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    blocks.length = 0;
  }
  if (blocks.length === 0) throw new Error(`--nfvo-ca: ${path} has no certificate in PEM, or a broken one`);
  return ca;
}

async function readTls({ tlsCertificate, tlsKey }) {
  if (!tlsCertificate && !tlsKey) return undefined;
  if (!tlsCertificate || !tlsKey) throw new Error("--tls-certificate and --tls-key go together; see vnfseal gate --help");
  const { createSecureContext } = await import("node:tls");
  const tls = { cert: await readFile(tlsCertificate), key: await readFile(tlsKey) };
  try {
    createSecureContext(tls);
  } catch {
    throw new Error(`${tlsCertificate} and ${tlsKey} are no certificate and private key that belong together, in PEM and not encrypted`);
  }
  return tls;
}

function limitsOf({ maxSize, maxTime, maxTransfers, maxConnections, remember }) {
  return { sizeMax: maxSize * 2 ** 20, timeMs: maxTime * 1000, transfers: maxTransfers, connections: maxConnections, rememberMs: remember * 1000 };
}

function readPath(path, isReserved) {
  const segments = path.slice(1).split("/");
  if (!/^(?:\/[A-Za-z0-9._~:@-]+)+$/.test(path) || segments.some((segment) => /^\.\.?$/.test(segment))) {
    throw new Error(`--pass: '${path}' is no absolute path without encoded characters, such as /v1.0/vims`);
  }
  if (isReserved(segments)) throw new Error(`--pass: '${path}' is a path of packages or instances, below which nothing passes unknown; leave it out`);
  return segments;
}

const ADDRESS = /^(\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})$/;

/** `HOST:PORT`, an IPv6 address in brackets. */
function address(text) {
  if (Number(ADDRESS.exec(text)?.[2]) <= 65_535) return text;
  throw new InvalidArgumentError("it is no HOST:PORT");
}

function readAddress(text) {
  const [, host, port] = ADDRESS.exec(text);
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

function number(min, max) {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
    throw new InvalidArgumentError(`it is no number from ${min} to ${max}`);
  };
}
