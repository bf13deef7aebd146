// The settings of a verification: those of the command line, then those of the configuration file, then the defaults.

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { FAIL_ON, FORMATS } from "./choices.js";

const DEFAULTS = { trust: [], policy: null, format: "text", failOn: "unknown", jobs: 1 };

const isText = (value) => typeof value === "string" && value !== "";

/** What each key of the file may be. */
const KEYS = {
  trust: { is: (value) => Array.isArray(value) && value.every(isText), what: "a list of paths" },
  policy: { is: isText, what: "a path" },
  format: { is: (value) => FORMATS.includes(value), what: `one of ${FORMATS.join(", ")}` },
  failOn: { is: (value) => FAIL_ON.includes(value), what: `one of ${FAIL_ON.join(", ")}` },
  jobs: { is: (value) => Number.isInteger(value) && value >= 1 && value < 100, what: "a number from 1 to 99" },
};

/**
 * Each setting as `{ value, from }`, and the path of the configuration file, if one was named: by `--config`, or by the
 * environment. None is ever looked for: one that lies in the current folder may be the attacker's.
 */
export async function settle(options, { VNFSEAL_CONFIG } = process.env) {
  const path = options.config ?? (VNFSEAL_CONFIG || null);
  const file = path === null ? {} : await readConfiguration(path);
  const settings = Object.entries(DEFAULTS).map(([key, value]) => {
    if (options[key] !== undefined) return [key, { value: options[key], from: "command line" }];
    return [key, key in file ? { value: file[key], from: path } : { value, from: "default" }];
  });
  return { config: path, settings: Object.fromEntries(settings) };
}

/** Paths in the file are relative to its folder. */
async function readConfiguration(path) {
  const content = parse(path, await readText(path));
  for (const [key, value] of Object.entries(content)) {
    if (!Object.hasOwn(KEYS, key)) throw new Error(`${path}: unknown key '${key}'; the keys are ${Object.keys(KEYS).join(", ")}`);
    if (!KEYS[key].is(value)) throw new Error(`${path}: '${key}' has to be ${KEYS[key].what}`);
  }
  const locate = (name) => resolve(dirname(path), name);
  const { trust, policy } = content;
  return { ...content, ...(trust && { trust: trust.map(locate) }), ...(policy && { policy: locate(policy) }) };
}

async function readText(path) {
  return readFile(path, "utf8").catch((error) => {
    throw new Error(`cannot read the configuration file ${path} (${error.code}); --config or VNFSEAL_CONFIG names it`);
  });
}

function parse(path, text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
  const isObject = content !== null && typeof content === "object" && !Array.isArray(content);
  if (!isObject) throw new Error(`${path}: a configuration file is a JSON object`);
  return content;
}
