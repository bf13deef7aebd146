// What goes through to the NFVO: a package is made, sent, looked at and removed (SOL 005 clauses 9.4.2 to 9.4.5), and only one
// that came through here. Every request to the NFVO is made here anew, and so is every answer to the page.

import { isId } from "../nfvo/resources.js";
import { Refusal, refused, sendJson } from "./answers.js";
import { PACKAGES_MAX, UNSENT_MS, UPLOADS_MAX } from "./limits.js";
import { packageOf } from "./package-stream.js";

/** The paths as they are written in a request: nothing in them is decoded or resolved, and no query is taken. */
const PATH = /^\/nfvo\/vnf_packages(?:\/(?<id>[^/?#]+)(?<content>\/package_content)?)?$/;

/** How often and after which pauses it is tried to remove what was left in the middle. */
const REMOVAL_PAUSES_MS = [0, 500, 2000];

export class Relay {
  #nfvo;
  #bounds;
  #complain;
  /** The packages that were made here, by their ids: `{ isSent, isOver, sums }`, the digests of what was sent whole. */
  #packages = new Map();
  #uploads = 0;
  /** What is made or sent right now, and the timers of what was made and is not sent yet, by its id. */
  #work = new Set();
  #unsent = new Map();
  #ending = new AbortController();

  methods = ["GET", "POST", "PUT", "DELETE"];

  constructor(nfvo, { bounds = {}, complain = () => {} } = {}) {
    this.#nfvo = nfvo;
    this.#bounds = bounds;
    this.#complain = complain;
  }

  get name() {
    return this.#nfvo.name;
  }

  /** Whether something is at the NFVO that was not sent whole. */
  get isBusy() {
    return this.#work.size > 0 || this.#unsent.size > 0;
  }

  /** Removes what was not sent whole, and takes nothing more. */
  async close() {
    this.#ending.abort(refused(503, "SERVER_ENDING", "vnfseal serve ends"));
    await Promise.allSettled(this.#work);
    await Promise.all([...this.#unsent.keys()].map((id) => this.#discard(id)));
  }

  async answer(request, response) {
    const found = PATH.exec(request.url)?.groups;
    const { id, content } = found ?? {};
    const kind = !found ? undefined : content ? `${request.method} content` : id ? `${request.method} package` : `${request.method} packages`;
    const works = {
      "POST packages": () => this.#tracked(this.#create(request, response)),
      "GET package": () => this.#show(id, response),
      "PUT content": () => this.#tracked(this.#upload(id, request, response)),
      "DELETE package": () => this.#remove(id, response),
    };
    if (!Object.hasOwn(works, kind) || (id !== undefined && !isId(id))) throw refused(404, "PATH_UNKNOWN", "this is not relayed");
    if (id !== undefined && !this.#packages.has(id)) throw refused(404, "PACKAGE_UNKNOWN", "no package with this id came through here");
    return works[kind]();
  }

  async #tracked(work) {
    this.#work.add(work);
    return work.finally(() => this.#work.delete(work));
  }

  async #create(request, response) {
    this.#ending.signal.throwIfAborted();
    this.#forgetOldest();
    const id = await this.#nfvo.create();
    this.#packages.set(id, {});
    this.#unsent.set(id, setTimeout(() => this.#discard(id), this.#bounds.unsentMs ?? UNSENT_MS).unref());
    // The page is gone already, and nobody would ever send anything.
    if (request.socket.destroyed) return this.#discard(id);
    return sendJson(response, 201, { id });
  }

  /** Makes room for one more. What is not over is not forgotten: it may have to be removed. */
  #forgetOldest() {
    if (this.#packages.size < PACKAGES_MAX) return;
    const [oldest] = [...this.#packages].find(([, { isOver }]) => isOver) ?? [];
    if (oldest === undefined) throw refused(503, "PACKAGES_MANY", "too many packages were made and not sent: try again later");
    this.#packages.delete(oldest);
  }

  async #show(id, response) {
    const { state, failure, checksum } = await this.#nfvo.look(id);
    sendJson(response, 200, { state, failure, checksum: compare(checksum, this.#packages.get(id)?.sums) });
  }

  async #upload(id, request, response) {
    if (this.#uploads >= UPLOADS_MAX) throw refused(503, "UPLOADS_MANY", `${UPLOADS_MAX} packages are being sent: try again later`);
    if (this.#packages.get(id).isSent) throw refused(409, "PACKAGE_SENT", "a package was sent under this id already");
    this.#ending.signal.throwIfAborted();
    const sent = packageOf(request, this.#bounds);
    this.#keep(id);
    this.#packages.set(id, { isSent: true });
    this.#uploads += 1;
    // What counts is how long each side takes, not the connection.
    request.socket.setTimeout(0);
    try {
      await this.#send(id, sent, request);
    } finally {
      this.#uploads -= 1;
      if (this.#packages.has(id)) this.#packages.set(id, { isSent: true, isOver: true, sums: sent.isReleased() ? sent.sums : undefined });
    }
    sendJson(response, 202, { id });
  }

  /** What does not arrive whole is removed, also if the page is gone. */
  async #send(id, sent, request) {
    const gone = new AbortController();
    const leave = () => gone.abort(refused(499, "CALLER_GONE", "the upload was broken off"));
    const end = () => gone.abort(this.#ending.signal.reason);
    request.socket.once("close", leave);
    this.#ending.signal.addEventListener("abort", end, { once: true });
    let refusal;
    const body = async function* () {
      try {
        yield* sent.body();
      } catch (error) {
        refusal = error instanceof Refusal ? error : undefined;
        throw error;
      }
    };
    try {
      await this.#nfvo.send(id, { body, length: sent.length }, gone.signal);
      if (!sent.isReleased()) throw refused(502, "NFVO_INVALID", "the NFVO has answered before all was sent");
    } catch (error) {
      const isLost = !refusal && error.isLost && sent.isReleased();
      if (isLost) throw refused(502, "ANSWER_LOST", `the whole package was sent, and then: ${error.message}`, { cause: error });
      const isRemoved = await this.#discard(id);
      throw withRemoval(refusal ?? error, isRemoved);
    } finally {
      request.socket.off("close", leave);
      this.#ending.signal.removeEventListener("abort", end);
    }
  }

  /** From now on it is not removed for its age. */
  #keep(id) {
    clearTimeout(this.#unsent.get(id));
    this.#unsent.delete(id);
  }

  async #remove(id, response) {
    await this.#nfvo.remove(id);
    this.#keep(id);
    this.#packages.delete(id);
    sendJson(response, 200, { id });
  }

  /** Removes what nobody will finish. The NFVO may still be busy with it. */
  async #discard(id) {
    let why;
    this.#keep(id);
    this.#packages.set(id, { isSent: true });
    for (const pauseMs of REMOVAL_PAUSES_MS) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      try {
        await this.#nfvo.remove(id);
        this.#packages.delete(id);
        return true;
      } catch (error) {
        why = error;
      }
    }
    this.#packages.set(id, { isSent: true, isOver: true });
    this.#complain(new Error(`the package ${id} is left at the NFVO, and could not be removed: ${why.message}`));
    return false;
  }
}

function withRemoval(error, isRemoved) {
  const what = isRemoved ? "nothing is left at the NFVO" : "the package is left at the NFVO, and could not be removed";
  if (!(error instanceof Refusal)) return error;
  return refused(error.status, error.code, `${error.message}; ${what}`, { cause: error });
}

/** Whether what the NFVO has is what was sent. Some say no checksum, or one that nobody can compare. */
function compare(checksum, sums) {
  if (!checksum || !sums) return "unknown";
  return sums.digest(checksum.algorithm) === checksum.hash ? "same" : "different";
}
