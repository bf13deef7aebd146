// node http.mjs URL TRUST: a package on a web server, without downloading it first. TOKEN is for a server that asks for one.

import { httpSource, verifyPackage } from "vnfseal";

const [url, trust] = process.argv.slice(2);
const { TOKEN } = process.env;
const headers = TOKEN ? { Authorization: `Bearer ${TOKEN}` } : {};
const signal = AbortSignal.timeout(60 * 60 * 1000);

try {
  const source = await httpSource(url, { headers, signal });
  const { verdict } = await verifyPackage(source, { trust, signal });
  console.log(verdict);
  process.exitCode = verdict === "passed" ? 0 : 1;
} catch (error) {
  if (error.code === "HTTP_NO_RANGES") console.error("Download the package, and verify the file.");
  else if (error.code === "SOURCE_CHANGED") console.error("The package was replaced meanwhile: start again.");
  else console.error(error.message);
  process.exitCode = 3;
}
