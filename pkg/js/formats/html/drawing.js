// What the page of a report is made of: words, text of packages, facts, lists and tables.

import { withoutMarkup } from "../markup.js";
import { withoutTricks } from "../printable.js";
import deOfCore from "./words/core-de.js";
import frOfCore from "./words/core-fr.js";
import de from "./words/de.js";
import en from "./words/en.js";
import fr from "./words/fr.js";

/** The words of each language. English lacks those for what core writes: it writes English. */
const LANGUAGES = { en, de: { ...de, ...deOfCore }, fr: { ...fr, ...frOfCore } };

/** The words of a language by their names; English where there are none. Values that are put in have to be HTML already. */
export function wordsIn(language = "en") {
  const tag = language.split("-")[0].toLowerCase();
  const words = Object.hasOwn(LANGUAGES, tag) ? LANGUAGES[tag] : en;
  return (name, values = {}) => withoutMarkup(words[name] ?? name).replace(/\{ \$(\w+) \}/g, (_, key) => values[key]);
}

/** The name of a word for a value of a report: `not-met` of `notMet`. */
export const kebab = (value) => value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Text that a package's author chose: no markup of its own, and nothing hidden. */
export function escaped(text) {
  return withoutTricks(withoutMarkup(String(text)), (character) => {
    const point = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `<i>U+${point}</i>`;
  });
}

export const code = (text) => `<code>${escaped(text)}</code>`;

/** An RFC 3339 time with its letters taken out: `2026-11-21 12:00:00 UTC`. Any other text comes back as it is. */
export const time = (text) => escaped(text.replace(/^([^T]*)T([^T]*)Z$/, "$1 $2 UTC"));

/** Bytes in binary units with one decimal, `64.0 MiB`; exact below 1 KiB. */
export function bytes(count) {
  if (count < 1024) return `${count} B`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  const tenths = (power) => Math.floor((count * 10 + 1024 ** power / 2) / 1024 ** power);
  // Before the last unit 1023.95 would be written as 1024.0.
  const power = [1, 2, 3].find((candidate) => tenths(candidate) < 10_240) ?? 4;
  return `${Math.floor(tenths(power) / 10)}.${tenths(power) % 10} ${units[power - 1]}`;
}

/** Names and what belongs to each; what is undefined, empty or false is left out. */
export function facts(pairs) {
  const rows = pairs.filter(([, value]) => value);
  return `<dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>\n`;
}

const counted = (title, number) => `<h2>${title} (${number})</h2>\n`;

/** A list, where there is anything. `draw` gives a heading and facts. `number` is how many there are, if not all are listed. */
export function list(title, items, draw, number = items.length) {
  const rows = items.map(draw).map(({ heading, pairs }) => `<li><h3>${heading}</h3>${facts(pairs)}</li>\n`);
  return counted(title, number) + (rows.length > 0 ? `<ol>${rows.join("")}</ol>\n` : "");
}

/** A table that is as wide as it needs, and scrolls by keys as well. `draw` gives a class and cells. */
export function table(title, columns, items, draw) {
  const rows = items.map(draw).map(({ kind, cells }) => `<tr class="${kind}">${all("td", cells)}</tr>\n`);
  return (
    `${counted(title, items.length)}<div class="wide" role="region" tabindex="0" aria-label="${title}"><table><thead><tr>` +
    `${columns.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>\n<tbody>${rows.join("")}</tbody></table></div>\n`
  );
}

const all = (element, contents) => contents.map((content) => `<${element}>${content}</${element}>`).join("");
