// Rates and memory of encryption: ten gibibytes in Node beside node:crypto and openssl, and one in Chromium.
// Usage: node scripts/bench/encryption.mjs [GIB] [GIB IN CHROMIUM]. Files are sparse, and results are counted and thrown away,
// except what openssl writes.

import { execFileSync, spawnSync } from "node:child_process";
import { createCipheriv, randomBytes } from "node:crypto";
import { closeSync, createReadStream, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { makeRecipient } from "../../tests/node/recipients.js";
import { peakOf } from "./memory.mjs";

const GIB = 1 << 30;
const [gib = 10, gibInPage = 1] = process.argv.slice(2).map(Number);
const here = fileURLToPath(import.meta.url);

if (process.argv[2] === "child") await work(process.argv.slice(3));
else await compare();

/** One run in a process of its own, whose peak of resident memory counts. */
async function work([what, input, ...holder]) {
  const began = performance.now();
  if (what === "node:crypto") {
    const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
    for await (const chunk of createReadStream(input, { highWaterMark: 1 << 20 })) cipher.update(chunk);
    cipher.final();
  } else {
    const [key, certificate, output] = holder;
    const { encryptFile, decryptFile } = await import("../../pkg/js/index.js");
    if (what === "encryptFile") await encryptFile(input, { recipients: [certificate], output });
    else await decryptFile(input, { key, certificate, verify: false, output });
  }
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(JSON.stringify({ seconds, peak: peakOf(process.pid) / (1 << 20) }));
}

async function compare() {
  const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), "vnfseal-bench-"));
  const to = (name) => join(folder, name);
  try {
    const holder = makeRecipient(folder, "P-256");
    makeSparse(to("plain"), gib);
    run("node:crypto", "alone", [to("plain")]);
    run("encryptFile", "", [to("plain"), holder.key, holder.certificate, to("message")]);
    run("decryptFile", "", [to("message"), holder.key, holder.certificate, to("released")]);
    execFileSync("cmp", [to("plain"), to("released")]);
    rmSync(to("released"));
    rmSync(to("message"));
    const keyopt = ["-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap"];
    const openssl = ["cms", "-encrypt", "-binary", "-stream", "-aes-256-gcm", "-in", to("plain"), "-outform", "DER", "-out", to("openssl")];
    const began = performance.now();
    const { status } = spawnSync("openssl", [...openssl, "-recip", holder.certificate, ...keyopt]);
    print("openssl cms -encrypt -stream", status === 0 ? (performance.now() - began) / 1000 : NaN);
    rmSync(to("openssl"));
    makeSparse(to("page"), gibInPage);
    await runInPage(to("page"), holder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeSparse(path, gib) {
  const fd = openSync(path, "w");
  ftruncateSync(fd, gib * GIB);
  closeSync(fd);
}

/** Both directions in a page of their own. The memory is that of the process in which the page and its worker are. */
async function runInPage(file, holder) {
  const [key, certificate] = [holder.key, holder.certificate].map((path) => readFileSync(path, "utf8"));
  const { openPage } = await import("./browser.mjs");
  const page = await openPage(file);
  try {
    for (const [what, options] of [
      ["encrypt", { recipients: [certificate] }],
      ["decrypt", { key, certificate, verify: false }],
    ]) {
      const took = await page.call("cipher", what, options);
      print(`${what}File in Chromium`, took / 1000, `${Math.round((await page.peak()) / (1 << 20))} MiB resident`, gibInPage);
    }
  } finally {
    await page.close();
  }
}

function run(what, note, args) {
  const { seconds, peak } = JSON.parse(execFileSync(process.execPath, [here, "child", what, ...args]));
  print(`${what} ${note}`, seconds, `${Math.round(peak)} MiB resident`);
}

function print(what, seconds, more = "", size = gib) {
  console.log(`${what.padEnd(32)} ${Math.round((size * GIB) / seconds / 1e6)} MB/s  ${more}`);
}
