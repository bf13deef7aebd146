// All commands, with their options and help. Nothing runs here, and nothing large is loaded.

import { readFileSync } from "node:fs";

import { Command } from "../../dist/libraries/commander.js";
import { completion } from "./commands/completion.js";
import { diff } from "./commands/diff.js";
import { explain } from "./commands/explain.js";
import { inspect } from "./commands/inspect.js";
import { manifest } from "./commands/manifest.js";
import { policy } from "./commands/policy.js";
import { rules } from "./commands/rules.js";
import { trust } from "./commands/trust.js";
import { verify } from "./commands/verify.js";
import { version } from "./commands/version.js";
import { examples } from "./help.js";
import { print } from "./terminal.js";

const COMMANDS = [verify, inspect, diff, manifest, explain, rules, trust, policy, completion, version];

/**
 * The program. `context.action(work)` makes an action of an async function that gives an exit status, or nothing for 0.
 * Wrong usage is thrown as commander's error, with the exit status that commander suggests: 0 after help.
 */
export function createProgram(context) {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const program = new Command("vnfseal")
    .description("Verifies signed telecom VNF packages (ETSI NFV-SOL 004, NFV-SEC 021), on this machine alone.")
    .version(`vnfseal ${version}`, "-v, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .exitOverride();
  for (const add of COMMANDS) add(program, context);
  return program.addHelpText(
    "after",
    examples([
      ["vnfseal verify vnf.csar --trust ca.pem", "verify a package; exit status 0 means that it passed"],
      ["vnfseal verify --help", "all options of a command"],
    ]),
  );
}
