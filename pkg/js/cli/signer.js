// Who signs: the options that the commands have in common that sign, and what they say.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { ALGORITHMS, HASHES } from "./choices.js";
import { PASSWORD_FILE, oneOf, value, values } from "./options.js";

/** Adds the options to a command. */
export function withSigner(command) {
  return command
    .option("--key <file>", "the private key: PKCS #8, encrypted or not, or a PKCS #12 that has the certificate too", value)
    .option("--certificate <file>", "the certificate of the key; repeated, or in the same file: those between it and its root", values)
    .option(...PASSWORD_FILE)
    .option("--signer <module>", "instead of --key: a JavaScript module whose default export signs, for PKCS #11 or a KMS", value)
    .option("--algorithm <algorithm>", `${ALGORITHMS.join(", ")}; by default that of the key`, oneOf(ALGORITHMS, "algorithm"))
    .option("--hash <hash>", `${HASHES.join(", ")}; by default one that fits the key`, oneOf(HASHES, "hash"));
}

/** The signer as the functions of the package take it, and the files that it is made of. */
export async function readSigner({ key, certificate, signer: module, algorithm, hash, ...options }, command) {
  const see = `see vnfseal ${command} --help`;
  if (key && module) throw new Error(`--key and --signer contradict each other: one of them signs; ${see}`);
  if (!key && !module) throw new Error(`no signer: --key FILE or --signer MODULE is needed; ${see}`);
  if (module && !certificate) throw new Error(`--signer needs --certificate FILE, the certificate of the key that signs; ${see}`);
  if (module && options.passwordFile) throw new Error(`--password-file goes with --key: a signer module gets its own secrets; ${see}`);
  const inputs = [key, module, options.passwordFile, ...(certificate ?? [])].filter(Boolean);
  const chosen = Object.fromEntries(Object.entries({ certificate, algorithm, hash }).filter(([, each]) => each !== undefined));
  if (module) return { signer: { ...chosen, sign: await loadSigner(module) }, inputs };
  const { passwordOf } = await import("./password.js");
  return { signer: { ...chosen, key, password: passwordOf(key, options) }, inputs };
}

/** The callback of a module. What goes wrong in it is said as its own. */
async function loadSigner(path) {
  const module = await import(pathToFileURL(resolve(path))).catch((error) => {
    throw new Error(`the signer module ${path} cannot be loaded: ${error.message}`, { cause: error });
  });
  const sign = module.default ?? module.sign;
  if (typeof sign !== "function") throw new Error(`the signer module ${path} has no function as its default export, nor as 'sign'`);
  return async (request) => {
    const { name, hash } = request.algorithm;
    const asked = `asked for ${hash ? `${name} with ${hash}` : name} over '${request.path}'`;
    try {
      return await orSilence(sign(request));
    } catch (error) {
      throw new Error(`the signer module ${path} failed, ${asked}: ${error?.message ?? error}`, { cause: error });
    }
  };
}

/** The answer, or an error if nothing is left that could give it. Node would end without a word. */
async function orSilence(answer) {
  let fail;
  const silence = new Promise((_, reject) => {
    fail = () => reject(new Error("it never answered"));
    process.once("beforeExit", fail);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    process.off("beforeExit", fail);
  }
}
