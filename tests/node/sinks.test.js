// Where results go: files, streams and Blobs. Each is whole or not there.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, linkSync, mkdtempSync, openSync, readFileSync, readdirSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { folder, packageFolder } from "./installed.js";

const moduleOf = (name) => pathToFileURL(join(packageFolder, "js", name));
const { openSink, withSink } = await import(moduleOf("sinks/sinks.js"));
const { openFileSink } = await import(moduleOf("sinks/node/file-sink.js"));
const { createTemporaryFile } = await import(moduleOf("sources/node/files.js"));
const { asSource } = await import(moduleOf("sources/sources.js"));

const host = { openFileSink, createExpansion: createTemporaryFile, openSource: async (input) => asSource(input) };
const parts = [new Uint8Array([1, 2, 3]), new Uint8Array(3 << 20).fill(4), new Uint8Array([5])];
const whole = Buffer.concat(parts);

let place;
beforeEach(() => {
  place = mkdtempSync(join(folder, "sinks-"));
});
const to = (name) => join(place, name);

/** A stream that keeps what it is given, and how it ended. */
function keepingStream({ failAt = Infinity } = {}) {
  const kept = { chunks: [], end: null };
  kept.stream = new WritableStream({
    write(chunk) {
      if (kept.chunks.length === failAt) throw new Error("no space left");
      kept.chunks.push(chunk);
    },
    close() {
      kept.end = "closed";
    },
    abort(reason) {
      kept.end = reason;
    },
  });
  return kept;
}

/** A handle as browsers have it: its stream writes to a copy. */
function keepingHandle(old) {
  const handle = { file: old, streams: [] };
  handle.getFile = async () => handle.file;
  handle.createWritable = async () => {
    const kept = keepingStream();
    handle.streams.push(kept);
    return kept.stream;
  };
  return handle;
}

/** Writes the parts through one buffer that is used again, as whoever reads a file does. */
async function writeParts(sink) {
  const buffer = new Uint8Array(4 << 20);
  for (const part of parts) {
    buffer.set(part);
    await sink.write(buffer.subarray(0, part.length));
    buffer.fill(255);
  }
}

async function assertReads(source) {
  assert.equal(source.size, whole.length);
  assert.deepEqual(Buffer.from(await source.read(0, whole.length)), whole);
  assert.deepEqual(Buffer.from(await source.read(2, 5)), whole.subarray(2, 7));
  let length = 0;
  for await (const chunk of source.chunks(1, whole.length)) length += chunk.length;
  assert.equal(length, whole.length - 1);
}

describe("a sink", () => {
  it("is a Blob if no place is named", async () => {
    const { blob, name } = await withSink(await openSink(undefined, host), async (sink) => {
      await writeParts(sink);
      await assertReads(await sink.source());
      return { name: "a" };
    });
    assert.equal(name, "a");
    assert.deepEqual(Buffer.from(await blob.arrayBuffer()), whole);
  });

  it("is a file that is there when all is written", async () => {
    writeFileSync(to("file"), "old");
    await withSink(await openSink(to("file"), host), async (sink) => {
      await writeParts(sink);
      await assertReads(await sink.source());
      assert.equal(readFileSync(to("file"), "utf8"), "old");
    });
    assert.deepEqual(readFileSync(to("file")), whole);
    assert.deepEqual(readdirSync(place), ["file"]);
  });

  it("is a file for this user alone, also in the place of another", async () => {
    writeFileSync(to("file"), "old", { mode: 0o644 });
    await withSink(await openSink(to("file"), host, { isPrivate: true }), (sink) => {
      assert.deepEqual(readdirSync(place).map((name) => statSync(to(name)).mode & 0o777).sort(), [0o600, 0o644]);
      return writeParts(sink);
    });
    assert.equal(statSync(to("file")).mode & 0o777, 0o600);
  });

  it("is a stream that is written through, and has no source", async () => {
    const kept = keepingStream();
    await withSink(await openSink(kept.stream, host), async (sink) => {
      await writeParts(sink);
      assert.equal(sink.source, undefined);
      assert.equal(kept.chunks.length, parts.length);
      assert.equal(kept.end, null);
    });
    assert.deepEqual(Buffer.concat(kept.chunks), whole);
    assert.equal(kept.end, "closed");
  });

  it("is a stream or handle that gets nothing before the end, if it is held", async () => {
    const handle = keepingHandle();
    const kept = keepingStream();
    for (const [output, streamOf] of [[kept.stream, () => kept], [handle, () => handle.streams[0]]]) {
      await withSink(await openSink(output, host, { isHeld: true }), async (sink) => {
        await writeParts(sink);
        await assertReads(await sink.source());
        assert.deepEqual(streamOf().chunks, []);
      });
      assert.deepEqual(Buffer.concat(streamOf().chunks), whole);
      assert.equal(streamOf().end, "closed");
    }
  });

  it("closes what it held once, whoever has its number afterwards", async () => {
    let other;
    const stream = new WritableStream({
      async close() {
        // The lowest number that is free is that of the file which held the content.
        other = openSync(to("other"), "w");
        throw new Error("the line is dead");
      },
    });
    const writing = withSink(await openSink(stream, host, { isHeld: true }), writeParts);
    await assert.rejects(writing, { code: "OUTPUT_UNWRITABLE", message: /the line is dead/ });
    closeSync(other);
    unlinkSync(to("other"));
  });

  it("leaves nothing if the work fails", async () => {
    const failure = new Error("failed");
    const kept = keepingStream();
    const held = keepingStream();
    const handle = keepingHandle();
    writeFileSync(to("file"), "old");
    for (const [output, options] of [[undefined], [to("file")], [to("new")], [kept.stream], [held.stream, { isHeld: true }], [handle]]) {
      const work = async (sink) => {
        await writeParts(sink);
        throw failure;
      };
      await assert.rejects(withSink(await openSink(output, host, options), work), failure);
    }
    assert.deepEqual(readdirSync(place), ["file"]);
    assert.equal(readFileSync(to("file"), "utf8"), "old");
    for (const { end } of [kept, held, handle.streams[0]]) assert.equal(end, failure);
    assert.deepEqual(held.chunks, []);
  });

  it("says that a stream does not take it", async () => {
    const kept = keepingStream({ failAt: 1 });
    const sink = await openSink(kept.stream, host);
    await assert.rejects(withSink(sink, writeParts), { code: "OUTPUT_UNWRITABLE", message: /no space left/ });
  });

  it("waits no longer for a stream that hangs, once it is aborted", async () => {
    const abort = new AbortController();
    const stream = new WritableStream({ write: () => new Promise(() => {}) });
    const sink = await openSink(stream, host, { signal: abort.signal });
    const running = withSink(sink, writeParts);
    abort.abort(new Error("enough"));
    await assert.rejects(running, /enough/);
  });

  it("is none of the inputs", async () => {
    writeFileSync(to("file"), "old");
    linkSync(to("file"), to("link"));
    const isRead = { code: "OUTPUT_UNWRITABLE", message: /it is what is read/ };
    for (const name of ["file", "link"]) await assert.rejects(openSink(to(name), host, { inputs: [new Blob(), to("file")] }), isRead);
    const file = new File(["old"], "a.csar", { lastModified: 1 });
    await assert.rejects(openSink(keepingHandle(file), host, { inputs: [new File(["old"], "a.csar", { lastModified: 1 })] }), isRead);
    await openSink(keepingHandle(file), host, { inputs: [new File(["old"], "a.csar", { lastModified: 2 })] });
  });

  it("is refused in other forms", async () => {
    const { stream } = keepingStream();
    stream.getWriter();
    for (const output of [1, {}, new Uint8Array(), stream]) await assert.rejects(openSink(output, host), { code: "ARGUMENT_INVALID" });
    await assert.rejects(openSink("a", { ...host, openFileSink: undefined }), { code: "ARGUMENT_INVALID", message: /has no paths/ });
    await assert.rejects(openSink(to("no/file"), host), { code: "OUTPUT_UNWRITABLE", message: /\(ENOENT\)/ });
    await assert.rejects(openSink(place, host), { code: "OUTPUT_UNWRITABLE", message: /it is a folder/ });
  });
});

describe("a program that is ended by a signal", () => {
  for (const [signal, listener] of [["SIGINT", ""], ["SIGTERM", ""], ["SIGINT", "process.once('SIGINT', () => process.exit(7));"]]) {
    it(`leaves no temporary file after ${signal}${listener && ", handled by itself"}`, async () => {
      const program = `
        ${listener}
        const { openFileSink } = await import(${JSON.stringify(moduleOf("sinks/node/file-sink.js").href)});
        const sink = await openFileSink(${JSON.stringify(to("file"))});
        await sink.write("begun");
        console.log("ready");
        setInterval(() => {}, 1000);`;
      const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
      await once(child.stdout, "data");
      assert.equal(readdirSync(place).length, 1);
      child.kill(signal);
      const [status, by] = await once(child, "exit");
      assert.deepEqual([status, by], listener ? [7, null] : [null, signal]);
      assert.deepEqual(readdirSync(place), []);
    });
  }
});
