// How much a caller of `vnfseal serve`, and the NFVO behind it, may send, and how long both may take.

/** The largest package that is relayed: a software image of 32 GB, and as much again. */
export const PACKAGE_MAX = 64 * 2 ** 30;

/** What a package may take beside its size: slower ones hold a connection for its own sake. */
export const UPLOAD_BASE_MS = 60_000;
export const UPLOAD_BYTES_PER_SECOND_MIN = 16 << 10;

/** How long a caller may say nothing, and how long the head of a request may take. */
export const SILENCE_MS = 60_000;
export const HEAD_MS = 10_000;

/** How long the NFVO may take to answer after a package: it may store all of it before it does. */
export const UPLOAD_ANSWER_MS = 600_000;

/** What is shown of a text that somebody else has written. */
export const TEXT_MAX = 500;

/** Browsers use six connections for a page. */
export const CONNECTIONS_MAX = 64;
export const UPLOADS_MAX = 4;

/** The packages that the relay remembers as its own. */
export const PACKAGES_MAX = 1000;

/** How long after a package was made at the NFVO the page may take to begin to send it: it does so at once. */
export const UNSENT_MS = 120_000;

/** The entries of a catalogue that are listed. */
export const ENTRIES_MAX = 1000;
