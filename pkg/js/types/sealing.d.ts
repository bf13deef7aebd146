// What signs, encrypts and decrypts. `index.d.ts` exports all of it.

import type { Report } from "../../dist/report.js";
import type { FileLike, PackageSource, PolicyOptions, Progress, Trust, VerifyOptions } from "./index.js";

/**
 * Adds the service provider's signature to a package that verifies as the VNF provider's (SEC 021 clause 6.2). What is there
 * stays octet for octet. The new package is verified as a whole before anybody gets it, and has to pass with this signer.
 *
 * It is refused, with the code `SIGNING_REFUSED` and a `reason`, if package or signer do not verify, or the signer has signed
 * already. A key that does not belong to the certificate is `KEY_UNUSABLE`. Then nothing is written.
 *
 * A second WebAssembly module does this. It is loaded at the first call, and names itself by `wasmSha256` in the report.
 */
export function signPackage(source: PackageSource, options: SignOptions): Promise<SignedPackage>;

/**
 * Makes a package of a folder: with a manifest and the VNF provider's signature (SOL 004 security option 1). With trust, the
 * new package is verified as a whole before anybody gets it.
 */
export function packFolder(folder: string | Iterable<FolderFile>, options: PackOptions): Promise<PackedPackage>;

/**
 * Makes a delivery of a CSAR: a ZIP with the CSAR, the VNF provider's signature over it and the certificate (SOL 004 security
 * option 2). With trust, the delivery is verified as a whole before anybody gets it.
 */
export function wrapPackage(source: PackageSource, options: PackOptions): Promise<PackedPackage>;

/** Encrypts a file for recipients (CMS AuthEnvelopedData), or artifacts in a package. */
export function encryptFile(source: PackageSource, options: EncryptOptions): Promise<EncryptedFile>;

/**
 * Decrypts a file (CMS AuthEnvelopedData), or the encrypted artifacts in a package, and verifies the package that comes out. If
 * that does not pass, there is the report, and nothing is written.
 */
export function decryptFile(source: PackageSource, options: DecryptOptions): Promise<DecryptedFile>;

/**
 * Every reason there is for which something is not signed, encrypted or decrypted, or a private key is not used: a `VnfsealError`
 * has the code of one as its `reason`. It comes from the WebAssembly module that signs and encrypts, which is loaded for it.
 */
export function refusalReasons(): Promise<RefusalReason[]>;

/** A reason for which something is refused. */
export interface RefusalReason {
  /** The stable code, `signer.already-signed` for example. */
  code: string;
  /** What is wrong. */
  title: string;
  /** Why it matters. */
  why: string;
  /** What to do. */
  fix: string;
}

/**
 * Where a result is written: in Node a path, the handle of a file, or a stream. A file is written whole or not at all, and may
 * not be one that is read. A stream is closed at the end, or aborted. No byte of a package that was signed, or of what was
 * decrypted, reaches it before all checks are made; what is encrypted reaches it as it comes.
 */
export type Sink = string | FileHandle | WritableStream<Uint8Array>;

/** The handle of a file, as a browser's `FileSystemFileHandle` is. */
export interface FileHandle {
  /** Gives a stream to a copy, which takes the place of the file when it is closed. */
  createWritable(): Promise<WritableStream>;
  /** Gives the file as it is. */
  getFile(): Promise<Blob>;
}

/** A private key of Web Crypto, as a `CryptoKey` is. It need not be extractable. */
export interface WebCryptoKey {
  /** `private`. */
  readonly type: string;
  /** What it may be used for. */
  readonly usages: readonly string[];
  /** What it was made for. */
  readonly algorithm: { readonly name: string };
}

/** How a new file is made. */
export interface WriteOptions {
  /** Where to write it. If it is left out, the result has a `blob`, which may be held in memory. */
  output?: Sink;
  /** The file's name, where the source does not have one or another is wanted. */
  fileName?: string;
  /** Called at most ten times a second, and at the beginning of each phase. */
  onProgress?: (progress: SealingProgress) => void;
  /** Aborts everything: the promise is rejected with the signal's reason, and nothing is left. */
  signal?: AbortSignal;
}

/** How far it is. */
export interface SealingProgress extends Omit<Progress, "phase"> {
  /**
   * What is being done. The first three are those of a verification. Then it is signed or encrypted, written, and what was
   * written is read again (`checking`). Each counts its own bytes.
   */
  phase: Progress["phase"] | "signing" | "encrypting" | "decrypting" | "writing" | "checking";
}

/**
 * Who signs. The private key is in a file, a `CryptoKey`, or elsewhere: then `sign` is called. It never reaches WebAssembly
 * except to be read from its file, and cannot be read from Web Crypto.
 */
export interface Signer {
  /** The private key: a file in PKCS #8, encrypted or not, or PKCS #12, in PEM or DER; or a `CryptoKey` for `sign`. */
  key?: FileLike | WebCryptoKey;
  /** The password of the file, or what asks for it. It is called only if the file is encrypted. */
  password?: string | (() => string | Promise<string>);
  /**
   * The signer's certificate (PEM, DER), then those between it and its root (also PKCS #7), in one or more files. It may be left
   * out if a PKCS #12 file has them.
   */
  certificate?: FileLike | readonly FileLike[];
  /**
   * Signs in place of `key`: by a smart card, a PKCS #11 token, a key service. It gives the signature value. An ECDSA value may
   * be in DER, or be r and s one behind the other. The value is verified with the certificate.
   */
  sign?: (request: SigningRequest) => Uint8Array | Promise<Uint8Array>;
  /** The signature algorithm: by default that of the key, and PKCS #1 v1.5 for an RSA key that is for both. */
  algorithm?: "RSASSA-PKCS1-v1_5" | "RSA-PSS" | "ECDSA" | "Ed25519";
  /** The digest algorithm: by default the one that is as strong as the key. */
  hash?: "SHA-256" | "SHA-384" | "SHA-512";
}

/** What is to be signed. */
export interface SigningRequest {
  /** The file of the package that gets the signature. */
  path: string;
  /** The algorithm with its parameters, as Web Crypto has them. Ed25519 has no hash. */
  algorithm: { name: string; hash?: string; saltLength?: number };
  /** The data: signed attributes in DER. */
  data: Uint8Array;
  /** The digest of the data, for signers that take only that. It is empty for Ed25519, which signs the data itself. */
  digest: Uint8Array;
}

/** How to sign a package. */
export interface SignOptions extends WriteOptions {
  /** Who signs: the service provider. */
  signer: Signer;
  /** Whom to trust, as for `verifyPackage`. It also has to name the signer as the service provider. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package, as for `verifyPackage`. Of the new package, the service provider's signature is asked for too. */
  policy?: PolicyOptions | FileLike;
  /** The content of external artifacts, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
  /** Whether also every signature over a single artifact gets a further signer (Option 1). */
  artifactSignatures?: boolean;
}

/** A package that was signed. */
export interface SignedPackage {
  /** The report of the new package. It has passed. */
  report: Report;
  /** The name of the file: that of the one that was signed. */
  fileName: string;
  /** The new package, if no output was named. */
  blob?: Blob;
}

/** A file of a folder. */
export interface FolderFile {
  /** Its path in the package, with `/`. */
  path: string;
  /** Its content. */
  file: PackageSource;
}

/** How to make a package or a delivery. */
export interface PackOptions extends WriteOptions {
  /** Who signs: the VNF provider. */
  signer: Signer;
  /** Whom to trust, as for `verifyPackage`. With it, the result is verified. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the result, as for `verifyPackage`. It is verified before its onboarding. */
  policy?: PolicyOptions | FileLike;
  /** The content of external artifacts that the manifest lists, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
}

/** A package or delivery that was made. */
export interface PackedPackage {
  /** The report, if there was trust. It has passed. */
  report?: Report;
  /** The name of the file. */
  fileName: string;
  /** The file, if no output was named. */
  blob?: Blob;
}

/** How to encrypt. */
export interface EncryptOptions extends WriteOptions {
  /** The certificates of those who can decrypt it, in PEM or DER. */
  recipients: readonly FileLike[];
  /** Globs over the paths of the artifacts to be encrypted. Without them the file is encrypted as a whole. */
  artifacts?: readonly string[];
}

/** A file that was encrypted. */
export interface EncryptedFile {
  /** The name of the file. */
  fileName: string;
  /** The file, if no output was named. */
  blob?: Blob;
  /** Those who can decrypt it: the subject of each certificate and its SHA-256 in hex. */
  recipients: readonly { subject: string; sha256: string }[];
  /** The paths of the artifacts that were encrypted. */
  artifacts?: readonly string[];
  /** What the caller may not expect, each a whole sentence: that the file is not a package, for example. */
  notes: readonly string[];
}

/** How to decrypt. */
export interface DecryptOptions extends WriteOptions {
  /** The private key, as for a `Signer`; a `CryptoKey` for `decrypt` or `deriveBits`. */
  key: FileLike | WebCryptoKey;
  /** The password of the file, or what asks for it, as for a `Signer`. */
  password?: string | (() => string | Promise<string>);
  /** The certificate that the file is encrypted for. It may be left out if a PKCS #12 file has it. */
  certificate?: FileLike;
  /** Whom to trust, as for `verifyPackage`. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package that comes out, as for `verifyPackage`. */
  policy?: PolicyOptions | FileLike;
  /** Whether what comes out is verified as a package: `true` if it is left out. */
  verify?: boolean;
  /** The content of external artifacts, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
}

/** A file that was decrypted. */
export interface DecryptedFile {
  /** Whether the file was written, or is in `blob`. It is not if the report has not passed. */
  written: boolean;
  /** The name of the file. */
  fileName: string;
  /** The file, if no output was named. */
  blob?: Blob;
  /** The report of the package that came out. Absent if it was not to be verified. */
  report?: Report;
  /** Remarks on how it was encrypted. */
  notes: readonly string[];
  /** The paths of the artifacts that were decrypted. */
  artifacts?: readonly string[];
}
