// What the package exports beside the engine's own API, the same in Node and in browsers.

export { wasmIntegrity } from "../dist/engine.integrity.js";
export { comparePackages } from "./comparison/packages.js";
export { VnfsealError } from "./errors.js";
export { formats } from "./formats/index.js";
export { httpSource } from "./sources/http.js";
