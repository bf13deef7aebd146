// A bar on a terminal that waits: how much is done, how fast, and how long it will take.

import { cleanAtEnd } from "../sinks/node/cleaning.js";
import { clearBeforeWriting } from "./terminal.js";

/** The longest is "decrypting". */
const PHASE_WIDTH = 10;

/** Nothing is drawn where nobody watches. With `hasPhases` the item is gone over several times, and the bar says for what. */
export async function startProgress(items, { isWanted, hasPhases = false }) {
  const isWatched = isWanted && process.stderr.isTTY && process.env.TERM !== "dumb";
  if (!isWatched) return { of: () => () => {}, finish: () => {}, stop: () => {} };
  const library = await import("../../dist/libraries/cli-progress.js");
  return new Bar(library, items, hasPhases);
}

class Bar {
  #bar;
  #count;
  #finished = 0;
  #bytesFinished = 0;
  #total;
  #hasPhases;
  #phase = "";
  #began = Date.now();
  #forget;
  /** The items that are being verified, and how many bytes of each are done. */
  #underWay = new Map();

  constructor({ SingleBar, Presets }, items, hasPhases) {
    this.#hasPhases = hasPhases;
    this.#count = items.length;
    this.#total = items.reduce((sum, { size = 0 }) => sum + size, 0);
    const packages = this.#count > 1 ? " | {finished} of {count} packages" : "";
    const barsize = Math.min(40, Math.max(10, (process.stderr.columns ?? 80) - 60));
    const phase = hasPhases ? "{phase} " : "";
    const format = `${phase}{bar} {percentage} % | {rate} | {left} left${packages}`;
    // What does not fit is cut: the terminal's own wrapping would have to be switched off, and on again.
    const options = { format, barsize, linewrap: true, clearOnComplete: true, forceRedraw: true };
    this.#bar = new SingleBar(options, Presets.shades_classic);
    // In the end it would go back to where it began, over what has been written since.
    this.#bar.terminal.cursorSave = this.#bar.terminal.cursorRestore = () => {};
    this.#bar.start(Math.max(1, this.#total), 0, this.#words(0));
    this.#forget = cleanAtEnd(() => this.#bar.stop());
    clearBeforeWriting(() => process.stderr.write("\r\x1b[K"));
  }

  /** What takes the progress of one item. */
  of(item) {
    return ({ phase, bytesDone, bytesTotal }) => {
      if (this.#hasPhases && phase !== this.#phase) this.#begin(phase);
      // Of a stream or a URL the size is not known before it is read.
      const size = item.size ?? bytesTotal;
      this.#underWay.set(item, { size, done: bytesTotal > 0 ? (size * bytesDone) / bytesTotal : 0 });
      this.#draw();
    };
  }

  /** Each phase has a rate of its own. */
  #begin(phase) {
    this.#phase = phase;
    this.#began = Date.now();
  }

  finish(item) {
    this.#underWay.delete(item);
    this.#finished += 1;
    this.#bytesFinished += item.size ?? 0;
    this.#draw();
  }

  stop() {
    this.#forget();
    clearBeforeWriting(() => {});
    this.#bar.stop();
  }

  #draw() {
    const started = [...this.#underWay.entries()];
    const unknown = started.reduce((sum, [item, { size }]) => sum + (item.size === undefined ? size : 0), 0);
    const done = started.reduce((sum, [, each]) => sum + each.done, this.#bytesFinished);
    this.#bar.setTotal(Math.max(1, this.#total + unknown));
    this.#bar.update(done, this.#words(done, this.#total + unknown - done));
  }

  #words(done, left = 0) {
    const seconds = (Date.now() - this.#began) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    return {
      rate: `${(rate / 1e6).toFixed(1)} MB/s`,
      left: done > 0 && seconds > 1 ? clock(left / rate) : "-:--",
      finished: this.#finished,
      count: this.#count,
      phase: this.#phase.padEnd(PHASE_WIDTH),
    };
  }
}

function clock(seconds) {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
