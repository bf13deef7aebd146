// What is sent to an NFVO and fetched from it does not pass through memory as a whole.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, it } from "node:test";

import { listen } from "./http-server.js";
import { folder } from "./installed.js";

const MIB = 1 << 20;
const SIZE = 512 * MIB;

/** Node itself needs some 60 MiB. */
const LIMIT = 200 * MIB;

let server;
afterEach(() => server?.close());

/** An NFVO that keeps nothing of what it gets but the digest, and sends as much. */
async function serveLarge() {
  const hash = createHash("sha512");
  const piece = Buffer.alloc(MIB, "a");
  const state = { length: 0, checksum: undefined };
  server = await listen(async (request, response) => {
    const { method, url } = request;
    const isContent = url.endsWith("/package_content");
    if (method === "PUT") {
      for await (const chunk of request) {
        hash.update(chunk);
        state.length += chunk.length;
      }
      state.checksum = { algorithm: "SHA-512", hash: hash.digest("hex") };
      return response.writeHead(202).end();
    }
    if (method === "GET" && isContent) {
      response.writeHead(200, { "Content-Length": SIZE });
      for (let left = SIZE / MIB; left > 0; left -= 1) if (!response.write(piece)) await once(response, "drain");
      return response.end();
    }
    request.resume();
    const described = { id: "large", onboardingState: state.checksum ? "ONBOARDED" : "CREATED", operationalState: "DISABLED", checksum: state.checksum };
    return response.writeHead(method === "POST" ? 201 : 200).end(JSON.stringify(described));
  });
  return state;
}

it("512 MiB are uploaded and fetched in less than 200 MiB of memory", async () => {
  const state = await serveLarge();
  const program = `
    import { readFileSync } from "node:fs";
    import { fetchPackage, openNfvo } from "vnfseal/nfvo";
    const [url, output] = process.argv.slice(1);
    const nfvo = openNfvo(url);
    const piece = new Uint8Array(${MIB}).fill(97);
    const source = { size: ${SIZE}, async *chunks() { for (let left = ${SIZE / MIB}; left > 0; left -= 1) yield piece; } };
    await nfvo.upload(source, { userDefinedData: {}, onboardingMs: 60_000 });
    await fetchPackage("large", { nfvo, output });
    // maxRSS would begin with the peak of the program that has started this one.
    console.log(Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024);`;
  const output = join(mkdtempSync(join(folder, "large-")), "large.csar");
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, server.url, output], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, "close")]);
  assert.equal(status, 0);
  assert.equal(state.length, SIZE);
  assert.ok(Number(said) < LIMIT, `${said} bytes`);
});
