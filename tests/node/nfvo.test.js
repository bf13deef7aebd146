// Packages that go into an NFVO and come out of it: what is sent, what is waited for, what is left behind, and what is told.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { all } from "./catalogue.js";
import { closingAfterTests } from "./http-server.js";
import { folder, vnfseal } from "./installed.js";
import { MANIFEST, fetchPackage, internal, makePackage, openNfvo, trust, uploadPackage } from "./nfvo.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";
import { demo } from "./packages.js";

const { notesOfTacker } = await internal("tacker.js");

const digest = (algorithm, bytes) => createHash(algorithm).update(bytes).digest("hex");

let csar;
let bytes;
before(async () => {
  csar = await makePackage({ "Files/disk.img": "an image ".repeat(30_000) });
  bytes = readFileSync(csar);
});

const ending = closingAfterTests();
const serve = (interfere) => ending(serveNfvo(interfere));

const upload = (server, more = {}) => uploadPackage(csar, { nfvo: openNfvo(server.url), trust, ...more });
const methods = ({ requests }) => requests.map(({ method }) => method).join(" ");
const sent = ({ requests }) => requests.find(({ method }) => method === "PUT");

describe("a package that passes", () => {
  it("is uploaded with its length, and compared by its checksum", async () => {
    const server = await serve();
    const states = [];
    const result = await upload(server, { onState: (state) => states.push(state) });
    assert.equal(result.uploaded, true);
    assert.deepEqual(result.checksum, { algorithm: "SHA-512", hash: digest("sha512", bytes) });
    assert.deepEqual([result.sha256, result.size, result.nfvo], [digest("sha256", bytes), bytes.length, server.url]);
    assert.deepEqual(states, ["UPLOADING", "PROCESSING", "ONBOARDED"]);
    assert.deepEqual([result.package.onboardingState, result.package.operationalState, result.id], ["ONBOARDED", "ENABLED", [...server.packages.keys()][0]]);
    const { headers, body } = sent(server);
    assert.deepEqual([headers["content-length"], headers["content-type"], headers["transfer-encoding"]], [`${bytes.length}`, "application/zip", undefined]);
    assert.ok(body.equals(bytes));
  });

  it("has its verdict, the digest of its report and its signer beside it", async () => {
    const server = await serve();
    const { report, reportJson, userDefinedData } = await upload(server);
    const [{ userDefinedData: kept }] = server.packages.values();
    assert.deepEqual(kept, userDefinedData);
    assert.deepEqual(JSON.parse(reportJson), report);
    assert.deepEqual(kept, {
      vnfsealVerdict: "passed",
      vnfsealReportSha256: digest("sha256", reportJson),
      vnfsealVnfProvider: "CN=vendor release,O=vendor",
      vnfsealVnfProviderSha256: report.signatures[0].chain[0].fingerprint,
    });
    assert.equal(report.policy.stage, "onboarding");
  });

  it("may be sent in a form", async () => {
    const server = await serve();
    const putting = upload(server, { multipart: true });
    // The server takes the form for the content: its checksum is another.
    await assert.rejects(putting, { code: "NFVO_NOT_ONBOARDED", message: /its SHA-512 is not ours/ });
    const { headers, body } = sent(server);
    assert.equal(headers["content-length"], `${body.length}`);
    const form = await new Response(body, { headers: { "Content-Type": headers["content-type"] } }).formData();
    assert.ok(Buffer.from(await form.get("file").arrayBuffer()).equals(bytes));
    assert.equal(form.get("file").type, "application/zip");
  });

  it("is sent as it was verified, whatever becomes of its file", async () => {
    const server = await serve();
    const path = join(mkdtempSync(join(folder, "changing-")), "acme.csar");
    copyFileSync(csar, path);
    const onNote = () => writeFileSync(path, "another");
    const { checksum } = await uploadPackage(path, { nfvo: openNfvo(server.url), trust, product: "tacker", onNote });
    assert.equal(readFileSync(path, "utf8"), "another");
    assert.equal(checksum.hash, digest("sha512", bytes));
  });

  it("may have any of three algorithms as its checksum, in any way of writing", async () => {
    for (const [written, name] of [["SHA-256", "sha256"], ["sha384", "sha384"], ["SHA-512", "sha512"]]) {
      const server = await serve(({ method }, _, { packages }) => {
        const [found] = packages.values();
        if (method === "GET" && found?.content) Object.assign(found, { algorithm: written, hash: digest(name, found.content).toUpperCase() });
        return false;
      });
      assert.equal((await upload(server)).checksum.hash, digest(name, bytes), written);
    }
  });
});

describe("a package that has not passed", () => {
  it("is not uploaded: nothing is created", async () => {
    const server = await serve();
    for (const [source, more, verdict] of [[csar, { trust: undefined }, "indeterminate"], [demo("acme-vnf-external.csar"), { trust: demo("trust.json") }, "indeterminate"], [demo("acme-vnf-artifact-changed.csar"), { trust: demo("trust.json") }, "failed"]]) {
      const result = await uploadPackage(source, { nfvo: openNfvo(server.url), trust, ...more });
      assert.deepEqual([result.uploaded, result.report.verdict], [false, verdict]);
    }
    assert.equal(methods(server), "GET GET GET");
  });

  it("is not even verified if the NFVO does not let us", async () => {
    const server = await serve((_, response) => Boolean(response.writeHead(401).end()));
    const source = { size: 100, read: () => assert.fail("read") };
    await assert.rejects(uploadPackage(source, { nfvo: openNfvo(server.url) }), { code: "NFVO_REFUSED" });
  });
});

describe("an upload that fails", () => {
  /** It is rejected with this, and nothing is left in the NFVO. */
  async function assertCleaned(server, uploading, expected) {
    await assert.rejects(uploading, (error) => {
      assert.equal(error.code, expected.code ?? "NFVO_NOT_ONBOARDED", error.message);
      assert.match(error.message, expected.message);
      assert.match(error.message, /What was created in the NFVO was deleted again/);
      assert.equal(error.left, undefined);
      return true;
    });
    assert.equal(server.packages.size, 0);
  }

  it("ends as ERROR, with the reason of the NFVO", async () => {
    const server = await serve((_request, _response, { packages }) => {
      for (const each of packages.values()) each.failure = "no VNFD";
      return false;
    });
    server.states = ["UPLOADING", "ERROR"];
    await assertCleaned(server, upload(server), { message: /has not taken the package \(ERROR\): no VNFD/ });
  });

  it("ends as CREATED again, as tacker has it", async () => {
    for (const states of [["UPLOADING", "CREATED"], ["PROCESSING", "CREATED"]]) {
      const server = await serve();
      server.states = states;
      await assertCleaned(server, upload(server), { message: /\(CREATED again\).* same vnfdId/ });
    }
  });

  it("waits while it is CREATED at first", async () => {
    const server = await serve();
    server.states = ["CREATED", "UPLOADING", "ONBOARDED"];
    assert.equal((await upload(server)).uploaded, true);
  });

  it("does not wait for ever", async () => {
    for (const states of [["PROCESSING"], ["CREATED"], ["SOMETHING_ELSE"]]) {
      const server = await serve();
      server.states = states;
      await assertCleaned(server, upload(server, { onboardingTimeout: 600 }), { message: /is not onboarded after/ });
    }
  });

  it("has another checksum, none, or one that cannot be compared: it is disabled and deleted", async () => {
    const good = digest("sha512", bytes);
    const wrong = `${good.slice(0, -1)}${good.endsWith("0") ? "1" : "0"}`;
    for (const [more, message] of [
      [{ hash: wrong }, /its SHA-512 is not ours/],
      [{ hash: good.slice(0, 64) }, /does not say the checksum/],
      [{ algorithm: "md5", hash: "0".repeat(32) }, /does not say the checksum/],
      [{ algorithm: undefined }, /does not say the checksum/],
    ]) {
      const server = await serve(({ method }, _, { packages }) => {
        const [found] = packages.values();
        if (method === "GET" && found?.content) Object.assign(found, more);
        return false;
      });
      await assertCleaned(server, upload(server), { message });
      assert.match(methods(server), /GET PATCH DELETE$/);
    }
  });

  it("is refused while it is sent", async () => {
    const server = await serve((request, response) => request.method === "PUT" && Boolean(response.writeHead(413).end("{}")));
    await assertCleaned(server, upload(server), { code: "NFVO_UNAVAILABLE", message: /does not take as much \(413\)/ });
  });

  it("says what is left, if it cannot be deleted", async () => {
    const server = await serve((request, response) => request.method === "DELETE" && Boolean(response.writeHead(403).end()));
    server.states = ["UPLOADING", "ERROR"];
    await assert.rejects(upload(server), (error) => {
      const [id] = server.packages.keys();
      assert.deepEqual([error.code, error.left], ["NFVO_NOT_ONBOARDED", id]);
      assert.ok(error.message.includes(`The package ${id} is left in the NFVO: `), error.message);
      assert.ok(error.message.includes(`'nfvo delete ${id} --disable'`), error.message);
      return true;
    });
  });

  it("waits with cleaning up while the NFVO is at work on it", async () => {
    let conflicts = 0;
    const server = await serve((request, response) => {
      if (request.method !== "DELETE" || conflicts === 2) return false;
      conflicts += 1;
      return Boolean(response.writeHead(409).end());
    });
    server.states = ["ERROR"];
    await assertCleaned(server, upload(server), { message: /ERROR/ });
    assert.equal(conflicts, 2);
  });

  it("goes on when the NFVO fails for a while", async () => {
    let failures = 0;
    const server = await serve((request, response, { packages }) => {
      const isLook = request.method === "GET" && packages.size > 0 && [...packages.values()][0].content;
      if (!isLook || failures === 4) return false;
      failures += 1;
      return Boolean(response.writeHead(503).end());
    });
    assert.equal((await upload(server)).uploaded, true);
    assert.equal(failures, 4);
  });
});

describe("an upload that is broken off", () => {
  it("leaves nothing, wherever it was", async () => {
    for (const phase of ["create", "sending", "waiting"]) {
      const abort = new AbortController();
      const reason = new Error("enough");
      const server = await serve((request) => {
        const isNow = { create: request.method === "POST", sending: request.method === "PUT" }[phase];
        if (isNow) abort.abort(reason);
        return false;
      });
      server.states = ["PROCESSING"];
      const onState = () => phase === "waiting" && abort.abort(reason);
      await assert.rejects(upload(server, { signal: abort.signal, onState }), reason, phase);
      assert.equal(server.packages.size, 0, phase);
      assert.match(methods(server), /DELETE$/, phase);
    }
  });

  it("says what is left, if that cannot be deleted", async () => {
    const abort = new AbortController();
    const server = await serve((request, response) => {
      if (request.method === "PUT") abort.abort(new Error("enough"));
      return request.method === "DELETE" && Boolean(response.writeHead(403).end());
    });
    await assert.rejects(upload(server, { signal: abort.signal }), (error) => {
      assert.equal(error.left, [...server.packages.keys()][0]);
      assert.match(error.message, /was broken off\. The package .* is left/);
      return true;
    });
  });
});

describe("packages in an NFVO", () => {
  it("are listed page after page", async () => {
    const server = await serve((request, response, { packages, root }) => {
      const { pathname, searchParams } = new URL(request.url, "http://x");
      if (request.method !== "GET" || !pathname.endsWith("/vnf_packages")) return false;
      const page = Number(searchParams.get("nextpage_opaque_marker") ?? 0);
      const each = [...packages.values()][page];
      const next = page < packages.size - 1 ? { Link: `<${root}/vnf_packages?nextpage_opaque_marker=${page + 1}>; rel="next"` } : {};
      response.writeHead(200, next).end(JSON.stringify([{ id: each.id, onboardingState: "ONBOARDED", operationalState: "ENABLED", more: { x: 1 } }]));
      return true;
    });
    const ids = ["a", "b", "c"].map((letter) => putPackage(server, Buffer.from(letter)));
    assert.deepEqual((await all(openNfvo(server.url).list())).map(({ id }) => id), ids);
  });

  it("are at the root of all interfaces too", async () => {
    const server = await serve();
    const id = putPackage(server, bytes);
    for (const url of [server.origin, `${server.origin}/`, server.url, `${server.url}/`]) {
      const nfvo = openNfvo(url);
      assert.deepEqual([(await nfvo.get(id)).vnfProductName, nfvo.where], ["Sbc", server.url]);
    }
  });

  it("are verified by ranges", async () => {
    const server = await serve();
    const id = putPackage(server, bytes);
    const source = await openNfvo(server.url).open(id);
    assert.equal((await vnfseal.verifyPackage(source, { trust })).verdict, "passed");
    const reads = server.requests.filter(({ url }) => url.endsWith("/package_content"));
    assert.ok(reads.length > 1 && reads.every(({ headers }) => /^bytes=\d+-\d+$/.test(headers.range)));
  });

  it("are fetched, and written if the checksum is right and they pass", async () => {
    const server = await serve();
    const id = putPackage(server, bytes);
    const output = join(mkdtempSync(join(folder, "fetched-")), "out.csar");
    const nfvo = openNfvo(server.url);
    const plain = await fetchPackage(id, { nfvo, output });
    assert.deepEqual([plain.written, plain.report, plain.size], [true, undefined, bytes.length]);
    assert.ok(readFileSync(output).equals(bytes));
    const verified = await fetchPackage(id, { nfvo, trust });
    assert.deepEqual([verified.written, verified.report.verdict, verified.blob.size], [true, "passed", bytes.length]);
    const unknown = join(mkdtempSync(join(folder, "fetched-")), "out.csar");
    const refused = await fetchPackage(id, { nfvo, policy: {}, output: unknown });
    assert.deepEqual([refused.written, refused.report.verdict, existsSync(unknown)], [false, "indeterminate", false]);
  });

  it("are deleted if they are disabled, or if that is asked for, and never while they are in use", async () => {
    const server = await serve();
    const nfvo = openNfvo(server.url);
    const [enabled, disabled, used] = [{}, { operationalState: "DISABLED" }, { usageState: "IN_USE" }].map((more) => putPackage(server, bytes, more));
    await assert.rejects(nfvo.delete(enabled), { code: "NFVO_REFUSED", message: /is enabled/ });
    await assert.rejects(nfvo.delete(used, { disable: true }), { code: "NFVO_REFUSED", message: /in use/ });
    assert.equal(server.packages.get(used).operationalState, "ENABLED");
    await nfvo.delete(enabled, { disable: true });
    await nfvo.delete(disabled);
    assert.deepEqual([...server.packages.keys()], [used]);
    await assert.rejects(nfvo.delete(enabled), { code: "NFVO_PACKAGE_NOT_FOUND" });
  });

  it("have no content before they are onboarded", async () => {
    const server = await serve();
    const nfvo = openNfvo(server.url);
    const id = putPackage(server, bytes, { states: ["PROCESSING"] });
    await assert.rejects(nfvo.open(id), { code: "NFVO_NOT_ONBOARDED", message: /PROCESSING/ });
    await assert.rejects(fetchPackage(id, { nfvo }), { code: "NFVO_NOT_ONBOARDED" });
  });
});

describe("what OpenStack Tacker makes of a valid package", () => {
  const report = (option = "OPTION_1") => ({ package: { packageSecurityOption: option, manifestPath: "vnf.mf" } });
  const part = (path, more = "") => `Source: ${path}\nAlgorithm: SHA-256\nHash: ${"ab".repeat(32)}\n${more}`;
  const notes = async (text, option) => (await notesOfTacker(report(option), async () => ({ text }))).map(({ effect, message }) => `${effect}: ${message}`);
  const good = `${MANIFEST}\n${part("a.yaml")}\n${part("b.yaml")}\n-----BEGIN CMS-----\n${"QUJD".repeat(16)}\n-----END CMS-----\n`;

  it("is nothing where it takes it", async () => {
    assert.deepEqual(await notes(good), []);
  });

  it("is said before it is uploaded", async () => {
    for (const [text, expected, option] of [
      [good, /^refuses: OpenStack Tacker refuses packages of Option 2/, "OPTION_2"],
      [good.replaceAll("\n", "\r\n"), /^refuses: .*CRLF/],
      [good.replace("abab", "ABAB"), /^refuses: .*upper case/],
      [good.replace("\n\nSource: b", "\nSource: b"), /^does not see: .*blank line.*'a\.yaml'/],
      [good.replace("\n\n-----BEGIN", "\n-----BEGIN"), /^refuses: .*signature follows/],
      [good.replace("a.yaml", "disk.qcow2"), /^does not see: .*images.*'disk\.qcow2'/],
      [good.replace("a.yaml", "https://vnf.example/a.yaml"), /^fetches: .*'https:\/\/vnf\.example\/a\.yaml'/],
      [good.replace("SHA-256\nHash", "SHA256\nHash"), /^refuses: .*other algorithms/],
      [good.replace("Algorithm: SHA-256", "Algorithm: SHA-256\nSignature: a.sig"), /^refuses: .*more keys.*'Signature'/],
    ]) {
      const found = await notes(text, option);
      assert.ok(found.length === 1 && expected.test(found[0]), `${expected}: ${found}`);
    }
  });

  it("is told of an NFVO that is recognized, or named", async () => {
    const isOpenstack = async (_, response) => {
      response.setHeader("X-OpenStack-Request-Id", "req-1");
      return false;
    };
    const heard = [];
    const { notes: recognized } = await upload(await serve(isOpenstack), { onNote: ({ message }) => heard.push(message) });
    assert.deepEqual(recognized.map(({ effect }) => effect), ["does not see"]);
    assert.deepEqual(heard, recognized.map(({ message }) => message));
    assert.deepEqual((await upload(await serve())).notes, []);
    assert.equal((await upload(await serve(), { product: "tacker" })).notes.length, 1);
  });

  it("is read out of the manifest, stored or deflated, and is not known of one that is too long to be read as text", async () => {
    const notesOf = async (path, more) => (await uploadPackage(path, { nfvo: openNfvo((await serve()).url), product: "tacker", ...more })).notes;
    for (const [path, anchors] of [[csar, trust], [demo("acme-vnf-option1.csar"), demo("trust.json")]]) {
      const effects = (await notesOf(path, { trust: anchors })).map(({ effect }) => effect);
      assert.ok(effects.length > 0 && !effects.includes("unknown"), `${path}: ${effects}`);
    }
    const refuse = (reason) => async () => {
      throw Object.assign(new Error("'vnf.mf' has 1048577 bytes. At most 1048576 are shown."), { code: "FILE_REFUSED", reason });
    };
    assert.deepEqual(await notesOfTacker(report(), refuse("file.too-large")), [
      { effect: "unknown", message: "What OpenStack Tacker makes of this package is not known: 'vnf.mf' has 1048577 bytes. At most 1048576 are shown." },
    ]);
    const others = (await vnfseal.refusalReasons()).map(({ code }) => code).filter((code) => code.startsWith("file.") && code !== "file.too-large");
    assert.ok(others.includes("file.changed") && others.length > 3, others);
    for (const reason of others) await assert.rejects(notesOfTacker(report(), refuse(reason)), { code: "FILE_REFUSED", reason });
    await assert.rejects(notesOfTacker(report(), () => Promise.reject(new Error("read failed"))), /read failed/);
  });
});
