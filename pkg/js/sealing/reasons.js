// All reasons for which signing, encryption, decryption and private keys are refused, as the engine has them.

export function refusalReasons(engine) {
  return engine.run(async ({ bindings }) => JSON.parse(bindings.refusalReasons()));
}
