// serve.mjs [--check]: serves the portal in dist/ with its demo on this machine; --check only tells whether the port is free.
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { addFolder, readPage } from "../pkg/js/serve/page.js";
import { startServer } from "../pkg/js/serve/server.js";

const host = "127.0.0.1";
const port = Number(process.env.PORT || 8080);
const folder = fileURLToPath(new URL("../dist/", import.meta.url));

function explain(error) {
  if (error.code === "EADDRINUSE") {
    return `port ${port} is in use by another program; choose one that is free: make run PORT=${port + 1}`;
  }
  if (error.code === "EACCES") return `port ${port} may not be opened by this user; choose one above 1023: make run PORT=8080`;
  return error.message;
}

function fail(error) {
  console.error(`\nvnfseal: ${explain(error)}`);
  process.exit(1);
}

async function serve() {
  const page = await readPage(folder);
  await addFolder(page, join(folder, "demo"), "demo");
  const { url } = await startServer({ page, host, port, complain: (error) => console.error(error.message) });
  console.log(`\nThe portal is served on ${url.replace(/\/$/, "")} (Ctrl-C stops it).`);
  console.log("Drop a package of demo/ on it, and demo/trust.json as the trust file.");
}

if (!Number.isInteger(port) || port < 1 || port > 65535) fail(new Error(`PORT=${process.env.PORT} is no port number`));

if (process.argv.includes("--check")) {
  const probe = createServer().on("error", fail);
  probe.listen(port, host, () => probe.close());
} else {
  await serve().catch(fail);
}
