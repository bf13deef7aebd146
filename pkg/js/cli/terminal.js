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

export function print(text) {
  process.stdout.write(text);
}

/** One line, whatever went wrong. */
export function complain(error) {
  process.stderr.write(`vnfseal: ${printable(error.message.replace(/\s*\n\s*/g, " "))}\n`);
}

/** One line while a terminal waits; a log file gets none. */
export function showProgress({ phase, bytesDone, bytesTotal }) {
  if (!process.stderr.isTTY || phase !== "digesting") return;
  process.stderr.write(`\r${Math.floor((100 * bytesDone) / bytesTotal)} % of ${Math.ceil(bytesTotal / 1e6)} MB`);
}

export function clearProgress() {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

export function wantsColour() {
  return Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}
