// Signature values that other instances of the engine verify ahead: nothing waits for them, and nobody else answers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { packageFolder } from "./installed.js";

const load = (file) => import(pathToFileURL(join(packageFolder, file)));
const { nodeAnswering } = await load("js/digests/node/lanes.js");
const { AnswersAhead } = await load("js/verification/answers-ahead.js");

/** As long as a report has to take until anybody is asked. */
const BEGIN_MS = 110;

/** A report that is being written, with so many lists of questions. */
function reportWith(lists) {
  const pending = { taken: [], wanted: 0, left: lists };
  pending.wantQuestions = () => (pending.wanted += 1);
  pending.questions = () => {
    if (pending.wanted === 0 || pending.left === 0) return new Uint8Array();
    pending.wanted = 0;
    pending.left -= 1;
    return Uint8Array.of(pending.left);
  };
  pending.takeAnswers = (answers) => pending.taken.push(answers);
  return pending;
}

/** A host whose workers do nothing by themselves. */
function hostOf(most) {
  const workers = [];
  const start = () => {
    const worker = { asked: [], modules: [], hasEnded: false, timesEnded: 0 };
    workers.push(worker);
    return {
      post: ({ module, questions }) => (module ? worker.modules.push(module) : worker.asked.push(questions)),
      listen: (onMessage, onEnd) => Object.assign(worker, { say: onMessage, lose: onEnd }),
      end: () => Object.assign(worker, { hasEnded: true, timesEnded: worker.timesEnded + 1 }),
    };
  };
  return { most, start, workers };
}

/** A report that takes long enough to be helped with: `turns(n)` are the steps of it in which workers are asked and heard. */
async function beginReport(host, lists = 9) {
  const ahead = new AnswersAhead(host, "module");
  await later(BEGIN_MS);
  const pending = reportWith(lists);
  const turns = (count) => {
    for (let turn = 0; turn < count; turn += 1) ahead.exchange(pending);
  };
  return { ahead, pending, turns };
}

describe("answers ahead", () => {
  it("asks nobody while the report is young", () => {
    const host = hostOf(1);
    const pending = reportWith(1);
    new AnswersAhead(host, "module").exchange(pending);
    assert.deepEqual([host.workers.length, pending.wanted], [0, 0]);
  });

  it("starts no worker without a question, or where there may be none", async () => {
    for (const [host, lists] of [[hostOf(2), 0], [hostOf(0), 9], [undefined, 9]]) {
      const { turns } = await beginReport(host, lists);
      turns(5);
      assert.deepEqual(host?.workers ?? [], []);
    }
  });

  it("asks each worker two lists at a time, once it listens, and gives the answers on", async () => {
    const host = hostOf(2);
    const { ahead, pending, turns } = await beginReport(host);
    turns(20);
    assert.deepEqual(host.workers.map(({ asked }) => asked.length), [0], "what is sent now may be dropped, and one more is not needed yet");
    host.workers[0].say({ ready: true });
    turns(20);
    assert.deepEqual(host.workers.map(({ asked }) => asked.length), [2, 0]);
    host.workers[1].say({ ready: true });
    turns(20);
    assert.deepEqual(host.workers.map(({ asked, modules }) => [asked.length, modules]), [[2, ["module"]], [2, ["module"]]]);
    host.workers[0].say({ answers: Uint8Array.of(7) });
    turns(20);
    assert.deepEqual(pending.taken, [Uint8Array.of(7)]);
    assert.deepEqual(host.workers.map(({ asked }) => asked.length), [3, 2]);
    // Every list was asked once.
    const all = host.workers.flatMap(({ asked }) => asked).map(([list]) => list);
    assert.equal(new Set(all).size, all.length);
    ahead.end();
    assert.ok(host.workers.every(({ hasEnded }) => hasEnded));
  });

  it("asks one that is lost no more, believes nothing it says then, and does not wait for it", async () => {
    for (const lose of [({ lose }) => lose(), ({ say }) => say({ lost: true })]) {
      const host = hostOf(2);
      const { ahead, pending } = await beginReport(host);
      for (let turn = 0; turn < 20; turn += 1) {
        ahead.exchange(pending);
        for (const { asked, say } of host.workers) if (asked.length === 0) say({ ready: true });
        if (turn === 5) lose(host.workers[0]);
      }
      host.workers[0].say({ answers: Uint8Array.of(7) });
      ahead.exchange(pending);
      assert.deepEqual(pending.taken, []);
      assert.deepEqual(host.workers.map(({ asked }) => asked.length), [2, 2]);
      assert.deepEqual(host.workers.map(({ hasEnded }) => hasEnded), [true, false]);
      ahead.end();
    }
  });

  it("believes nothing of one that answers what it was not asked", async () => {
    const host = hostOf(1);
    const { ahead, pending, turns } = await beginReport(host);
    turns(2);
    const [worker] = host.workers;
    worker.say({ ready: true });
    worker.say({ answers: Uint8Array.of(7) });
    turns(5);
    assert.deepEqual([pending.taken, worker.asked, worker.hasEnded], [[], [], true]);
    ahead.end();
  });

  it("goes on without one that cannot be started, and does not try again and again", async () => {
    for (const broken of ["start", "listen"]) {
      let tries = 0;
      const fail = () => {
        tries += 1;
        throw new RangeError("no more threads");
      };
      const worker = { post: () => {}, listen: fail, end: () => {} };
      const { ahead, pending, turns } = await beginReport({ most: 2, start: broken === "start" ? fail : () => worker });
      turns(20);
      assert.deepEqual([tries, pending.taken], [2, []]);
      ahead.end();
    }
  });

  it("hears nothing more once the report is written", async () => {
    const host = hostOf(1);
    const { ahead, pending, turns } = await beginReport(host);
    turns(5);
    const [worker] = host.workers;
    worker.say({ ready: true });
    turns(5);
    ahead.end();
    worker.say({ ready: true });
    worker.say({ answers: Uint8Array.of(7) });
    worker.lose();
    turns(5);
    assert.deepEqual([worker.modules, pending.taken, worker.timesEnded], [["module"], [], 1]);
  });

  it("goes on without one whose answers are none, but not when the engine has stopped", async () => {
    const host = hostOf(1);
    const { ahead, pending, turns } = await beginReport(host);
    turns(2);
    const [worker] = host.workers;
    worker.say({ ready: true });
    turns(1);
    worker.say({ answers: Uint8Array.of(1) });
    pending.takeAnswers = () => {
      throw new Error("These are no answers to questions.");
    };
    turns(1);
    assert.ok(worker.hasEnded);
    ahead.end();

    const stopped = hostOf(1);
    const other = await beginReport(stopped);
    other.pending.takeAnswers = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    other.turns(2);
    stopped.workers[0].say({ ready: true });
    other.turns(1);
    stopped.workers[0].say({ answers: Uint8Array.of(1) });
    assert.throws(() => other.turns(1), WebAssembly.RuntimeError);
    other.ahead.end();
  });

  it("has no more at a time than the host allows, for all reports together", async () => {
    const host = hostOf(1);
    const [one, other] = [new AnswersAhead(host, "module"), new AnswersAhead(host, "module")];
    await later(BEGIN_MS);
    const [first, second] = [reportWith(9), reportWith(9)];
    const turns = () => {
      for (let turn = 0; turn < 5; turn += 1) {
        one.exchange(first);
        other.exchange(second);
      }
    };
    turns();
    assert.equal(host.workers.length, 1);
    one.end();
    turns();
    assert.equal(host.workers.length, 2);
    other.end();
  });
});

describe("a thread of Node that answers", () => {
  it("answers by the engine it is given, and ends when it cannot", async () => {
    const module = new WebAssembly.Module(readFileSync(join(packageFolder, "dist/engine_bg.wasm")));
    const worker = nodeAnswering.start();
    const heard = [];
    const ended = new Promise((resolve) => {
      worker.listen((message) => {
        heard.push(message);
        if (message.ready) {
          worker.post({ module });
          // No question, and what is none.
          worker.post({ questions: Uint8Array.of() });
          worker.post({ questions: Uint8Array.of(0, 0, 0, 1, 9) });
          worker.post({ questions: null });
        }
      }, resolve);
    });
    await ended;
    assert.deepEqual(heard, [{ ready: true }, { answers: new Uint8Array() }, { answers: new Uint8Array() }]);
    await worker.end();
  });
});
