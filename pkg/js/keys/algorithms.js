// What a signer may be asked for, by the names of Web Crypto. Help names it, so nothing is loaded here.

export const ALGORITHMS = ["RSASSA-PKCS1-v1_5", "RSA-PSS", "ECDSA", "Ed25519"];

export const HASHES = ["SHA-256", "SHA-384", "SHA-512"];
