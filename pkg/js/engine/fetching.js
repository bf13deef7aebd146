// A WebAssembly module of this package, from a server.

import { VnfsealError } from "../errors.js";

/** Loads and compiles the module at `url`. The browser refuses any other than the one that was built with this package. */
export async function fetchModule(url, integrity) {
  const where = String(url).slice(0, 200);
  const response = await fetch(url, { integrity }).catch((cause) => {
    const sentence = `${where}: the engine is not there, or is not that of this version (${integrity})`;
    throw new VnfsealError("ENGINE_UNAVAILABLE", sentence, { cause });
  });
  if (!response.ok) throw new VnfsealError("ENGINE_UNAVAILABLE", `${where}: the server answered with status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** The digest of an integrity value `sha256-BASE64`, in lower-case hex. */
export function hexOf(integrity) {
  const bytes = atob(integrity.slice("sha256-".length));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
