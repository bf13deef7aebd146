// The catalogue, as the page sees it: the list of its entries, and each package. Nothing is changed from here.

import { VnfsealError } from "../errors.js";
import { readRecord } from "../onboarding/record.js";
import { refused, sendJson } from "./answers.js";
import { DATA_HEADERS } from "./headers.js";
import { ENTRIES_MAX } from "./limits.js";
import { oneLine } from "./one-line.js";

const LIST = "/catalogue/entries";
const PACKAGE = /^\/catalogue\/entries\/(?<name>[a-zA-Z0-9._-]{1,128})\/package$/;

export class Stored {
  #catalogue;
  /** The list that is being read, and who waits for it. There is one at a time: many entries take long and much memory. */
  #reading;
  #waiting = new Set();

  constructor(catalogue) {
    this.#catalogue = catalogue;
  }

  async answer({ url, method }, response) {
    if (url === LIST) return this.#list(response);
    const name = PACKAGE.exec(url)?.groups.name;
    if (name === undefined) throw refused(404, "PATH_UNKNOWN", "the catalogue has nothing there");
    return this.#send(name, method, response);
  }

  async #list(response) {
    this.#waiting.add(response);
    response.once("close", () => this.#waiting.delete(response));
    const reading = this.#reading ?? this.#read();
    this.#reading = reading;
    try {
      sendJson(response, 200, await reading);
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  /** It ends early if all who have asked for it are gone. */
  async #read() {
    const entries = [];
    try {
      for await (const entry of this.#catalogue.list()) {
        if (this.#waiting.size === 0) {
          // Who asks now gets another one.
          this.#reading = undefined;
          throw refused(499, "CALLER_GONE", "the list was broken off");
        }
        if (entries.length === ENTRIES_MAX) return { entries, isCut: true };
        entries.push(describe(entry));
      }
    } catch (error) {
      throw inWords(error);
    }
    return { entries, isCut: false };
  }

  /** A package that is not what its digest says breaks off: nobody gets the whole of it. */
  async #send(name, method, response) {
    const entry = await this.#catalogue.get(name).catch((error) => {
      throw inWords(error);
    });
    // The entry may have been replaced since it was listed: the page compares the tag.
    const headers = { ...DATA_HEADERS, ETag: `"${entry.digest}"`, "Content-Type": "application/octet-stream", "Content-Length": entry.size };
    response.writeHead(200, headers);
    if (method === "HEAD") return response.end();
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    let held;
    for await (const chunk of entry.chunks(gone.signal)) {
      if (held) await write(response, held);
      held = Buffer.from(chunk);
    }
    return response.end(held);
  }
}

function write(response, bytes) {
  if (response.destroyed || response.write(bytes)) return undefined;
  return new Promise((resolve) => {
    const goOn = () => {
      response.off("drain", goOn).off("close", goOn);
      resolve();
    };
    response.on("drain", goOn).on("close", goOn);
  });
}

/** An error of the catalogue as a refusal. Any other is a mistake of ours. */
function inWords(error) {
  if (!(error instanceof VnfsealError)) return error;
  return refused(error.code === "ENTRY_NOT_FOUND" ? 404 : 502, error.code, oneLine(error.message), { cause: error });
}

const VERDICTS = ["passed", "failed", "indeterminate"];
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{1,20}Z$/;

/** As long as names of files are. */
const NAME_MAX = 255;

/** All of it was written by whoever put the entry: it is shown if it has its form and its length, and decides nothing. */
function describe({ name, problem, digest, size, fileName, annotations }) {
  if (problem !== undefined) return { name, problem: oneLine(problem) };
  const { verdict, onboardedAt } = readRecord(annotations);
  return {
    ...{ name, digest, size, fileName: fileName?.slice(0, NAME_MAX) },
    verdict: VERDICTS.includes(verdict) ? verdict : undefined,
    onboardedAt: TIME.test(onboardedAt) ? onboardedAt : undefined,
  };
}
