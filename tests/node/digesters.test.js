// Node's digester says of every task what the engine's own says: the same digests, and the same refusals.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";

import { packageFolder } from "./installed.js";

const load = (file) => import(pathToFileURL(join(packageFolder, file)));
// The installed package has initialised these bindings.
const bindings = await load("dist/engine.js");
const { openReferenceDigester } = await load("js/digests/reference-digester.js");
const { openNodeDigester } = await load("js/digests/node/digester.js");

const ALL = ["SHA-224", "SHA-256", "SHA-384", "SHA-512"];
const digesters = {
  reference: (task, sink) => openReferenceDigester({ bindings }, task, sink),
  node: openNodeDigester,
};

function task(content, method, bytes, changes) {
  return {
    index: 7,
    source: 0,
    path: "a",
    offset: 0,
    compressedSize: bytes.length,
    size: content.length,
    method,
    crc32: crc32(content),
    algorithms: ALL,
    expand: false,
    ...changes,
  };
}

async function run(open, task, bytes, pieceLength, sink) {
  const digester = open(task, sink);
  for (let at = 0; at < bytes.length; at += pieceLength) {
    await digester.update(bytes.subarray(at, Math.min(at + pieceLength, bytes.length)));
  }
  return digester.finish();
}

async function sameOutcome(task, bytes, pieceLength = 1 << 20) {
  const [expected, actual] = await Promise.all(
    Object.values(digesters).map((open) => run(open, task, bytes, pieceLength)),
  );
  assert.deepEqual(actual, expected);
  return actual;
}

const text = Buffer.from("all work and no play makes jack a dull boy\n".repeat(50_000));
const contents = {
  nothing: Buffer.alloc(0),
  "one byte": Buffer.from([7]),
  "31 bytes": randomBytes(31),
  "64 KiB of noise": randomBytes(1 << 16),
  "2 MiB of text": text,
  "3 MiB of noise": randomBytes(3 << 20),
  "5 MiB of zeros": Buffer.alloc(5 << 20),
};

describe("Node's digester agrees with the engine's own", () => {
  for (const [name, content] of Object.entries(contents)) {
    it(`on ${name}, stored`, async () => {
      for (const pieceLength of [1 << 20, 4099]) {
        const outcome = await sameOutcome(task(content, "stored", content), content, pieceLength);
        assert.ok(outcome.intact);
        assert.equal(outcome.digests.length, ALL.length);
      }
    });

    it(`on ${name}, deflated`, async () => {
      for (const level of [0, 1, 9]) {
        const bytes = deflateRawSync(content, { level });
        for (const pieceLength of [1 << 20, 4099]) {
          assert.ok((await sameOutcome(task(content, "deflated", bytes), bytes, pieceLength)).intact);
        }
      }
    });
  }

  it("on any choice of digests, and on none", async () => {
    for (const algorithms of [[], ["SHA-512"], ["SHA-512", "SHA-256"]]) {
      assert.ok((await sameOutcome(task(text, "stored", text, { algorithms }), text)).intact);
    }
  });

  it("on digests behind a prefix, which come last", async () => {
    const prefixes = [randomBytes(64), randomBytes(64), Buffer.alloc(0)];
    const expected = prefixes.map((prefix) => createHash("sha512").update(prefix).update(text).digest("hex"));
    for (const [method, bytes] of [
      ["stored", text],
      ["deflated", deflateRawSync(text)],
    ]) {
      for (const algorithms of [[], ["SHA-256", "SHA-512"]]) {
        const changes = { algorithms, prefixes: prefixes.map((prefix) => prefix.toString("hex")) };
        const outcome = await sameOutcome(task(text, method, bytes, changes), bytes, 4099);
        assert.deepEqual(outcome.digests.slice(algorithms.length), expected);
      }
    }
  });
});

describe("without a CRC-32 to check, as outside an archive,", () => {
  it("the digesters agree on the content and on its size", async () => {
    const content = contents["3 MiB of noise"];
    const whole = task(content, "stored", content, { crc32: null });
    assert.equal((await sameOutcome(whole, content)).intact, true);
    const longer = { ...whole, size: content.length + 1, compressedSize: content.length + 1 };
    assert.equal((await sameOutcome(longer, content)).intact, false);
    const shorter = { ...whole, size: content.length - 1, compressedSize: content.length - 1 };
    assert.equal((await sameOutcome(shorter, content)).intact, false);
  });
});

describe("a CRC-32 that is asked for", () => {
  for (const [name, content] of Object.entries(contents)) {
    it(`is found of ${name}`, async () => {
      for (const algorithms of [[], ["SHA-256"]]) {
        const asked = task(content, "stored", content, { crc32: null, findsCrc32: true, algorithms });
        assert.equal((await sameOutcome(asked, content, 4099)).crc32, crc32(content));
        const longer = { ...asked, size: content.length + 1, compressedSize: content.length + 1 };
        assert.equal((await sameOutcome(longer, content)).crc32, undefined);
      }
    });
  }
});

/** Deflate streams that are not what the archive states, each at a size that goes one way or the other inside. */
function damages(content) {
  const bytes = deflateRawSync(content);
  const middle = Buffer.from(bytes);
  middle[middle.length >> 1] ^= 0x10;
  const first = Buffer.from(bytes);
  first[0] = 0xff;
  return {
    "a CRC-32 that is another": [bytes, { crc32: (crc32(content) ^ 1) >>> 0 }],
    "a size that is too small": [bytes, { size: content.length - 1 }],
    "a size that is too large": [bytes, { size: content.length + 1 }],
    "a size of nothing": [bytes, { size: 0 }],
    "a stream that is cut off": [bytes.subarray(0, -1), {}],
    "half a stream": [bytes.subarray(0, bytes.length >> 1), {}],
    "no stream at all": [Buffer.alloc(0), {}],
    "one byte behind the stream": [Buffer.concat([bytes, Buffer.from([0])]), {}],
    "a second stream behind the first": [Buffer.concat([bytes, bytes]), {}],
    "many bytes behind the stream": [Buffer.concat([bytes, randomBytes(3 << 20)]), {}],
    "a bit that is another in the middle": [middle, {}],
    "a first byte that is another": [first, {}],
    "a zlib header": [Buffer.concat([Buffer.from([0x78, 0x9c]), bytes]), {}],
    "fewer bytes than stated": [bytes, { compressedSize: bytes.length + 1 }],
  };
}

describe("Node's digester refuses what the engine's own refuses", () => {
  for (const [size, content] of [
    ["small", text.subarray(0, 5000)],
    ["large", text],
  ]) {
    for (const [name, [bytes, changes]] of Object.entries(damages(content))) {
      it(`${name}, in a ${size} entry`, async () => {
        for (const pieceLength of [1 << 20, 1000, bytes.length - 1, deflateRawSync(content).length]) {
          const refused = task(content, "deflated", bytes, changes);
          const outcome = await sameOutcome(refused, bytes, Math.max(1, pieceLength));
          assert.deepEqual(outcome, { index: 7, intact: false, digests: [], head: "" });
        }
      });
    }
  }

  it("stored content that is another, longer or shorter", async () => {
    const other = Buffer.from(text);
    other[1 << 20] ^= 1;
    for (const [bytes, changes] of [
      [other, {}],
      [text, { size: text.length - 1 }],
      [text, { size: text.length + 1 }],
      [text.subarray(1), { compressedSize: text.length }],
      [text, { compressedSize: text.length - 1 }],
    ]) {
      assert.equal((await sameOutcome(task(text, "stored", bytes, changes), bytes)).intact, false);
    }
  });

  it("each single bit of a small deflate stream, or takes it as the engine does", async () => {
    const content = text.subarray(0, 300);
    const bytes = deflateRawSync(content);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] ^= 1 << (bit & 7);
      // A size that fits either way inside Node's digester.
      await sameOutcome(task(content, "deflated", changed), changed);
    }
  });

  it("and never inflates beyond the size stated", async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 << 20));
    for (const size of [1000, 2 << 20]) {
      let seen = 0;
      const sink = async (content) => {
        seen += content.length;
      };
      const outcome = await run(openNodeDigester, task(Buffer.alloc(size), "deflated", bomb), bomb, 1 << 16, sink);
      assert.equal(outcome.intact, false);
      assert.ok(seen <= size);
    }
  });
});

describe("a digester hands the content on", () => {
  for (const [name, open] of Object.entries(digesters)) {
    for (const method of ["stored", "deflated"]) {
      it(`in order: ${name}, ${method}`, async () => {
        const bytes = method === "stored" ? text : deflateRawSync(text);
        const pieces = [];
        const sink = async (content) => void pieces.push(Buffer.from(content));
        assert.ok((await run(open, task(text, method, bytes), bytes, 100_000, sink)).intact);
        assert.deepEqual(Buffer.concat(pieces), text);
      });

      it(`and says what that came to: ${name}, ${method}`, async () => {
        const bytes = method === "stored" ? text : deflateRawSync(text);
        const full = new Error("the disk is full");
        const sink = async () => Promise.reject(full);
        await assert.rejects(run(open, task(text, method, bytes), bytes, 100_000, sink), full);
      });
    }
  }
});
