// What a request asks for. Only targets in canonical form are understood: of any other the NFVO, or a proxy before it, might
// understand something else than the gate.

import { problem } from "./problem.js";

/** Methods that change nothing (RFC 9110 section 9.2.1). TRACE is none of them: it would send back credentials. */
const READS = ["GET", "HEAD", "OPTIONS"];
const WRITES = ["POST", "PUT", "PATCH", "DELETE"];

/** Segments of paths that are written to: identifiers and names, nothing that may be encoded or cut off (RFC 3986 section 3.3). */
const WRITTEN = /^[A-Za-z0-9._~:@-]+$/;
/** Those of paths that are read may be names of files. */
const READ = /^(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[2-9A-F][0-9A-F])+$/;
/** Encoded characters that need no encoding, and those that some server decodes to a separator, or once more. */
const NOT_CANONICAL = /%(?:2D|2E|2F|5C|5F|7E|7F|25|3[0-9]|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])/;
const QUERY = /^[!$-~]*$/;
/** How frameworks let a query choose another method or path, in names without what is no letter. */
const OVERRIDING = /method|override|originalur[il]|rewriteurl/;

/** `{ path, query, segments, isRead }`; `query` has its question mark. Throws a problem where it is not understood. */
export function readTarget(method, target) {
  const isRead = READS.includes(method);
  if (!isRead && !WRITES.includes(method)) throw problem(501, "method", "the gate has no requests with this method");
  const [, path, query] = /^([^?]*)(\?.*)?$/s.exec(target);
  const segments = path === "/" ? [] : path.slice(1).split("/");
  const isSegment = isRead ? isReadable : isWritable;
  if (!path.startsWith("/") || !segments.every(isSegment)) {
    throw problem(400, "target", "the path is not in canonical form: an absolute path without empty, '.' or '..' segments and without characters that are encoded needlessly; what is written to has no encoded characters at all");
  }
  if (query !== undefined && (!QUERY.test(query) || namesIn(query).some(isOverriding))) {
    throw problem(400, "target", "the query has characters that stand in no query, or it asks for another method");
  }
  return { path, query: query ?? "", segments, isRead };
}

const namesIn = (query) => query.slice(1).split(/[&;]/).map((part) => part.split("=")[0]);

/** What is no UTF-8, or is encoded twice, is refused as well. */
function isOverriding(name) {
  try {
    const plain = decodeURIComponent(name);
    return plain.includes("%") || OVERRIDING.test(plain.toLowerCase().replace(/[^a-z]/g, ""));
  } catch {
    return true;
  }
}

const isWritable = (segment) => WRITTEN.test(segment) && !isDots(segment);
const isReadable = (segment) => READ.test(segment) && !NOT_CANONICAL.test(segment) && !isDots(segment);
const isDots = (segment) => segment === "." || segment === "..";
