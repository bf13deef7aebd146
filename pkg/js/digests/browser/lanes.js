// Web Workers that digest beside the caller's thread. A Blob is a handle: each worker reads for itself, and no memory is
// shared, so no header of the server is needed.

import { NO_WORKER, RemoteWorker } from "../remote-lane.js";

/** More than this read faster than a disk does. */
const LANES_MAX = 8;

/** Lanes whose workers use this WebAssembly module. Workers that are idle are kept for the next run. */
export function browserLanes(module) {
  const idle = [];
  const lanes = Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, LANES_MAX);
  const startOne = () => new RemoteWorker(startWorker(), { module });
  const isWindow = "document" in globalThis;
  return {
    /** As a whole a content can be given to WebCrypto; that gains more than to divide it. */
    divides: false,

    /** In a window the caller's thread has other things to do, and digests only what no worker does. */
    sparesCaller: isWindow,

    count: (sources) => (sources.every(({ blob }) => blob) && globalThis.Worker ? lanes : 1),

    start(run, lanes) {
      return (idle.pop() ?? startOne()).assign(run, lanes, {
        handleOf: ({ blob }) => blob,
        close(worker) {
          if (!worker.isIdle) return worker.end();
          worker.rest();
          return idle.push(worker);
        },
      });
    },

    /** Starts the workers before there is work, so that nothing has to be loaded then. */
    warmUp() {
      if (!globalThis.Worker) return;
      while (idle.length < lanes - 1) idle.push(startOne());
    },
  };
}

function startWorker() {
  let worker;
  try {
    worker = new Worker(script(), { type: "module", name: "vnfseal digests" });
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

let scriptUrl;

/**
 * A worker loaded from a `blob:` address is bound by the Content-Security-Policy of the page; one loaded over HTTP would
 * have only what the server sends, and nothing would keep it from sending the package somewhere. It is imported by a call
 * because Firefox takes the declared imports of such a worker past a service worker, and so to the network.
 */
function script() {
  const url = new URL("./lane-worker.js", import.meta.url).href;
  const text = `import(${JSON.stringify(url)}).catch(() => postMessage({ lost: true }));`;
  scriptUrl ??= URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return scriptUrl;
}
