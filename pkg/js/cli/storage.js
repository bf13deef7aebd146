// Where packages are kept: the options that the commands have in common that use a catalogue.

import { readFile } from "node:fs/promises";

import { printableJson } from "../formats/printable.js";
import { value } from "./options.js";
import { warnIfOthersCanRead } from "./password.js";
import { print } from "./terminal.js";

/** The option of what a registry asks for. */
export const CREDENTIALS = ["--credentials <file>", 'who we are to the registry, in JSON: { "username", "password" } or { "token" }', value];

/** Adds the options to a command. */
export function withCatalogue(command) {
  return command
    .requiredOption("--catalogue <address>", "the catalogue: dir:PATH, a folder in OCI image layout, or oci://HOST/REPOSITORY, an OCI registry", value)
    .option(...CREDENTIALS);
}

/** The catalogue, as `openCatalogue` gives it. */
export async function openStorage({ catalogue: address, credentials: path }) {
  const { openCatalogue } = await import("../catalogue.js");
  return openCatalogue(address, path === undefined ? {} : { credentials: await readCredentials(path) });
}

/** Nothing of a secret is in an error. */
export async function readCredentials(path) {
  await warnIfOthersCanRead(path, "credentials");
  const text = await readFile(path, "utf8").catch((error) => {
    throw new Error(`cannot read the file of credentials ${path} (${error.code}); --credentials names it`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path}: this is no JSON; the file of credentials has { "username", "password" } or { "token" }`);
  }
}

/** One line of JSON. */
export function printJson(data) {
  print(`${printableJson(data)}\n`);
}
