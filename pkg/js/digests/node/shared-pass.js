// A pass whose bytes are read once, for digests that other threads compute: each takes what it needs from a ring in shared
// memory. This thread reads, inflates, and computes the CRC-32.

import { readSync } from "node:fs";

import { checkLength } from "../../sources/sources.js";
import { HEAD_LENGTH, brokenOutcome, intactOutcome, needsCrc32 } from "../outcome.js";
import { Checksums } from "./checksums.js";
import { openNodeDigester } from "./digester.js";
import { digestsOf } from "./hashes.js";
import { digestLeft, RingFiller } from "./ring.js";

/** Whether the pass is one content that has to be inflated. All others are stretches of the file, with what lies in them. */
export function isInflated({ tasks }) {
  return tasks.length === 1 && tasks[0].method !== "stored";
}

/**
 * What `servePass` needs. The pass has the `ring` and, as `positions`, where in it the first digest of each task is left; a task
 * without one is digested here. `chunks` are those of the file, for what has to be inflated.
 */
export function openSharedPass(fd, pass, chunks) {
  const filler = new RingFiller(pass.ring);
  const opened = isInflated(pass) ? openInflated(pass, filler, chunks) : openStored(fd, pass, filler);
  const tasks = new Map(pass.tasks.map((task, at) => [keyOf(task), { task, position: pass.positions[at] }]));
  const complete = (outcomes) => {
    filler.end();
    return outcomes.map((outcome) => withDigests(outcome, tasks.get(keyOf(outcome)), pass.ring));
  };
  return { ...opened, complete };
}

function keyOf({ index, part }) {
  return `${index} ${part}`;
}

function openInflated({ tasks: [task] }, filler, chunks) {
  const plain = { ...task, algorithms: [], prefixes: [] };
  return { chunks, openDigester: () => openNodeDigester(plain, async (bytes) => filler.write(bytes)) };
}

function openStored(fd, pass, filler) {
  const parts = pass.tasks.filter((task) => task.method === "stored" && needsCrc32(task)).map(rangeOf);
  const checksums = new Checksums(parts);
  return {
    chunks: storedChunks(fd, pass, filler, checksums),
    // What has to be inflated is small here.
    openDigester: (task) => (task.method === "stored" ? new StoredDigester(task, checksums) : openNodeDigester(task)),
  };
}

function rangeOf({ offset, compressedSize }) {
  return { start: offset, end: offset + compressedSize };
}

/** The digests are computed while the CRC-32 of the same chunk is. */
async function* storedChunks(fd, { start, end }, filler, checksums) {
  for (let position = start; position < end; ) {
    const memory = filler.next();
    const bytes = memory.subarray(0, Math.min(memory.length, end - position));
    fillFrom(fd, bytes, position);
    filler.publish(bytes.length);
    checksums.take(bytes, position);
    yield bytes;
    position += bytes.length;
  }
}

function fillFrom(fd, bytes, position) {
  let filled = 0;
  while (filled < bytes.length) {
    const read = readSync(fd, bytes, filled, bytes.length - filled, position + filled);
    if (read === 0) checkLength(bytes.subarray(0, filled), position, bytes.length);
    filled += read;
  }
}

/** All of a stored content but its digests. */
class StoredDigester {
  #task;
  #checksums;
  #seen = 0;
  #head = Buffer.alloc(0);

  constructor(task, checksums) {
    this.#task = task;
    this.#checksums = checksums;
  }

  update(bytes) {
    this.#seen += bytes.length;
    if (this.#head.length === HEAD_LENGTH) return;
    this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEAD_LENGTH - this.#head.length)]);
  }

  finish() {
    const { size, compressedSize, crc32 } = this.#task;
    if (size !== compressedSize || this.#seen !== size) return brokenOutcome(this.#task);
    const { start, end } = rangeOf(this.#task);
    const found = needsCrc32(this.#task) ? this.#checksums.of(start, end) : undefined;
    if (crc32 !== null && found !== crc32) return brokenOutcome(this.#task);
    return intactOutcome(this.#task, { digests: [], head: this.#head.toString("hex"), crc32: found });
  }

  close() {}
}

/** An outcome with the digests that were left for it. */
function withDigests(outcome, { task, position }, ring) {
  if (!outcome.intact || position === null) return outcome;
  return { ...outcome, digests: digestsOf(task).map((_, index) => digestLeft(ring, position + index)) };
}
