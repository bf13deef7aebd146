// What options choose from. Help names it, and must not load the formats for that; a test holds them together.

export const FORMATS = ["text", "json", "ndjson", "sarif", "junit", "html", "markdown"];

export const FAIL_ON = ["fail", "unknown", "warn"];

/** Names of WebCrypto. */
export const ALGORITHMS = ["RSASSA-PKCS1-v1_5", "RSA-PSS", "ECDSA", "Ed25519"];

export const HASHES = ["SHA-256", "SHA-384", "SHA-512"];
