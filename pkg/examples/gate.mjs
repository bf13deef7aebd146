// node gate.mjs FOLDER TRUST [PORT]: a gate before a catalogue. PUT /NAME brings a package; only one that passed comes into
// the folder. Others are refused with their findings, and nothing of them is kept.

import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { verifyPackage } from "vnfseal";

const [folder, trust, port = "8081"] = process.argv.slice(2);
const SIZE_MAX = 50e9;

async function admit(request) {
  const [, name] = /^\/([\w-][\w.-]{0,99}\.(?:csar|zip))$/i.exec(request.url) ?? [];
  if (request.method !== "PUT" || !name) return { status: 404, answer: { error: "PUT /NAME.csar" } };
  // In the folder itself, so that the package is moved and not copied: what is verified is what is kept.
  const spool = join(folder, `.${randomUUID()}.part`);
  try {
    await pipeline(request, atMost(SIZE_MAX), createWriteStream(spool, { flags: "wx", mode: 0o600 }));
    const { verdict, summary, findings } = await verifyPackage(spool, { trust, fileName: name });
    const answer = { verdict, summary, findings };
    if (verdict !== "passed") return { status: 422, answer };
    await rename(spool, join(folder, name));
    return { status: 201, answer };
  } finally {
    await rm(spool, { force: true });
  }
}

function atMost(size) {
  return async function* check(chunks) {
    let sum = 0;
    for await (const chunk of chunks) {
      sum += chunk.length;
      if (sum > size) throw new Error(`more than ${size} bytes`);
      yield chunk;
    }
  };
}

const server = createServer(async (request, response) => {
  const { status, answer } = await admit(request).catch((error) => {
    console.error(error);
    // The client learns nothing of this machine.
    return { status: 500, answer: { error: "the package could not be verified" } };
  });
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
});
server.listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
