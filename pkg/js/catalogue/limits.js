// How much is read of what a catalogue holds beside packages. Whoever can write to it could have written anything.

/** A manifest or an index: registries take this much at least (distribution spec 1.1, "Pushing manifests"). */
export const MANIFEST_MAX = 4 << 20;

/** A report grows with the files of its package: this is one of 100,000 files. */
export const REPORT_MAX = 128 << 20;

/** All signers of an entry as JSON. The report has the whole of it. */
export const SIGNERS_MAX = 64 << 10;

/** What the file of an entry in a folder says: a name and some digests. */
export const REFERENCE_MAX = 64 << 10;
