// `vnfseal gate` before an NFVO that takes everything. What makes components of a package that the NFVO has.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ask } from "./gate.js";
import { assertRefused, bad, gate, good, interference, JSON_TYPE, lines, nfvo, post, reopen } from "./gate-fixture.js";
import { changed, makePackage } from "./gate-packages.js";

describe("an operation that makes components of a package", () => {
  const operation = (id, name = "instantiate", version = "v1") => `/vnflcm/${version}/vnf_instances/${id}/${name}`;

  it("is forwarded with its content once the package has passed as the NFVO has it", async () => {
    const { vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    const body = '{ "flavourId": "simple", "n": 12345678901234567890 }';
    for (const version of ["v1", "v2"]) {
      const { status, headers } = await post(operation(instance, "instantiate", version), body, { ...JSON_TYPE, Version: "2.0.0", "X-Auth-Token": "t" });
      assert.deepEqual([status, headers.location], [202, `${gate.url}/vnflcm/${version}/vnf_lcm_op_occs/1`]);
      assert.equal(String(nfvo.requests.at(-1).body), body);
    }
    // All that was asked was asked as the client.
    assert.ok(nfvo.requests.every(({ headers }) => headers["x-auth-token"] === "t"));
    const versions = nfvo.requests.map(({ url, headers }) => [url.split("/")[1], headers.version]);
    assert.ok(versions.every(([api, version]) => version === (api === "vnflcm" ? "2.0.0" : undefined)), JSON.stringify(versions));
  });

  it("is refused if the package was changed in the NFVO, also when it has passed a moment ago", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    for (const name of ["instantiate", "scale", "scale_to_level", "change_flavour", "heal", "revert_to_snapshot"]) {
      nfvo.packages.get(id).bytes = good;
      assert.equal((await post(operation(instance, name))).status, 202);
      nfvo.packages.get(id).bytes = changed(good);
      const answer = await post(operation(instance, name));
      assertRefused(answer, 409, "package-refused");
      assert.equal(answer.data.findings[0].code, "artifact.digest-mismatch");
    }
    assert.equal(nfvo.writes().length, 6);
    const decisions = lines.map((line) => JSON.parse(line)).map(({ verdict, isRemembered }) => isRemembered ?? verdict);
    assert.deepEqual(decisions.slice(0, 4), ["passed", "failed", true, "failed"], "what has passed is remembered by its digest");
  });

  it("is refused if the package was replaced by another one that passes", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    nfvo.packages.get(id).bytes = await makePackage();
    assertRefused(await post(operation(nfvo.instantiable(vnfdId))), 409, "package-changed");
    assert.deepEqual(nfvo.writes(), []);
  });

  it("is refused if another client changes what it uses meanwhile, and no client can through the gate", async () => {
    const [first, evil] = [nfvo.keep(good), nfvo.keep(bad)];
    const instance = nfvo.instantiable(first.vnfdId);
    interference.by = ({ url }) => {
      if (url.endsWith("package_content")) nfvo.instances.get(instance).vnfdId = evil.vnfdId;
      return false;
    };
    assertRefused(await post(operation(instance)), 409, "package-changed");
    const path = `/vnflcm/v1/vnf_instances/${instance}`;
    const patch = (body, type = "application/merge-patch+json") => ask(gate.url, { method: "PATCH", path, headers: { "Content-Type": type }, body });
    for (const name of ["vnfdId", "vnfPkgId", "VNFDID", "vnf\\u0064Id"]) assertRefused(await patch(`{"${name}":"x"}`), 403, "package-of-instance");
    assertRefused(await patch("x=y", "application/x-www-form-urlencoded"), 415, "content");
    assert.deepEqual(nfvo.writes(), []);
    await patch('{"vnfInstanceName":"a"}');
    assert.equal(String(nfvo.requests.at(-1).body), '{"vnfInstanceName":"a"}');
  });

  it("is refused if the package is not onboarded, or has a checksum that nobody can compare", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    const found = nfvo.packages.get(id);
    for (const state of ["CREATED", "UPLOADING", "PROCESSING", "ERROR", undefined]) {
      found.onboardingState = state;
      assertRefused(await post(operation(instance)), 409, "state");
    }
    found.onboardingState = "ONBOARDED";
    for (const checksum of [{ algorithm: "MD5", hash: "0" }, { algorithm: "sha512" }, "x"]) {
      found.checksum = checksum;
      assertRefused(await post(operation(instance)), 502, "nfvo-invalid");
    }
    assert.deepEqual(nfvo.writes(), []);
  });

  it("is refused if the manifest of the package names another VNFD, also when it has passed a moment ago", async () => {
    const vnfdId = "5d1a2b3c-0000-4000-8000-000000000001";
    const bytes = await makePackage({ vnfdId });
    nfvo.keep(bytes, { vnfdId });
    assert.equal((await post(operation(nfvo.instantiable(vnfdId)))).status, 202);
    const other = nfvo.keep(bytes);
    for (let count = 0; count < 2; count += 1) assertRefused(await post(operation(nfvo.instantiable(other.vnfdId))), 409, "package-not-found");
    assert.equal(nfvo.writes().length, 1);
  });

  it("is asked about with nothing by which a cache or a proxy gives another answer", async () => {
    const { vnfdId } = nfvo.keep(good);
    const own = { "Cache-Control": "only-if-cached", Pragma: "x", Prefer: "x", Forwarded: "host=x", "X-Forwarded-Host": "x", Via: "x" };
    assert.equal((await post(operation(nfvo.instantiable(vnfdId)), "{}", { ...JSON_TYPE, ...own })).status, 202);
    const asked = nfvo.requests.slice(0, -1).map(({ headers }) => headers);
    assert.ok(asked.length > 3);
    for (const headers of asked) {
      assert.equal(headers["cache-control"], "no-cache");
      assert.match(headers.via, /^1\.1 vnfseal-gate-[\w-]+$/, "the gate's own");
      for (const name of ["pragma", "prefer", "forwarded", "x-forwarded-host"]) assert.equal(headers[name], undefined);
    }
  });

  it("of a network service is refused if it names what the gate does not follow", async () => {
    const one = nfvo.keep(good);
    nfvo.descriptors.set("d1", { id: "d1", vnfPkgIds: [one.id] });
    nfvo.services.set("s1", { id: "s1", nsdInfoId: "d1", vnfInstance: [{ id: "v1", vnfPkgId: one.id }] });
    const bodies = [
      { updateType: "ASSOC_NEW_NSD_VERSION", assocNewNsdVersionData: { newNsdId: "d2" } },
      { updateType: "INSTANTIATE_VNF", x: { newNsdId: "d2" } },
      { updateType: "OTHER" },
      { UpdateType: "OTHER" },
      { nestedNsInstanceData: [{ nestedNsInstanceId: "s2" }] },
      { updateType: "MODIFY_VNF_INFORMATION", modifyVnfInfoData: [{ vnfInstanceId: "v1", vnfPkgId: one.id }] },
      { scaleVnfData: [{ vnfInstanceId: "v2" }] },
      { nsdInfoId: "d2" },
    ];
    for (const body of bodies) {
      for (const name of ["instantiate", "heal", "update"]) assertRefused(await post(`/nslcm/v1/ns_instances/s1/${name}`, JSON.stringify(body)), 409, "package-not-found");
      nfvo.occurrences.set("o1", { id: "o1", nsInstanceId: "s1", operationParams: body });
      assertRefused(await post("/nslcm/v1/ns_lcm_op_occs/o1/retry"), 409, "package-not-found");
    }
    nfvo.occurrences.set("o1", { id: "o1", nsInstanceId: "s1" });
    assertRefused(await post("/nslcm/v1/ns_lcm_op_occs/o1/retry"), 409, "package-not-found");
    nfvo.services.set("s2", { ...nfvo.services.get("s1"), id: "s2", nestedNsInstanceId: ["s1"] });
    assertRefused(await post("/nslcm/v1/ns_instances/s2/heal"), 409, "package-not-found");
    assert.deepEqual(nfvo.writes(), []);
    const known = { updateType: "OPERATE_VNF", operateVnfData: [{ vnfInstanceId: "v1" }] };
    assert.equal((await post("/nslcm/v1/ns_instances/s1/update", JSON.stringify(known))).status, 202);
  });

  it("is verified at the stage of instantiation, by the policy", async () => {
    await reopen({}, { policy: { serviceProviderSignature: "required" } });
    const { vnfdId } = nfvo.keep(good);
    const answer = await post(operation(nfvo.instantiable(vnfdId)));
    assertRefused(answer, 409, "package-refused");
    assert.ok(answer.data.findings.some(({ code }) => code === "artifact.not-signed-by-service-provider"), JSON.stringify(answer.data));
  });

  it("is refused if it is not clear which package it uses", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const other = nfvo.keep(good, {});
    assertRefused(await post(operation(nfvo.instantiable(vnfdId, { vnfPkgId: other.id }))), 409, "package-not-found");
    assert.equal((await post(operation(nfvo.instantiable(vnfdId, { vnfPkgId: id })))).status, 202);
    assertRefused(await post(operation(nfvo.instantiable("no-such-vnfd"))), 409, "package-not-found");
    for (const wrong of ["../../x", "a)(eq,vnfdId,b", "", "..", 7, null]) assertRefused(await post(operation(nfvo.instantiable(wrong))), 502, "nfvo-invalid");
    nfvo.keep(good, { vnfdId });
    assertRefused(await post(operation(nfvo.instantiable(vnfdId))), 409, "package-not-found");
    assert.equal((await post(operation("unknown"))).status, 404);
    assert.equal(nfvo.writes().length, 1);
  });

  it("is refused if the NFVO answers with another thing than was asked for", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    const answers = [
      [/vnf_instances/, 200, "{}"],
      [/vnf_instances/, 200, "no JSON"],
      [/vnf_instances/, 200, "null"],
      [/vnf_instances/, 302, ""],
      [/vnf_packages\?/, 200, "{}"],
      [/vnf_packages\?/, 200, `[null, 7, {"vnfdId":"${vnfdId}","id":"../x"}]`],
      [new RegExp(`vnf_packages/${id}$`), 200, '{"id":"x"}'],
      [/package_content/, 206, "x", { "Content-Range": "bytes 0-0/99999999999999" }],
      [/package_content/, 206, "x", { "Content-Range": "bytes 5-5/6" }],
      [/package_content/, 206, "x"],
      [/package_content/, 200, "x", { "Content-Encoding": "gzip" }],
      [/package_content/, 204, ""],
      [/package_content/, 416, ""],
    ];
    for (const [path, status, body, headers = {}] of answers) {
      interference.by = ({ method, url }, response) => method === "GET" && path.test(url) && Boolean(response.writeHead(status, headers).end(body));
      const answer = await post(operation(instance));
      assert.ok([409, 413, 502].includes(answer.status), `${path} ${status}: ${answer.status}`);
    }
    assert.deepEqual(nfvo.writes(), []);
  });

  it("takes a package that the NFVO gives only as a whole", async () => {
    const { vnfdId } = nfvo.keep(good);
    interference.by = ({ url }, response) => url.endsWith("package_content") && Boolean(response.writeHead(200, { "Content-Length": good.length }).end(good));
    assert.equal((await post(operation(nfvo.instantiable(vnfdId)))).status, 202);
  });

  it("that changes the package is verified with the new one, and says it once", async () => {
    const { vnfdId } = nfvo.keep(bad);
    const next = nfvo.keep(good);
    const change = operation(nfvo.instantiable(vnfdId), "change_vnfpkg", "v2");
    assert.equal((await post(change, JSON.stringify({ vnfdId: next.vnfdId, additionalParams: { a: [1] } }))).status, 202);
    assert.deepEqual(JSON.parse(nfvo.requests.at(-1).body), { vnfdId: next.vnfdId, additionalParams: { a: [1] } });
    assertRefused(await post(change, JSON.stringify({ vnfdId })), 409, "package-refused");
    // Which of the two counts is not left to the NFVO.
    const twice = await post(change, `{"vnfdId":"${vnfdId}","vnfdId":"${next.vnfdId}"}`);
    assert.equal(twice.status, 202);
    assert.equal(String(nfvo.requests.at(-1).body), JSON.stringify({ vnfdId: next.vnfdId }));
    assertRefused(await post(`${change}?x`, "{}"), 400, "content");
    for (const body of ["{}", "[]", "null", "7", "no JSON", `{"VnfdId":"${vnfdId}","vnfdId":"${next.vnfdId}"}`, '{"vnfdId":7}', '{"vnfdId":"../x"}', ...["12345678901234567890", "0.12345678901234567890", "-0", "1e999", `${"[".repeat(200)}${"]".repeat(200)}`].map((value) => `{"vnfdId":"${next.vnfdId}","n":${value}}`)]) {
      assertRefused(await post(change, body), 400, "content");
    }
    assertRefused(await post(change, "x=y", { "Content-Type": "application/x-www-form-urlencoded" }), 415, "content");
    assertRefused(await post(change, "{}", { "Content-Type": "application/json; charset=utf-16" }), 415, "content");
    assert.equal(nfvo.writes().length, 2);
  });

  it("that is tried again or rolled back is verified with both packages", async () => {
    const { vnfdId } = nfvo.keep(good);
    const evil = nfvo.keep(bad);
    const vnfInstanceId = nfvo.instantiable(vnfdId);
    nfvo.occurrences.set("o1", { id: "o1", vnfInstanceId, operation: "INSTANTIATE" });
    nfvo.occurrences.set("o2", { id: "o2", vnfInstanceId, operation: "CHANGE_VNFPKG", operationParams: { vnfdId: evil.vnfdId } });
    for (const name of ["retry", "rollback"]) {
      assert.equal((await post(`/vnflcm/v2/vnf_lcm_op_occs/o1/${name}`)).status, 202);
      assertRefused(await post(`/vnflcm/v2/vnf_lcm_op_occs/o2/${name}`), 409, "package-refused");
    }
    assert.equal((await post("/vnflcm/v2/vnf_lcm_op_occs/o2/fail")).status, 202);
  });

  it("of a network service is verified with all of its packages", async () => {
    const [one, two, running, evil] = [good, await makePackage(), await makePackage(), bad].map((bytes) => nfvo.keep(bytes));
    nfvo.descriptors.set("d1", { id: "d1", vnfPkgIds: [one.id], nestedNsdInfoIds: ["d2"] });
    nfvo.descriptors.set("d2", { id: "d2", vnfPkgIds: [two.id], nestedNsdInfoIds: ["d1"] });
    nfvo.services.set("s1", { id: "s1", nsdInfoId: "d1", vnfInstance: [{ vnfPkgId: running.id }] });
    nfvo.occurrences.set("o1", { id: "o1", nsInstanceId: "s1", operationParams: {} });
    nfvo.occurrences.set("o2", { id: "o2", nsInstanceId: "s1", operationParams: { a: [{ vnfdId: evil.vnfdId }] } });
    for (const name of ["instantiate", "scale", "heal", "update"]) {
      const path = `/nslcm/v1/ns_instances/s1/${name}`;
      assert.equal((await post(path)).status, 202);
      assertRefused(await post(path, JSON.stringify({ instantiateVnfData: [{ vnfdId: evil.vnfdId }] })), 409, "package-refused");
    }
    assert.equal((await post("/nslcm/v1/ns_lcm_op_occs/o1/retry")).status, 202);
    assertRefused(await post("/nslcm/v1/ns_lcm_op_occs/o2/retry"), 409, "package-refused");
    for (const { id } of [one, two, running]) {
      const { bytes } = nfvo.packages.get(id);
      nfvo.packages.get(id).bytes = changed(bytes);
      assertRefused(await post("/nslcm/v1/ns_instances/s1/instantiate"), 409, "package-refused");
      nfvo.packages.get(id).bytes = bytes;
    }
    assert.equal((await post("/nslcm/v1/ns_instances/s1/terminate")).status, 202);
    nfvo.descriptors.set("d3", { id: "d3" });
    nfvo.services.set("s2", { id: "s2", nsdInfoId: "d3" });
    assertRefused(await post("/nslcm/v1/ns_instances/s2/instantiate"), 409, "package-not-found");
    nfvo.services.set("s3", { id: "s3", nsdInfoId: "none" });
    assertRefused(await post("/nslcm/v1/ns_instances/s3/instantiate"), 409, "package-not-found");
    assert.equal(nfvo.writes().length, 6);
  });

  it("that makes none passes, also if the package is bad", async () => {
    const instance = nfvo.instantiable(nfvo.keep(bad).vnfdId);
    for (const name of ["terminate", "operate", "change_ext_conn"]) assert.equal((await post(operation(instance, name))).status, 202);
  });
});
