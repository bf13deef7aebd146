// Which NFVO, and who we are to it: the options that the commands have in common that speak to one. Secrets come from files, from
// the environment, or typed; never from an argument, which every user of the machine can read.

import { createReadStream } from "node:fs";

import { isLoopback } from "../http/node/addresses.js";
import { AUTHENTICATIONS } from "./choices.js";
import { oneOf, value } from "./options.js";
import { passwordOf, readSecretLine, warnIfOthersCanRead } from "./password.js";
import { askSecretly } from "./prompt.js";
import { nfvoSecretOfEnvironment } from "./secrets.js";
import { remark } from "./terminal.js";

/** Larger files of certificates, keys or headers are something else, named by mistake. */
const FILE_MAX = 1 << 20;

/** A header cannot be longer, and so neither can a token. */
const SECRET_MAX = 16 << 10;

/** Adds the options to a command, which may do without an NFVO. */
export function withNfvo(command, { isOptional = false } = {}) {
  const add = (...option) => (isOptional ? command.option(...option) : command.requiredOption(...option));
  return withAccess(
    add("--nfvo <url>", "the NFVO: the URL of its SOL 005 interface for packages, for example https://nfvo.example/vnfpkgm/v1", value),
  );
}

/** Adds those that say who we are. */
export function withAccess(command) {
  return command
    .option("--auth <kind>", `how to say who you are: ${AUTHENTICATIONS.join(", ")}; none is the default`, oneOf(AUTHENTICATIONS, "authentication"))
    .option("--user <name>", "the user, for basic and keystone; the id of the client, for oauth2", value)
    .option("--secret-file <file>", "a file whose first line is the password, the secret of the client, or the token. VNFSEAL_NFVO_SECRET may have it too; else it is asked for on the terminal.", value)
    .option("--auth-url <url>", "where tokens come from, for keystone and oauth2", value)
    .option("--project <name>", "the project, for keystone", value)
    .option("--domain <id>", "the domain of user and project, for keystone, if it is not 'default'", value)
    .option("--scope <scope>", "what the token is for, for oauth2", value)
    .option("--client-certificate <file>", "a certificate that says who you are, in PEM, for TLS", value)
    .option("--client-key <file>", "its private key, in PEM; VNFSEAL_PASSWORD has its password if it is encrypted, or it is asked for", value)
    .option("--header-file <file>", "further headers for the NFVO, one 'Name: value' a line", value);
}

/** The names of these options but the first, which go with it. */
export const OF_NFVO = ["auth", "user", "secretFile", "authUrl", "project", "domain", "scope", "clientCertificate", "clientKey", "headerFile"];

/** The options of each kind beside the secret; those with a '?' may be left out. */
const NEEDS = {
  none: [],
  basic: ["user"],
  bearer: [],
  oauth2: ["authUrl", "user", "scope?"],
  keystone: ["authUrl", "user", "project", "domain?"],
};

const FLAGS = { authUrl: "--auth-url", user: "--user", project: "--project", domain: "--domain", scope: "--scope", secretFile: "--secret-file" };

/** The NFVO, as `openNfvo` gives it, and the files that say who we are. */
export async function openNfvoOf(options, command) {
  const { access, inputs } = await readAccess(options.nfvo, options, command);
  const { openNfvo } = await import("../nfvo.js");
  return { nfvo: openNfvo(options.nfvo, access), inputs };
}

/** Who we are to the NFVO at `url`, as `openNfvo` takes it, and the files that it was read from. It is plain data. */
export async function readAccess(url, options, command) {
  const { auth: kind = "none", secretFile, clientCertificate: certificate, clientKey: key, headerFile } = options;
  const usageError = (message) => new Error(`${message}; see vnfseal ${command} --help`);
  const given = readGiven(kind, options, usageError);
  if ((certificate === undefined) !== (key === undefined)) throw usageError("--client-certificate and --client-key go together");
  const secret = kind === "none" ? {} : await readSecret(kind, secretFile);
  const clientCertificate = certificate === undefined ? undefined : await readClientCertificate(certificate, key);
  const headers = headerFile === undefined ? undefined : await readHeaders(headerFile);
  if ((kind !== "none" || headers) && isOpenToAll(url)) remark("the NFVO is spoken to without TLS: everybody on the way can read who you are");
  const access = { authentication: { kind, ...given, ...secret }, clientCertificate, headers };
  return { access, inputs: [secretFile, certificate, key, headerFile].filter(Boolean) };
}

function readGiven(kind, options, usageError) {
  const needs = NEEDS[kind].map((name) => ({ name: name.replace("?", ""), isNeeded: !name.endsWith("?") }));
  const missing = needs.find(({ name, isNeeded }) => isNeeded && options[name] === undefined);
  if (missing) throw usageError(`--auth ${kind} needs ${FLAGS[missing.name]}`);
  const taken = [...needs.map(({ name }) => name), ...(kind === "none" ? [] : ["secretFile"])];
  const idle = Object.keys(FLAGS).find((name) => options[name] !== undefined && !taken.includes(name));
  if (idle) throw usageError(`${FLAGS[idle]} does not go with --auth ${kind}`);
  const names = { authUrl: "url" };
  const members = needs.map(({ name }) => [names[name] ?? name, options[name]]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

async function readSecret(kind, secretFile) {
  const name = kind === "bearer" ? "token" : "password";
  if (secretFile !== undefined) return { [name]: await readSecretLine(secretFile, { kind: "secret", option: "--secret-file", max: SECRET_MAX }) };
  if (nfvoSecretOfEnvironment) return { [name]: nfvoSecretOfEnvironment };
  const typed = await askSecretly(`${kind === "bearer" ? "Token" : "Password"} for the NFVO: `);
  if (typed !== null) return { [name]: typed };
  throw new Error("there is no secret for the NFVO: --secret-file names a file that has it, VNFSEAL_NFVO_SECRET has it, or it is typed on a terminal");
}

async function readClientCertificate(certificate, key) {
  await warnIfOthersCanRead(key, "key");
  const [certificateText, keyText] = [await readText(certificate, "--client-certificate"), await readText(key, "--client-key")];
  const password = keyText.includes("ENCRYPTED") ? await passwordOf(key, {})() : undefined;
  return { certificate: certificateText, key: keyText, ...(password !== undefined && { password }) };
}

/** Nothing of a value is in an error. */
async function readHeaders(path) {
  await warnIfOthersCanRead(path, "header");
  const lines = (await readText(path, "--header-file")).split(/\r?\n/);
  const headers = {};
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [, name, text] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (!name || !text) throw new Error(`${path}, line ${index + 1}: this is no header; a line has 'Name: value'`);
    if (Object.keys(headers).some((each) => each.toLowerCase() === name.toLowerCase())) throw new Error(`${path}, line ${index + 1}: the header '${name}' is there twice`);
    headers[name] = text;
  }
  return headers;
}

async function readText(path, option) {
  try {
    const parts = [];
    for await (const part of createReadStream(path, { end: FILE_MAX })) parts.push(part);
    const bytes = Buffer.concat(parts);
    if (bytes.length <= FILE_MAX) return bytes.toString("utf8");
  } catch (error) {
    throw new Error(`cannot read ${path} (${error.code}); ${option} names it`);
  }
  throw new Error(`${path} has more than ${FILE_MAX} bytes; ${option} names something else`);
}

function isOpenToAll(url) {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : {};
  return protocol === "http:" && !isLoopback(hostname);
}
