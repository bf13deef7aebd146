// The table at the end of a batch.

import { printable } from "../formats/printable.js";
import { behindVerdict, packagesOf, painter } from "../formats/words.js";

/** As many rows of one kind as somebody reads. */
const ROWS_MAX = 50;

/** From grave to light. */
const KINDS = {
  error: { mark: "✗", colour: 31, word: "could not run" },
  failed: { mark: "✗", colour: 31, word: "failed" },
  indeterminate: { mark: "?", colour: 33, word: "indeterminate" },
  passed: { mark: "✓", colour: 32, word: "passed" },
};

const WORD_WIDTH = Math.max(...Object.values(KINDS).map(({ word }) => word.length));
const PATH_WIDTH_MAX = 60;

export class Summary {
  #counts = { error: 0, failed: 0, indeterminate: 0, passed: 0 };
  #rows = { error: [], failed: [], indeterminate: [], passed: [] };

  /** A package, what became of it (`passed`, `failed`, `indeterminate` or `error`), and one sentence about it, which may be empty. */
  add(path, kind, sentence) {
    this.#counts[kind] += 1;
    if (this.#rows[kind].length < ROWS_MAX) this.#rows[kind].push({ path: printable(path), sentence: printable(behindVerdict(sentence)) });
  }

  count(kind) {
    return this.#counts[kind];
  }

  /** Lines of at most `width` characters. With `isBrief`, the packages that passed are counted and not named. */
  render({ colour, width, isBrief = false }) {
    const paint = painter(colour);
    const kinds = Object.entries(KINDS).filter(([kind]) => this.#counts[kind] > 0);
    const longest = Math.max(...Object.values(this.#rows).flat().map(({ path }) => path.length));
    const pathWidth = Math.min(longest, PATH_WIDTH_MAX, Math.max(20, width - WORD_WIDTH - 26));
    const rows = kinds.flatMap(([kind, { mark, colour: code, word }]) => {
      if (isBrief && kind === "passed") return [];
      const left = this.#counts[kind] - this.#rows[kind].length;
      const lines = this.#rows[kind].map(({ path, sentence }) => {
        const rest = cut(`${shorten(path, pathWidth).padEnd(pathWidth)}  ${sentence}`, width - WORD_WIDTH - 6);
        return `  ${paint(code, `${mark} ${word.padEnd(WORD_WIDTH)}`)}  ${rest}`.trimEnd();
      });
      return left > 0 ? [...lines, `  and ${left} more: ${word}`] : lines;
    });
    const total = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    const counts = kinds.map(([kind, { word }]) => `${this.#counts[kind]} ${word}`);
    return `Summary of ${packagesOf(total)}: ${counts.join(", ")}\n${rows.map((row) => `${row}\n`).join("")}`;
  }
}

/** The end of a path says more than its beginning. */
function shorten(path, width) {
  return path.length > width ? `…${path.slice(1 - width)}` : path;
}

function cut(text, width) {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
