// `vnfseal gate` before OpenStack Tacker, an NFVO that others wrote, which takes packages that are wrong.

import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { ask, startGate } from "../node/gate.js";
import { shared } from "../node/packages.js";
import { unzip, zip } from "../node/zip.js";
import { fileOf } from "./packages.js";
import { addLifecycleApi } from "./support/lifecycle-api.js";
import { startLab, withoutLab } from "./support/nfvo-lab.js";
import { IMAGE, samplePackage, trust } from "./support/tacker-packages.js";

const skip = withoutLab || (existsSync(shared("openstack-tacker/vnfpkgm1.zip")) ? false : "the samples of tacker are not here");
const packages = "/vnfpkgm/v1/vnf_packages";

/** What tacker takes although it is wrong: each a function from the bytes of a good package. */
const wrong = {
  "a changed image": (bytes) => repack(bytes, (files) => ({ ...files, [IMAGE]: Buffer.from(files[IMAGE].map((byte, index) => (index === 9 ? byte ^ 1 : byte))) })),
  "an unlisted file": (bytes) => repack(bytes, (files) => ({ ...files, "Files/unlisted.sh": Buffer.from("#!/bin/sh\n") })),
  "a manifest that is not what was signed": (bytes) =>
    repack(bytes, (files) => ({ ...files, "sample.mf": Buffer.from(files["sample.mf"].toString("latin1").replace("vnf_provider_id: Company", "vnf_provider_id: Conmany"), "latin1") })),
};

const repack = (bytes, change) => zip(change(unzip(bytes)));

/** A package that its VNF provider signed, and that has tacker read a file of its own disk. */
function withFileSource() {
  const path = "/etc/hostname";
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
  const change = (files) => ({ ...files, "sample.mf": `${files["sample.mf"]}Source: file://${path}\nAlgorithm: SHA-256\nHash: ${hash}\n` });
  return samplePackage({ change, trust, externalArtifacts: { [`file://${path}`]: path } });
}

describe("the gate before tacker", { skip }, () => {
  let lab;
  let folder;
  let gate;
  before(async () => {
    const prepare = (place) => {
      folder = place;
      addLifecycleApi(place);
    };
    lab = await startLab("noauth", { prepare });
    gate = await startGate(new URL(lab.url).origin, "--trust", fileOf(JSON.stringify(trust), "trust.json"));
  });
  after(async () => {
    await gate?.stop();
    await lab?.stop();
  });

  const request = (at, method, path, { body, type = "application/json", ...headers } = {}) =>
    ask(at, { method, path, headers: { ...lab.headers, ...(body !== undefined && { "Content-Type": type, "Content-Length": body.length }), ...headers }, body });
  const direct = (...given) => request(new URL(lab.url).origin, ...given);
  const through = (...given) => request(gate.url, ...given);

  async function create(ask_) {
    const { status, data, headers } = await ask_("POST", packages, { body: "{}" });
    assert.equal(status, 201);
    return { id: data.id, location: headers.location };
  }
  const put = (ask_, id, bytes) => ask_("PUT", `${packages}/${id}/package_content`, { body: bytes, type: "application/zip" });

  async function settled(id) {
    for (;;) {
      const { data } = await direct("GET", `${packages}/${id}`);
      if (!["UPLOADING", "PROCESSING"].includes(data.onboardingState)) return data;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function onboard(vnfdId) {
    const bytes = readFileSync(await samplePackage({ vnfdId }));
    const { id } = await create(through);
    assert.equal((await put(through, id, bytes)).status, 202);
    const { onboardingState, checksum } = await settled(id);
    assert.equal(onboardingState, "ONBOARDED");
    assert.equal(checksum.hash, createHash("sha512").update(bytes).digest("hex"));
    return { id, bytes };
  }

  it("lets a good package be onboarded, and the client see it as it is", async () => {
    const { id, bytes } = await onboard(randomUUID());
    const content = await through("GET", `${packages}/${id}/package_content`);
    assert.ok(content.body.equals(bytes));
    const shown = await through("GET", `${packages}/${id}`);
    assert.deepEqual([shown.status, shown.data], [200, (await direct("GET", `${packages}/${id}`)).data]);
    assert.equal((await through("PATCH", `${packages}/${id}`, { body: '{"operationalState":"DISABLED"}' })).status, 200);
    assert.equal((await through("DELETE", `${packages}/${id}`)).status, 204);
  });

  for (const [what, change] of Object.entries({ ...wrong, "a source of tacker's own disk": undefined })) {
    it(`refuses ${what}, which tacker takes`, async () => {
      const make = async () => (change ? change(readFileSync(await samplePackage())) : readFileSync(await withFileSource()));
      const past = await create(direct);
      assert.equal((await put(direct, past.id, await make())).status, 202);
      assert.equal((await settled(past.id)).onboardingState, "ONBOARDED", "tacker takes it");
      const { id } = await create(through);
      const before_ = (await direct("GET", `${packages}/${id}`)).data;
      const { status, data } = await put(through, id, await make());
      assert.deepEqual([status, data.code], [422, "package-refused"], JSON.stringify(data));
      assert.ok(data.findings.length > 0);
      assert.deepEqual((await direct("GET", `${packages}/${id}`)).data, before_, "as if nothing was sent");
      // The same resource takes a good one afterwards.
      assert.equal((await put(through, id, readFileSync(await samplePackage()))).status, 202);
      assert.equal((await settled(id)).onboardingState, "ONBOARDED");
    });
  }

  it("refuses that tacker fetches a package itself", async () => {
    const { id } = await create(through);
    const { status, data } = await through("POST", `${packages}/${id}/package_content/upload_from_uri`, { body: '{"addressInformation":"http://127.0.0.1:1/a.zip"}' });
    assert.deepEqual([status, data.code], [403, "upload-from-uri"]);
    assert.equal((await settled(id)).onboardingState, "CREATED");
  });

  // By v1 tacker makes an instance only where it has a cloud.
  for (const version of ["v2"]) {
    it(`refuses to instantiate (${version}) a package that was changed in tacker's store, and passes on what was not`, async () => {
      const vnfdId = randomUUID();
      const { id, bytes } = await onboard(vnfdId);
      const headers = { Version: "2.0.0" };
      const made = await through("POST", `/vnflcm/${version}/vnf_instances`, { body: JSON.stringify({ vnfdId, vnfInstanceName: "one" }), ...headers });
      assert.equal(made.status, 201, made.body.toString());
      const instantiate = () => through("POST", `/vnflcm/${version}/vnf_instances/${made.data.id}/instantiate`, { body: '{"flavourId":"simple"}', ...headers });
      const stored = readdirSync(join(folder, "var", "csar_files"), { recursive: true, withFileTypes: true }).find((entry) => entry.isFile() && entry.name.startsWith(id));
      const path = join(stored.parentPath ?? stored.path, stored.name);
      assert.ok(readFileSync(path).equals(bytes));
      const evil = Buffer.from(bytes);
      evil[evil.length >> 1] ^= 1;
      writeFileSync(path, evil);
      const refused = await instantiate();
      assert.deepEqual([refused.status, refused.data.code], [409, "package-refused"], refused.body.toString());
      const listed = () => direct("GET", `/vnflcm/${version}/vnf_lcm_op_occs`, headers);
      assert.deepEqual((await listed()).data, [], "tacker has not begun");
      writeFileSync(path, bytes);
      const accepted = await instantiate();
      assert.equal(accepted.status, 202, accepted.body.toString());
      assert.equal((await listed()).data.length, 1, "tacker has begun");
    });
  }
});
