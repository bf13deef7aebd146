// What is put: the package, opened and read as often as is needed, and what is stored beside it.

import { invalidArgument } from "../errors.js";
import { openFile } from "../sources/node/files.js";
import { reporting } from "../sources/reporting.js";
import { asSource } from "../sources/sources.js";
import { checkName } from "./address.js";
import { digester } from "./digest.js";
import { readDetails } from "./entry.js";

/**
 * `{ name, details, replace, resume, onUpload, signal, size, chunks(phase, start, end), digest(), close() }` of the arguments of
 * `put`. A chunk is valid until the next one is asked for.
 */
export async function openPut(name, input, options, defaultSignal) {
  const { replace = false, resume, onUpload, onProgress, signal = defaultSignal, ...described } = options ?? {};
  checkName(name);
  checkOptions(described);
  const source = typeof input === "string" ? await openFile(input) : asSource(input);
  const close = async () => source.close?.();
  try {
    if (source.size === 0) throw invalidArgument("the package is empty");
    const details = readDetails(name, { ...described, fileName: described.fileName ?? source.name });
    const chunks = (phase, start = 0, end = source.size) =>
      reporting(source.chunks(start, end, signal), { phase, start, size: source.size, onProgress, signal });
    return { name, details, replace, resume, onUpload, signal, size: source.size, chunks, digest: () => digestAll(chunks("digesting")), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function checkOptions({ fileName, mediaType, report, signers, annotations, ...unknown }) {
  const [misspelt] = Object.keys(unknown);
  if (misspelt !== undefined) throw invalidArgument(`put has no option '${misspelt}'`);
}

async function digestAll(chunks) {
  const hash = digester();
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest();
}
