// The addresses of the runs: which there are, and what may stand in them. Whatever is not in this table is not asked.

import { refused } from "../answers.js";
import { RUN_ID } from "./reading.js";

/** As long as names of packages are looked for. */
const TEXT_MAX = 200;

const VERDICTS = ["passed", "failed", "indeterminate", "error", "open"];

const NUMBER = /^(?:0|[1-9]\d{0,8})$/;

/** The parameters of a question, each with what it may be. */
const PARAMETERS = {
  after: (text) => NUMBER.test(text),
  verdict: (text) => VERDICTS.includes(text),
  text: (text) => text.length <= TEXT_MAX && !text.includes("\0"),
  code: (text) => /^[A-Za-z][A-Za-z0-9._-]{0,79}$/.test(text),
};

/** What a path asks: `{ kind, run, … }`, the kind being `list`, `run`, `packages`, `report` or `difference`. */
export function readTarget(url) {
  const [path, query, ...others] = url.slice("/runs/".length).split("?");
  const parts = path.split("/");
  const target = others.length === 0 && matching(parts);
  if (!target || (query !== undefined && target.kind !== "packages")) throw unknown();
  return target.kind === "packages" ? { ...target, ...readQuery(query) } : target;
}

function matching([first, second, third, fourth, ...rest]) {
  if (first === "list" && second === undefined) return { kind: "list" };
  if (!RUN_ID.test(first) || rest.length > 0) return undefined;
  if (second === undefined) return { kind: "run", run: first };
  if (second === "packages" && third === undefined) return { kind: "packages", run: first };
  if (second === "packages" && NUMBER.test(third) && fourth === "report") return { kind: "report", run: first, number: Number(third) };
  if (second === "since" && RUN_ID.test(third) && fourth === undefined) return { kind: "difference", run: first, before: third };
  return undefined;
}

function readQuery(query = "") {
  const asked = new URLSearchParams(query);
  const found = {};
  for (const [name, text] of asked) {
    if (!Object.hasOwn(PARAMETERS, name) || Object.hasOwn(found, name) || !PARAMETERS[name](text)) throw unknown();
    found[name] = text;
  }
  const { text, after = "-1" } = found;
  return { ...found, after: Number(after), text: text === "" ? undefined : text };
}

function unknown() {
  return refused(404, "PATH_UNKNOWN", "there is nothing of the runs there");
}
