// Which option an error is about. What reads a file knows its path, and not by which of several options it was named.

/** Options whose value is a file, or ends with one: `uri=file`. */
const TAKES_FILE = /[<=](?:file|certificate|module)/;

/** The error, whose message now begins with the options of `command` that name the file which it is about. */
export function namingOption(error, command) {
  const about = error.message?.replace(/^E[A-Z]+: /, "");
  const isAbout = (path) => path !== "" && [" ", ": ", "/"].some((after) => about?.startsWith(`${path}${after}`));
  // What is given as an argument is seen without that.
  if (pathsOf(command.args).some(isAbout)) return error;
  const given = command.opts();
  const named = command.options.filter((option) => TAKES_FILE.test(option.flags) && pathsOf(given[option.attributeName()]).some(isAbout));
  if (named.length > 0) error.message = `${named.map(({ long }) => long).join(", ")}: ${error.message}`;
  return error;
}

function pathsOf(value) {
  return [value].flat().filter((each) => typeof each === "string").flatMap((each) => [each, each.replace(/^.*=/s, "")]).map((each) => each.replace(/\/+$/, ""));
}
