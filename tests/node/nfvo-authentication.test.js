// Who we are to an NFVO: what is sent to whom, when it is fetched anew, and that no secret gets out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import https from "node:https";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { all } from "./catalogue.js";
import { closingAfterTests, listen } from "./http-server.js";
import { folder } from "./installed.js";
import { internal, makePackage, openNfvo, trust, uploadPackage } from "./nfvo.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";

const { AUTHENTICATIONS } = await internal("authentication/index.js");
const choices = await internal("../cli/choices.js");

const ending = closingAfterTests();
const serve = (interfere) => ending(serveNfvo(interfere));

const SECRET = "pässword: 1";
const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
const refuse = (response, status = 401, body = "{}") => Boolean(response.writeHead(status).end(body));

/** A server of tokens. `answer(count)` gives `[status, headers, body]`, and `asked` has what it was asked. */
async function tokenServer(answer) {
  const asked = [];
  const server = await ending(
    listen(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      asked.push({ url: request.url, method: request.method, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const [status, headers, body = "{}"] = answer(asked.length);
      response.writeHead(status, headers).end(body);
    }),
  );
  return { asked, url: server.url };
}

const keystoneServer = () => tokenServer((count) => [201, { "X-Subject-Token": `token-${count}` }, JSON.stringify({ token: {} })]);
const oauthServer = () => tokenServer((count) => [200, {}, JSON.stringify({ access_token: `token-${count}`, token_type: "bearer", expires_in: 3600 })]);

const keystone = (url) => ({ kind: "keystone", url, user: "nfv", password: SECRET, project: "nfv" });
const oauth2 = (url) => ({ kind: "oauth2", url, user: "client id", password: SECRET, scope: "vnfpkgm" });

/** The value of a header of every request that the NFVO got. */
const headersOf = ({ requests }, name) => requests.map(({ headers }) => headers[name]);

describe("each way to say who we are", () => {
  it("is known to the command as well", () => {
    assert.deepEqual(choices.AUTHENTICATIONS, AUTHENTICATIONS);
  });

  it("none: nothing is said", async () => {
    const server = await serve();
    for (const options of [{}, { authentication: { kind: "none" } }]) await all(openNfvo(server.url, options).list());
    assert.deepEqual(headersOf(server, "authorization"), [undefined, undefined]);
  });

  it("basic, bearer and headers go with every request", async () => {
    for (const [options, name, expected] of [
      [{ authentication: { kind: "basic", user: "nfv", password: SECRET } }, "authorization", basic("nfv", SECRET)],
      [{ authentication: { kind: "bearer", token: "abc.def-_~+/==" } }, "authorization", "Bearer abc.def-_~+/=="],
      [{ headers: { "X-User-Id": "one two", "Version": "2.0.0" } }, "x-user-id", "one two"],
    ]) {
      const server = await serve((request, response) => request.headers[name] !== expected && refuse(response));
      const nfvo = openNfvo(server.url, options);
      assert.equal((await uploadPackage(csar, { nfvo, trust })).uploaded, true);
      assert.ok(headersOf(server, name).every((value) => value === expected));
      await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_REFUSED", message: /check the authentication/ });
    }
  });

  it("Keystone: a password becomes a token for a project", async () => {
    const identity = await keystoneServer();
    for (const url of [identity.url, `${identity.url}/v3/`, `${identity.url}/identity/v3`]) {
      const server = await serve();
      await all(openNfvo(server.url, { authentication: keystone(url) }).list());
      assert.deepEqual(headersOf(server, "x-auth-token"), [`token-${identity.asked.length}`]);
    }
    assert.deepEqual(identity.asked.map(({ url }) => url), ["/v3/auth/tokens", "/v3/auth/tokens", "/identity/v3/auth/tokens"]);
    const { auth } = JSON.parse(identity.asked[0].body);
    assert.deepEqual(auth.identity, { methods: ["password"], password: { user: { name: "nfv", domain: { id: "default" }, password: SECRET } } });
    assert.deepEqual(auth.scope, { project: { name: "nfv", domain: { id: "default" } } });
  });

  it("OAuth 2.0: the client's secret becomes a token", async () => {
    const tokens = await oauthServer();
    const server = await serve();
    await all(openNfvo(server.url, { authentication: oauth2(`${tokens.url}/token?tenant=1`) }).list());
    const [{ url, headers, body }] = tokens.asked;
    assert.deepEqual([url, body], ["/token?tenant=1", "grant_type=client_credentials&scope=vnfpkgm"]);
    assert.equal(headers.authorization, basic("client+id", "p%C3%A4ssword%3A+1"));
    assert.deepEqual(headersOf(server, "authorization"), ["Bearer token-1"]);
  });

  it("a client certificate goes with TLS", async () => {
    const place = mkdtempSync(join(folder, "tls-"));
    const to = (name) => join(place, name);
    for (const name of ["server", "client"]) {
      const options = ["-newkey", "rsa:2048", "-noenc", "-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1", "-days", "30"];
      execFileSync("openssl", ["req", "-x509", ...options, "-keyout", to(`${name}.key`), "-out", to(`${name}.pem`)], { stdio: "ignore" });
    }
    execFileSync("openssl", ["pkcs8", "-topk8", "-in", to("client.key"), "-out", to("closed.key"), "-passout", "pass:1234"], { stdio: "ignore" });
    const read = (name) => readFileSync(to(name), "utf8");
    const seen = [];
    const server = https.createServer({ key: read("server.key"), cert: read("server.pem"), ca: read("client.pem"), requestCert: true, rejectUnauthorized: true }, (request, response) => {
      seen.push(request.socket.getPeerCertificate().subject.CN);
      response.end("[]");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    await ending({ close });
    const url = `https://127.0.0.1:${server.address().port}`;
    const program = `
      import { readFileSync } from "node:fs";
      import { openNfvo } from "vnfseal/nfvo";
      const [url, certificate, key, password] = process.argv.slice(1);
      const clientCertificate = { certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8"), ...(password && { password }) };
      for await (const each of openNfvo(url, certificate ? { clientCertificate } : {}).list()) void each;
      console.log("listed");`;
    // The certificate of the server is trusted by what Node has for that.
    const run = (...args) => runProgram(program, { NODE_EXTRA_CA_CERTS: to("server.pem") }, url, ...args);
    assert.match(await run(to("client.pem"), to("client.key")), /listed/);
    assert.match(await run(to("client.pem"), to("closed.key"), "1234"), /listed/);
    assert.deepEqual(seen, ["client", "client"]);
    assert.throws(() => openNfvo("http://127.0.0.1", { clientCertificate: { certificate: read("client.pem"), key: read("client.key") } }), { code: "ARGUMENT_INVALID" });
    await assert.rejects(all(openNfvo(url).list()), { code: "NFVO_UNAVAILABLE" });
  });
});

/** Runs a program of the folder in a process of its own: this one serves. */
async function runProgram(program, env, ...args) {
  const { spawn } = await import("node:child_process");
  const { text } = await import("node:stream/consumers");
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, ...args], { cwd: folder, env: { ...process.env, ...env } });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return out + err;
}

let csar;
before(async () => {
  csar = await makePackage();
});

describe("a token", () => {
  it("is fetched once, and anew before an upload", async () => {
    for (const [start, options] of [[keystoneServer, keystone], [oauthServer, oauth2]]) {
      const tokens = await start();
      const server = await serve();
      const nfvo = openNfvo(server.url, { authentication: options(tokens.url) });
      await all(nfvo.list());
      await all(nfvo.list());
      assert.equal(tokens.asked.length, 1);
      await uploadPackage(csar, { nfvo, trust });
      assert.equal(tokens.asked.length, 2);
    }
  });

  it("that is not good any more is fetched anew, once", async () => {
    for (const [start, options, name, prefix] of [[keystoneServer, keystone, "x-auth-token", ""], [oauthServer, oauth2, "authorization", "Bearer "]]) {
      const tokens = await start();
      let good = 1;
      const server = await serve((request, response) => request.headers[name] !== `${prefix}token-${good}` && refuse(response));
      const nfvo = openNfvo(server.url, { authentication: options(tokens.url) });
      await all(nfvo.list());
      good = 2;
      await all(nfvo.list());
      assert.deepEqual(headersOf(server, name), [1, 1, 2].map((count) => `${prefix}token-${count}`));
      good = 99;
      await assert.rejects(all(nfvo.list()), { code: "NFVO_REFUSED" });
      assert.equal(tokens.asked.length, 3, "it does not try for ever");
    }
  });

  it("that ends while a package is sent is fetched anew, and all is sent again", async () => {
    const tokens = await keystoneServer();
    let puts = 0;
    const server = await serve(async (request, response) => {
      if (request.method !== "PUT") return false;
      puts += 1;
      return puts === 1 && refuse(response);
    });
    const nfvo = openNfvo(server.url, { authentication: keystone(tokens.url) });
    assert.equal((await uploadPackage(csar, { nfvo, trust })).uploaded, true);
    assert.equal(puts, 2);
  });

  it("is not what a server of tokens sends instead", async () => {
    for (const [kind, answers] of [
      [keystone, [[201, {}], [401, {}], [500, {}], [302, { Location: "/elsewhere" }], [200, { "X-Subject-Token": "a" }]]],
      [oauth2, [[200, {}, "[]"], [200, {}, '{"access_token":"a b","token_type":"bearer"}'], [200, {}, '{"access_token":"a","token_type":"mac"}'], [400, {}], [307, { Location: "/elsewhere" }]]],
    ]) {
      for (const answer of answers) {
        const tokens = await tokenServer(() => answer);
        const server = await serve();
        await assert.rejects(all(openNfvo(server.url, { authentication: kind(tokens.url) }).list()), ({ code, message }) => {
          assert.match(code, /^NFVO_(?:INVALID|REFUSED|UNAVAILABLE)$/);
          assert.ok(!message.includes(SECRET));
          return true;
        });
        assert.equal(server.requests.length, 0);
        assert.equal(tokens.asked.length, 1, "what is secret is sent once");
      }
    }
  });
});

describe("who we are", () => {
  const everything = (tokens) => [
    { authentication: { kind: "basic", user: "nfv", password: SECRET } },
    { authentication: { kind: "bearer", token: "abc" } },
    { authentication: keystone(tokens.url) },
    { headers: { "X-Api-Key": "abc" } },
  ];

  it("is not said where a redirection leads, and nothing that changes something is redirected", async () => {
    const tokens = await keystoneServer();
    for (const options of everything(tokens)) {
      const seen = [];
      const elsewhere = await ending(
        listen((request, response) => {
          seen.push(request.headers);
          response.writeHead(200, { "Content-Length": 1 }).end("a");
        }),
      );
      const isRedirected = ({ method, url }) => method !== "GET" || url.endsWith("/package_content");
      const server = await serve((request, response) => isRedirected(request) && Boolean(response.writeHead(307, { Location: `${elsewhere.url}/content` }).end()));
      const nfvo = openNfvo(server.url, options);
      for await (const chunk of (await nfvo.fetch(putPackage(server, Buffer.from("a")))).chunks) assert.equal(String(chunk), "a");
      assert.equal(seen.length, 1);
      for (const name of ["authorization", "x-auth-token", "x-api-key"]) assert.equal(seen[0][name], undefined);
      await assert.rejects(uploadPackage(csar, { nfvo, trust }), { code: "NFVO_REFUSED", message: /redirects what changes something/ });
      assert.equal(seen.length, 1, "nothing else came there");
    }
  });

  it("is not shown of a package, also if the NFVO says it", async () => {
    const server = await serve();
    const id = putPackage(server, Buffer.from("a"), { userDefinedData: { note: `a ${SECRET} b`, [SECRET]: "x", good: "y" } });
    const shown = await openNfvo(server.url, { authentication: { kind: "basic", user: "nfv", password: SECRET } }).get(id);
    assert.deepEqual([shown.userDefinedData, shown.vnfProvider], [{ good: "y" }, "Acme"]);
    const [listed] = await all(openNfvo(server.url, { headers: { "X-Api-Key": "Acme" } }).list());
    assert.deepEqual([listed.vnfProvider, listed.vnfProductName], [undefined, "Sbc"]);
    await assert.rejects(openNfvo(server.url, { authentication: { kind: "bearer", token: id } }).get(id), { code: "NFVO_INVALID", message: /repeats a secret/ });
  });

  it("is said again where the NFVO redirects to itself", async () => {
    const server = await serve((request, response, { origin }) => request.url.startsWith("/old/") && Boolean(response.writeHead(301, { Location: `${origin}/vnfpkgm/v1/vnf_packages` }).end()));
    await all(openNfvo(`${server.origin}/old`, { authentication: { kind: "bearer", token: "abc" } }).list());
    assert.deepEqual(headersOf(server, "authorization"), ["Bearer abc", "Bearer abc"]);
  });

  it("is in no error, also if the NFVO says it", async () => {
    const tokens = await keystoneServer();
    for (const options of everything(tokens)) {
      const server = await serve((request, response) => {
        const { authorization = "", "x-auth-token": token = "", "x-api-key": key = "" } = request.headers;
        const password = Buffer.from(authorization.slice(6), "base64").toString().slice(4);
        return refuse(response, 409, JSON.stringify({ detail: `you are ${authorization}${token}${key} ${password}` }));
      });
      await assert.rejects(all(openNfvo(server.url, options).list()), ({ message, stack, cause }) => {
        assert.doesNotMatch(`${message}${stack}${cause}`, /pässword|abc|token-1|cMOkc3N3b3Jk/);
        return true;
      });
    }
  });

  it("is not in the reason why a package was not onboarded", async () => {
    const server = await serve((_request, _response, { packages }) => {
      for (const each of packages.values()) each.failure = "the token abc.def is too short";
      return false;
    });
    server.states = ["ERROR"];
    const nfvo = openNfvo(server.url, { authentication: { kind: "bearer", token: "abc.def" } });
    await assert.rejects(uploadPackage(csar, { nfvo, trust }), ({ code, message }) => code === "NFVO_NOT_ONBOARDED" && !message.includes("abc.def"));
  });

  it("has to make sense", () => {
    const open = (options) => () => openNfvo("https://nfvo.example", options);
    for (const authentication of [
      null,
      { kind: "magic" },
      { kind: "none", user: "a" },
      { kind: "basic", user: "a:b", password: SECRET },
      { kind: "basic", user: "a" },
      { kind: "bearer", token: "a b" },
      { kind: "bearer", token: "a\r\nX: y" },
      { kind: "keystone", url: "https://a", user: "a", password: SECRET },
      { kind: "keystone", url: "http://keystone.example", user: "a", password: SECRET, project: "nfv" },
      { kind: "oauth2", url: "http://tokens.example", user: "a", password: SECRET },
      { kind: "keystone", url: "ftp://a", user: "a", password: SECRET, project: "a" },
      { kind: "oauth2", url: "https://user:pass@a", user: "a", password: SECRET },
      { kind: "oauth2", url: "https://a", user: "a", password: SECRET, realm: "x" },
    ]) {
      assert.throws(open({ authentication }), (error) => {
        assert.equal(error.code, "ARGUMENT_INVALID", JSON.stringify(authentication));
        assert.ok(!error.message.includes(SECRET));
        return true;
      });
    }
    for (const headers of [{ Host: "a" }, { "Content-Length": "1" }, { "transfer-encoding": "chunked" }, { Range: "bytes=0-1" }, { "a b": "c" }, { A: "b\r\nC: d" }, { A: "" }, { A: 1 }]) {
      assert.throws(open({ headers }), { code: "ARGUMENT_INVALID" }, JSON.stringify(headers));
    }
    for (const url of ["nfvo.example", "ftp://nfvo.example", "https://a:b@nfvo.example", "https://nfvo.example?x=1", "https://nfvo.example#x"]) {
      assert.throws(() => openNfvo(url), { code: "ARGUMENT_INVALID" }, url);
    }
    assert.throws(open({ certificate: "x" }), { code: "ARGUMENT_INVALID" });
  });

  it("reads packages by ranges too", async () => {
    const server = await serve((request, response) => request.headers.authorization !== "Bearer abc" && refuse(response));
    const id = putPackage(server, Buffer.from("content"));
    const source = await openNfvo(server.url, { authentication: { kind: "bearer", token: "abc" } }).open(id);
    assert.equal(Buffer.from(await source.read(1, 3)).toString(), "ont");
  });
});
