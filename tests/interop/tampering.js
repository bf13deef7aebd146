// What an attacker may do to a package, or to a message with one. Each is a function from bytes to bytes.

import { readFileSync } from "node:fs";

import { unzip, zip } from "../node/zip.js";
import { Organisation } from "./authority.js";
import { ARTIFACT, fileOf, manifest, sign } from "./packages.js";
import { fresh, python } from "./programs.js";

const named = (files, end) => Object.keys(files).find((path) => path.endsWith(end));
const textOf = (bytes) => bytes.subarray(0, bytes.indexOf("-----BEGIN ") >>> 0);
const replaced = (bytes, from, to) => Buffer.from(bytes.toString("latin1").replace(from, to), "latin1");
const flipped = (bytes, at) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

const without = (files, left) => Object.fromEntries(Object.entries(files).filter(([path]) => path !== left));

/** A package opened: its files, and its signature with what is signed. */
class Opened {
  constructor(packed) {
    this.packed = packed;
    const outer = unzip(packed);
    this.delivery = named(outer, ".cms") && outer;
    this.files = this.delivery ? unzip(outer[named(outer, ".csar")]) : outer;
    this.manifest = named(this.files, ".mf");
    const [content, signature] = this.delivery ? [".csar", ".cms"].map((end) => outer[named(outer, end)]) : this.#parts();
    Object.assign(this, { content, signature });
  }

  #parts() {
    const whole = this.files[this.manifest];
    const content = textOf(whole);
    return [content, whole.subarray(content.length)];
  }

  /** The package with other files. The signature stays. */
  withFiles(files) {
    if (!this.delivery) return zip(files);
    return zip({ ...this.delivery, [named(this.delivery, ".csar")]: zip(files) });
  }

  /** The package with another signature. */
  withSignature(signature) {
    if (this.delivery) return zip({ ...this.delivery, [named(this.delivery, ".cms")]: signature });
    return zip({ ...this.files, [this.manifest]: Buffer.concat([this.content, signature]) });
  }

  /** The package with a signature that asn1crypto has changed. */
  async edited(...action) {
    const output = fresh("edited");
    await python("edited.py", fileOf(this.signature, "signature"), output, ...action);
    return this.withSignature(readFileSync(output));
  }
}

const pretended = Organisation.new("Acme");

/** Someone with another key, whose certificate has the names of Acme and the serial number of a signer of Acme. */
const impostor = async (victim) => (await pretended).signer({ serial: await victim.serial() });

/**
 * What is done to a package that so many `signers` have signed. `other` is another package of theirs, and `victim` the one who
 * signed for the VNF provider.
 */
export const ofPackages = {
  "a bit of an artifact": (it) => it.withFiles({ ...it.files, [ARTIFACT]: flipped(it.files[ARTIFACT], 1000) }),
  "a letter of the manifest": (it) =>
    it.withFiles({ ...it.files, [it.manifest]: replaced(it.files[it.manifest], "vnf_product_name: VNF", "vnf_product_name: VNG") }),
  "another artifact with its digest": (it) => {
    const { [it.manifest]: whole, ...content } = it.files;
    const changed = { ...content, [ARTIFACT]: Buffer.from("evil") };
    const signature = whole.subarray(textOf(whole).length);
    return it.withFiles({ ...changed, [it.manifest]: Buffer.concat([Buffer.from(manifest(changed)), signature]) });
  },
  "a file more": (it) => it.withFiles({ ...it.files, "Scripts/evil.sh": Buffer.from("#!/bin/sh") }),
  "a file less": (it) => it.withFiles(without(it.files, "ChangeLog.txt")),
  "a file with another name": (it) =>
    it.withFiles({ ...without(it.files, ARTIFACT), "Files/other.qcow2": it.files[ARTIFACT] }),
  "the signature of another package": (it, { other }) => it.withSignature(new Opened(other).signature),
  "a bit of the provider's signature": (it) => it.edited("flipped", "0"),
  "a bit of the last signature": (it, { signers }) => it.edited("flipped", `${signers - 1}`),
  "no signer who is the provider": (it, { signers }) =>
    signers > 1 ? it.edited("without", "0") : it.withSignature(Buffer.alloc(0)),
  "no signer who is the service provider": (it, { signers }) => signers > 1 && it.edited("without", `${signers - 1}`),
  "an impostor's certificates": async (it, { victim }) => {
    const theirs = await sign(it.content, [await impostor(victim)]);
    return it.edited("with-certificates", fileOf(theirs, "signature"));
  },
  "an impostor's signature": async (it, { victim }) => it.withSignature(await sign(it.content, [await impostor(victim)])),
  "no last byte": (it) => it.packed.subarray(0, -1),
  "no second half": (it) => it.packed.subarray(0, it.packed.length / 2),
  "a byte more": (it) => Buffer.concat([it.packed, Buffer.from([0])]),
};

/** What is done to a message. `other` is another message for the same recipient, which ends after as many octets. */
export const ofMessages = {
  "a bit of the tag": (it) => flipped(it, it.length - 1),
  "a bit of the last ciphertext": (it) => flipped(it, it.length - 19),
  "a bit of the first ciphertext": (it, { start }) => flipped(it, start),
  "a bit before the ciphertext": (it, { start }) => flipped(it, start - 40),
  "a bit of the recipient's part": (it) => flipped(it, 150),
  "the ciphertext of another message": (it, { start, other }) => Buffer.concat([it.subarray(0, start), other.subarray(start)]),
  "the tag of another message": (it, { other }) => Buffer.concat([it.subarray(0, -16), other.subarray(-16)]),
  "two octets of ciphertext in another order": (it, { start }) => {
    const changed = Buffer.from(it);
    const at = changed.findIndex((octet, index) => index >= start && octet !== changed[index + 1]);
    [changed[at], changed[at + 1]] = [changed[at + 1], changed[at]];
    return changed;
  },
  "no last byte": (it) => it.subarray(0, -1),
  "no tag": (it) => it.subarray(0, -18),
  "no second half": (it) => it.subarray(0, it.length / 2),
  "a byte more": (it) => Buffer.concat([it, Buffer.from([0])]),
};

/** A tampering of this name with the package, or nothing where it makes no sense. */
export async function tamper(name, packed, more) {
  return ofPackages[name](new Opened(packed), more);
}
