/**
 * @module vnfseal/catalogue
 */

import type { DecryptOptions, FileLike, PackageSource, PolicyOptions, RandomAccessSource, Report, SealingProgress, Signer, Sink, Trust, VerifyOptions } from "./index.js";

/**
 * Opens a catalogue of packages (GS NFV-SEC 021 clause 5.1), in Node. Nothing is read or sent before it is asked.
 *
 * - `dir:PATH` is a folder in OCI image layout. Several programs may use it at once, and each may be killed at any time: what
 *   `put` has resolved for is there. It has to be on a file system of this machine with hard links.
 * - `oci://HOST/REPOSITORY` is a repository of an OCI registry (distribution spec 1.1).
 *
 * What a catalogue holds is not believed: verify a package that came out of it before it is used.
 */
export function openCatalogue(address: string, options?: CatalogueOptions): Catalogue;

/**
 * Brings a package into a catalogue (GS NFV-SEC 021 clauses 5.1, 6.2 and 6.4): verifies it, signs it if there is a signer,
 * encrypts it if there are recipients, and stores it with its report. All of that is done, or nothing is stored.
 *
 * A package that has not passed is not stored: it resolves with `stored: false` and the report. What is stored is what was
 * verified, whatever becomes of the file meanwhile.
 */
export function onboardPackage(source: PackageSource, options: OnboardOptions): Promise<OnboardedPackage>;

/**
 * Takes a package out of a catalogue before instantiation (clauses 6.3 and 6.5): fetches it, decrypts it if it is encrypted,
 * and verifies it at the stage of instantiation. If it does not pass, there is the report, and nothing is written.
 */
export function releasePackage(name: string, options: ReleaseOptions): Promise<ReleasedPackage>;

/** How to bring a package into a catalogue. */
export interface OnboardOptions {
  /** The catalogue. */
  catalogue: Catalogue;
  /** The name of the entry. */
  name: string;
  /** Whom to trust, as for `verifyPackage`. If there is a signer, it also has to name the signer as the service provider. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package, as for `verifyPackage`. The stage is the onboarding. */
  policy?: PolicyOptions | FileLike;
  /** The content of external artifacts, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
  /** Who signs, as for `signPackage`. Without it, nothing is signed. */
  signer?: Signer;
  /** Whether also every signature over a single artifact gets a further signer, as for `signPackage`. */
  artifactSignatures?: boolean;
  /** The certificates of those who can decrypt it, as for `encryptFile`. Without them, nothing is encrypted. */
  recipients?: readonly FileLike[];
  /** Globs over the paths of the artifacts to be encrypted, instead of the whole package. */
  artifacts?: readonly string[];
  /**
   * Why the package is stored even if it has not passed. It is recorded with the entry. Such a package is never signed, and
   * never released as long as it does not pass.
   */
  forceReason?: string;
  /** Replaces an entry with this name. */
  replace?: boolean;
  /** The file's name, where the source does not have one or another is wanted. */
  fileName?: string;
  /** Called at most ten times a second, and at the beginning of each phase. */
  onProgress?: (progress: StorageProgress) => void;
  /** Aborts everything: the promise is rejected with the signal's reason, and nothing is stored. */
  signal?: AbortSignal;
}

/** How far an onboarding or a release is. It goes over the package several times. */
export type StorageProgress = SealingProgress | CatalogueProgress | { phase: "copying"; bytesDone: number; bytesTotal: number };

/** What was done with a package. */
export interface OnboardingStep {
  /** What it was. A package that is signed is verified before, and checked afterwards. */
  step: "obtained" | "verified" | "signed" | "checked" | "encrypted" | "stored" | "decrypted" | "written";
  /** The statements of GS NFV-SEC 021 that it fulfils: ids of the report's `conformance`, which has their words. */
  statements: readonly string[];
}

/** What became of a package. */
export interface OnboardedPackage {
  /** Whether it is stored. */
  stored: boolean;
  /** The name of the entry. */
  name: string;
  /** What was done, in order. */
  steps: readonly OnboardingStep[];
  /** The report of the package: of the signed one, before it is encrypted. */
  report: Report;
  /** The digest of what is stored: `sha256:` and 64 digits. */
  digest?: string;
  /** Its size in bytes. */
  size?: number;
  /** What it is. */
  mediaType?: PackageMediaType;
  /** The name of its file. */
  fileName?: string;
  /** Who has signed the package. */
  signers?: readonly Readonly<Record<string, string>>[];
  /** Those who can decrypt it, if it was encrypted. */
  recipients?: readonly { subject: string; sha256: string }[];
  /** The paths of the artifacts that were encrypted, if not the whole package. */
  artifacts?: readonly string[];
  /** Why it was stored without having passed. */
  forcedFor?: string;
}

/** How to take a package out of a catalogue. */
export interface ReleaseOptions {
  /** The catalogue. */
  catalogue: Catalogue;
  /** Whom to trust, as for `verifyPackage`. */
  trust?: Trust | readonly Trust[];
  /** What to ask of the package, as for `verifyPackage`. The stage is the instantiation. */
  policy?: PolicyOptions | FileLike;
  /** The content of external artifacts, as for `verifyPackage`. */
  externalArtifacts?: VerifyOptions["externalArtifacts"];
  /** The private key, as for `decryptFile`. It is needed, and used, only if the package is encrypted. */
  key?: DecryptOptions["key"];
  /** The password of the key file, or what asks for it, as for `decryptFile`. */
  password?: DecryptOptions["password"];
  /** The certificate that it is encrypted for, as for `decryptFile`. */
  certificate?: FileLike;
  /** Where to write it. If it is left out, the result has a `blob`, which may be held in memory. */
  output?: Sink;
  /** Called at most ten times a second, and at the beginning of each phase. */
  onProgress?: (progress: StorageProgress) => void;
  /** Aborts everything: the promise is rejected with the signal's reason, and nothing is left. */
  signal?: AbortSignal;
}

/** What became of an entry. */
export interface ReleasedPackage {
  /** Whether the package was written, or is in `blob`. It is not if the report has not passed. */
  written: boolean;
  /** The name of the entry. */
  name: string;
  /** The digest of what is stored. */
  digest: string;
  /** The name of the file. Whoever put the entry chose it. */
  fileName: string;
  /** What was done, in order. */
  steps: readonly OnboardingStep[];
  /** The report of the package. */
  report: Report;
  /** The package, if no output was named. */
  blob?: Blob;
  /** Remarks on how it was encrypted. */
  notes: readonly string[];
  /** The paths of the artifacts that were decrypted. */
  artifacts?: readonly string[];
}

/** How to reach a catalogue. */
export interface CatalogueOptions {
  /**
   * Who we are to a registry. They are sent to the registry itself and to the token server that it names, never to where it
   * redirects.
   */
  credentials?: RegistryCredentials;
  /** Whether the registry is spoken to without TLS. Left out, that is so on this machine (`localhost`, 127.0.0.1) alone. */
  plainHttp?: boolean;
  /** How many milliseconds a registry may be silent; 60,000 if left out. */
  timeout?: number;
  /** Aborts whatever is being done: its promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** A user with a password, or a token that the registry takes as it is. */
export type RegistryCredentials = { username: string; password: string } | { token: string };

/** Packages by name, each with its report and its signers. */
export interface Catalogue {
  /**
   * All entries. One that is damaged has only its name and the `problem`. What is no entry of a catalogue is left out; so is
   * what is deleted meanwhile.
   */
  list(): AsyncIterable<ListedEntry | DamagedEntry>;
  /** One entry. The package itself is not read. */
  get(name: string): Promise<CatalogueEntry>;
  /**
   * Stores a package, whole or not at all. When it resolves, the package survives a power cut.
   *
   * A name that is taken is an error (`ENTRY_EXISTS`), unless the entry is the same, or `replace` is set. A name has up to 128
   * letters, digits, `.`, `_` and `-`.
   */
  put(name: string, source: PackageSource, options: PutOptions): Promise<{ digest: string }>;
  /**
   * Removes an entry. A package that another entry has stays. A registry keeps the bytes until it collects its garbage; one
   * that does not allow deletion is an error (`CATALOGUE_REFUSED`).
   */
  delete(name: string): Promise<void>;
  /** Reads the whole folder, and says what is damaged in it. Only a folder has this. */
  fsck?(options?: FsckOptions): Promise<FsckResult>;
  /**
   * Removes what no entry needs and is older than an hour: what killed programs left, and the packages of entries that were
   * replaced. Gives the number of bytes. Only a folder has this.
   */
  sweep?(): Promise<{ bytes: number }>;
}

/** What is known of an entry without reading its package. All of it was written by whoever put it. */
export interface ListedEntry {
  /** The name of the entry. */
  name: string;
  /** The digest of the package: `sha256:` and 64 digits. */
  digest: string;
  /** The size of the package in bytes. */
  size: number;
  /** `application/zip`, or `application/cms` for a package that is encrypted as a whole. */
  mediaType: PackageMediaType;
  /** The name of the package's file. Check it before you use it as a path. */
  fileName?: string;
  /** What was put as annotations, and what other programs added. */
  annotations: Readonly<Record<string, string>>;
  /** Who had signed the package when it was put. */
  signers: readonly Readonly<Record<string, string>>[];
  /** The digest of the report, if one was put. */
  reportDigest?: string;
  /** It is not damaged, as far as it was read. */
  problem?: undefined;
}

/** An entry that cannot be read. */
export interface DamagedEntry {
  /** The name of the entry. */
  name: string;
  /** What is wrong with it. */
  problem: string;
}

/** An entry, and how to read its package. */
export interface CatalogueEntry extends ListedEntry {
  /**
   * The package, read piece by piece: `verifyPackage` takes it, and nothing is downloaded. Its digest is not checked. A registry that
   * serves no ranges is an error (`HTTP_NO_RANGES`).
   */
  source: RandomAccessSource;
  /**
   * The package in order. It is rejected at its end if its size or digest is wrong: nothing that was read counts before that. A
   * chunk is valid until the next one is asked for.
   */
  chunks(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** The report as the JSON text that was put. `undefined` if there was none, or if it was not copied with the entry. */
  report(): Promise<string | undefined>;
}

/** What a package in a catalogue can be. */
export type PackageMediaType = "application/zip" | "application/cms";

/** What is stored with a package, and how. */
export interface PutOptions {
  /** What the package is. */
  mediaType: PackageMediaType;
  /** The report on it: the object, or the JSON text that the engine wrote. */
  report?: Report | string;
  /** Who signed it: a short list for those who look at the entry. */
  signers?: readonly Readonly<Record<string, string>>[];
  /** Anything else, for other programs. */
  annotations?: Readonly<Record<string, string>>;
  /** The name of the package's file, where the source does not have one or another is wanted. */
  fileName?: string;
  /** Replaces an entry with this name. */
  replace?: boolean;
  /** Called at most ten times a second. */
  onProgress?: (progress: CatalogueProgress) => void;
  /**
   * Called with what `resume` takes, whenever it changes. The package is sent in chunks then. A location may have a secret of the
   * registry in it.
   */
  onUpload?: (upload: RegistryUpload) => void;
  /** An upload to a registry that was broken off. If it was of other bytes, or the registry has forgotten it, it starts anew. */
  resume?: RegistryUpload;
  /** Aborts it: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** An upload that is under way. */
export interface RegistryUpload {
  /** The digest of the package. */
  digest: string;
  /** Where the registry takes the next chunk. */
  location: string;
}

/** How far a package is that is put, or a folder that is checked. */
export interface CatalogueProgress {
  /** What is being done. */
  phase: "digesting" | "storing";
  /** Bytes of the package so far. */
  bytesDone: number;
  /** The size of the package. */
  bytesTotal: number;
}

/** How to check a folder. */
export interface FsckOptions {
  /** Called after each blob with the bytes that were read. */
  onProgress?: (progress: { phase: "checking"; bytesDone: number }) => void;
  /** Aborts it: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** What was found in a folder. */
export interface FsckResult {
  /** How many entries there are, damaged ones too. */
  entries: number;
  /** How many blobs were read. */
  blobs: number;
  /** Their bytes. */
  bytes: number;
  /** What is wrong, and what to do. */
  problems: readonly FolderProblem[];
  /** Files that no entry needs. `sweep` removes them when they are an hour old. */
  leftOvers: readonly string[];
}

/** Something that is damaged in a folder. */
export interface FolderProblem {
  /** The file. */
  path: string;
  /** What is wrong with it, and what to do. */
  message: string;
  /** The entry that cannot be used because of it. */
  name?: string;
}
