// A question on the terminal whose answer nobody sees.
//
// The line is edited by Node's own readline, whose output goes nowhere. The packages of npm for this (read, @inquirer/password)
// are that too, with a stream of their own around it.

import { openSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { ReadStream, WriteStream } from "node:tty";

import { cleanAtEnd } from "../sinks/node/cleaning.js";
import { clearLine } from "./terminal.js";

/** What was typed, or null where there is no terminal. Standard input and output may be pipes: it is the terminal that is asked. */
export async function askSecretly(question) {
  const terminal = openTerminal();
  if (!terminal) return null;
  const echo = new Writable({ write: (_, __, done) => done() });
  const reader = createInterface({ input: terminal.input, output: echo, terminal: true, historySize: 0 });
  // However the command ends, the terminal shows again what is typed.
  const forget = cleanAtEnd(() => reader.close());
  // Only now: what is typed before would be seen.
  clearLine();
  terminal.output.write(question);
  try {
    return await new Promise((resolve, reject) => {
      reader.once("line", resolve);
      reader.once("close", () => reject(new Error("no password was typed")));
      reader.once("error", reject);
      // Here Ctrl-C is a character. It means what it means elsewhere.
      reader.once("SIGINT", () => {
        terminal.output.write("\n");
        process.kill(process.pid, "SIGINT");
      });
    });
  } finally {
    reader.close();
    forget();
    terminal.output.write("\n");
    terminal.close();
  }
}

/** The terminal of the command: `/dev/tty`, or on Windows, which has none, standard input and error. */
function openTerminal() {
  try {
    const [input, output] = [new ReadStream(openSync("/dev/tty", "r")), new WriteStream(openSync("/dev/tty", "w"))];
    return { input, output, close: () => [input, output].forEach((stream) => void stream.destroy()) };
  } catch {
    const { stdin: input, stderr: output } = process;
    return input.isTTY && output.isTTY ? { input, output, close: () => input.unref() } : null;
  }
}
