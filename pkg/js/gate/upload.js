// A package on its way to the NFVO (SEC 021 clauses 6.2 and 6.4): received whole, verified, and forwarded if it has passed. The NFVO
// hears nothing of any other.

import { readExactly } from "../sources/sources.js";
import { countedContent, forward } from "./forward.js";
import { clientFields, fieldsWithoutContent } from "./headers.js";
import { PIECE_LENGTH } from "./limits.js";
import { boundaryOf, contentOfForm } from "./multipart.js";
import { packageProblem, problem } from "./problem.js";
import { spool, tooLarge } from "./spool.js";

/** As what a package may be sent, and what it then is. The NFVO is told what was verified. */
const MEDIA_TYPES = {
  "application/zip": ["application/zip"],
  "application/x-zip-compressed": ["application/zip"],
  "application/cms": ["application/cms"],
  "application/pkcs7-mime": ["application/cms"],
  "application/octet-stream": ["application/zip", "application/cms"],
};

/** States in which a package takes no content: no gigabytes are needed to be told so. */
const TAKEN = ["UPLOADING", "PROCESSING", "ONBOARDED"];

export async function upload(exchange) {
  const { places } = exchange;
  const form = readForm(exchange);
  await askFirst(exchange);
  await places.run(async () => {
    exchange.tellContinue();
    const file = await receive(form, exchange);
    try {
      const mediaType = await verify(file, form, exchange);
      await give(file, mediaType, exchange);
    } finally {
      await file.close();
    }
  });
}

/** In what a package comes: `{ mediaTypes, boundary }`, the media types that it may have. */
function readForm({ request: { headers, rawHeaders }, target, limits }) {
  if (target.query !== "") throw problem(400, "target", "a package is sent without a query");
  const types = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "content-type");
  if (types.length > 1) throw problem(400, "header", "Content-Type is there more than once");
  if (headers["content-encoding"] !== undefined) throw problem(415, "content", "a package is sent without a Content-Encoding");
  if (headers["content-range"] !== undefined) throw problem(400, "content", "a package is sent whole, without a Content-Range");
  // The longest form around a package is some kilobytes.
  if (Number(headers["content-length"] ?? 0) > limits.sizeMax + (64 << 10)) throw tooLarge(limits.sizeMax);
  const type = headers["content-type"] ?? "application/zip";
  if (/^multipart\//i.test(type)) return { mediaTypes: ["application/zip", "application/cms"], boundary: boundaryOf(type) };
  const [mediaType] = type.toLowerCase().split(";");
  const name = mediaType.trim();
  if (Object.hasOwn(MEDIA_TYPES, name)) return { mediaTypes: MEDIA_TYPES[name] };
  throw problem(415, "content", "a package is sent as application/zip, or as application/cms if it is encrypted, or as multipart/form-data with the one part 'file'");
}

/** Whether the NFVO knows this client and this package. Otherwise the client gets its answer, and nothing is received. */
async function askFirst({ nfvo, request, target, signal }) {
  const path = target.path.replace(/\/package_content$/, "");
  const { data } = await nfvo.ask(path, clientFields(request.rawHeaders, { withVersion: true }), signal);
  if (!TAKEN.includes(data?.onboardingState)) return;
  throw problem(409, "state", `the package is in the state ${data.onboardingState}, and takes no content`);
}

function receive({ boundary }, exchange) {
  const { spoolFolder: folder, limits, signal } = exchange;
  const content = countedContent(exchange);
  const chunks = boundary === undefined ? content : contentOfForm(content, boundary);
  return spool(chunks, { folder, sizeMax: limits.sizeMax, signal });
}

/** The media type of what was verified. */
async function verify(file, { mediaTypes }, { route, judge, signal, note }) {
  note({ package: route.id, size: file.size, sha256: file.digests.sha256 });
  const result = await judge.verify(file, { name: `${route.id}.csar`, stage: "onboarding", signal });
  note({ verdict: result.verdict });
  if (result.verdict !== "passed") throw packageProblem(422, result, "the package was not given to the NFVO");
  // A server that goes by the name would read another thing than was verified.
  if (!mediaTypes.includes(result.mediaType)) throw problem(415, "content", `the content is ${result.mediaType}, and its Content-Type says another thing`);
  return result.mediaType;
}

/** From here on the NFVO gets the whole of it, also if the client leaves: half a package would be worse. */
async function give(file, mediaType, exchange) {
  const { request, target, endSignal, signal, count } = exchange;
  signal.throwIfAborted();
  const body = pieces(file, count);
  const fields = [...fieldsWithoutContent(request.rawHeaders), "Content-Type", mediaType];
  await forward({ method: "PUT", path: target.path, fields, body, length: file.size, signal: endSignal }, exchange);
}

/** A file in order, in pieces that are small: many are forwarded at a time, and each to a reader that may be slow. */
async function* pieces(file, count) {
  for (let offset = 0; offset < file.size; ) {
    const piece = await readExactly(file, offset, Math.min(PIECE_LENGTH, file.size - offset));
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    offset += piece.length;
    count("forwarded", piece.length);
  }
}
