// All commands, with their options and help. Nothing runs here, and nothing large is loaded.

import { readFileSync } from "node:fs";

import { Command } from "../../dist/libraries/commander.js";
import { examples } from "./help.js";
import { print } from "./terminal.js";

/** What the list of commands says of each, and where it is. */
const COMMANDS = {
  verify: { summary: "say whether packages are what their makers signed", load: () => import("./commands/verify.js") },
  inspect: { summary: "say what is in a package, without a verdict", load: () => import("./commands/inspect.js") },
  diff: { summary: "say what changed between two versions of a package", load: () => import("./commands/diff.js") },
  manifest: { summary: "verify a manifest without its package", load: () => import("./commands/manifest.js") },
  explain: { summary: "explain a finding", load: () => import("./commands/explain.js") },
  rules: { summary: "list everything that can be found", load: () => import("./commands/rules.js") },
  sign: { summary: "add the service provider's signature to a package", load: () => import("./commands/sign.js") },
  pack: { summary: "make a signed package of a folder", load: () => import("./commands/pack.js") },
  wrap: { summary: "sign a CSAR as a whole", load: () => import("./commands/wrap.js") },
  encrypt: { summary: "encrypt a package for recipients", load: () => import("./commands/encrypt.js") },
  decrypt: { summary: "decrypt a package and verify it", load: () => import("./commands/decrypt.js") },
  onboard: { summary: "verify, sign, encrypt and store a package", load: () => import("./commands/onboard.js") },
  release: { summary: "fetch, decrypt and verify a package before use", load: () => import("./commands/release.js") },
  catalogue: { summary: "show, verify and check what is stored", load: () => import("./commands/catalogue.js") },
  upload: { summary: "verify a package and upload it to an NFVO", load: () => import("./commands/upload.js") },
  nfvo: { summary: "show, verify, fetch and delete packages in an NFVO", load: () => import("./commands/nfvo.js") },
  gate: { summary: "let only verified packages reach an NFVO", load: () => import("./commands/gate.js") },
  serve: { summary: "serve the portal to browsers of this machine", load: () => import("./commands/serve.js") },
  audit: { summary: "verify whole catalogues again", load: () => import("./commands/audit.js") },
  worker: { summary: "verify the packages of audits in a queue", load: () => import("./commands/worker.js") },
  trust: { summary: "show and check trust files, and make bundles", load: () => import("./commands/trust.js") },
  policy: { summary: "check policies", load: () => import("./commands/policy.js") },
  completion: { summary: "write a script with which a shell completes", load: () => import("./commands/completion.js") },
  version: { summary: "say the versions of what runs here", load: () => import("./commands/version.js") },
};

/**
 * The program. `context.action(work)` makes an action of an async function that gives an exit status, or nothing for 0. Only
 * the commands that are `named` are loaded, so that help begins at once; of the others there are the names.
 * `completion` is about all of them.
 * Wrong usage is thrown as commander's error, with the exit status that commander suggests: 0 after help.
 */
export async function createProgram(context, named = Object.keys(COMMANDS)) {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const program = new Command("vnfseal")
    .description("Verifies, signs and encrypts telecom VNF packages (ETSI NFV-SOL 004, NFV-SEC 021), on this machine alone.")
    .version(`vnfseal ${version}`, "-v, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    // `verify FILE -v` would show the version, verify nothing, and end with 0.
    .enablePositionalOptions()
    .helpCommand("help [command]", "show the help of a command")
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    if (named.includes(name) || named.includes("completion")) (await load())[name](program, context);
    else program.command(name);
    program.commands.at(-1).summary(summary);
  }
  return program.addHelpText(
    "after",
    examples([
      ["vnfseal verify vnf.csar --trust ca.pem", "verify a package; exit status 0 means that it passed"],
      ["vnfseal verify --help", "all options of a command"],
    ]),
  );
}
