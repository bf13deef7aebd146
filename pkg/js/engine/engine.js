// The WebAssembly instance that decides, and its replacement after a trap.

import { VnfsealError, isCallersOwn } from "../errors.js";

/** An instance of the engine: its functions and classes, and what broke it if something did. */
class Instance {
  failure = null;

  constructor(bindings) {
    this.bindings = bindings;
  }

  /** Bytes of its memory. It grows only. */
  get memory() {
    // Initialised already, the generated module gives what it has.
    return this.bindings.initSync().memory.buffer.byteLength;
  }
}

/** The engine over one of the two WebAssembly modules, for all that a program does with it. */
export class Engine {
  #module;
  #script;
  #current;
  #replacements = 0;
  #bindings;
  #rules;

  /**
   * `bindings` is the generated script, already initialised with `module`, and `script` is its URL. Bundlers find it only if
   * the caller writes it as `new URL("…", import.meta.url)`.
   */
  constructor(bindings, module, wasmSha256, script) {
    // The engine compares names by the host's tables of Unicode. A host may be built without, and says nothing.
    if ("A\u030a".normalize("NFKC").toLowerCase() !== "\u00e5") {
      throw new VnfsealError("ENGINE_UNAVAILABLE", "this JavaScript engine has no tables of Unicode, by which names are compared");
    }
    this.#module = module;
    this.#script = script;
    this.#current = new Instance(bindings);
    this.#bindings = bindings;
    this.wasmSha256 = wasmSha256;
    this.version = bindings.version();
  }

  /** The WebAssembly of all its instances, for others of the same engine. */
  get module() {
    return this.#module;
  }

  /** The table of rules, which few ask for. It takes some milliseconds, and an instance in which nothing has stopped. */
  get rules() {
    this.#rules ??= JSON.parse(this.#bindings.rules());
    return this.#rules;
  }

  /**
   * Gives `work` an instance. A trap leaves that instance's memory half-changed, where nothing is proven any more:
   * it is never used again, and whatever else runs on it finds `failure` set.
   */
  async run(work) {
    return this.on(await this.#current, work);
  }

  /** The same with an instance that has been given before: what was made with it lives in it. */
  async on(instance, work) {
    if (instance.failure) throw instance.failure;
    try {
      return await work(instance);
    } catch (error) {
      if (!isTrap(error)) throw error;
      instance.failure ??= this.#replace(error);
      throw instance.failure;
    }
  }

  #replace(cause) {
    this.#current = this.#instantiate();
    this.#current.catch(() => {}); // whoever runs next is told
    const sentence = "the verification engine stopped unexpectedly: this is a defect of vnfseal, please report it";
    return new VnfsealError("ENGINE_STOPPED", sentence, { cause });
  }

  async #instantiate() {
    // The generated module keeps its instance in a variable; a new query gives a new module with a new variable.
    this.#replacements += 1;
    const url = new URL(this.#script);
    url.search = `instance=${this.#replacements}`;
    const bindings = await import(/* webpackIgnore: true */ /* @vite-ignore */ url.href).catch((cause) => {
      const sentence = "the verification engine has stopped, and its script is not there to start it again: reload the page";
      throw new VnfsealError("ENGINE_UNAVAILABLE", sentence, { cause });
    });
    await bindings.default({ module_or_path: this.#module });
    return new Instance(bindings);
  }
}

/** Panics and exhausted memory are `RuntimeError`s; an exhausted stack is told by its message only. */
export function isTrap(error) {
  if (isCallersOwn(error)) return false;
  return error instanceof WebAssembly.RuntimeError || /call stack|too much recursion/i.test(error?.message);
}

/** Frees an object of the engine. After a trap nothing can be freed, and the whole instance is thrown away. */
export function free(object) {
  try {
    object.free();
  } catch {
    // It goes with its instance.
  }
}

/**
 * What the engine refuses is refused with this code, in the name of the file it is in. The engine throws sentences; which
 * kind of reason it is follows from what was asked, and so it is said here.
 */
export function refusing(code, name, work) {
  try {
    return work();
  } catch (error) {
    if (isTrap(error)) throw error;
    throw new VnfsealError(code, `${name}: ${error.message}`, { cause: error });
  }
}

/** Frees an object of the engine when the work with it is over. */
export async function using(object, work) {
  try {
    return await work(object);
  } finally {
    free(object);
  }
}
