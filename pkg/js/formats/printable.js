// Text of packages on a terminal and in the log of a pipeline: control characters could move the cursor or hide text,
// bidirectional and invisible ones make one name look like another, and a pipeline takes some text for a command.

/** All characters that are not seen as themselves, space apart; the blank of Braille has no dots. */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u{2800}]/gu;

/** Most of a text is seen as itself. To look for the rest first takes a sixth of the time. */
const NOT_PLAIN = /[^ -~]+/g;

/**
 * Where a pipeline would see a command: GitHub takes a line that begins with `::`, and it and Azure Pipelines take `##[` and
 * `##vso[` anywhere in a line.
 */
const COMMAND_AT_START = /^ *:/;
const COMMAND = /#(?=#\w*\[)/g;

/** `text` with what could deceive on a terminal or in a log replaced. */
export function withoutTricks(text, replace) {
  return String(text)
    .replace(NOT_PLAIN, (some) => some.replace(UNSEEN, replace))
    .replace(COMMAND_AT_START, (start) => start.replace(":", replace))
    .replace(COMMAND, replace);
}

/** A string from a package, harmless on a terminal and in a log. */
export function printable(text) {
  return withoutTricks(text, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

/** The same JSON value, as harmless: such characters stand in strings only, where JSON has escapes for them. */
export function printableJson(value) {
  return printableJsonText(JSON.stringify(value));
}

/** The same with JSON that is written already. */
export function printableJsonText(text) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return withoutTricks(text, (character) => character.split("").map(escaped).join(""));
}
