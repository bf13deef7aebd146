// How options are read.

import { InvalidArgumentError } from "../../dist/libraries/commander.js";

/**
 * The value of an option that is given once. One that begins with '-' is another option, before which the value was forgotten.
 * An empty one is a variable of a script that is not set.
 */
export function value(text, before) {
  if (before !== undefined) throw new InvalidArgumentError(`it is given twice, with '${before}' and '${text}'; give it once`);
  if (text === "") throw new InvalidArgumentError("the value is empty");
  if (text.startsWith("-")) throw new InvalidArgumentError("the value is missing (a file name that begins with '-' is written ./-name)");
  return text;
}

/** The values of an option that may be repeated. */
export function values(text, before = []) {
  return [...before, value(text)];
}

/** The value of an option that has to be one of `names`, which shells complete. */
export function oneOf(names, what) {
  const read = (text, before) => {
    if (names.includes(value(text, before))) return text;
    throw new InvalidArgumentError(`unknown ${what} '${text}'; it is one of ${names.join(", ")}`);
  };
  return Object.assign(read, { names });
}

/** The number that `--jobs` names, if it does. */
export function readJobs({ jobs }, command) {
  if (jobs === undefined || /^[1-9]\d?$/.test(jobs)) return jobs && Number(jobs);
  throw new Error(`--jobs needs a number from 1 to 99, not '${jobs}'; see vnfseal ${command} --help`);
}

/** The option of an external artifact, for the commands that take it as `verify` does. */
export const EXTERNAL = ["--external <uri=file>", "the content of an external artifact, as for verify; may be repeated", values];

/** The option of the password, for the commands that take a key file. */
export const PASSWORD_FILE = [
  "--password-file <file>",
  "a file whose first line is the password of the key file. VNFSEAL_PASSWORD may have it too; else it is asked for on the terminal.",
  value,
];
