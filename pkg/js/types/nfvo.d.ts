/**
 * @module vnfseal/nfvo
 */

import type { FileLike, PackageSource, PolicyOptions, RandomAccessSource, Report, Sink, Trust, VerifyOptions } from "./index.js";

/**
 * Opens an NFVO over its SOL 005 interface for VNF packages, in Node. Nothing is sent before it is asked.
 *
 * The URL is that of the interface (`https://nfvo.example/vnfpkgm/v1`), or of the root above it. What the NFVO answers is not
 * believed. Who we are is said to its own origin alone, and goes nowhere that it redirects to.
 */
export function openNfvo(url: string, options?: NfvoOptions): Nfvo;

/**
 * Verifies a package, and uploads it if it has passed. It resolves when the NFVO has onboarded it and its checksum is that of what
 * was verified. What is sent is what was verified, whatever becomes of the file meanwhile.
 *
 * A package that has not passed is not uploaded: it resolves with `uploaded: false` and the report. If anything goes wrong, or
 * the signal aborts, what was created in the NFVO is deleted again; where that fails, the error has its id as `left`.
 */
export function uploadPackage(source: PackageSource, options: UploadOptions): Promise<UploadedPackage>;

/**
 * Fetches a package. It is written only if it is what the checksum of the NFVO says and, if `trust` or a policy is given, if it
 * passes. A package that has not passed resolves with `written: false` and the report.
 */
export function fetchPackage(id: string, options: FetchOptions): Promise<FetchedPackage>;

/** An NFVO with its packages. */
export interface Nfvo {
  /** Where its interface is. */
  readonly where: string;
  /** All packages. Some NFVOs say less of them in a list. */
  list(): AsyncIterable<NfvoPackage>;
  /** What the NFVO says of one package. */
  get(id: string): Promise<NfvoPackage>;
  /** A source over the content of a package that is onboarded, for `verifyPackage`: only what is needed is read, by ranges. */
  open(id: string): Promise<RandomAccessSource>;
  /** Deletes a package. One that is enabled is disabled only if `disable` says so, and one in use is left alone. */
  delete(id: string, options?: { disable?: boolean; signal?: AbortSignal }): Promise<void>;
}

/** How to speak to an NFVO. */
export interface NfvoOptions {
  /** Who we are. Without it, nobody says so. */
  authentication?: NfvoAuthentication;
  /** Further headers. Their values count as secrets. */
  headers?: Readonly<Record<string, string>>;
  /** A certificate for TLS, with those above it, and its key, both in PEM, and the password of a key that is encrypted. */
  clientCertificate?: { certificate: string; key: string; password?: string };
  /** How many milliseconds the NFVO may be silent; 60,000 is the default. */
  timeout?: number;
  /** Aborts whatever is asked. */
  signal?: AbortSignal;
}

/**
 * How to say who we are. For OAuth 2.0 (client credentials), `user` is the id of the client, `password` its secret, and `url` the
 * token server. For Keystone, `domain` is the id of the domain of user and project, "default" if it is left out.
 */
export type NfvoAuthentication =
  | { kind: "none" }
  | { kind: "basic"; user: string; password: string }
  | { kind: "bearer"; token: string }
  | { kind: "oauth2"; url: string; user: string; password: string; scope?: string }
  | { kind: "keystone"; url: string; user: string; password: string; project: string; domain?: string };

/** What an NFVO says of a package: the names are those of SOL 005 (VnfPkgInfo). Nothing of it is verified. */
export interface NfvoPackage {
  /** Its id in the NFVO. */
  id: string;
  /** `CREATED`, `UPLOADING`, `PROCESSING`, `ONBOARDED` or `ERROR`. */
  onboardingState: string;
  /** `ENABLED` or `DISABLED`. */
  operationalState: string;
  /** `IN_USE` or `NOT_IN_USE`. */
  usageState?: string;
  /** The id of its VNFD. */
  vnfdId?: string;
  /** Who made the VNF. */
  vnfProvider?: string;
  /** The name of the VNF. */
  vnfProductName?: string;
  /** The version of its software. */
  vnfSoftwareVersion?: string;
  /** The version of its VNFD. */
  vnfdVersion?: string;
  /** The checksum of its content. */
  checksum?: NfvoChecksum;
  /** Why it was not onboarded. */
  failure?: string;
  /** What is kept beside it. */
  userDefinedData?: Readonly<Record<string, string>>;
}

/** A checksum. */
export interface NfvoChecksum {
  /** The algorithm. */
  algorithm: "SHA-256" | "SHA-384" | "SHA-512";
  /** The digest, in lower-case hexadecimal. */
  hash: string;
}

/** How to upload a package. */
export interface UploadOptions {
  /** The NFVO. */
  nfvo: Nfvo;
  /** Whom to trust, as for `verifyPackage`. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package, as for `verifyPackage`. The stage is the onboarding. */
  policy?: PolicyOptions | FileLike;
  /** The content of external artifacts, as for `verifyPackage`. It is not uploaded. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
  /** The file's name in the report, where the source does not have one or another is wanted. */
  fileName?: string;
  /** Which product the NFVO is, for notes on what it takes otherwise than the standard. OpenStack Tacker is recognized. */
  product?: "tacker";
  /** Sends the package in a form, as NFVOs of the first versions of SOL 005 want it. */
  multipart?: boolean;
  /** How many milliseconds the NFVO may take to onboard it; half an hour is the default. */
  onboardingTimeout?: number;
  /** Called with each note, before anything is uploaded. */
  onNote?: (note: NfvoNote) => void;
  /** Called with the state of the package in the NFVO, each time that it was asked for. */
  onState?: (state: string) => void;
  /** Called at most ten times a second, and at the end of each reading. */
  onProgress?: (progress: TransferProgress) => void;
  /** Aborts everything: the promise is rejected with the signal's reason, and what was created in the NFVO is deleted again. */
  signal?: AbortSignal;
}

/** How far an upload or a download is. It goes over the package several times. */
export interface TransferProgress {
  /** What is done. */
  phase: "copying" | "digesting" | "uploading" | "fetching";
  /** How many bytes of this phase are done. */
  bytesDone: number;
  /** How many there are. */
  bytesTotal: number;
}

/** What a product makes of this package, although it is valid. */
export interface NfvoNote {
  /** It refuses the package, does not see something in it, or fetches something that it names. */
  effect: "refuses" | "does not see" | "fetches" | "unknown";
  /** A sentence. */
  message: string;
}

/** What became of a package. */
export interface UploadedPackage {
  /** Whether it is in the NFVO. */
  uploaded: boolean;
  /** The report of the package. */
  report: Report;
  /** The same, as the JSON text whose SHA-256 the NFVO keeps. */
  reportJson: string;
  /** Notes on what the product makes of it. */
  notes: readonly NfvoNote[];
  /** Where it is. */
  nfvo?: string;
  /** Its id in the NFVO. */
  id?: string;
  /** Its size in bytes. */
  size?: number;
  /** The SHA-256 of what was verified and sent, in hexadecimal. */
  sha256?: string;
  /** The checksum of the NFVO, which is that of what was sent. */
  checksum?: NfvoChecksum;
  /** What the NFVO was given to keep beside it. Nothing is decided by it. */
  userDefinedData?: Readonly<Record<string, string>>;
  /** All that the NFVO says of it. */
  package?: NfvoPackage;
}

/** How to fetch a package. */
export interface FetchOptions {
  /** The NFVO. */
  nfvo: Nfvo;
  /** Whom to trust, as for `verifyPackage`. Without it, a policy and external artifacts, only the checksum is compared. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package, as for `verifyPackage`. */
  policy?: PolicyOptions | FileLike;
  /** The content of external artifacts, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
  /** Where to write it. If it is left out, the result has a `blob`, which may be held in memory. */
  output?: Sink;
  /** Called at most ten times a second, and at the end of each reading. */
  onProgress?: (progress: TransferProgress) => void;
  /** Aborts everything: the promise is rejected with the signal's reason, and nothing is left. */
  signal?: AbortSignal;
}

/** What became of a package in an NFVO. */
export interface FetchedPackage {
  /** Whether it was written, or is in `blob`. */
  written: boolean;
  /** Its id in the NFVO. */
  id: string;
  /** Its size in bytes. */
  size: number;
  /** The checksum of the NFVO, which its content has. */
  checksum: NfvoChecksum;
  /** The report, if it was verified. */
  report?: Report;
  /** The package, if no output was named. */
  blob?: Blob;
}
