// A server that answers `asymmetricSign` as Google Cloud KMS does (REST, v1), by OpenSSL and a key that never leaves it.

import { execFileSync } from "node:child_process";
import { json } from "node:stream/consumers";

import { listen } from "../node/http-server.js";

/** Serves the key at `path`, which is for SHA-256, under `name`. `asked` has the bodies of the requests. */
export async function serveKms({ name, path, token }) {
  const asked = [];
  const answer = (request, body) => {
    if (request.headers.authorization !== `Bearer ${token}`) return [401, { error: { message: "Request had invalid authentication credentials." } }];
    if (request.method !== "POST" || request.url !== `/v1/${name}:asymmetricSign`) return [404, { error: { message: "Not found." } }];
    asked.push(body);
    const digest = Buffer.from(body.digest?.sha256 ?? "", "base64");
    if (digest.length !== 32) return [400, { error: { message: "The digest does not fit the key's algorithm." } }];
    const args = ["pkeyutl", "-sign", "-inkey", path, "-pkeyopt", "digest:sha256"];
    return [200, { name, signature: execFileSync("openssl", args, { input: digest }).toString("base64") }];
  };
  const { url, close } = await listen(async (request, response) => {
    const [status, body] = answer(request, await json(request));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  return { url, asked, close };
}
