// The connection to the queue over TLS, with a real PostgreSQL and a CA that the test makes: the server proves who it is, or nothing is said to it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { folder } from "./installed.js";
import { demo } from "./packages.js";
import { startPostgres, withoutPostgres } from "./postgres.js";
import { load, runWith } from "./queue.js";

const place = mkdtempSync(join(folder, "tls-"));

function openssl(...args) {
  execFileSync("openssl", args, { cwd: place, stdio: ["ignore", "ignore", "pipe"] });
}

function makeAuthority(name) {
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.pem`);
  return join(place, `${name}.pem`);
}

/** The files of a server whose certificate has these names. */
function makeServer(authority, names) {
  openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=db", "-keyout", "server.key", "-out", "server.csr");
  writeFileSync(join(place, "names.ext"), `subjectAltName=${names}\n`);
  openssl("x509", "-req", "-in", "server.csr", "-CA", `${authority}.pem`, "-CAkey", `${authority}.key`, "-CAcreateserial", "-days", "2", "-extfile", "names.ext", "-out", "server.crt");
  return { "server.key": readFileSync(join(place, "server.key")), "server.crt": readFileSync(join(place, "server.crt")) };
}

const TLS = { ssl: "on", ssl_cert_file: "server.crt", ssl_key_file: "server.key", log_connections: "on" };

describe("the connection to a queue", { skip: withoutPostgres }, () => {
  const servers = {};
  let ours;
  let another;
  before(async () => {
    [ours, another] = [makeAuthority("ours"), makeAuthority("another")];
    servers.byName = await startPostgres(TLS, makeServer("ours", "DNS:localhost"));
    servers.byAddress = await startPostgres(TLS, makeServer("ours", "IP:127.0.0.1"));
    servers.plain = await startPostgres();
  });
  after(() => Promise.all(Object.values(servers).map((server) => server.close())));
  const addressOf = ({ port }, host, query) => `postgres://audit@${host}:${port}/postgres?sslmode=verify-full${query}`;
  const init = (server, host, query) => runWith(server.environment, "audit", "init", "--queue", addressOf(server, host, query));

  it("is encrypted, to a server whose certificate has its name and comes from the CA that is named", async () => {
    for (const [server, host] of [[servers.byName, "localhost"], [servers.byAddress, "127.0.0.1"]]) {
      const { status, stderr } = await init(server, host, `&sslrootcert=${ours}`);
      assert.deepEqual([status, stderr], [0, ""]);
    }
    const { openDatabase } = await load("audit/queue/database.js");
    const database = await openDatabase(addressOf(servers.byName, "localhost", `&sslrootcert=${ours}`), servers.byName.environment.PGPASSWORD);
    const [{ ssl, version }] = await database.query("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()");
    await database.close();
    assert.equal(ssl, true);
    assert.match(version, /^TLSv1\.[23]$/);
  });

  it("is not made to a server with another name, another CA or no TLS, and nothing is said to it", async () => {
    for (const [server, host, query, why] of [
      [servers.byName, "127.0.0.1", `&sslrootcert=${ours}`, /IP: 127\.0\.0\.1 is not in the cert's list|does not match certificate's altnames/],
      [servers.byAddress, "localhost", `&sslrootcert=${ours}`, /does not match certificate's altnames/],
      [servers.byName, "localhost", `&sslrootcert=${another}`, /certificate/],
      [servers.byName, "localhost", "", /self-signed certificate in certificate chain|unable to verify|unable to get/],
      [servers.plain, "127.0.0.1", `&sslrootcert=${ours}`, /does not support SSL connections/],
    ]) {
      const { status, stdout, stderr } = await init(server, host, query);
      assert.deepEqual([status, stdout], [3, ""], `${host}${query}`);
      assert.match(stderr, /^vnfseal: postgres:/);
      assert.match(stderr, why);
      assert.doesNotMatch(stderr, new RegExp(server.environment.PGPASSWORD));
    }
    const { status, stderr } = await init(servers.byName, "localhost", `&sslrootcert=${join(place, "nothing.pem")}`);
    assert.equal(status, 3);
    assert.match(stderr, /cannot read .*nothing\.pem \(ENOENT\); sslrootcert of the queue names it/);
  });

  it("bears a whole audit: planned, verified by a worker, and read", async () => {
    const queue = ["--queue", addressOf(servers.byName, "localhost", `&sslrootcert=${ours}`)];
    const run = (...args) => runWith(servers.byName.environment, ...args, ...queue);
    assert.equal((await run("audit", "init")).status, 0);
    const planned = await run("audit", "run", demo("acme-vnf-external.csar"), "--trust", demo("trust.json"), "--json");
    assert.equal(planned.status, 0, planned.stderr);
    const worked = await run("worker", "--until-done", "--quiet");
    assert.deepEqual([worked.status, worked.stderr], [0, ""]);
    const { stdout } = await run("audit", "results", JSON.parse(planned.stdout).run);
    assert.match(stdout, /"status":"indeterminate"/);
  });
});
