// vnfseal sign PACKAGE --signer pkcs11-signer.mjs --certificate FILE …: by a key that stays in a PKCS #11 token.
// PKCS11_MODULE is the library of the token, PKCS11_TOKEN and PKCS11_KEY are the labels of token and key, and PKCS11_PIN_FILE
// has the PIN. Needs the npm package pkcs11js.

import { readFileSync } from "node:fs";

import pkcs11 from "pkcs11js";

/** Of PKCS #11 3.0, which pkcs11js does not know yet. */
const CKM_EDDSA = 0x1057;

const { PKCS11_MODULE, PKCS11_TOKEN, PKCS11_KEY, PKCS11_PIN_FILE } = process.env;

export default function sign({ algorithm, data, digest }) {
  const library = new pkcs11.PKCS11();
  library.load(PKCS11_MODULE);
  library.C_Initialize();
  try {
    const slot = library.C_GetSlotList(true).find((each) => library.C_GetTokenInfo(each).label.trim() === PKCS11_TOKEN);
    if (!slot) throw new Error(`there is no token '${PKCS11_TOKEN}'`);
    const session = library.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION);
    library.C_Login(session, pkcs11.CKU_USER, readFileSync(PKCS11_PIN_FILE, "utf8").trim());
    library.C_SignInit(session, mechanismOf(algorithm), findKey(library, session));
    // RSA and Ed25519 take the bytes, and ECDSA their digest.
    const signed = algorithm.name === "ECDSA" ? digest : data;
    return library.C_Sign(session, Buffer.from(signed), Buffer.alloc(1024));
  } finally {
    library.C_Finalize();
  }
}

function findKey(library, session) {
  library.C_FindObjectsInit(session, [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY },
    { type: pkcs11.CKA_LABEL, value: PKCS11_KEY },
  ]);
  const [key] = library.C_FindObjects(session, 1);
  library.C_FindObjectsFinal(session);
  if (!key) throw new Error(`there is no key '${PKCS11_KEY}' in the token`);
  return key;
}

function mechanismOf({ name, hash, saltLength }) {
  const sha = hash?.replace("SHA-", "SHA");
  if (name === "ECDSA") return { mechanism: pkcs11.CKM_ECDSA };
  if (name === "Ed25519") return { mechanism: CKM_EDDSA };
  if (name === "RSASSA-PKCS1-v1_5") return { mechanism: pkcs11[`CKM_${sha}_RSA_PKCS`] };
  const parameter = {
    type: pkcs11.CK_PARAMS_RSA_PSS,
    hashAlg: pkcs11[`CKM_${sha}`],
    mgf: pkcs11[`CKG_MGF1_${sha}`],
    saltLen: saltLength,
  };
  return { mechanism: pkcs11[`CKM_${sha}_RSA_PKCS_PSS`], parameter };
}
