// Bounds of the gate that nobody has to choose, each with its reason. What an operator may choose has its default here too.

/** How long a client or the NFVO may be silent while something is expected of it. An NFVO checks a package before it answers. */
export const CLIENT_SILENCE_MS = 60_000;
export const NFVO_SILENCE_MS = 300_000;

/** How long a refused client may go on sending before its connection is closed: one that never reads its answer sees a reset. */
export const LINGER_MS = 5_000;

/** How long an answer of the NFVO is waited for after it has stopped to read: it came before, or it does not come. */
export const ANSWER_AFTER_RESET_MS = 500;

/** How long a client may take to send the content of such a request. */
export const CONTENT_MS = 15_000;

/** Requests of LCM operations and answers about one resource are some kilobytes. */
export const JSON_MAX = 4 << 20;

/** More packages and NSDs than a network service has. */
export const MEMBERS_MAX = 256;

/** Bytes of a package that are forwarded at a time. */
export const PIECE_LENGTH = 256 << 10;

/** Bytes of a package that are asked for at a time, and held in memory meanwhile. */
export const RANGE_LENGTH = 2 << 20;

/** As many findings as somebody reads in an answer. The others are counted. */
export const FINDINGS_MAX = 50;
export const TEXT_MAX = 1000;

/** As many packages that have passed are remembered. An entry is a digest and a time. */
export const REMEMBERED_MAX = 1024;

/** A thread whose engine has grown to this is replaced after its package: such memory is never given back. */
export const ENGINE_MEMORY_MAX = 256 << 20;

/** The heap of a thread. The engine's bounds keep a report far below. */
export const THREAD_HEAP_MB = 1024;

/** How long a gate that stops waits for what is under way. */
export const STOP_MS = 30_000;

/** How long requests that are ended then have to be answered. */
export const STOPPED_MS = 1_000;

/** What may be chosen, and what it is otherwise. */
export const DEFAULTS = {
  /** Bytes of a package. */
  sizeMax: 16 * 2 ** 30,
  /** How long it may take to receive and to verify it. */
  timeMs: 3_600_000,
  /** Packages that are received, fetched or verified at a time: each is a file in the spool. */
  transfers: 128,
  connections: 1024,
  /** How long a package that has passed is not verified again before it is used. Certificates may be revoked meanwhile. */
  rememberMs: 300_000,
};
