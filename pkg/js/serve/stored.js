// The catalogue, as the page sees it: the list of its entries, and each package. Nothing is changed from here.

import { readRecord } from "../onboarding/record.js";
import { refused, sendJson } from "./answers.js";
import { DATA_HEADERS } from "./headers.js";
import { ENTRIES_MAX } from "./limits.js";

const LIST = "/catalogue/entries";
const PACKAGE = /^\/catalogue\/entries\/(?<name>[a-zA-Z0-9._-]{1,128})\/package$/;

export class Stored {
  #catalogue;

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
    const entries = [];
    for await (const entry of this.#catalogue.list()) {
      if (entries.length === ENTRIES_MAX) return sendJson(response, 200, { entries, isCut: true });
      entries.push(describe(entry));
    }
    return sendJson(response, 200, { entries, isCut: false });
  }

  /** A package that is not what its digest says breaks off: nobody gets the whole of it. */
  async #send(name, method, response) {
    const entry = await this.#catalogue.get(name).catch((error) => {
      if (typeof error.code !== "string") throw error;
      throw refused(error.code === "ENTRY_NOT_FOUND" ? 404 : 502, error.code, error.message);
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

/** All of it was written by whoever put the entry: it is shown, and decides nothing. */
function describe({ name, problem, digest, size, fileName, annotations }) {
  if (problem !== undefined) return { name, problem };
  const { verdict, onboardedAt } = readRecord(annotations);
  return { name, digest, size, fileName, verdict, onboardedAt };
}
