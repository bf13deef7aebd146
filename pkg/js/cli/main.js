// The command from its arguments to its exit status.

import "./secrets.js";

import { endWhenInterrupted } from "./interruption.js";
import { namingOption } from "./naming.js";
import { createProgram } from "./program.js";
import { COULD_NOT_RUN, DONE } from "./status.js";
import { printJson } from "./storage.js";
import { complain, endWhenUnwritable } from "./terminal.js";

/** The commands that say in JSON too why there is no result. The others write what they have found, or nothing. */
const SAID_IN_JSON = ["sign", "pack", "wrap", "encrypt", "decrypt", "onboard", "release", "catalogue", "upload", "nfvo"];

/** Runs the command, and gives its exit status. */
export async function main(given) {
  const args = helpOfPart(given);
  endWhenInterrupted();
  endWhenUnwritable(COULD_NOT_RUN);
  let status = DONE;
  const action = (work) => async (...asked) => {
    try {
      status = (await work(...asked)) ?? DONE;
    } catch (error) {
      throw namingOption(error, asked.at(-1));
    }
  };
  const program = await createProgram({ action }, args);
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (String(error.code).startsWith("commander.")) return endOfUsage(error, program, args);
    complain(error);
    return COULD_NOT_RUN;
  }
}

/** `help nfvo verify` is `nfvo verify --help`: commander's own shows the help of `nfvo`. */
function helpOfPart(args) {
  const [first, ...others] = args;
  return first === "help" && others.length > 1 ? [...others, "--help"] : args;
}

/** What commander says of a value is said twice: by itself, and by the one who has read the value, who may only list the others. */
function plainly(message) {
  const wrongValue = /^(?:option '(?:-\w, )?(?<option>--[\w-]+)[^']*' argument|command-argument value) '(?<given>.*)' is invalid(?: for argument '[^']*')?\. (?<why>.*)$/s;
  const bare = message.replace(/^error: /, "").replace(/\.$/, "");
  const found = wrongValue.exec(bare)?.groups;
  if (!found) return bare;
  const why = found.why.replace(/^Allowed choices are (.*)$/, (_, choices) => `'${found.given}' is not one of these: ${choices}`);
  return found.option ? `${found.option}: ${why}` : why;
}

/** Help and the version end as an error of commander too. */
function endOfUsage({ code, exitCode, message }, program, args) {
  const [first, second] = args;
  if (exitCode === 0) return DONE;
  const unknown = first === "help" ? `unknown command '${second}'` : "no command given";
  const what = code === "commander.help" ? unknown : plainly(message);
  const command = program.commands.find((each) => each.name() === first);
  // It has taken what was meant as the argument of the command.
  const greedy = code === "commander.missingArgument" && command?.options.find(({ variadic, long }) => variadic && args.includes(long));
  const how = greedy ? `: ${greedy.long} takes all that follows it, so name the file before it` : "";
  const part = command?.commands.some((each) => each.name() === second) ? ` ${second}` : "";
  const wrong = new Error(`${what}${how}; see ${command ? `vnfseal ${first}${part}` : "vnfseal"} --help`);
  if (args.includes("--json") && SAID_IN_JSON.includes(first)) printJson({ error: { code: "ERROR", message: wrong.message } });
  complain(wrong);
  return COULD_NOT_RUN;
}
