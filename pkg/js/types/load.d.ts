/**
 * @module vnfseal/load
 */

import type * as vnfseal from "./index.js";

/**
 * Loads the engine in a browser, and gives what `import "vnfseal"` gives. It is for pages whose files are elsewhere than a
 * bundler or the package puts them, and for those with a strict Content-Security-Policy. Once it is loaded, later calls give
 * the same.
 */
export function load(options?: LoadOptions): Promise<typeof vnfseal>;

/** Where a page has the files of the package, and how much memory they may take. */
export interface LoadOptions {
  /**
   * Where `vnfseal/engine.wasm` is, if not beside the package's scripts. Whatever lies there, only the engine of this version
   * is taken.
   */
  wasmSrc?: string | URL;
  /** The same for `vnfseal/sealing.wasm`, which is loaded only by those who sign, encrypt or decrypt. */
  sealingSrc?: string | URL;
  /**
   * Where the script of the workers is that digest: `vnfseal/lane-worker`, bundled or as it is. Without this it is loaded from
   * a `blob:` address, which keeps the workers under the page's own policy. With it the server has to send a policy with the
   * script; the page's `worker-src` needs no `blob:` then.
   */
  workerSrc?: string | URL;
  /**
   * How many bytes of contents are held in memory at a time. A stored artifact that fits is digested by WebCrypto, which is
   * several times as fast as WebAssembly, but takes it only as a whole and makes a copy. All else is digested as a stream. Unless
   * you say otherwise it is a thirty-second of the device's memory as `navigator.deviceMemory` states it: at most 256 MiB, and
   * 128 MiB where a browser does not state it. With 0 nothing is held.
   */
  contentMemory?: number;
}
