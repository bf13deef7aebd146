// What signs and encrypts, over an engine of its own. Engine and functions are loaded when they are needed first.

/** The functions, and where each has its body: `NAME(engine, host, ...given)`. */
const BODIES = {
  signPackage: () => import("../signing/sign-package.js"),
  packFolder: () => import("../signing/pack-folder.js"),
  wrapPackage: () => import("../signing/wrap-package.js"),
  encryptFile: () => import("../encryption/encrypt-file.js"),
  decryptFile: () => import("../encryption/decrypt-file.js"),
  refusalReasons: () => import("./reasons.js"),
};

/**
 * The functions for one host, which is that of `createVerifier`. `loadEngine` gives the engine of the sealing module. It is
 * called again only if it has failed: a network may come back.
 */
export function createSealing(loadEngine, host) {
  let loading = null;
  const loadOnce = () => {
    loading ??= loadEngine();
    loading.catch(() => (loading = null));
    return loading;
  };
  const door = ([name, loadBody]) => {
    const call = async (...given) => {
      const [engine, { [name]: body }] = await Promise.all([loadOnce(), loadBody()]);
      return body(engine, host, ...given);
    };
    return [name, call];
  };
  return Object.fromEntries(Object.entries(BODIES).map(door));
}
