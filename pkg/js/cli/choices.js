// What options choose from. Help names it, and must not load the formats for that; a test holds them together.

export const FORMATS = ["text", "json", "ndjson", "sarif", "junit", "html", "markdown"];

export const FAIL_ON = ["fail", "unknown", "warn"];

/** How to say to an NFVO who one is. */
export const AUTHENTICATIONS = ["none", "basic", "bearer", "oauth2", "keystone"];

/** Products of NFVOs that are known to take packages otherwise than the standard has it. */
export const NFVO_PRODUCTS = ["tacker"];

export { ALGORITHMS, HASHES } from "../keys/algorithms.js";
