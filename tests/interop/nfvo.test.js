// Packages in OpenStack Tacker, an NFVO that others wrote: with nobody asking who we are, and with Keystone.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { run, runWith } from "../node/command.js";
import { openNfvo, uploadPackage } from "../node/nfvo.js";
import { shared } from "../node/packages.js";
import { unzip, zip } from "../node/zip.js";
import { fileOf, sign } from "./packages.js";
import { provider } from "./parties.js";
import { fresh } from "./programs.js";
import { startLab, withoutLab } from "./support/nfvo-lab.js";
import { IMAGE, samplePackage, trust } from "./support/tacker-packages.js";
import { verifyPackage, wrapPackage } from "./vnfseal.js";

const skip = withoutLab || (existsSync(shared("openstack-tacker/vnfpkgm1.zip")) ? false : "the samples of tacker are not here");

/** A file that only its user may read. */
function secretFile(text) {
  const path = fileOf(text, "secret");
  chmodSync(path, 0o600);
  return path;
}

/** The ids of all packages in it. */
async function ids(nfvo) {
  const found = [];
  for await (const { id } of nfvo.list()) found.push(id);
  return found;
}

describe("an NFVO that asks for headers", { skip }, () => {
  let lab;
  let nfvo;
  let options;
  before(async () => {
    lab = await startLab("noauth");
    nfvo = openNfvo(lab.url, { headers: lab.headers });
    const lines = Object.entries(lab.headers).map(([name, value]) => `${name}: ${value}\n`);
    options = ["--nfvo", lab.url, "--header-file", secretFile(lines.join(""))];
  });
  after(() => lab?.stop());

  it("takes a package, has it verified and fetched, and gives it up", async () => {
    const [csar, trustFile, fetched] = [await samplePackage(), fileOf(JSON.stringify(trust), "trust.json"), fresh("fetched.csar")];
    const step = async (status, why, ...args) => {
      const result = await run(...args, ...options);
      assert.equal(result.status, status, `${args}: ${result.stdout}${result.stderr}`);
      assert.match(`${result.stdout}${result.stderr}`, why);
      return result;
    };
    const { stdout } = await step(0, /does not see whether images/, "upload", csar, "--trust", trustFile, "--json");
    const { id } = JSON.parse(stdout);
    await step(0, new RegExp(`^${id} {2}ONBOARDED ENABLED`), "nfvo", "list");
    await step(0, /vnfsealVerdict: passed\n[\s\S]*vnfsealVnfProvider: CN=Acme signing,O=Acme/, "nfvo", "show", id);
    await step(0, /✓ passed/, "nfvo", "verify", id, "--trust", trustFile);
    await step(0, /verifies: ✓ passed/, "nfvo", "fetch", id, "--trust", trustFile, "--output", fetched);
    assert.deepEqual(readFileSync(fetched), readFileSync(csar));
    await step(3, /is enabled/, "nfvo", "delete", id);
    await step(0, /^$/, "nfvo", "delete", id, "--disable");
    assert.deepEqual(await ids(nfvo), []);
  });

  it("refuses a second package with a vnfdId that it has, and nothing of it is left", async () => {
    const vnfdId = randomUUID();
    const [first, second] = [await samplePackage({ vnfdId }), await samplePackage({ vnfdId })];
    const { id } = await uploadPackage(first, { nfvo, trust });
    await assert.rejects(uploadPackage(second, { nfvo, trust }), { code: "NFVO_NOT_ONBOARDED", message: /CREATED again.*same vnfdId.*deleted again/ });
    assert.deepEqual(await ids(nfvo), [id]);
    await nfvo.delete(id, { disable: true });
  });

  it("has nothing left of an upload that is broken off", async () => {
    const abort = new AbortController();
    // Slow enough to be in it.
    const csar = await samplePackage({ change: (files) => ({ ...files, [IMAGE]: Buffer.alloc(64 << 20, "image") }) });
    const onProgress = ({ phase, bytesDone }) => phase === "uploading" && bytesDone < 32 << 20 && abort.abort(new Error("enough"));
    await assert.rejects(uploadPackage(csar, { nfvo, trust, onProgress, signal: abort.signal }), /enough/);
    assert.deepEqual(await ids(nfvo), []);
  });

  it("says no ranges and no package that are not there", async () => {
    await assert.rejects(nfvo.get(randomUUID()), { code: "NFVO_PACKAGE_NOT_FOUND" });
    await assert.rejects(nfvo.get("no-uuid"), { code: "NFVO_PACKAGE_NOT_FOUND" });
    await assert.rejects(ids(openNfvo(lab.url.replace("/v1", "/v7"))), { code: "NFVO_UNAVAILABLE", message: /404/ });
  });

  describe("what is said of it before an upload is true", () => {
    /** The sample with its manifest changed, and signed anew by OpenSSL. */
    async function withManifest(change) {
      const files = unzip(readFileSync(await samplePackage()));
      const path = Object.keys(files).find((name) => name.endsWith(".mf"));
      const text = files[path].toString().split("-----BEGIN ")[0];
      const changed = change(text);
      assert.notEqual(changed, text);
      const signature = await sign(changed, [await provider()]);
      return zip({ ...files, [path]: Buffer.concat([Buffer.from(changed), signature]) });
    }
    const upperCase = (text) => text.replace(/^(Hash: )([0-9a-f]+)$/m, (_, key, hash) => key + hash.toUpperCase());
    const option2 = async () => {
      const { key, chain } = await provider();
      return Buffer.from(await (await wrapPackage(await samplePackage(), { signer: { key, certificate: chain }, trust, fileName: "vnf.csar" })).blob.arrayBuffer());
    };

    for (const [what, effect, make] of [
      ["CRLF", "refuses", () => withManifest((text) => text.replaceAll("\n", "\r\n"))],
      ["digests in upper case", "refuses", () => withManifest(upperCase)],
      ["a signature right behind the last artifact", "refuses", () => withManifest((text) => text.replace(/\n+$/, "\n"))],
      ["Option 2", "refuses", option2],
      ["no blank line before the first artifact", "refuses", () => withManifest((text) => text.replace("\n\nSource: ", "\nSource: "))],
      ["no blank line between artifacts", "does not see", () => withManifest((text) => text.replace(/\n\nSource: (?=Scripts)/, "\nSource: "))],
    ]) {
      it(`${what}: ${effect}`, async () => {
        const csar = fresh("package.csar");
        writeFileSync(csar, await make());
        assert.equal((await verifyPackage(csar, { trust })).verdict, "passed");
        const notes = [];
        const uploading = uploadPackage(csar, { nfvo, trust, onNote: (note) => notes.push(note) });
        if (effect === "refuses") await assert.rejects(uploading, { code: "NFVO_NOT_ONBOARDED", message: /deleted again/ });
        else await nfvo.delete((await uploading).id, { disable: true });
        const [first] = notes.filter(({ message }) => !/images/.test(message));
        assert.equal(first?.effect, effect, JSON.stringify(notes));
        assert.deepEqual(await ids(nfvo), []);
      });
    }

    it("a wrong digest of an image is not seen there, and so not uploaded here", async () => {
      const files = unzip(readFileSync(await samplePackage()));
      const csar = fresh("package.csar");
      writeFileSync(csar, zip({ ...files, [IMAGE]: Buffer.from("another image") }));
      const { uploaded, report } = await uploadPackage(csar, { nfvo, trust });
      assert.deepEqual([uploaded, report.verdict], [false, "failed"]);
      // What tacker would do by itself.
      const content = readFileSync(csar);
      const source = { size: content.length, chunks: () => [content] };
      const { id } = await nfvo.upload(source, { userDefinedData: {}, onboardingMs: 60_000 });
      const there = await nfvo.open(id);
      assert.equal((await verifyPackage(there, { trust })).verdict, "failed");
      await nfvo.delete(id, { disable: true });
    });
  });
});

describe("an NFVO behind Keystone", { skip }, () => {
  let lab;
  before(async () => {
    lab = await startLab("keystone");
  });
  after(() => lab?.stop());

  const keystone = (more = {}) => ({ authentication: { kind: "keystone", ...lab.keystone, ...more } });

  it("takes a package of who has a password for a project", async () => {
    const { url, user, password, project } = lab.keystone;
    const who = ["--nfvo", lab.url, "--auth", "keystone", "--auth-url", url, "--user", user, "--project", project];
    const trustFile = fileOf(JSON.stringify(trust), "trust.json");
    const env = { VNFSEAL_NFVO_SECRET: password };
    const { status, stdout, stderr } = await runWith({ env }, "upload", await samplePackage(), "--trust", trustFile, "--json", ...who);
    assert.equal(status, 0, stderr);
    const { id } = JSON.parse(stdout);
    const verified = await run("nfvo", "verify", id, "--trust", trustFile, ...who, "--secret-file", secretFile(password));
    assert.equal(verified.status, 0, verified.stderr);
    assert.equal((await runWith({ env }, "nfvo", "delete", id, "--disable", ...who)).status, 0);
    const wrong = await runWith({ env: { VNFSEAL_NFVO_SECRET: "wrong-secret" } }, "nfvo", "list", ...who);
    assert.equal(wrong.status, 3);
    assert.match(wrong.stderr, /Keystone gives no token \(401\)/);
    assert.doesNotMatch(wrong.stderr, /wrong-secret/);
  });

  it("gets a new token when one was revoked", async () => {
    const nfvo = openNfvo(lab.url, keystone());
    assert.deepEqual(await ids(nfvo), []);
    await revokeAll(lab.keystone);
    assert.deepEqual(await ids(nfvo), []);
  });

  it("lets nobody in who does not say who he is", async () => {
    for (const options of [{}, { authentication: { kind: "bearer", token: "abc" } }, keystone({ user: "nobody" }), keystone({ project: "nothing" })]) {
      await assert.rejects(ids(openNfvo(lab.url, options)), { code: "NFVO_REFUSED" });
    }
  });
});

/** Changes the password of the user to what it is: with that, Keystone revokes all tokens of the user. */
async function revokeAll({ url, user, password, project }) {
  const identity = { methods: ["password"], password: { user: { name: user, domain: { id: "default" }, password } } };
  const auth = { identity, scope: { project: { name: project, domain: { id: "default" } } } };
  const json = { "Content-Type": "application/json" };
  const login = await fetch(`${url}/auth/tokens`, { method: "POST", headers: json, body: JSON.stringify({ auth }) });
  const { token } = await login.json();
  const headers = { ...json, "X-Auth-Token": login.headers.get("X-Subject-Token") };
  const changing = await fetch(`${url}/users/${token.user.id}`, { method: "PATCH", headers, body: JSON.stringify({ user: { password } }) });
  assert.equal(changing.status, 200);
}
