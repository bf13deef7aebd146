// A PKCS #11 token: SoftHSM, with keys that are made in it and never leave it.

import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";

import pkcs11 from "pkcs11js";

import { fileOf } from "./packages.js";
import { fresh } from "./programs.js";

const LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";
const [LABEL, PIN] = ["service provider", "4711"];
const P256 = Buffer.from("06082a8648ce3d030107", "hex");

/** A new token with nothing in it. */
export class Token {
  static open() {
    const [folder, settings] = [fresh("tokens"), fresh("softhsm2.conf")];
    mkdirSync(folder);
    writeFileSync(settings, `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
    process.env.SOFTHSM2_CONF = settings;
    const pins = ["--so-pin", "0815", "--pin", PIN];
    execFileSync("softhsm2-util", ["--init-token", "--free", "--label", LABEL, ...pins], { stdio: "pipe" });
    return new Token();
  }

  constructor() {
    this.library = new pkcs11.PKCS11();
    this.library.load(LIBRARY);
    this.library.C_Initialize();
    const slots = this.library.C_GetSlotList(true);
    const slot = slots.find((each) => this.library.C_GetTokenInfo(each).label.trim() === LABEL);
    this.session = this.library.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION);
    this.library.C_Login(this.session, pkcs11.CKU_USER, PIN);
  }

  /** Makes a key. Gives its handle, and a file with the public half. */
  generate(kind) {
    const isRsa = kind === "RSA";
    const mechanism = isRsa ? pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN : pkcs11.CKM_EC_KEY_PAIR_GEN;
    const form = isRsa ? { type: pkcs11.CKA_MODULUS_BITS, value: 2048 } : { type: pkcs11.CKA_EC_PARAMS, value: P256 };
    const ofPrivate = [pkcs11.CKA_SIGN, pkcs11.CKA_SENSITIVE, pkcs11.CKA_TOKEN].map((type) => ({ type, value: true }));
    const never = { type: pkcs11.CKA_EXTRACTABLE, value: false };
    const { privateKey, publicKey } = this.library.C_GenerateKeyPair(this.session, { mechanism }, [form], [...ofPrivate, never]);
    const jwk = isRsa ? this.#rsa(publicKey) : this.#ec(publicKey);
    const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
    return { handle: privateKey, publicKey: fileOf(pem, "public.pem") };
  }

  #read(handle, ...types) {
    const found = this.library.C_GetAttributeValue(this.session, handle, types.map((type) => ({ type })));
    return found.map(({ value }) => value);
  }

  #rsa(handle) {
    const [n, e] = this.#read(handle, pkcs11.CKA_MODULUS, pkcs11.CKA_PUBLIC_EXPONENT);
    return { kty: "RSA", n: n.toString("base64url"), e: e.toString("base64url") };
  }

  #ec(handle) {
    const [point] = this.#read(handle, pkcs11.CKA_EC_POINT);
    const [x, y] = [point.subarray(-64, -32), point.subarray(-32)].map((half) => half.toString("base64url"));
    return { kty: "EC", crv: "P-256", x, y };
  }

  /** The callback that signs with a key of this token, as `SigningRequest` asks. RSA takes the data, and ECDSA its digest. */
  signer({ handle }) {
    return ({ algorithm: { name, hash, saltLength }, data, digest }) => {
      const sha = hash.replace("SHA-", "SHA");
      const parameter = {
        type: pkcs11.CK_PARAMS_RSA_PSS,
        hashAlg: pkcs11[`CKM_${sha}`],
        mgf: pkcs11[`CKG_MGF1_${sha}`],
        saltLen: saltLength,
      };
      const mechanisms = {
        ECDSA: { mechanism: pkcs11.CKM_ECDSA },
        "RSASSA-PKCS1-v1_5": { mechanism: pkcs11[`CKM_${sha}_RSA_PKCS`] },
        "RSA-PSS": { mechanism: pkcs11[`CKM_${sha}_RSA_PKCS_PSS`], parameter },
      };
      this.library.C_SignInit(this.session, mechanisms[name], handle);
      return this.library.C_Sign(this.session, Buffer.from(name === "ECDSA" ? digest : data), Buffer.alloc(1024));
    };
  }

  close() {
    this.library.C_Logout(this.session);
    this.library.C_CloseSession(this.session);
    this.library.C_Finalize();
  }
}
