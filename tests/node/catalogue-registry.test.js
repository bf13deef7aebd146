// The catalogue in Debian's registry (distribution 2.8, which has no API for referrers), and skopeo, which reads what we wrote.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes, sign, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { PACKAGE, all, content, door, openCatalogue, read } from "./catalogue.js";
import { skopeo, startRegistry, withoutPrograms } from "./catalogue-programs.js";
import { listen } from "./http-server.js";
import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";

if (withoutPrograms) console.log(`skipping: ${withoutPrograms}`);

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

/** A server before the registry, which counts what it passes on; `interfere(request, response)` may answer instead. */
async function proxyOf(host, interfere = () => false) {
  const seen = { requests: [], bytesSent: 0 };
  const { url, close } = await listen((incoming, response) => {
    seen.requests.push(`${incoming.method} ${incoming.url}`);
    if (interfere(incoming, response, seen)) return;
    const [hostname, port] = host.split(":");
    const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.on("data", (chunk) => {
        seen.bytesSent += chunk.length;
      });
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  return { host: url.slice("http://".length), seen, close };
}

describe("a catalogue in a registry", { skip: withoutPrograms }, () => {
  let registry;
  let folder;
  before(async () => {
    registry = await startRegistry();
  });
  after(() => registry?.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "vnfseal-catalogue-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A new repository for each test. */
  let count = 0;
  const address = (host = registry.host) => `oci://${host}/vnf/test-${count}`;
  beforeEach(() => {
    count += 1;
  });
  const api = (path, options) => fetch(`http://${registry.host}/v2/vnf/test-${count}/${path}`, options);

  it("gives back a package, its report and its signers", async () => {
    const catalogue = openCatalogue(address());
    assert.deepEqual(await all(catalogue.list()), []);
    const signers = [{ role: "vnfProvider", subject: "CN=Acme" }];
    const bytes = randomBytes(3_000_000);
    const options = { ...PACKAGE, report: '{"verdict":"passed"}', signers, annotations: { note: "x" } };
    const { digest } = await catalogue.put("acme-1.0", bytes, options);
    assert.equal(digest, `sha256:${createHash("sha256").update(bytes).digest("hex")}`);
    const { source, chunks, report, ...listed } = await catalogue.get("acme-1.0");
    assert.deepEqual(await all(catalogue.list()), [listed]);
    assert.deepEqual([listed.digest, listed.signers, listed.annotations], [digest, signers, { note: "x" }]);
    assert.equal(await report(), '{"verdict":"passed"}');
    assert.deepEqual(await read(catalogue, "acme-1.0"), bytes);
    await assert.rejects(catalogue.get("other"), { code: "ENTRY_NOT_FOUND" });
    assert.equal(catalogue.fsck, undefined);
  });

  it("attaches the report by the tag for referrers, where there is no API for them", async () => {
    const catalogue = openCatalogue(address());
    await catalogue.put("acme", content("a"), { ...PACKAGE, report: "1" });
    const manifest = await (await api("manifests/acme", { headers: { accept: MANIFEST } })).text();
    const digest = createHash("sha256").update(manifest).digest("hex");
    const referrers = async () => (await api(`manifests/sha256-${digest}`, { headers: { accept: INDEX } })).json();
    const { manifests } = await referrers();
    assert.deepEqual(manifests.map(({ artifactType }) => artifactType), ["application/vnd.vnfseal.report.v1+json"]);
    const report = await (await api(`manifests/${manifests[0].digest}`, { headers: { accept: MANIFEST } })).json();
    assert.equal(report.subject.digest, `sha256:${digest}`);
    await catalogue.put("acme", content("a"), { ...PACKAGE, report: "1" });
    assert.equal((await referrers()).manifests.length, 1, "it is attached once");
  });

  it("replaces an entry only when it is asked to", async () => {
    const catalogue = openCatalogue(address());
    await catalogue.put("acme", content("a"), PACKAGE);
    await catalogue.put("acme", content("a"), PACKAGE);
    await assert.rejects(catalogue.put("acme", content("b"), PACKAGE), { code: "ENTRY_EXISTS" });
    await catalogue.put("acme", content("b"), { ...PACKAGE, replace: true });
    assert.deepEqual(await read(catalogue, "acme"), content("b"));
  });

  it("deletes an entry with its report, and no package that another has", async () => {
    const catalogue = openCatalogue(address());
    await catalogue.put("one", content("a"), { ...PACKAGE, report: "1" });
    await catalogue.put("two", content("a"), { ...PACKAGE, report: "1" });
    await catalogue.delete("one");
    assert.deepEqual((await all(catalogue.list())).map(({ name }) => name), ["two"]);
    assert.deepEqual(await read(catalogue, "two"), content("a"));
    assert.equal(await (await catalogue.get("two")).report(), "1");
    const { tags } = await (await api("tags/list")).json();
    assert.equal(tags.length, 2, "the entry, and what refers to it");
    await assert.rejects(catalogue.delete("one"), { code: "ENTRY_NOT_FOUND" });
  });

  it("deletes no entry that has another tag, and nothing that is no entry", async () => {
    const catalogue = openCatalogue(address());
    await catalogue.put("one", content("a"), PACKAGE);
    const manifest = await (await api("manifests/one", { headers: { accept: MANIFEST } })).text();
    await api("manifests/alias", { method: "PUT", headers: { "content-type": MANIFEST }, body: manifest });
    await assert.rejects(catalogue.delete("one"), { code: "CATALOGUE_REFUSED", message: /\(alias\)/ });
    const image = manifest.replace("vnd.vnfseal.vnf-package", "vnd.other.package");
    await api("manifests/image", { method: "PUT", headers: { "content-type": MANIFEST }, body: image });
    await assert.rejects(catalogue.delete("image"), { code: "CATALOGUE_REFUSED" });
    assert.deepEqual((await all(catalogue.list())).map(({ name }) => name).sort(), ["alias", "one"], "the image is left out");
  });

  it("says that a registry does not allow deletion", async () => {
    const other = await startRegistry({ canDelete: false });
    try {
      const catalogue = openCatalogue(address(other.host));
      await catalogue.put("acme", content("a"), PACKAGE);
      await assert.rejects(catalogue.delete("acme"), { code: "CATALOGUE_REFUSED", message: /does not allow deletion/ });
      assert.deepEqual(await read(catalogue, "acme"), content("a"));
    } finally {
      await other.close();
    }
  });

  it("verifies a package by ranges, and reads little more than is needed", async () => {
    const size = statSync(demo("acme-vnf-option1.csar")).size;
    await openCatalogue(address()).put("acme", demo("acme-vnf-option1.csar"), PACKAGE);
    const proxy = await proxyOf(registry.host);
    try {
      const { source } = await openCatalogue(address(proxy.host)).get("acme");
      const before = proxy.seen.bytesSent;
      const report = await vnfseal.verifyPackage(source, { trust: demo("trust.json") });
      assert.equal(report.verdict, "passed");
      const sent = proxy.seen.bytesSent - before;
      assert.ok(sent <= size * 1.1, `${sent} bytes of ${size}`);
      // What is not looked at is not sent: an inspection reads no artifact.
      const begun = proxy.seen.bytesSent;
      await vnfseal.inspectPackage(source);
      const inspected = proxy.seen.bytesSent - begun;
      assert.ok(inspected < size / 2, `${inspected} bytes of ${size}`);
    } finally {
      proxy.close();
    }
  });

  it("sends a package in chunks where a proxy takes no large requests", async () => {
    const bytes = randomBytes(20 << 20);
    const proxy = await proxyOf(registry.host, (incoming, response) => {
      if (Number(incoming.headers["content-length"] ?? 0) <= 5 << 20) return false;
      response.writeHead(413, { connection: "close" }).end();
      return true;
    });
    try {
      const catalogue = openCatalogue(address(proxy.host));
      await catalogue.put("acme", bytes, PACKAGE);
      const patches = proxy.seen.requests.filter((line) => line.startsWith("PATCH"));
      assert.ok(patches.length >= 5, `${patches.length} chunks`);
      assert.deepEqual(await read(catalogue, "acme"), bytes);
    } finally {
      proxy.close();
    }
  });

  it("goes on where a proxy fails now and then", async () => {
    const bytes = randomBytes(40 << 20);
    let changes = 0;
    const proxy = await proxyOf(registry.host, (incoming, response) => {
      if (!["PUT", "PATCH"].includes(incoming.method) || !incoming.url.includes("/uploads/")) return false;
      changes += 1;
      // The whole, and later a chunk, before the registry sees anything of it.
      if (changes !== 1 && changes !== 3) return false;
      response.writeHead(502, { connection: "close" }).end();
      return true;
    });
    try {
      const catalogue = openCatalogue(address(proxy.host));
      await catalogue.put("acme", bytes, PACKAGE);
      assert.deepEqual(await read(catalogue, "acme"), bytes);
      const begun = proxy.seen.requests.filter((line) => line.startsWith("POST"));
      assert.equal(begun.length, 2, "one upload of the package, one of the configuration");
    } finally {
      proxy.close();
    }
  });

  it("comes to its end when the registry is killed in an upload", { timeout: 60_000 }, async () => {
    const bytes = randomBytes(64 << 20);
    const catalogue = openCatalogue(address());
    let restarted;
    const restart = async () => {
      await registry.kill();
      await registry.start();
    };
    const onProgress = ({ phase, bytesDone }) => {
      if (phase === "storing" && bytesDone > 20 << 20) restarted ??= restart();
    };
    await catalogue.put("acme", bytes, { ...PACKAGE, onProgress, onUpload() {} });
    assert.ok(restarted, "it was killed");
    await restarted;
    assert.deepEqual(await read(catalogue, "acme"), bytes);
  });

  /** A program puts a package through a proxy and is killed when `isTime(proxy)`. Gives what it kept to go on with. */
  async function putAndKill(file, isTime, interfere) {
    const state = join(folder, "state");
    const proxy = await proxyOf(registry.host, interfere);
    const pusher = fileURLToPath(new URL("./catalogue-pusher.js", import.meta.url));
    const child = spawn(process.execPath, [pusher, door, address(proxy.host), "acme", file, state], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
    while (!isTime(proxy) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill("SIGKILL");
    assert.equal(await ended, "SIGKILL", "it was killed before its end");
    proxy.close();
    assert.deepEqual(await all(openCatalogue(address()).list()), [], "nothing of it is there");
    const { digest, location } = JSON.parse(readFileSync(state, "utf8"));
    return { digest, location: location.replace(proxy.host, registry.host) };
  }

  const patchesOf = ({ seen }) => seen.requests.filter((line) => line.startsWith("PATCH")).length;

  it("goes on with a package whose sender was killed, from the last chunk", { timeout: 60_000 }, async () => {
    const file = join(folder, "a.csar");
    const bytes = randomBytes(64 << 20);
    writeFileSync(file, bytes);
    // The fourth chunk of four does not reach the registry.
    const holdLast = (incoming, _, seen) => incoming.method === "PATCH" && patchesOf({ seen }) === 4;
    const resume = await putAndKill(file, (proxy) => patchesOf(proxy) === 4, holdLast);
    const proxy = await proxyOf(registry.host);
    try {
      resume.location = resume.location.replace(registry.host, proxy.host);
      await openCatalogue(address(proxy.host)).put("acme", bytes, { ...PACKAGE, resume });
      assert.equal(patchesOf(proxy), 1);
      assert.deepEqual(await read(openCatalogue(address()), "acme"), bytes);
    } finally {
      proxy.close();
    }
  });

  it("comes to its end after its sender was killed within a chunk", { timeout: 60_000 }, async () => {
    const file = join(folder, "a.csar");
    const bytes = randomBytes(64 << 20);
    writeFileSync(file, bytes);
    const resume = await putAndKill(file, (proxy) => patchesOf(proxy) === 3);
    const catalogue = openCatalogue(address());
    await catalogue.put("acme", bytes, { ...PACKAGE, resume });
    assert.deepEqual(await read(catalogue, "acme"), bytes);
  });

  it("begins anew where there is nothing to go on with", async () => {
    const catalogue = openCatalogue(address());
    const digest = `sha256:${createHash("sha256").update(content("a")).digest("hex")}`;
    const lost = { digest, location: `http://${registry.host}/v2/vnf/test-${count}/blobs/uploads/00000000-0000-4000-8000-000000000000` };
    await catalogue.put("acme", content("a"), { ...PACKAGE, resume: lost });
    await catalogue.put("other", content("b"), { ...PACKAGE, resume: lost });
    assert.deepEqual([await read(catalogue, "acme"), await read(catalogue, "other")], [content("a"), content("b")]);
    const elsewhere = { digest: `sha256:${createHash("sha256").update(content("c")).digest("hex")}`, location: "http://registry.example/x" };
    await assert.rejects(catalogue.put("third", content("c"), { ...PACKAGE, resume: elsewhere }), { code: "CATALOGUE_INVALID" });
  });

  it("is read and copied by skopeo, and so is a folder", async () => {
    const store = join(folder, "store");
    const inFolder = openCatalogue(`dir:${store}`);
    await inFolder.put("acme", content("a", 100_000), { ...PACKAGE, report: "1", annotations: { note: "x" } });
    await inFolder.put("other", content("b"), PACKAGE);
    const target = `docker://${registry.host}/vnf/test-${count}:copied`;
    skopeo("copy", "--quiet", "--dest-tls-verify=false", `oci:${store}:acme`, target);
    const inRegistry = openCatalogue(address());
    assert.deepEqual(await read(inRegistry, "copied"), content("a", 100_000));
    const { annotations, report } = await inRegistry.get("copied");
    assert.deepEqual(annotations, { note: "x" });
    assert.equal(await report(), undefined, "skopeo copies what is tagged, and not what refers to it");

    await inRegistry.put("pushed", content("c"), { ...PACKAGE, report: "1" });
    const raw = JSON.parse(skopeo("inspect", "--raw", "--tls-verify=false", target.replace("copied", "pushed")));
    assert.equal(raw.artifactType, "application/vnd.vnfseal.vnf-package.v1");
    skopeo("copy", "--quiet", "--src-tls-verify=false", target.replace("copied", "pushed"), `oci:${join(folder, "copy")}:pushed`);
    assert.deepEqual(readFileSync(join(folder, "copy", "blobs", "sha256", raw.layers[0].digest.slice(7))), content("c"));
  });
});

describe("a registry that takes tokens", { skip: withoutPrograms }, () => {
  const SERVICE = "registry of the test";
  const login = { username: "alice", password: "rosebud" };
  const basic = `Basic ${Buffer.from("alice:rosebud").toString("base64")}`;
  let folder;
  let registry;
  let tokens;
  const asked = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "vnfseal-tokens-"));
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const subject = ["-subj", "/CN=tokens", "-days", "2"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", key, "-out", certificate, ...subject], { stdio: "ignore" });
    const signing = { key: readFileSync(key), x5c: [new X509Certificate(readFileSync(certificate)).raw.toString("base64")] };
    tokens = await listen((request, response) => {
      const { searchParams } = new URL(request.url, "http://x");
      asked.push(searchParams.get("scope"));
      const isKnown = request.headers.authorization === basic;
      if (!isKnown) return response.writeHead(401).end();
      return response.end(JSON.stringify({ token: tokenFor(searchParams.getAll("scope"), signing), expires_in: 300 }));
    });
    const auth = { token: { realm: `${tokens.url}/token`, service: SERVICE, issuer: "test", rootcertbundle: certificate } };
    registry = await startRegistry({ auth });
  });
  after(async () => {
    tokens?.close();
    await registry?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A token of the distribution project: a JWT (RFC 7519) with the certificate of its key. */
  function tokenFor(scopes, { key, x5c }) {
    const access = scopes.map((scope) => {
      const [type, name, actions] = scope.split(":");
      return { type, name, actions: actions.split(",") };
    });
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: "test", sub: "alice", aud: SERVICE, iat: now, nbf: now - 10, exp: now + 300, jti: String(now), access };
    const encoded = [{ typ: "JWT", alg: "RS256", x5c }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const signature = sign("sha256", Buffer.from(encoded.join(".")), key).toString("base64url");
    return [...encoded, signature].join(".");
  }

  it("keeps, lists, gives and deletes entries for who has the password", async () => {
    const catalogue = openCatalogue(`oci://${registry.host}/vnf/acme`, { credentials: login });
    const bytes = randomBytes(20 << 20);
    await catalogue.put("acme", bytes, { ...PACKAGE, report: "1", onUpload() {} });
    assert.deepEqual((await all(catalogue.list())).map(({ name }) => name), ["acme"]);
    assert.deepEqual(await read(catalogue, "acme"), bytes);
    await catalogue.delete("acme");
    assert.deepEqual(await all(catalogue.list()), []);
    // The registry names the actions in any order.
    const actions = asked.map((scope) => scope.replace(/^repository:vnf\/acme:/, "").split(",").sort().join());
    assert.deepEqual([...new Set(actions)].sort(), ["delete", "pull", "pull,push"]);
    assert.ok(asked.length < 6, `${asked.length} tokens`);
  });

  it("keeps nothing for others", async () => {
    for (const credentials of [undefined, { ...login, password: "other" }, { token: "a.b.c" }]) {
      const catalogue = openCatalogue(`oci://${registry.host}/vnf/acme`, { credentials });
      await assert.rejects(catalogue.put("acme", content("a"), PACKAGE), { code: "CATALOGUE_REFUSED" });
    }
  });
});
