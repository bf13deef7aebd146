// A folder becomes a CSAR that its VNF provider has signed (SOL 004 Option 1).

import { invalidArgument } from "../errors.js";
import { formatTime } from "../verification/inputs.js";
import { membersOf, readOptions } from "../verification/plain.js";
import { OPTIONS, checkProvider, verifyNewPackage } from "./first-signature.js";
import { signToEnd, withRun, writePackage } from "./new-package.js";

export async function packFolder(engine, host, folder, options = {}) {
  const read = readOptions(options, OPTIONS, "packFolder");
  return withRun(engine, host, read, "packFolder", async (started) => {
    checkProvider(started);
    const { name, files } = await openFolder(host, folder);
    const fileName = read.fileName ?? `${name}.csar`;
    const run = { ...started, sources: files.map(({ source }) => source), fileName, hasTrust: read.trust !== undefined };
    const inputs = files.map(({ input }) => input);
    return writePackage(run, inputs, { make: () => pack(run, files), verify: (written) => verifyNewPackage(run, written) });
  });
}

function pack(run, files) {
  const { instance, question, signer } = run;
  const listed = JSON.stringify(files.map(({ path, source }) => ({ path, size: source.size })));
  const now = formatTime(new Date());
  const begin = () => instance.bindings.Signing.pack(listed, question.bundle, question.policy.bytes, signer, now);
  return signToEnd(begin, run);
}

/** The folder's name, and its files as `{ path, input, source }`. Of a path all files are taken. */
async function openFolder(host, folder) {
  if (typeof folder === "string") {
    if (!host.openFolder) throw invalidArgument("the folder is a list of { path, file }: a browser has no paths");
    return host.openFolder(folder);
  }
  if (typeof folder?.[Symbol.iterator] !== "function") {
    throw invalidArgument("a folder is a list of { path, file } or, in Node, a path");
  }
  const files = [];
  for (const each of folder) {
    const { path, file: input, ...others } = Object.fromEntries(membersOf(each, "a file of the folder"));
    const isPath = typeof path === "string" && path.isWellFormed();
    if (!isPath || Object.keys(others).length > 0) throw invalidArgument("a file of the folder is { path, file }, and its path is text");
    files.push({ path, input, source: await (host.openLater ?? host.openSource)(input) });
  }
  return { name: "package", files };
}
