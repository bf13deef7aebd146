// A lane that a worker serves, and the worker's side of it. What they say to each other:
//
// to the worker:  { source, pass }     run a pass over a source that both sides can read
// from it:        { done }             bytes digested since it last said so: [[position of the task, bytes], ...]
//                 { done, outcomes }   the pass is over
//                 { error }            it cannot be run: { name, message, code } of what the source said
//                 { lost: true }       the worker is broken; it ends

import { runPass } from "./digest-pass.js";
import { isTrap } from "./engine.js";
import { LaneLost } from "./lanes.js";

/** How often a worker tells how far it is. */
const TELL_MS = 50;

/**
 * The caller's side. `worker` is `{ post(message), listen(onMessage, onEnd), end() }`; `nameSource(index)` gives what the
 * worker needs to read a source, and `count(task, bytes)` is told of what is done.
 */
export function remoteLane(worker, { nameSource, count }) {
  let hasEnded = false;
  let current = null;
  const lose = () => {
    hasEnded = true;
    if (!current) return;
    // What was counted will be done, and counted, again.
    for (const [position, bytes] of current.counted) count(current.pass.tasks[position], -bytes);
    current.reject(new LaneLost());
    current = null;
  };
  const hear = ({ done = [], outcomes, error, lost }) => {
    if (lost) return lose();
    if (!current) return undefined;
    for (const [position, bytes] of done) {
      current.counted.set(position, (current.counted.get(position) ?? 0) + bytes);
      count(current.pass.tasks[position], bytes);
    }
    if (outcomes) current.resolve(outcomes);
    else if (error) current.reject(Object.assign(new Error(error.message), error));
    if (outcomes || error) current = null;
    return undefined;
  };
  worker.listen(hear, lose);
  return {
    run(pass) {
      return new Promise((resolve, reject) => {
        if (hasEnded) return reject(new LaneLost());
        current = { pass, resolve, reject, counted: new Map() };
        return worker.post({ source: nameSource(pass.source), pass });
      });
    },
    close: () => worker.end(),
  };
}

/**
 * The worker's side: runs a pass and posts what came of it. `chunks(source, start, end)` reads, and
 * `openDigester(task)` gives the digester.
 */
export async function servePass({ source, pass }, { post, chunks, openDigester }) {
  let done = new Map();
  let toldAt = performance.now();
  const take = () => {
    const pairs = [...done];
    done = new Map();
    toldAt = performance.now();
    return pairs;
  };
  const positions = new Map(pass.tasks.map((task, position) => [task, position]));
  try {
    const outcomes = await runPass(pass, {
      chunks: chunks(source, pass.start, pass.end),
      openDigester,
      count: (task, bytes) => {
        const position = positions.get(task);
        done.set(position, (done.get(position) ?? 0) + bytes);
      },
      pause: () => {
        if (performance.now() - toldAt >= TELL_MS) post({ done: take() });
      },
    });
    post({ done: take(), outcomes });
  } catch (error) {
    const { name, message, code } = error;
    post(isTrap(error) ? { lost: true } : { error: { name, message, code } });
  }
}
