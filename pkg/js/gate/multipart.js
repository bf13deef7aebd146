// A package that comes as a form (RFC 7578): one part, `file`. Anything else is refused. The NFVO gets the content alone, so it
// reads no form and cannot read another one.

import { problem } from "./problem.js";

/** A part has some fields of a line each. */
const FIELDS_MAX = 8 << 10;

const BOUNDARY = /^multipart\/form-data\s*;\s*boundary=(?:"([0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?])"|([0-9A-Za-z'+_\-.]{1,70}))\s*$/i;
const DISPOSITION = /^form-data\s*;\s*name="?file"?\s*(?:;\s*filename\*?=(?:"[^"]*"|[^\s;"]+)\s*)*$/i;

/** The boundary in a `Content-Type`. */
export function boundaryOf(contentType) {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  if (quoted === undefined && plain === undefined) throw invalid("its Content-Type has one parameter, a boundary (RFC 2046 section 5.1.1)");
  return quoted ?? plain;
}

/** The content of the only part of a form. It throws at the end if there is anything else. */
export async function* contentOfForm(chunks, boundary) {
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  // So that the first delimiter is one as any other.
  let pending = Buffer.from("\r\n");
  let state = "before";
  for await (const chunk of chunks) {
    pending = Buffer.concat([pending, chunk]);
    if (state === "before") {
      const end = endOfFields(pending, delimiter);
      if (end < 0) continue;
      checkFields(pending.toString("latin1", delimiter.length + 2, end));
      pending = pending.subarray(end + 4);
      state = "content";
    }
    if (state === "content") {
      const at = pending.indexOf(delimiter);
      const safe = at < 0 ? Math.max(0, pending.length - delimiter.length + 1) : at;
      if (safe > 0) yield pending.subarray(0, safe);
      pending = pending.subarray(safe);
      if (at >= 0) state = "behind";
    }
    if (state === "behind" && pending.length > delimiter.length + 4) throw invalid("something follows its only part");
  }
  const closing = pending.toString("latin1", delimiter.length);
  if (state !== "behind" || (closing !== "--" && closing !== "--\r\n")) throw invalid("it does not end with its closing delimiter");
}

/** Where the last line of the fields ends, -1 if that has not come yet. */
function endOfFields(bytes, delimiter) {
  const start = Buffer.concat([delimiter, Buffer.from("\r\n")]);
  const length = Math.min(bytes.length, start.length);
  if (!bytes.subarray(0, length).equals(start.subarray(0, length))) throw invalid("it does not begin with its delimiter");
  const end = bytes.indexOf("\r\n\r\n", start.length);
  if (end > FIELDS_MAX || (end < 0 && bytes.length > FIELDS_MAX)) throw invalid("the fields of its part are too long");
  return end;
}

function checkFields(text) {
  const lines = text.split("\r\n");
  if (!lines.every((line) => /^[\w-]+:/.test(line))) throw invalid("the fields of its part are not in lines of a name and a value");
  const fields = lines.map((line) => ({ name: line.slice(0, line.indexOf(":")).toLowerCase(), value: line.slice(line.indexOf(":") + 1).trim() }));
  const values = (name) => fields.filter((field) => field.name === name).map(({ value }) => value);
  const dispositions = values("content-disposition");
  if (dispositions.length !== 1 || !DISPOSITION.test(dispositions[0])) throw invalid("it has one part, whose name is 'file'");
  if (values("content-transfer-encoding").some((value) => !/^(?:binary|8bit|7bit)$/i.test(value))) throw invalid("its part is encoded");
}

function invalid(complaint) {
  return problem(400, "form", `the form is not one with a package: ${complaint}`);
}
