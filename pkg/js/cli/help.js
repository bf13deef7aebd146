// What help texts have in common.

/** No name of an exit status is longer. */
const NAME_WIDTH = 15;

/** The examples at the end of a command's help, as pairs of a command and what it does. */
export function examples(pairs) {
  return `\nExamples:\n${pairs.map(([command, what]) => `  # ${what}\n  ${command}\n`).join("")}`;
}

/**
 * The exit statuses of a command: an object that has a name for each, and what it means. `of` says whose status it is, where
 * that is not plain. Gives what `addHelpText` takes.
 */
export function exitStatus(meanings, of = "") {
  return ({ command }) => {
    const help = command.createHelp();
    help.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth() });
    const rows = Object.entries(meanings).map(([status, [name, meaning = ""]]) =>
      help.formatItem(`${status}  ${name}`, NAME_WIDTH + 3, meaning, help).trimEnd(),
    );
    return ["", `Exit status${of && `, ${of}`}:`, ...rows, "  Above 128 a signal has ended it: 130 is Ctrl-C, 143 is TERM."].join("\n");
  };
}

const COULD_NOT_RUN = ["could not run", "wrong usage, or a file that cannot be read"];

/** What the exit status of a verification means. */
export const VERDICT_OF_PACKAGES = exitStatus(
  {
    0: ["passed", "every artifact is what a trusted signer signed"],
    1: ["failed", "something is wrong, and the report says what"],
    2: ["indeterminate", "nothing is wrong, but information needed for a verdict is missing: the trust anchors, for example"],
    3: COULD_NOT_RUN,
  },
  "the gravest of all packages",
);

/** What the exit status means where nothing is verified. */
export const DONE_OR_NOT = exitStatus({ 0: ["done"], 3: COULD_NOT_RUN });
