// The types of the installed package, as the compiler of a program that uses it sees them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import { folder } from "./installed.js";

const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
const typesOfNode = dirname(dirname(require.resolve("@types/node/package.json")));

const program = `
import { onboardPackage, openCatalogue, releasePackage } from "vnfseal/catalogue";
import type { Catalogue, OnboardedPackage, ReleasedPackage } from "vnfseal/catalogue";
import { fetchPackage, openNfvo, uploadPackage } from "vnfseal/nfvo";
import type { FetchedPackage, Nfvo, UploadedPackage } from "vnfseal/nfvo";
import { load } from "vnfseal/load";
import { VnfsealError, checkPolicy, comparePackages, engine, formatReports, formats, httpSource, inspectPackage, openPackage, rules, signPackage, verifyCertificate, verifyPackage, verifyPackageAsJson, verifySignedData, version, wasmIntegrity } from "vnfseal";
import type { ChainReport, ErrorCode, Finding, FormatName, OpenedPackage, PackageComparison, PackageInspection, PolicyInspection, SignedDataReport, PackageSource, Report, Rule, Run, SignedPackage, Signer, SigningRequest, TrustBundle, Verdict, VerifyOptions } from "vnfseal";

const trust: TrustBundle = { vnfProvider: { privateCAs: ["PEM", new Uint8Array()] }, ocspResponses: [new Uint8Array()] };
const options: VerifyOptions = {
  trust: [trust, "root.pem", new Uint8Array()],
  policy: { at: new Date(), edition: "5.4.1", stage: "onboarding", limits: { entries: 10 } },
  externalArtifacts: { "https://vnf.example/a": "a.img", "https://vnf.example/b": new Blob([]) },
  onProgress: ({ phase, bytesDone }) => void (phase === "digesting" && bytesDone > 0),
  signal: AbortSignal.timeout(1000),
};
const sources: PackageSource[] = [
  "acme.csar",
  new Uint8Array(),
  new Blob([]),
  { size: 1, read: async (offset, length) => new Uint8Array(offset + length) },
];
for (const source of sources) {
  const report: Report = await verifyPackage(source, options);
  const verdict: Verdict = report.verdict;
  const failing: Finding | undefined = report.findings.find(({ severity }) => severity === "fail");
  const fingerprint: string | undefined = report.signatures[0]?.chain[0]?.fingerprint;
  const text: string = await verifyPackageAsJson(source);
  const rule: Rule | undefined = rules.find(({ code }) => code === failing?.code);
  void [verdict, fingerprint, text, rule, version];
}
const runs: Run[] = [
  { path: "a.csar", report: await verifyPackage("a.csar"), extra: { size: 1 } },
  { path: "b.csar", error: { code: "ENOENT", message: "no such file" } },
];
const names: FormatName[] = ["text", "json", "ndjson", "junit", "sarif", "html", "markdown"];
const written: string[] = names.map((name) => formatReports(name, runs, { colour: true, language: "de" }));
for (const run of runs) written.push(formats.ndjson.run(run, { version, rules }));
// @ts-expect-error: a run has a report or an error
formatReports("json", [{ path: "a.csar" }]);
const chain: ChainReport = await verifyCertificate({ certificate: "PEM", intermediates: [new Uint8Array()], purpose: "any" });
const signed: SignedDataReport = await verifySignedData({ signedData: new Uint8Array(), content: new Uint8Array(), trust });
const opened: OpenedPackage = await openPackage("acme.csar", { limits: { entries: 10 }, fileName: "acme" });
const again: Report = await opened.report({ trust, policy: { at: new Date() }, signal: AbortSignal.timeout(1000) });
const seen: PackageInspection = opened.entries > 0 ? await opened.inspect() : await inspectPackage(new Uint8Array());
const changed: PolicyInspection = await checkPolicy({ revocation: "required" });
opened.close();
const compared: PackageComparison = comparePackages(await verifyPackage("old.csar"), again);
const digest: string | undefined = compared.artifacts.find(({ change }) => change === "content")?.new?.digest?.value;
const layout = compared.package.find((change) => change.key === "layout")?.new === "rootYaml";
// @ts-expect-error: a layout is no security option
void (compared.package.find((change) => change.key === "layout")?.new === "OPTION_1");
void [digest, layout, engine.wasmSha256];
void [again, seen.signatures[0]?.signers[0]?.certificate?.subject, changed.changes[0]?.effect === "stricter"];
const verdicts: Verdict[] = [chain.verdict, signed.verdict, signed.content === "attached" ? "passed" : "failed"];
void verdicts;
const onServer = await httpSource("https://store.example/acme.csar", { headers: { authorization: "x" }, fetch, timeout: 1000 });
const elsewhere: string = (await (await load({ wasmSrc: "/engine.wasm" })).verifyPackage(onServer)).verdict;
try {
  await verifyPackage(onServer);
} catch (error) {
  const code: ErrorCode | undefined = error instanceof VnfsealError ? error.code : undefined;
  void [code === "SOURCE_CHANGED", elsewhere, wasmIntegrity];
}
const elsewhereSigned = async ({ digest, algorithm: { hash } }: SigningRequest) => new Uint8Array(digest.length + (hash?.length ?? 0));
const signers: Signer[] = [
  { key: "operator.p12", password: async () => "secret" },
  { key: new Uint8Array(), certificate: ["PEM", new Blob([])], algorithm: "RSA-PSS", hash: "SHA-384" },
  { sign: elsewhereSigned, certificate: "operator.pem" },
];
for (const signer of signers) {
  const signedPackage: SignedPackage = await signPackage("acme.csar", { signer, trust, artifactSignatures: true, output: new WritableStream() });
  void [signedPackage.report.verdict, signedPackage.fileName, signedPackage.blob?.size];
}
await signPackage(new Blob([]), { signer: signers[0]!, output: "signed.csar", onProgress: ({ phase }) => void (phase === "checking") });
// @ts-expect-error: somebody signs
await signPackage("acme.csar", { trust });
const catalogue: Catalogue = openCatalogue("oci://registry.example/vnf", { credentials: { username: "a", password: "b" } });
const onboarded: OnboardedPackage = await onboardPackage("acme.csar", { catalogue, name: "acme", trust, signer: { key: "own.p12" }, recipients: ["site.pem"] });
const released: ReleasedPackage = await releasePackage(onboarded.name, { catalogue, trust, key: "site.p12", output: "acme.csar" });
const cited: readonly string[] = released.steps.flatMap(({ statements }) => statements);
for await (const entry of catalogue.list()) void (entry.problem === undefined && entry.signers[0]?.subject);
const stored = await catalogue.get("acme-1.0");
const { digest: packageDigest } = await catalogue.put("acme-1.0", stored.source, { mediaType: stored.mediaType, report: again });
void [await verifyPackage(stored.source), packageDigest, (await catalogue.fsck?.())?.problems[0]?.message];
// @ts-expect-error: a package has a media type
await catalogue.put("acme-1.0", "acme.csar", {});
const nfvo: Nfvo = openNfvo("https://nfvo.example", { authentication: { kind: "bearer", token: "a" }, headers: { Version: "2.0.0" } });
const uploaded: UploadedPackage = await uploadPackage("acme.csar", { nfvo, trust, product: "tacker", onNote: ({ message }) => void message });
for await (const each of nfvo.list()) void (each.onboardingState === "ONBOARDED" && (await verifyPackage(await nfvo.open(each.id))));
const fetched: FetchedPackage = await fetchPackage(uploaded.id ?? "", { nfvo, trust, output: "acme.csar" });
await nfvo.delete(fetched.id, { disable: true });
// @ts-expect-error: a bearer has a token
openNfvo("https://nfvo.example", { authentication: { kind: "bearer" } });
// @ts-expect-error: a code that there is not is found
const missing: ErrorCode = "MISSING";
void missing;
// @ts-expect-error: a misspelt verdict is found
if ((await verifyPackage("acme.csar")).verdict === "valid") throw new Error();
// @ts-expect-error: an external artifact has a source
await verifyPackage("acme.csar", { externalArtifacts: { "https://vnf.example/a": 1 } });
// @ts-expect-error: a misspelt option is found
await verifyPackage("acme.csar", { trusted: [] });
`;

function compile(...options) {
  writeFileSync(join(folder, "program.mts"), program);
  const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022"];
  return spawnSync(process.execPath, [compiler, ...strict, ...options, "program.mts"], {
    cwd: folder,
    encoding: "utf8",
  });
}

describe("the types", () => {
  const platforms = {
    browsers: ["--lib", "es2022,dom"],
    Node: ["--lib", "es2022", "--typeRoots", typesOfNode, "--types", "node"],
  };
  const resolutions = {
    node16: ["--module", "node16", "--moduleResolution", "node16"],
    nodenext: ["--module", "nodenext"],
    bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
  };
  for (const [platform, libraries] of Object.entries(platforms)) {
    for (const [name, resolution] of Object.entries(resolutions)) {
      it(`serve a program for ${platform} whose modules are found by ${name}`, () => {
        const { status, stdout } = compile(...libraries, ...resolution);
        assert.equal(status, 0, stdout);
      });
    }
  }
});
