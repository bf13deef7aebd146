// Texts that somebody else wrote, for the page.

import { TEXT_MAX } from "./limits.js";

/** One line, bounded, and without control characters. */
export function oneLine(text) {
  const line = String(text).slice(0, TEXT_MAX * 4).replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX)}…` : line;
}
