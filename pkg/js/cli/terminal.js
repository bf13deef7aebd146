// What the command writes: results to standard output, complaints and progress to standard error.

import { printable } from "../formats/printable.js";

/**
 * A reader that closes the pipe early (`| head`) has what it wants; the exit status still tells the verdict. Whatever else
 * keeps the output from being written ends the command with `status`.
 */
export function endWhenUnwritable(status) {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (error.code !== "EPIPE") process.exit(status);
    });
  }
}

let clear = () => {};

/** Has a line that is drawn again and again taken away by `work` before anything else is written. */
export function clearBeforeWriting(work) {
  clear = work;
}

/** Takes that line away now. */
export function clearLine() {
  clear();
}

export function print(text) {
  clear();
  process.stdout.write(text);
}

/** Waits until it is written, or never will be: a slow reader must not make the reports pile up. */
export function printAndWait(text) {
  clear();
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

/** One line, whatever went wrong. */
export function complain(error) {
  remark(error.message);
}

/** One line of the command about itself. */
export function remark(text) {
  clear();
  process.stderr.write(`vnfseal: ${printable(text.replace(/\s*\n\s*/g, " "))}\n`);
}

/** NO_COLOR counts before FORCE_COLOR, and both before what `stream` is. */
export function wantsColour(stream = process.stdout, { NO_COLOR, FORCE_COLOR, TERM } = process.env) {
  if (NO_COLOR || FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  return Boolean(FORCE_COLOR) || (Boolean(stream.isTTY) && TERM !== "dumb");
}

/** Whether results and complaints are seen on the same terminal: then what one of them says is seen beside the other. */
export function isOneScreen() {
  return Boolean(process.stdout.isTTY && process.stderr.isTTY);
}

/** In a file or a log lines are not endless either. */
const WIDTH_ELSEWHERE = 160;

/** How many characters a line may have. */
export function widthOf(stream) {
  return stream.isTTY ? stream.columns || 80 : WIDTH_ELSEWHERE;
}

/** As many names as help somebody to see what was meant. */
const NAMES_MAX = 5;

/** What a folder holds beside what was asked for. */
export function sayLeftOut({ folder, items }) {
  const names = items.slice(0, NAMES_MAX).map(({ path, kind }) => `${path} (${kind})`);
  const more = items.length > NAMES_MAX ? ` and ${items.length - NAMES_MAX} more` : "";
  remark(`left out of ${folder}: ${names.join(", ")}${more}`);
}
