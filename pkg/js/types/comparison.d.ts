import type { ArtifactKind, Finding, Layout, PackageKind, Report, Role, SecurityOption, Verdict } from "../../dist/report.js";

/**
 * Compares the reports of two versions of a package: what came, what went, what is other, how each is judged, and which
 * findings differ. Nothing is decided here. Make both reports with the same trust, policy and time, so that only the packages differ.
 */
export function comparePackages(oldReport: Report, newReport: Report): PackageComparison;

/** What differs between two versions of a package. Lists are empty where nothing does. */
export interface PackageComparison {
  /** The verdicts of both, whether they differ or not. */
  verdicts: Both<ComparedVerdicts>;
  /** How the packages are made: layout, security option, paths. */
  package: PackageChange[];
  /** The keys of the manifest's metadata whose values differ. */
  metadata: MetadataChange[];
  /** The signers, by the fingerprints of their certificates. */
  signers: SignerChange[];
  /** The findings, by their codes and what they are about: first those of the new report in its order, then those that went. */
  findings: FindingChange[];
  /** How many findings say the same in both. */
  unchangedFindings: number;
  /**
   * How many findings are not compared: those that a report does not list, because it has very many of one rule, and those that
   * only the other one lists, because they may be among them.
   */
  unlistedFindings: Both<number>;
  /** The artifacts, in the order of their paths. */
  artifacts: ArtifactChange[];
  /** How many artifacts have the same content and the same status in both. */
  unchanged: number;
}

/** What is said of the old and of the new package. */
export interface Both<T> {
  /** Of the old one. */
  old: T;
  /** Of the new one. */
  new: T;
}

/** The verdict of a package and its three aspects. */
export interface ComparedVerdicts {
  /** The whole. */
  verdict: Verdict;
  /** Is the content what was signed? */
  integrity: Verdict;
  /** Who signed? */
  authenticity: Verdict;
  /** Is everything that is there listed, and everything that is listed there? */
  completeness: Verdict;
}

/** A value of the package's description; absent where a package does not have it. `fileDigest` is compared where both reports have it. */
export type PackageChange =
  | (Keyed<"kind"> & Partial<Both<PackageKind>>)
  | (Keyed<"packageSecurityOption"> & Partial<Both<SecurityOption>>)
  | (Keyed<"layout"> & Partial<Both<Layout>>)
  | (Keyed<"csarPath" | "manifestPath"> & Partial<Both<string>>)
  | (Keyed<"fileDigest"> & Both<string>);

/** Names the value that differs. */
export interface Keyed<Key extends string> {
  /** The field of the report's `package`. */
  key: Key;
}

/** All values of a key, in their order; none where the key is not there. */
export interface MetadataChange extends Both<string[]> {
  /** The key, as the manifest has it. */
  key: string;
}

/** `changed`: the signer is the same, and its signatures are others or are judged otherwise. */
export interface SignerChange extends Partial<Both<ComparedSigner>> {
  /** What became of the signer. */
  change: "added" | "removed" | "changed";
  /** The subject of the signing certificate; absent for signatures whose certificate was not found. */
  subject?: string;
  /** SHA-256 of the signing certificate, in lower-case hex; absent as well. */
  fingerprint?: string;
}

/** All signatures of a signer. */
export interface ComparedSigner {
  /** The gravest of its signatures. */
  integrity: Verdict;
  /** The gravest of its signatures. */
  authenticity: Verdict;
  /** As whom it signs; empty where that is not proven. */
  roles: Role[];
  /** The fingerprints of the trust anchors that its chains end at. */
  trustAnchors: string[];
  /** SHA-256 of the CMS structures with its signatures, in lower-case hex: others where the package was signed anew. */
  cmsDigests: string[];
}

/**
 * A finding is about a path, a certificate, or other names that it has in its details. `changed`: it is about the same, and
 * has another digest, limit, time or reason, or is accepted in one report only. A line that moved is no difference.
 */
export interface FindingChange extends Partial<Both<Finding>> {
  /** The rule's code. */
  code: string;
  /** What became of the finding. It is `changed` if it is about the same, and its severity, its details or its words differ. */
  change: "added" | "removed" | "changed";
}

/**
 * `kind`: it is something else to the package. `content`: its content is other. `unknown`: the reports do not show
 * whether it is, because they have no digests of one algorithm. `status`: the content is the same, and judged otherwise.
 */
export interface ArtifactChange extends Partial<Both<ComparedArtifact>> {
  /** The path inside the CSAR, or the URI of an external artifact. */
  path: string;
  /** What became of the artifact. */
  change: "added" | "removed" | "kind" | "content" | "unknown" | "status";
}

/** An artifact of one of the packages. */
export interface ComparedArtifact {
  /** What it is to the package. */
  kind: ArtifactKind;
  /** How it is judged. */
  status: Verdict;
  /** In bytes; absent for what is not there. */
  size?: number;
  /** Of the content, in lower-case hex. Where it was not digested, what the manifest declares. */
  digest?: ComparedDigest;
}

/** A digest by which two artifacts are compared. */
export interface ComparedDigest {
  /** `SHA-256` and so on. */
  algorithm: string;
  /** Lower-case hex. */
  value: string;
  /** Whether only the manifest says so: the content was not digested. */
  isDeclared: boolean;
}
