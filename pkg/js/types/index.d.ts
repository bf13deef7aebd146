/**
 * @module vnfseal
 */

import type {
  ChainReport,
  Finding,
  Limits,
  ManifestReport,
  PackageInspection,
  Policy,
  PolicyInspection,
  Report,
  SignedDataReport,
  TrustInspection,
} from "../../dist/report.js";

export type * from "../../dist/report.js";
export * from "./comparison.js";
export * from "./sealing.js";

/** `passed`, `indeterminate` or `failed`. */
export type Verdict = Report["verdict"];
/** How grave a finding is. */
export type Severity = Finding["severity"];
/** The part of the verdict that a finding bears on. */
export type Aspect = Finding["aspect"];

/**
 * Verifies one package.
 *
 * Whatever is wrong with the package is in the report. The promise is rejected when no report can be made: the source
 * cannot be read, trust or policy make no sense, or the signal aborts.
 */
export function verifyPackage(source: PackageSource, options?: VerifyOptions): Promise<Report>;

/** The same, as the JSON text that the engine wrote. */
export function verifyPackageAsJson(source: PackageSource, options?: VerifyOptions): Promise<string>;

/**
 * Reads a package once, to be judged any number of times: by other trust, another policy, at another time. `close` it when
 * it is not needed any more. `verifyPackage` is this with one report.
 */
export function openPackage(source: PackageSource, options?: OpenOptions): Promise<OpenedPackage>;

/**
 * Says what is in a package, without judging it: layout, metadata, files, who is said to have signed what. The contents of
 * artifacts are not read. Anybody could have written all of it.
 */
export function inspectPackage(source: PackageSource, options?: InspectOptions): Promise<PackageInspection>;

/** The same, as the JSON text that the engine wrote. */
export function inspectPackageAsJson(source: PackageSource, options?: InspectOptions): Promise<string>;

/**
 * Verifies a CMS SignedData (PEM, DER or BER) without a package. Without `content` the attached content is verified; with
 * it, attached content has to be equal to it. Both are held in memory.
 */
export function verifySignedData(options: SignedDataOptions): Promise<SignedDataReport>;

/**
 * Verifies a manifest with the signature in it, without its package: as an NFVO returns it (SOL 003, SOL 005). `passed` says
 * that the VNF provider signed this manifest, and the service provider where the policy asks for it. It says nothing of the
 * files that the manifest lists.
 */
export function verifyManifest(options: ManifestOptions): Promise<ManifestReport>;

/** Validates a certificate and finds its chain to an anchor of the trust bundle (RFC 5280 section 6). */
export function verifyCertificate(options: CertificateOptions): Promise<ChainReport>;

/**
 * Says what a trust file holds, without trusting it: a trust bundle in JSON, or certificates and revocation lists in PEM,
 * DER or PKCS#7. It is exactly what `trust` takes from the same file. Compare `fingerprint`, then trust `pem`.
 *
 * The promise is rejected when the file cannot be read, with the reason `trust` would give.
 */
export function inspectTrust(file: FileLike): Promise<TrustInspection>;

/** The same, as the JSON text that the engine wrote. */
export function inspectTrustAsJson(file: FileLike): Promise<string>;

/**
 * The policy as it would be applied, defaults filled in, and what of it is not the default; rejected with a sentence when it
 * makes no sense.
 */
export function checkPolicy(policy: PolicyOptions | FileLike): Promise<PolicyInspection>;

/** The same, as the JSON text that the engine wrote. */
export function checkPolicyAsJson(policy: PolicyOptions | FileLike): Promise<string>;

/** SHA-256 of a whole file, in lower-case hex. It is read piece by piece, and nothing of it is judged. */
export function digestFile(file: PackageSource, options?: DigestOptions): Promise<string>;

/** How to read a file of which only the digest is wanted. */
export interface DigestOptions {
  /** Called at most ten times a second, and at the beginning of each phase. */
  onProgress?: (progress: Progress) => void;
  /** Aborts the reading: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** A package that has been read. */
export interface OpenedPackage {
  /** How many files and sources of the manifest it has: the memory it takes grows with them. */
  readonly entries: number;
  /** The report by this trust and policy, now. Nothing is read again. */
  report(options?: ReportOptions): Promise<Report>;
  /** The same, as the JSON text that the engine wrote. */
  reportAsJson(options?: ReportOptions): Promise<string>;
  /** What is in it, without judging it. */
  inspect(): Promise<PackageInspection>;
  /** The same, as the JSON text that the engine wrote. */
  inspectAsJson(): Promise<string>;
  /**
   * The text of a file in the package, for people: the line that a finding names, for example. The file is read from the source
   * again, and has to be what was verified. At most 1 MiB. Nothing of it is judged, and anybody may have written it.
   *
   * Rejected with `FILE_REFUSED` and one of these as its `reason`:
   *
   * | reason | what it means |
   * |---|---|
   * | `file.missing` | There is no such file, or the package could not be read that far. |
   * | `file.too-large` | It has more than 1 MiB. |
   * | `file.ambiguous` | Programs do not agree on what it is. |
   * | `file.damaged` | It is not what the archive states. |
   * | `file.encrypted` | It is encrypted. |
   * | `file.changed` | It is not what was verified any more. |
   */
  readText(path: string, options?: ReadTextOptions): Promise<FileText>;
  /**
   * A package inside this file, one of `package.packagesInside` in its report, to be verified by itself. What is stored is read
   * from where it is; what is compressed is decompressed first, within the limits. `close` it when it is not needed any more.
   *
   * Rejected as `readText` is.
   */
  openInside(path: string, options?: { signal?: AbortSignal }): Promise<PackageInside>;
  /** Gives its memory back. What is being written or read is finished. */
  close(): void;
}

/** Which file to read. */
export interface ReadTextOptions {
  /** Whether the file is beside the CSAR, in the delivery that holds it. */
  inDelivery?: boolean;
  /** Aborts the reading: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** The text of a file. */
export interface FileText {
  /** The text. Bytes that are no UTF-8 are U+FFFD in it. It may hold anything, also characters that are not seen. */
  readonly text: string;
  /** Whether all of it is UTF-8. */
  readonly isUtf8: boolean;
  /** The size of the file in bytes. */
  readonly size: number;
}

/** A package inside a file, as a source. */
export interface PackageInside extends RandomAccessSource {
  /** The names of both files without folders: `outer.zip › inner.zip`. */
  readonly name: string;
  /** The package as a Blob, where the file is one or a browser decompressed it. */
  readonly blob?: Blob;
  /** Closes the file, and removes what was decompressed. */
  close(): Promise<void>;
}

/** What judges a package that has been read. */
export interface ReportOptions {
  /** Whom to trust. Without it, nobody. A list is merged. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package. Its limits have to be those that the package was opened with, or be left out. */
  policy?: PolicyOptions | FileLike;
  /** Aborts the report: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** How to read a package. */
export interface InspectOptions {
  /** Bounds on what is read, as in a policy. */
  limits?: Partial<Limits>;
  /** The file's name in the report, where the source does not have one or another is wanted. */
  fileName?: string;
  /** Called at most ten times a second, and at the beginning of each phase. */
  onProgress?: (progress: Progress) => void;
  /** Aborts the reading: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** How to read a package that is to be judged. */
export interface OpenOptions extends InspectOptions {
  /** The content of external artifacts, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
  /** Whether the reports state the digest of the file, as for `verifyPackage`. */
  fileDigest?: boolean;
}

/** A CMS structure, and what it is judged by. */
export interface SignedDataOptions {
  /** The CMS SignedData. */
  signedData: Encoded;
  /** The content that was signed, if it is not attached. */
  content?: ArrayBuffer | Uint8Array;
  /** Certificates that may be needed and do not stand in the CMS; trusted for nothing. */
  certificates?: readonly Encoded[];
  /** Whom to trust, as for `verifyPackage`. */
  trust?: Trust | readonly Trust[];
  /** What to ask, as for `verifyPackage`. */
  policy?: PolicyOptions | FileLike;
}

/** A manifest, and what it is judged by. */
export interface ManifestOptions {
  /** The manifest: its bytes, a Blob, its text if it has a signature, in Node its path. */
  manifest: FileLike;
  /** Certificates that may be needed and do not stand in the CMS; trusted for nothing. */
  certificates?: readonly Encoded[];
  /** Whom to trust, as for `verifyPackage`. */
  trust?: Trust | readonly Trust[];
  /** What to ask, as for `verifyPackage`. */
  policy?: PolicyOptions | FileLike;
}

/** A certificate, and what it is judged by. */
export interface CertificateOptions {
  /** The certificate to be validated. */
  certificate: Encoded;
  /** Certificates that help to build a path and are trusted for nothing. */
  intermediates?: readonly Encoded[];
  /** Whom to trust, as for `verifyPackage`. */
  trust?: Trust | readonly Trust[];
  /** What to ask, as for `verifyPackage`. */
  policy?: PolicyOptions | FileLike;
  /** `packageSigning` (the default) asks what a package signer has to be; `any` validates the path alone. */
  purpose?: ChainReport["purpose"];
}

/** Every rule there is, with the texts of its findings. */
export const rules: readonly Rule[];

/** The version of the engine. */
export const version: string;

/**
 * The digest of the engine's WebAssembly, as `integrity` of `fetch` takes it: `sha256-` and base64. It is the `wasmSha256` of
 * every report of a verification. Packages that are made here, by `signPackage` for example, are verified by the module that
 * made them, and their reports have its digest.
 */
export const wasmIntegrity: string;

/** The engine, as reports name it: its version, and the SHA-256 of its WebAssembly module where that is known. */
export const engine: Readonly<Report["engine"]>;

/** A package or external artifact: its bytes, a Blob or File, in Node its path, or anything that can be read at an offset. */
export type PackageSource = ArrayBuffer | Uint8Array | Blob | string | RandomAccessSource;

/** A source that is read piece by piece: a range of an HTTP resource, an object in a store. */
export interface RandomAccessSource {
  /** The size in bytes. */
  readonly size: number;
  /** The file's name, for the report. */
  readonly name?: string;
  /** Gives exactly `length` bytes from `offset`; several reads may be under way at once. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * A source over a file on a web server, which is read by ranges: verifying does not download it first. This is the only
 * function that uses the network, and it reads this file alone.
 *
 * The server has to serve ranges, and to send `ETag` or `Last-Modified`: a file that changes while it is read is an error
 * (`SOURCE_CHANGED`). Connections that break are tried again twice.
 */
export function httpSource(url: string | URL, options?: HttpOptions): Promise<RandomAccessSource>;

/** How to ask a web server. */
export interface HttpOptions {
  /** What is called instead of the global `fetch`. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Headers of each request, such as `Authorization`. With headers other than that and `Accept`, a redirection is an error: they
   * could reach another server.
   */
  headers?: Readonly<Record<string, string>>;
  /** Ends all requests: what is being read is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** How many milliseconds the server may be silent; 60,000 if left out. */
  timeout?: number;
}

/** What the package throws on purpose. What a caller's own source, `fetch` or signal throws is passed on as it is. */
export class VnfsealError extends Error {
  private constructor();
  /** The name of the class. */
  readonly name: "VnfsealError";
  /** Which kind of reason it has. */
  readonly code: ErrorCode;
  /** Where the engine refuses to sign, encrypt or decrypt: the code of its reason, `signer.already-signed` for example. `refusalReasons` has them all. */
  readonly reason?: string;
  /** The findings that led to the refusal, if there are some. */
  readonly findings?: readonly Finding[];
  /** What mends it, if that is known. */
  readonly fix?: string;
  /** The id of a package that was created in an NFVO, and could not be deleted again when its upload failed. */
  readonly left?: string;
}

/**
 * Which kind of reason an error has. The codes are never renamed.
 *
 * | code | reason |
 * |---|---|
 * | `ARGUMENT_INVALID` | An argument or option does not have the form that its type says. |
 * | `TRUST_INVALID` | Something of `trust` is no trust file or bundle; the message names it and says why. |
 * | `POLICY_INVALID` | The policy makes no sense; the message says why. |
 * | `FILE_UNREADABLE` | A file of this machine cannot be read (Node); `cause` has what the system said. |
 * | `SOURCE_CHANGED` | The file changed while it was read, or a source gave fewer or more bytes than it was asked for. |
 * | `HTTP_NO_RANGES` | The server serves no ranges: download the file, and verify what you have. |
 * | `HTTP_STATUS` | The server answered with a status that is an error: the message has it. |
 * | `HTTP_UNREACHABLE` | There was no connection, or it broke, or the server was silent too long, three times in a row. |
 * | `HTTP_INVALID` | The server's answer makes no sense, or does not say what is needed. |
 * | `CATALOGUE_INVALID` | A folder is no catalogue, or the answer of a registry makes no sense. |
 * | `CATALOGUE_UNAVAILABLE` | The disk or the registry fails; the message says how, and `cause` has what the system said. |
 * | `CATALOGUE_REFUSED` | The registry or the system does not allow it. |
 * | `ENTRY_NOT_FOUND` | The catalogue has no entry with this name. |
 * | `ENTRY_EXISTS` | The catalogue has another entry with this name. |
 * | `ENTRY_DAMAGED` | What is stored for the entry is missing, or is not what it should be. |
 * | `NFVO_INVALID` | The answer of an NFVO makes no sense, or leads where nobody should go. |
 * | `NFVO_UNAVAILABLE` | The network or the NFVO fails; the message says how, and `cause` has what the system said. |
 * | `NFVO_REFUSED` | The NFVO does not allow it, or does not accept who we are. |
 * | `NFVO_NOT_ONBOARDED` | The NFVO has not taken the package, not in time, or not with our checksum; or its content is not there yet. |
 * | `NFVO_PACKAGE_NOT_FOUND` | The NFVO has no package with this id. |
 * | `NFVO_PACKAGE_DAMAGED` | What came out of the NFVO is not what its checksum says. |
 * | `QUEUE_UNAVAILABLE` | The database of a queue cannot be reached or refuses, or `pg` and `pg-boss` are not installed. |
 * | `QUEUE_INVALID` | The tables of a queue are missing or of another version, or a run is not there. |
 * | `PACKAGE_CLOSED` | The package was closed before it was asked. |
 * | `FILE_REFUSED` | A file of a package is not given: `reason` says why. |
 * | `KEY_UNUSABLE` | A private key cannot be read or used, its password is wrong, or it does not belong to the certificate. |
 * | `SIGNING_REFUSED` | The engine refuses to sign: `reason`, `findings` and `fix` say why. Nothing was written. |
 * | `ENCRYPTION_REFUSED` | The engine refuses to encrypt, as above. |
 * | `DECRYPTION_REFUSED` | The engine refuses to decrypt, as above. |
 * | `OUTPUT_UNWRITABLE` | The result cannot be written where it should be; what was there is still there. |
 * | `ENGINE_UNAVAILABLE` | The engine cannot run here: its file is not served, or the JavaScript engine lacks what it needs. |
 * | `ENGINE_STOPPED` | A defect of vnfseal. Nothing was decided; later calls get a new engine. |
 */
export type ErrorCode =
  | "ARGUMENT_INVALID"
  | "TRUST_INVALID"
  | "POLICY_INVALID"
  | "FILE_UNREADABLE"
  | "SOURCE_CHANGED"
  | "HTTP_NO_RANGES"
  | "HTTP_STATUS"
  | "HTTP_UNREACHABLE"
  | "HTTP_INVALID"
  | "CATALOGUE_INVALID"
  | "CATALOGUE_UNAVAILABLE"
  | "CATALOGUE_REFUSED"
  | "ENTRY_NOT_FOUND"
  | "ENTRY_EXISTS"
  | "ENTRY_DAMAGED"
  | "NFVO_INVALID"
  | "NFVO_UNAVAILABLE"
  | "NFVO_REFUSED"
  | "NFVO_NOT_ONBOARDED"
  | "NFVO_PACKAGE_NOT_FOUND"
  | "NFVO_PACKAGE_DAMAGED"
  | "QUEUE_UNAVAILABLE"
  | "QUEUE_INVALID"
  | "PACKAGE_CLOSED"
  | "FILE_REFUSED"
  | "KEY_UNUSABLE"
  | "SIGNING_REFUSED"
  | "ENCRYPTION_REFUSED"
  | "DECRYPTION_REFUSED"
  | "OUTPUT_UNWRITABLE"
  | "ENGINE_UNAVAILABLE"
  | "ENGINE_STOPPED";

/** How to verify a package, and what it is judged by. */
export interface VerifyOptions {
  /** Whom to trust. Without it, nobody: the verdict is at best `indeterminate`. A list is merged. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package: an object, the bytes of a JSON file, in Node its path. The defaults are safe. */
  policy?: PolicyOptions | FileLike;
  /**
   * The content of external artifacts, by their URI exactly as the manifest states it; each is checked against the digest
   * declared for it. Nothing is ever fetched: an external artifact without content here is not checked.
   */
  externalArtifacts?: Readonly<Record<string, PackageSource>>;
  /** The file's name in the report, where the source does not have one or another is wanted. */
  fileName?: string;
  /**
   * Whether the report states SHA-256 of the whole file, as `package.fileDigest`. It is computed with all else, and costs time
   * where the file is large. No verdict depends on it.
   */
  fileDigest?: boolean;
  /** Called at most ten times a second, and at the beginning of each phase. */
  onProgress?: (progress: Progress) => void;
  /** Aborts the verification: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** The content of a file, or in Node its path. */
export type FileLike = ArrayBuffer | Uint8Array | Blob | string;

/**
 * A trust bundle, a file with one, or a file with certificates, CRLs and OCSP responses (PEM, DER, PKCS#7). PEM text will do
 * too.
 */
export type Trust = TrustBundle | FileLike;

/** Who may sign as whom (GS NFV-SEC 021 clause 6.6). */
export interface TrustBundle {
  /** The makers of packages. */
  vnfProvider?: RoleTrust;
  /** The operator itself. */
  serviceProvider?: RoleTrust;
  /** CA certificates that help to build a path and are trusted for nothing. */
  intermediates?: readonly Encoded[];
  /** Certificate revocation lists. */
  crls?: readonly Encoded[];
  /** OCSP responses (RFC 6960): PEM with the label `OCSP RESPONSE`, the base64 of the DER alone, or bytes. */
  ocspResponses?: readonly Encoded[];
  /** Certificates of time-stamp authorities. */
  timestampAuthorities?: readonly Encoded[];
}

/** The certificates of one role. */
export interface RoleTrust {
  /** CAs whose chain is enough. */
  privateCAs?: readonly Encoded[];
  /** CAs whose chain counts only for an installed signing certificate. */
  publicCAs?: readonly Encoded[];
  /** Installed signing certificates. */
  signingCertificates?: readonly Encoded[];
}

/** A certificate, CRL or OCSP response: PEM as text or bytes, or DER. */
export type Encoded = string | Uint8Array;

/** A policy of which every part may be left out. */
export type PolicyOptions = Partial<Omit<Policy, "at" | "limits">> & {
  /** The time to verify at, instead of now. */
  at?: Date | string;
  /** Bounds on what is read of a package. */
  limits?: Partial<Limits>;
};

/** How far a verification is. */
export interface Progress {
  /** What is being done. */
  phase: "opening" | "digesting" | "verifying";
  /** Bytes of the package digested so far. */
  bytesDone: number;
  /** Bytes to digest, as far as known: it grows when a package inside a package is opened. */
  bytesTotal: number;
  /** The file digested last. */
  path: string | null;
  /** The files being digested; several, where workers share the work. */
  tasks: readonly TaskProgress[];
}

/** How far one file is: bytes of what the package holds of it, which may be compressed. */
export interface TaskProgress {
  /** The file's path in the package. */
  path: string;
  /** Bytes digested so far. */
  bytesDone: number;
  /** Bytes to digest. */
  bytesTotal: number;
}

/** A rule: what a finding with this code says about every package. */
export interface Rule {
  /** The stable code, `artifact.digest-mismatch` for example. */
  code: string;
  /** How grave it is. */
  severity: Severity;
  /** Which part of the verdict it bears on. */
  aspect: Aspect;
  /** Whether a policy may accept it. */
  acceptable: boolean;
  /** What is wrong, in a few words. */
  title: string;
  /** Why it matters. */
  why: string;
  /** What to do for who received the package. */
  fix: string;
  /** What to do for the vendor, who made the package. It is absent where the fault is not the package's. */
  vendorFix?: string;
  /** The clause that it enforces. */
  clause: string;
  /** The codes ONAP's validator has for the same thing. */
  onap: readonly string[];
}

/** The formats of reports, by name, for programs that write many reports one after the other. */
export const formats: Readonly<Record<FormatName, Format>>;

/**
 * Reports in a format, as one text. `text` and `json` leave out runs without a report: an error is no report. Text that came
 * from packages is escaped as the format asks.
 */
export function formatReports(name: FormatName, runs: Iterable<Run>, options?: FormatOptions): string;

/** `json` is the engine's report, one line for each package; the schema is `vnfseal/report.schema.json`. */
export type FormatName = "text" | "json" | "ndjson" | "junit" | "sarif" | "html" | "markdown";

/** A verification: of the package at `path`, with the report or with the reason why there is none. */
export type Run = RunWithReport | RunWithError;

/** What every run has. */
export interface AnyRun {
  /** What names the package: a path or an address. */
  path: string;
  /** Further fields of its line in `ndjson`. */
  extra?: Readonly<Record<string, unknown>>;
}

/** A run with a report. */
export interface RunWithReport extends AnyRun {
  /** The report of `verifyPackage`. */
  report: Report;
  /** There is none. */
  error?: undefined;
}

/** A run without a report. */
export interface RunWithError extends AnyRun {
  /** There is none. */
  report?: undefined;
  /** What was thrown in its place. */
  error: RunError;
}

/** Why there is no report. */
export interface RunError {
  /** The `code` of a `VnfsealError`, or another where somebody else has thrown. */
  code?: string;
  /** The sentence. */
  message: string;
}

/** A trust file that is named in a text. */
export interface NamedTrust {
  /** Its path. */
  name: string;
  /** What it holds, as `inspectTrust` says. */
  entries: TrustInspection["entries"];
}

/** How a format writes. */
export interface FormatOptions {
  /** `text`: whether colours of a terminal are used. */
  colour?: boolean;
  /**
   * `html`: the language of the page, `en`, `de` or `fr`; English where it is another or absent. Findings, what to do and the checklist
   * are translated too. The exact words of the engine (`what`) are English, and only the English page has them.
   */
  language?: string;
  /** `text`: what each trust file holds, as `inspectTrust` says. */
  trustFiles?: readonly NamedTrust[];
  /** `text`: whether artifacts that passed are listed, as those are that did not. Otherwise they are counted. */
  verbose?: boolean;
  /** `text`: whether the verdict is the last line too, for a terminal on which the first one has scrolled away. */
  repeatsVerdict?: boolean;
}

/** What a format is told beside the runs. */
export interface FormatContext extends FormatOptions {
  /** The version of the engine. */
  version: string;
  /** Every rule there is. */
  rules: readonly Rule[];
}

/** A format: pure functions, whose texts one after the other are the whole. */
export interface Format {
  /** What comes first. */
  head(context: FormatContext): string;
  /** One package. It may be empty: then `between` is not written for it. */
  run(run: Run, context: FormatContext): string;
  /** Stands between two packages. */
  readonly between: string;
  /** What comes last; `errors` are the runs that have no report. */
  tail(context: FormatContext, errors: readonly Run[]): string;
}
