// Packages on their way through: files without a name, so that nobody else changes them and nothing remains of them.

import { createHash } from "node:crypto";

import { createTemporaryFile } from "../sources/node/files.js";
import { problem } from "./problem.js";

/** What `chunks` give, as a file: `{ size, digests, fd, chunks, close }`, the digests in hex by the names in `algorithms`. */
export async function spool(chunks, { folder, sizeMax, signal, algorithms = ["sha256"], onBytes = () => {} }) {
  const file = await createTemporaryFile(folder).catch(refuseDisk);
  try {
    const hashes = algorithms.map((algorithm) => createHash(algorithm));
    let size = 0;
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      size += chunk.length;
      if (size > sizeMax) throw tooLarge(sizeMax);
      await file.write(chunk).catch(refuseDisk);
      for (const hash of hashes) hash.update(chunk);
      onBytes(chunk.length);
    }
    const digests = Object.fromEntries(algorithms.map((algorithm, index) => [algorithm, hashes[index].digest("hex")]));
    return { ...file, size, digests };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The refusal of what is larger than allowed. */
export function tooLarge(sizeMax) {
  return problem(413, "too-large", `the package is larger than the ${sizeMax} bytes that this gate takes`);
}

function refuseDisk(cause) {
  throw problem(507, "spool", "the gate has no room for the package", { cause });
}

/** How many transfers there may be at a time: each is a file, and some memory. */
export class Places {
  #free;

  constructor(count) {
    this.#free = count;
    this.count = count;
  }

  get taken() {
    return this.count - this.#free;
  }

  /** Runs `work` in a place of its own, or refuses. Nobody waits: a balancer knows other gates. */
  async run(work) {
    if (this.#free === 0) throw problem(503, "busy", "as many packages as this gate takes are under way: try again", { headers: { "Retry-After": "10" } });
    this.#free -= 1;
    try {
      return await work();
    } finally {
      this.#free += 1;
    }
  }
}
