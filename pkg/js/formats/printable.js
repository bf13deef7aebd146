// Text of packages on a terminal: control characters could move the cursor or hide text, bidirectional and invisible ones
// make one name look like another.

/** All characters that are not seen as themselves, space apart; the blank of Braille has no dots. */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u{2800}]/gu;

/** A string from a package, harmless on a terminal. */
export function printable(text) {
  return String(text).replace(UNSEEN, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

/** The same JSON value, harmless on a terminal: such characters stand in strings only, where JSON has escapes for them. */
export function printableJson(value) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(UNSEEN, (character) => character.split("").map(escaped).join(""));
}
