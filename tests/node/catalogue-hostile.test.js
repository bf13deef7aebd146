// The catalogue in a registry that answers as it likes: who gets the credentials, what is believed, and what ends.

import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";

import { PACKAGE, all, content, openCatalogue, read } from "./catalogue.js";
import { serveRegistry } from "./catalogue-server.js";
import { listen } from "./http-server.js";

const open = [];
afterEach(() => {
  for (const { close } of open.splice(0)) close();
});

/** A server that ends with the test. */
async function serve(interfere) {
  const registry = await serveRegistry(interfere);
  open.push(registry);
  return registry;
}

async function listenOnce(handle) {
  const server = await listen(handle);
  open.push(server);
  return server;
}

const catalogueOf = ({ host }, options) => openCatalogue(`oci://${host}/vnf`, options);

const login = { username: "alice", password: "a pass: word" };
const basic = `Basic ${Buffer.from("alice:a pass: word").toString("base64")}`;

const isBlob = ({ url, method }) => method === "GET" && url.includes("/blobs/sha256:");
const isManifest = ({ url, method }) => method === "GET" && url.includes("/manifests/");

/** A registry with an entry `acme`, which answers as it should until `misbehave` is set. */
async function registryWithEntry(options = {}) {
  const behaviour = { misbehave: () => false };
  const registry = await serve((...args) => behaviour.misbehave(...args));
  await catalogueOf(registry).put("acme", content("a"), { ...PACKAGE, ...options });
  return Object.assign(behaviour, { registry, catalogue: catalogueOf(registry, { timeout: 500 }) });
}

describe("a registry with the API for referrers", () => {
  it("keeps and deletes entries, and needs no tag for their reports", async () => {
    const registry = await serve();
    const catalogue = catalogueOf(registry);
    await catalogue.put("acme", content("a"), { ...PACKAGE, report: "1" });
    assert.deepEqual([...registry.tags.keys()], ["acme"]);
    assert.equal(await (await catalogue.get("acme")).report(), "1");
    assert.deepEqual(await read(catalogue, "acme"), content("a"));
    await catalogue.delete("acme");
    assert.deepEqual([registry.tags.size, registry.manifests.size], [0, 0]);
  });

  it("gets a location back as it was written", async () => {
    const registry = await serve();
    await catalogueOf(registry).put("acme", content("a"), PACKAGE);
    const puts = registry.requests.filter(({ method, url }) => method === "PUT" && url.includes("/uploads/"));
    assert.ok(puts.length === 2 && puts.every(({ url }) => url.includes("?state=a%20b~&digest=sha256%3A")), puts.map(({ url }) => url).join());
  });
});

describe("the credentials", () => {
  const challenge = (response, value) => Boolean(response.writeHead(401, { "WWW-Authenticate": value }).end());

  it("are sent by Basic when the registry asks for it", async () => {
    const registry = await serve((request, response) => request.headers.authorization !== basic && challenge(response, 'Basic realm="x"'));
    await catalogueOf(registry, { credentials: login }).put("acme", content("a"), PACKAGE);
    assert.deepEqual(await read(catalogueOf(registry, { credentials: login }), "acme"), content("a"));
    await assert.rejects(all(catalogueOf(registry).list()), { code: "CATALOGUE_REFUSED" });
    const wrong = { ...login, password: "secret123" };
    await assert.rejects(all(catalogueOf(registry, { credentials: wrong }).list()), (error) => {
      assert.equal(error.code, "CATALOGUE_REFUSED");
      assert.doesNotMatch(error.message, /secret123|alice/);
      return true;
    });
  });

  it("get a token, and another one when it is not good any more", async () => {
    let issued = 0;
    const asked = [];
    const tokens = await listenOnce((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      issued += 1;
      response.end(JSON.stringify({ access_token: `token-${issued}`, expires_in: 3600 }));
    });
    let taken = 0;
    const registry = await serve((request, response) => {
      taken += 1;
      // After some requests the registry takes new tokens only.
      const isGood = request.headers.authorization === `Bearer token-${issued}` && taken !== 6;
      if (!isGood) challenge(response, `Bearer realm="${tokens.url}/token",service="a \\"b\\"",scope="repository:vnf:pull,push", Basic realm="x"`);
      return !isGood;
    });
    const catalogue = catalogueOf(registry, { credentials: login });
    await catalogue.put("acme", content("a"), PACKAGE);
    assert.deepEqual(await read(catalogue, "acme"), content("a"));
    const [url, authorization] = asked[0];
    assert.equal(authorization, basic);
    assert.deepEqual([...new URL(url, tokens.url).searchParams], [["service", 'a "b"'], ["scope", "repository:vnf:pull,push"]]);
    assert.ok(issued > 2, `${issued} tokens`);
    const toRegistry = registry.requests.map(({ headers }) => headers.authorization);
    assert.ok(toRegistry.every((value) => value === undefined || value.startsWith("Bearer token-")), "the password is for the token server");
  });

  it("may be a token itself, and none at all", async () => {
    const registry = await serve((request, response) => request.headers.authorization !== "Bearer abc.def" && challenge(response, "Bearer"));
    await catalogueOf(registry, { credentials: { token: "abc.def" } }).put("acme", content("a"), PACKAGE);
    await assert.rejects(all(catalogueOf(registry, { credentials: { token: "other" } }).list()), { code: "CATALOGUE_REFUSED" });
  });

  it("follow no redirection to another server, and none to one without TLS", async () => {
    const seen = [];
    const storage = await listenOnce((request, response) => {
      seen.push(request.headers);
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range) ?? [0, 0, 999];
      response.writeHead(request.headers.range ? 206 : 200, { "Content-Range": `bytes ${first}-${last}/1000` });
      response.end(content("a").subarray(Number(first), Number(last) + 1));
    });
    const { registry } = await registryWithEntry();
    let target = `${storage.url}/storage?signature=secret`;
    const guarded = await serve((request, response) => {
      if (request.headers.authorization !== "Bearer abc") challenge(response, "Bearer");
      else if (isBlob(request)) response.writeHead(307, { Location: target }).end();
      else return false;
      return true;
    });
    for (const part of ["blobs", "manifests", "tags"]) guarded[part] = registry[part];
    const catalogue = catalogueOf(guarded, { credentials: { token: "abc" } });
    const entry = await catalogue.get("acme");
    assert.deepEqual(await read(catalogue, "acme"), content("a"));
    assert.deepEqual(Buffer.from(await entry.source.read(5, 10)), content("a", 10));
    assert.ok(seen.length === 2 && seen.every(({ authorization }) => authorization === undefined));
    for (target of ["http://storage.example/x", "ftp://127.0.0.1/x", `${storage.url.replace("://", "://user:pass@")}/x`, "//", guarded.url.replace("http", "file")]) {
      await assert.rejects(entry.source.read(0, 1), { code: "CATALOGUE_INVALID" }, target);
    }
    target = "/v2/vnf/blobs/sha256:circle";
    await assert.rejects(entry.source.read(0, 1), { code: "CATALOGUE_INVALID", message: /circles/ });
  });

  it("are not sent to an upload at another server, nor to a token server without TLS", async () => {
    const seen = [];
    const other = await serveRegistry((request) => {
      seen.push(request.headers.authorization);
      return false;
    });
    open.push(other);
    const registry = await serve((request, response) => {
      if (request.headers.authorization !== "Bearer abc") challenge(response, "Bearer");
      else if (request.method === "POST") {
        other.uploads.set("u", Buffer.alloc(0));
        response.writeHead(202, { Location: `${other.url}/v2/vnf/blobs/uploads/u` }).end();
      } else return false;
      return true;
    });
    registry.blobs = other.blobs;
    const catalogue = catalogueOf(registry, { credentials: { token: "abc" } });
    await catalogue.put("acme", content("a"), PACKAGE);
    assert.ok(seen.length > 0 && seen.every((value) => value === undefined));
    const plain = await serve((_, response) => challenge(response, 'Bearer realm="http://tokens.example/"'));
    await assert.rejects(all(catalogueOf(plain, { credentials: login }).list()), { code: "CATALOGUE_INVALID" });
  });

  it("are not sent without TLS, unless it is this machine or asked for", async () => {
    // Nobody listens there; what is tried is seen by the protocol of the error.
    await assert.rejects(all(openCatalogue("oci://registry.invalid/vnf").list()), /https:/);
    await assert.rejects(all(openCatalogue("oci://registry.invalid/vnf", { plainHttp: true }).list()), /http:\/\/registry/);
    await assert.rejects(all(openCatalogue("oci://127.0.0.1.invalid/vnf").list()), /https:/);
  });

  it("need a token server that makes sense", async () => {
    for (const body of ["{}", "[", '{"token":1}', '{"token":"a\\r\\nX: y"}', `{"token":"${"a".repeat(2 << 20)}"}`, "[".repeat(100_000)]) {
      const tokens = await listenOnce((_, response) => response.end(body));
      const registry = await serve((_, response) => challenge(response, `Bearer realm="${tokens.url}/"`));
      await assert.rejects(all(catalogueOf(registry, { credentials: login }).list()), { name: "VnfsealError" }, body.slice(0, 30));
    }
  });
});

describe("a hostile registry", () => {
  it("sends manifests that are none", async () => {
    const right = await registryWithEntry();
    const manifest = JSON.parse([...right.registry.manifests.values()][0]);
    const [layer] = manifest.layers;
    const wrong = {
      "no JSON": "{",
      "deep JSON": "[".repeat(1_000_000),
      "an image": JSON.stringify({ ...manifest, artifactType: undefined }),
      "a digest that is a path": JSON.stringify({ ...manifest, layers: [{ ...layer, digest: "sha256:../../../x" }] }),
      "a size that is none": JSON.stringify({ ...manifest, layers: [{ ...layer, size: 1e300 }] }),
      "annotations with another prototype": `{"artifactType":"${manifest.artifactType}","layers":[${JSON.stringify(layer)}],"annotations":{"__proto__":{"a":1}}}`,
    };
    for (const [why, body] of Object.entries(wrong)) {
      right.misbehave = (request, response) => isManifest(request) && Boolean(response.end(body));
      await assert.rejects(right.catalogue.get("acme"), { code: "ENTRY_DAMAGED" }, why);
      for (const { problem } of await all(right.catalogue.list())) assert.equal(typeof problem, "string", why);
    }
  });

  it("sends another manifest than its digest says, and more than is taken", async () => {
    const behaviour = await registryWithEntry();
    behaviour.misbehave = (request, response) =>
      isManifest(request) && Boolean(response.writeHead(200, { "Docker-Content-Digest": `sha256:${"0".repeat(64)}` }).end("{}"));
    await assert.rejects(behaviour.catalogue.get("acme"), { code: "ENTRY_DAMAGED" });
    let sent = 0;
    behaviour.misbehave = (request, response) => {
      if (!isManifest(request)) return false;
      const go = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1 << 20, " "))) sent += 1;
      };
      response.on("drain", go);
      go();
      return true;
    };
    await assert.rejects(behaviour.catalogue.get("acme"), { code: "CATALOGUE_UNAVAILABLE", message: /more than 4194304/ });
    assert.ok(sent < 100, `${sent} MiB`);
  });

  it("sends other bytes than the digest says", async () => {
    const behaviour = await registryWithEntry({ report: "1" });
    for (const body of [content("b"), content("a", 999), content("a", 1001), content("a", 5_000_000)]) {
      behaviour.misbehave = (request, response) => isBlob(request) && Boolean(response.end(body));
      await assert.rejects(read(behaviour.catalogue, "acme"), { code: "ENTRY_DAMAGED" }, `${body.length}`);
      await assert.rejects((await behaviour.catalogue.get("acme")).report(), { code: "ENTRY_DAMAGED" });
    }
  });

  it("does not serve ranges, or serves others", async () => {
    const behaviour = await registryWithEntry();
    const { source } = await behaviour.catalogue.get("acme");
    const ranges = (status, headers, body = content("a", 10)) => {
      behaviour.misbehave = (request, response) => isBlob(request) && Boolean(response.writeHead(status, headers).end(body));
    };
    ranges(200, {}, content("a"));
    await assert.rejects(source.read(5, 10), { code: "HTTP_NO_RANGES" });
    assert.deepEqual(await read(behaviour.catalogue, "acme"), content("a"), "it can be fetched");
    for (const headers of [{}, { "Content-Range": "bytes 0-9/1000" }, { "Content-Range": "bytes 5-14/1001" }, { "Content-Range": "bytes 5-14/*" }, { "Content-Range": "bytes 5-14/1000", "Content-Encoding": "gzip" }]) {
      ranges(206, headers);
      await assert.rejects(source.read(5, 10), { code: "CATALOGUE_INVALID" }, JSON.stringify(headers));
    }
    for (const length of [9, 11, 5_000_000]) {
      ranges(206, { "Content-Range": "bytes 5-14/1000" }, content("a", length));
      await assert.rejects(source.read(5, 10), { code: "CATALOGUE_UNAVAILABLE" }, `${length} bytes`);
    }
    ranges(206, { "Content-Range": "bytes 5-14/1000" });
    assert.equal((await source.read(5, 10)).length, 10);
  });

  it("fails now and then, which is tried again where nothing changes by it", async () => {
    const behaviour = await registryWithEntry();
    let failures = 2;
    behaviour.misbehave = (request, response) => {
      if (request.method !== "GET" || failures === 0) return false;
      failures -= 1;
      if (failures) response.writeHead(503).end();
      else request.socket.destroy();
      return true;
    };
    assert.equal((await behaviour.catalogue.get("acme")).size, 1000);
    const errors = [{ code: "UNKNOWN", message: "\u001b[2J" }, { code: "\u001b[2J" }, null, 1];
    behaviour.misbehave = (_, response) => Boolean(response.writeHead(500).end(JSON.stringify({ errors })));
    await assert.rejects(behaviour.catalogue.get("acme"), { code: "CATALOGUE_UNAVAILABLE", message: /\(500, UNKNOWN\)$/ });
  });

  it("says nothing, or nothing more", async () => {
    const behaviour = await registryWithEntry();
    behaviour.misbehave = () => true;
    await assert.rejects(behaviour.catalogue.get("acme"), { code: "CATALOGUE_UNAVAILABLE", message: /no answer for 0\.5 s/ });
    behaviour.misbehave = (request, response) => isManifest(request) && response.writeHead(200).write("{") !== undefined;
    await assert.rejects(behaviour.catalogue.get("acme"), { code: "CATALOGUE_UNAVAILABLE" });
  });

  it("ends when it is aborted", async () => {
    const registry = await serve(() => true);
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("enough")), 50);
    await assert.rejects(all(catalogueOf(registry, { signal: abort.signal }).list()), /enough/);
    const put = catalogueOf(registry).put("acme", content("a"), { ...PACKAGE, signal: AbortSignal.timeout(50) });
    await assert.rejects(put, { name: "TimeoutError" });
  });

  it("lists tags without an end, at another server, and such that are none", async () => {
    const tags = (link, list) => serve((request, response) => request.url.includes("/tags/") && Boolean(response.writeHead(200, link ? { Link: link } : {}).end(list)));
    const elsewhere = await tags('<https://registry.example/v2/vnf/tags/list>; rel="next"', '{"tags":[]}');
    await assert.rejects(all(catalogueOf(elsewhere).list()), { code: "CATALOGUE_INVALID" });
    const strange = await tags(undefined, JSON.stringify({ tags: ["../x", 1, null, {}, `sha256-${"0".repeat(64)}`, "a/b"] }));
    assert.deepEqual(await all(catalogueOf(strange).list()), []);
    assert.equal(strange.requests.length, 1, "none of them was asked for");
    for (const body of ["[]", "{", '{"tags":{}}', "null"]) {
      await assert.rejects(all(catalogueOf(await tags(undefined, body)).list()), { code: "CATALOGUE_INVALID" }, body);
    }
    const paged = await serve((request, response) => {
      const { searchParams } = new URL(request.url, "http://x");
      if (!request.url.includes("/tags/")) return false;
      const isFirst = !searchParams.has("last");
      response.writeHead(200, isFirst ? { Link: '</v2/vnf/tags/list?last=a>; rel="next"' } : {}).end(JSON.stringify({ tags: [isFirst ? "a" : "b"] }));
      return true;
    });
    for (const name of ["a", "b"]) await catalogueOf(paged).put(name, content(name), PACKAGE);
    assert.deepEqual((await all(catalogueOf(paged).list())).map(({ name }) => name), ["a", "b"]);
  });

  it("says that it has more of an upload than there is, or never keeps a chunk", async () => {
    const range = (value) =>
      serve((request, response) => {
        if (request.method !== "PATCH") return false;
        request.resume();
        request.on("end", () => response.writeHead(202, { Location: "/v2/vnf/blobs/uploads/u1", Range: value }).end());
        return true;
      });
    const options = { ...PACKAGE, onUpload() {} };
    await assert.rejects(catalogueOf(await range("0-1000")).put("acme", content("a"), options), { code: "CATALOGUE_INVALID" });
    await assert.rejects(catalogueOf(await range("0-0")).put("acme", content("a"), options), { code: "CATALOGUE_UNAVAILABLE" });
  });

  it("takes a package and does not have it", async () => {
    const registry = await serve((request, response) => {
      if (request.method !== "PUT" || !request.url.includes("/uploads/")) return false;
      request.resume();
      request.on("end", () => response.writeHead(201).end());
      return true;
    });
    await assert.rejects(catalogueOf(registry).put("acme", content("a"), PACKAGE), { code: "CATALOGUE_INVALID" });
    assert.equal(registry.tags.size, 0);
  });

  it("gets a package that changed while it was read, and no entry comes of it", async () => {
    const registry = await serve();
    let reads = 0;
    const source = { size: 1000, read: async () => content(reads++ === 0 ? "a" : "b") };
    await assert.rejects(catalogueOf(registry).put("acme", source, PACKAGE), { code: "SOURCE_CHANGED" });
    assert.equal(registry.tags.size, 0);
  });
});
