// The package in browsers. This door is for pages that have its files elsewhere than where a bundler or the package puts them.

import { formatsOf } from "./formats/index.js";
import { loadEngine } from "./load-engine.js";
import * as withoutEngine from "./without-engine.js";

/** What was given for an engine, for later calls. */
const given = new WeakMap();

/** Loads the engine, and gives what `import "vnfseal"` gives. The options are those of `loadEngine`. */
export async function load(options) {
  const engine = await loadEngine(options);
  if (!given.has(engine)) given.set(engine, { ...engine, formatReports: formatsOf(engine), ...withoutEngine });
  return given.get(engine);
}
