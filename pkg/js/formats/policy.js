// What a policy asks for, as text for people.

import { printable } from "./printable.js";
import { joinSections, painter } from "./words.js";

const EFFECTS = {
  looser: { word: "looser", colour: 33 },
  stricter: { word: "stricter", colour: 32 },
  other: { word: "other", colour: 36 },
  nothing: { word: "no effect", colour: 36 },
};

/** The policy of the file at `path`, as `checkPolicy` gives it: what of it differs from the default. */
export function renderPolicy({ changes }, { path, colour = false }) {
  const paint = painter(colour);
  if (changes.length === 0) return `${printable(path)}: the default policy\n`;
  return joinSections([
    [
      `${printable(path)} differs from the default policy (${changes.length})`,
      ...changes.flatMap(({ key, effect, sentence }) => [
        `  ${paint(EFFECTS[effect].colour, EFFECTS[effect].word)} ${printable(key)}`,
        `    ${printable(sentence)}`,
      ]),
    ],
  ]);
}
