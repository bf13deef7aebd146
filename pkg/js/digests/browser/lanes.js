// Web Workers that digest beside the caller's thread. A Blob is a handle: each worker reads for itself, and no memory is
// shared, so no header of the server is needed.

import { NO_WORKER, RemoteWorker } from "../remote-lane.js";

/** More than this read faster than a disk does. */
const LANES_MAX = 8;

/**
 * Lanes whose workers use this WebAssembly module. Workers that are idle are kept for the next run. `workerSrc` is where
 * their script is, if it does not lie beside this one.
 */
export function browserLanes(module, workerSrc) {
  const idle = [];
  const lanes = Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, LANES_MAX);
  const startOne = () => new RemoteWorker(startWorker(workerSrc), { module });
  const isWindow = "document" in globalThis;
  return {
    /** As a whole a content can be given to WebCrypto; that gains more than to divide it. */
    divides: false,

    /** In a window the caller's thread has other things to do, and digests only what no worker does. */
    sparesCaller: isWindow,

    count: (sources) => (sources.every(({ blob }) => blob) && globalThis.Worker ? lanes : 1),

    start(run) {
      return (idle.pop() ?? startOne()).assign(run, {
        handleOf: ({ blob }) => blob,
        close(worker) {
          if (!worker.isIdle) return worker.end();
          worker.rest();
          return idle.push(worker);
        },
      });
    },

    /** Instances of the engine that verify signature values ahead. */
    answering: { most: globalThis.Worker ? lanes - 1 : 0, start: () => startWorker(workerSrc) },

    /** Starts the workers before there is work, so that nothing has to be loaded then. */
    warmUp() {
      if (!globalThis.Worker) return;
      while (idle.length < lanes - 1) idle.push(startOne());
    },
  };
}

function startWorker(workerSrc) {
  let worker;
  try {
    worker = workerSrc ? new Worker(workerSrc, OPTIONS) : startBeside(WorkerFromBlob);
  } catch {
    return NO_WORKER; // where workers are not allowed
  }
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onEnd) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = worker.onmessageerror = onEnd;
    },
    end: () => worker.terminate(),
  };
}

const OPTIONS = { type: "module", name: "vnfseal digests" };

/** Bundlers know these words, and put the script and what it imports where the page finds them. */
function startBeside(Worker) {
  return new Worker(new URL("./lane-worker.js", import.meta.url), { type: "module" });
}

let scriptUrl;

/**
 * A worker loaded from a `blob:` address is bound by the Content-Security-Policy of the page; one loaded over HTTP would
 * have only what the server sends, and nothing would keep it from sending the package somewhere. It is imported by a call
 * because Firefox takes the declared imports of such a worker past a service worker, and so to the network.
 *
 * Whoever gives a `workerSrc` has it loaded from there: their policy may allow no `blob:`, and they send one with the script.
 */
function WorkerFromBlob({ href }) {
  const text = `import(${JSON.stringify(href)}).catch(() => postMessage({ lost: true }));`;
  scriptUrl ??= URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(scriptUrl, OPTIONS);
}
