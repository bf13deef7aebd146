// The one NFVO that requests are relayed to: what the relay asks of it, and its answers in our own words.

import { skipBody } from "../nfvo/exchange.js";
import { deletePackage } from "../nfvo/packages.js";
import { CONTENT_TYPE, isId, readPackage } from "../nfvo/resources.js";
import { VnfsealError } from "../errors.js";
import { refused } from "./answers.js";
import { UPLOAD_ANSWER_MS } from "./limits.js";
import { oneLine } from "./one-line.js";

export class RelayedNfvo {
  #connection;

  /** `connection` is that of `openNfvo`. A relay goes nowhere else: redirections are not followed. */
  constructor(connection) {
    this.#connection = connection.withoutRedirections();
  }

  /** For people. */
  get name() {
    return this.#connection.resources.packages.host;
  }

  /** Makes a package, and gives its id. What the page could say of it is not asked for. */
  async create() {
    const { value } = await inWords(this.#connection.askJson("POST", this.#connection.resources.packages, { json: {}, expected: [200, 201] }));
    if (isId(value?.id)) return value.id;
    throw refused(502, "NFVO_INVALID", "the NFVO has made a package, and does not say its id");
  }

  /** What the NFVO says of a package: `{ state, failure, checksum }`. What repeats our secrets is not said. */
  async look(id) {
    const { value } = await inWords(this.#connection.askJson("GET", this.#connection.resources.package(id), { expected: [200] }));
    const found = readPackage(value);
    if (found?.id !== id) throw refused(502, "NFVO_INVALID", "the NFVO does not say the state of the package");
    const { onboardingState: state, failure = "", checksum } = found;
    return { state, failure: oneLine(this.#connection.sentenceOf(failure) ?? ""), checksum };
  }

  /** Sends the content of a package once. */
  async send(id, { body, length }, signal) {
    // What ends in the middle could not be sent again.
    this.#connection.renew();
    const request = { headers: { "Content-Type": CONTENT_TYPE }, body, length, expected: [200, 201, 202, 204], silenceMs: UPLOAD_ANSWER_MS, signal };
    const { response, url } = await inWords(this.#connection.ask("PUT", this.#connection.resources.content(id), request));
    await skipBody(response, url);
  }

  /** Removes a package, also one that is enabled. One that is gone already is gone. */
  async remove(id) {
    await inWords(
      deletePackage(this.#connection, id, { disable: true }).catch((error) => {
        if (error.code !== "NFVO_PACKAGE_NOT_FOUND") throw error;
      }),
    );
  }
}

/** An error of the NFVO as a refusal. `isLost` says whether the network has failed, so that nobody knows what the NFVO did. */
async function inWords(asked) {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof VnfsealError)) throw error;
    const status = error.code === "NFVO_PACKAGE_NOT_FOUND" ? 404 : 502;
    throw Object.assign(refused(status, error.code, oneLine(error.message), { cause: error }), { isLost: Boolean(error.mayPass) && error.status === undefined });
  }
}
