// What help texts have in common.

/** The examples at the end of a command's help, as pairs of a command and what it does. */
export function examples(pairs) {
  return `\nExamples:\n${pairs.map(([command, what]) => `  # ${what}\n  ${command}\n`).join("")}`;
}

/** What the exit status of a verification means. */
export const EXIT_STATUS = `
Exit status, the gravest of all packages:
  0  passed            every artifact is what a trusted signer signed
  1  failed            something is wrong, and the report says what
  2  indeterminate     nothing is wrong, but information needed for a verdict is missing: the trust anchors, for example
  3  could not run     wrong usage, or a file that cannot be read
`;

/** What the exit status means where nothing is verified. */
export const DONE_OR_NOT = `
Exit status:
  0  done
  3  could not run     wrong usage, or a file that cannot be read
`;
