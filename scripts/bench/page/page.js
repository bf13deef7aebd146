// What the benchmark calls in the page: each gives the milliseconds a run took.

const BARE = new URL("./bare.js", import.meta.url);
const VERIFIER = new URL("/pkg/js/worker.js", import.meta.url);

const chosen = () => document.querySelector("input").files[0];

/** File to verdict, by a worker that has loaded the engine. */
export async function verify(trust) {
  const worker = await start(VERIFIER);
  const began = performance.now();
  const answer = await ask(worker, { id: 1, verify: { file: chosen(), trust, policy: {} } }, ({ report, error }) => {
    if (error) throw new Error(error.message);
    return report;
  });
  const took = performance.now() - began;
  worker.terminate();
  const { verdict, findings } = JSON.parse(answer);
  if (verdict !== "passed") throw new Error(`${verdict}: ${JSON.stringify(findings)}`);
  return took;
}

/** The ranges of the file by a bare loop, on so many workers. */
export async function bare(loop, ranges, workers = 1) {
  const crew = await Promise.all(Array.from({ length: workers }, () => start(BARE)));
  const shares = crew.map((_, position) => ranges.filter((_, index) => index % workers === position));
  const began = performance.now();
  const orders = crew.map((worker, position) =>
    ask(worker, { loop, file: chosen(), ranges: shares[position] }, ({ digests }) => digests),
  );
  await Promise.all(orders);
  const took = performance.now() - began;
  for (const worker of crew) worker.terminate();
  return took;
}

/** From nothing to the first report. */
export async function firstReport(trust) {
  const began = performance.now();
  const { verifyPackage } = await import("/pkg/js/browser.js");
  const { verdict } = await verifyPackage(chosen(), { trust });
  if (verdict !== "passed") throw new Error(verdict);
  return performance.now() - began;
}

/** From an abort in the middle of the digesting to its answer. */
export async function abort(trust) {
  const { verifyPackage } = await import("/pkg/js/browser.js");
  const abort = new AbortController();
  let began;
  const onProgress = ({ bytesDone }) => {
    if (bytesDone === 0 || abort.signal.aborted) return;
    began = performance.now();
    abort.abort();
  };
  const { name } = await verifyPackage(chosen(), { trust, signal: abort.signal, onProgress }).catch((error) => error);
  if (name !== "AbortError") throw new Error(`the abort came too late: ${name}`);
  return performance.now() - began;
}

/** The longest time for which the page answered nobody while it verified the file itself. */
export async function busy(trust) {
  const { verifyPackage } = await import("/pkg/js/browser.js");
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await verifyPackage(chosen(), { trust });
  clearInterval(timer);
  return longest;
}

/** Encrypts the chosen file, or decrypts it again (`what`), by a worker, into a file of the origin. The next call reads that. */
export async function cipher(what, options) {
  const root = await navigator.storage.getDirectory();
  const output = await root.getFileHandle(what, { create: true });
  const file = what === "encrypt" ? chosen() : await (await root.getFileHandle("encrypt")).getFile();
  const worker = await start(VERIFIER);
  const began = performance.now();
  await ask(worker, { id: 1, [what]: { file, ...options, output } }, ({ result, error }) => {
    if (error) throw new Error(error.message);
    return result;
  });
  const took = performance.now() - began;
  worker.terminate();
  if (what === "decrypt" && (await output.getFile()).size !== chosen().size) throw new Error("not what was encrypted");
  return took;
}

function start(url) {
  const worker = new Worker(url, { type: "module" });
  return ask(worker, null, ({ ready }) => ready && worker);
}

/** Posts a message, if any, and gives the first answer that `pick` makes something of. */
function ask(worker, message, pick) {
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => {
      try {
        const picked = pick(data);
        if (picked) resolve(picked);
      } catch (error) {
        reject(error);
      }
    };
    if (message) worker.postMessage(message);
  });
}
