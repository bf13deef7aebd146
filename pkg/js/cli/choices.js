// What options choose from. Help names it, and must not load the formats for that; a test holds them together.

export const FORMATS = ["text", "json", "ndjson", "sarif", "junit", "html", "markdown"];

export const FAIL_ON = ["fail", "unknown", "warn"];

export { ALGORITHMS, HASHES } from "../keys/algorithms.js";
