// index.json: the entries of the folder as other programs read them (image spec 1.1, "Image Index"). It is derived, and
// written anew after each change.

import { readDescriptor, INDEX_TYPE, PACKAGE_TYPE, REPORT_TYPE } from "../entry.js";
import { ifDamaged } from "./references.js";

/** Makes the file say what the entries say. Another writer may change them meanwhile: whoever is last sees all. */
export async function writeIndex(layout, references) {
  for (let written; ; ) {
    const text = await indexText(references);
    if (text === written) return;
    await layout.write(layout.index, Buffer.from(text));
    written = text;
  }
}

/** What the file should say. An entry that cannot be read is left out: nobody else could read it either. */
export async function indexText(references) {
  const manifests = [];
  for (const name of (await references.names()).names) {
    const reference = await references.read(name).catch(ifDamaged);
    if (!reference) continue;
    const annotations = { "org.opencontainers.image.ref.name": name };
    manifests.push({ ...readDescriptor(reference.manifest), artifactType: PACKAGE_TYPE, annotations });
    if (reference.report) manifests.push({ ...readDescriptor(reference.report), artifactType: REPORT_TYPE });
  }
  return JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests });
}
