// Encrypts and decrypts artifacts in a package, which stays a package: manifest, signatures and names remain readable. All
// that changes is the content of these files, so decryption restores what was signed (SEC 021 clause 6.5).

import { using } from "../engine/engine.js";
import { naming, refusalFor, refusingWithReason } from "../engine/refusals.js";
import { invalidArgument } from "../errors.js";
import { chunksOf, readSegments } from "../signing/segments.js";
import { readExactly } from "../sources/sources.js";
import { Progress, inPhase } from "../verification/progress.js";
import { contentOf } from "./content.js";
import { decryptMessage } from "./message-reader.js";
import { writeMessage } from "./message-writer.js";
import { withVerification } from "./verifying.js";

/** Encrypts the artifacts that globs pick. Gives their paths. */
export function encryptArtifacts(run, globs, write) {
  return replaceArtifacts({ ...run, kind: "ENCRYPTION_REFUSED", phase: "encrypting" }, write, {
    begin: async (instance, verification) => {
      const { bindings } = instance;
      const all = JSON.parse(refusingWithReason("ENCRYPTION_REFUSED", () => bindings.Replacing.artifactPaths(verification)));
      const paths = JSON.stringify(await pick(instance, globs, all));
      return refusingWithReason("ENCRYPTION_REFUSED", () => bindings.Replacing.toEncrypt(verification, paths));
    },
    async renew(each, task, store) {
      const content = contentOf(each, task);
      const { path: name, size } = task;
      await writeMessage(each, { name, size, chunks: content.chunks() }, store);
      return { outcome: content.outcome() };
    },
  });
}

/** Decrypts all artifacts that were encrypted after the manifest was signed. Gives their paths, and notes. */
export function decryptArtifacts(run, write) {
  return replaceArtifacts({ ...run, kind: "DECRYPTION_REFUSED", phase: "decrypting" }, write, {
    begin: async ({ bindings }, verification) =>
      refusingWithReason("DECRYPTION_REFUSED", () => bindings.Replacing.toDecrypt(verification)),
    renew: (each, task, store) =>
      withMessage(each, task, async (message, outcome) => ({ notes: await decryptMessage(each, message, each.privateKey, store), outcome })),
  });
}

/** The paths that a list of globs picks: each has to pick at least one. */
async function pick(instance, globs, paths) {
  if (!Array.isArray(globs) || globs.length === 0 || globs.some((glob) => typeof glob !== "string")) {
    throw invalidArgument("artifacts is a list of globs with at least one");
  }
  const { default: picomatch } = await import("../../dist/libraries/picomatch.js");
  const picked = new Set();
  for (const glob of globs) {
    const isPicked = picomatch(glob, { dot: true, nonegate: true });
    const found = paths.filter((path) => isPicked(path));
    if (found.length === 0) {
      const sentence = `'${glob}' matches no artifact that the manifest lists.`;
      throw refusalFor(instance, "ARGUMENT_INVALID", "artifact.none-matched", { sentence });
    }
    for (const path of found) picked.add(path);
  }
  return paths.filter((path) => picked.has(path));
}

/** Has the content of artifacts renewed, and writes the new package. */
function replaceArtifacts(run, write, { begin, renew }) {
  const { instance, host, source } = run;
  return withVerification(run, source, async (verification) => {
    const store = await host.createExpansion();
    try {
      return await using(await begin(instance, verification), (replacing) => drive(run, { replacing, store, renew, write }));
    } finally {
      await store.close?.();
    }
  });
}

async function drive(run, { replacing, store, renew, write }) {
  const { instance, source, kind, signal } = run;
  const sources = [source, store];
  let result;
  for (;;) {
    if (instance.failure) throw instance.failure;
    const need = JSON.parse(replacing.step());
    if (need.ready) break;
    if (need.read) {
      const { source: from, offset, length } = need.read;
      const bytes = await readExactly(sources[from], offset, length, signal);
      replacing.supply(from, offset, bytes);
    } else {
      result = await renewAll(run, need.replace, store, renew);
      refusingWithReason(kind, () => replacing.replace(JSON.stringify(result.made)));
    }
  }
  const segments = refusingWithReason(kind, () => readSegments(replacing));
  for await (const chunk of chunksOf(segments, sources, signal)) await write(chunk);
  return { artifacts: result.made.map(({ path }) => path), notes: result.notes };
}

/** The new contents, one after the other in `store`. */
async function renewAll(run, tasks, store, renew) {
  const progress = new Progress(inPhase(run.phase, run.onProgress), run.signal);
  progress.expect(tasks);
  const made = [];
  const notes = [];
  let offset = 0;
  for (const task of tasks) {
    const each = { ...run, onBytes: (bytes) => progress.advance(task, bytes), onPiece: () => progress.pause() };
    const { crc32, length, outcome, notes: said = [] } = await naming(task.path, () => renewOne(each, task, store, renew));
    made.push({ path: task.path, outcome, source: 1, offset, length, crc32 });
    notes.push(...said.map((note) => `${task.path}: ${note}`));
    offset += length;
  }
  return { made, notes };
}

function renewOne(each, task, store, renew) {
  const { instance } = each;
  return using(new instance.bindings.Crc32(), async (crc32) => {
    let length = 0;
    const put = async (bytes) => {
      if (instance.failure) throw instance.failure;
      crc32.update(bytes);
      length += bytes.length;
      await store.write(bytes);
    };
    const result = await renew(each, task, put);
    if (instance.failure) throw instance.failure;
    return { ...result, crc32: crc32.value(), length };
  });
}

/** A message that is an artifact, as a source: where it lies, or where it is inflated to. */
async function withMessage(each, task, work) {
  const { source, host } = each;
  if (task.method === "stored") {
    const { offset } = task;
    const message = {
      size: task.size,
      read: (at, length) => source.read(offset + at, length),
      chunks: (start, end, signal) => source.chunks(offset + start, offset + end, signal),
    };
    const content = contentOf(each, task);
    // It is read once more, so that it is known to be what was verified.
    for await (const _ of content.chunks());
    return work(message, content.outcome());
  }
  const inflated = await host.createExpansion();
  try {
    const content = contentOf(each, task);
    for await (const piece of content.chunks()) await inflated.write(piece);
    return await work({ size: task.size, read: inflated.read, chunks: inflated.chunks }, content.outcome());
  } finally {
    await inflated.close?.();
  }
}
