// What the worker of a page reads of packages: it is counted, and can be held.

import { worker } from "./portal.js";

/**
 * Counts from now on the bytes that the worker of a page, and the workers that digest for it, read of packages. At
 * `holdAt` bytes the worker reads nothing more until `release()`; `held()` waits for that.
 */
export async function watchReads(page, { holdAt = Infinity } = {}) {
  const thread = await worker(page);
  await thread.evaluate(watch, holdAt);
  return {
    held: () => thread.evaluate(() => globalThis.reads.held),
    release: () => thread.evaluate(() => globalThis.reads.release()),
    bytes: () => thread.evaluate(() => globalThis.reads.bytes),
  };
}

/** In the worker. Whole files are trust files, and one byte only shows that a file has not changed: neither is held. */
function watch(holdAt) {
  const reads = { bytes: 0 };
  globalThis.reads = reads;
  const gate = new Promise((resolve) => (reads.release = resolve));
  let isHolding;
  reads.held = new Promise((resolve) => (isHolding = resolve));
  const untilReleased = async () => {
    if (reads.bytes < holdAt) return;
    isHolding();
    await gate;
  };

  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function watched() {
    if (this instanceof File) return arrayBuffer.call(this);
    if (this.size > 1) await untilReleased();
    reads.bytes += this.size;
    return arrayBuffer.call(this);
  };
  const { read } = ReadableStreamBYOBReader.prototype;
  ReadableStreamBYOBReader.prototype.read = async function watched(view) {
    await untilReleased();
    const result = await read.call(this, view);
    reads.bytes += result.value?.length ?? 0;
    return result;
  };
  // A worker that digests reads its pass by itself.
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function watched(message, ...rest) {
    if (message.pass) reads.bytes += message.pass.end - message.pass.start;
    return postMessage.call(this, message, ...rest);
  };
}
