// Where bytes come from: anything with a size that can be read at an offset.

/** Turns what the caller gave into `{ name, size, read(offset, length) }`. */
export function asSource(input) {
  if (isBlob(input)) return blobSource(input);
  if (isBytes(input)) return bytesSource(asBytes(input));
  if (typeof input?.read === "function") return callerSource(input);
  throw new TypeError("a package is bytes, a Blob, { size, read(offset, length) } or, in Node, a path");
}

/** Reads exactly `length` bytes, or rejects. */
export async function readExactly(source, offset, length, signal) {
  signal?.throwIfAborted();
  const bytes = await untilAborted(source.read(offset, length), signal);
  if (!(bytes instanceof Uint8Array)) throw new TypeError("read(offset, length) must give a Uint8Array");
  if (bytes.length !== length) {
    throw new Error(`asked for ${length} bytes at offset ${offset}, got ${bytes.length}: did the package change?`);
  }
  return bytes;
}

/** Whether `input` is a Blob or a File, of this or another realm. */
export function isBlob(input) {
  return typeof input?.arrayBuffer === "function" && typeof input.slice === "function";
}

/** Whether `input` is an ArrayBuffer or a view of one. */
export function isBytes(input) {
  return ArrayBuffer.isView(input) || input instanceof ArrayBuffer;
}

/** The bytes of an ArrayBuffer or of a view of one, not copied. */
export function asBytes(input) {
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    : new Uint8Array(input);
}

/** A source over a Blob or File: nothing is read before it is asked for. */
export function blobSource(blob) {
  return {
    name: blob.name,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

function bytesSource(bytes) {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

function callerSource(input) {
  if (!Number.isSafeInteger(input.size) || input.size < 0) {
    throw new TypeError("a source with read(offset, length) needs its size in bytes");
  }
  return { name: input.name, size: input.size, read: async (offset, length) => input.read(offset, length) };
}

/** A read that hangs, over a network say, does not hold up an abort. */
function untilAborted(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
