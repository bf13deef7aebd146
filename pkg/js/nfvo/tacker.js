// What OpenStack Tacker (16.0.0) makes of a valid package otherwise than SOL 004 has it: what it refuses, and what it does not see.
// It splits the manifest at blank lines, and takes each part with a digest as YAML of exactly one artifact.

/** As it knows them (`csar_utils.HASH_DICT`, `IMAGE_FORMAT_LIST`). */
const ALGORITHMS = ["sha-224", "sha-256", "sha-384", "sha-512"];
const IMAGES = /\.(?:raw|vhd|vhdx|vmdk|vdi|iso|ploop|qcow2|aki|ari|ami|img)$/;

/** Why the engine does not give a text that is too long. */
const TOO_LARGE = "file.too-large";

/** The keys of a part that is an artifact. `Name` is another word for `Source`, and `Content-Type` is passed over. */
const KEYS = ["Source", "Algorithm", "Hash"];

/**
 * Notes on a package that has passed, each `{ effect, message }`, the effect "refuses", "does not see", "fetches" or "unknown". `report` is that
 * of the package, and `readManifest` gives `{ text }` of its manifest, or rejects where that is too long to be read as text.
 */
export async function notesOfTacker(report, readManifest) {
  if (report.package.packageSecurityOption === "OPTION_2") {
    return [note("refuses", "packages of Option 2: it looks for TOSCA.meta in the outer archive. Upload the CSAR that is in it; the signature beside it stays behind")];
  }
  if (report.package.manifestPath === undefined) return [];
  try {
    return notesOfManifest((await readManifest()).text);
  } catch (error) {
    // Whatever else is wrong with the file is no note: what was verified is not there any more, say.
    if (error.reason !== TOO_LARGE) throw error;
    return [{ effect: "unknown", message: `What OpenStack Tacker makes of this package is not known: ${error.message}` }];
  }
}

function notesOfManifest(text) {
  if (text.includes("\r\n")) return [note("refuses", "manifests with CRLF line ends: it finds no blank lines in them")];
  const parts = text.split(/\n\n+/).filter((part) => /Algorithm:|Hash:/.test(part));
  const artifacts = parts.map(readPart);
  const found = [
    [artifacts.some(({ isSigned }) => isSigned), "refuses", "manifests whose signature follows the last artifact without a blank line"],
    [artifacts.some(({ others, isSigned }) => !isSigned && others.length > 0), "refuses", `artifacts with more keys than ${KEYS.join(", ")}${some(artifacts.flatMap(({ others }) => others))}`],
    [artifacts.some(({ hash }) => /[A-F]/.test(hash)), "refuses", "digests in upper case"],
    [artifacts.some(({ algorithm }) => algorithm && !ALGORITHMS.includes(algorithm.toLowerCase())), "refuses", `digests by other algorithms than ${ALGORITHMS.join(", ")}`],
    [artifacts.some(({ sources }) => sources.length > 1), "does not see", `artifacts between which there is no blank line: it checks the last of them only${some(artifacts.flatMap(({ sources }) => sources.slice(0, -1)))}`],
    [artifacts.some(isImage), "does not see", `whether images are what was signed: it does not check them${some(artifacts.filter(isImage).map(({ source }) => source))}`],
    [artifacts.some(isElsewhere), "fetches", `artifacts from where the manifest says that they are${some(artifacts.filter(isElsewhere).map(({ source }) => source))}`],
  ];
  return found.filter(([is]) => is).map(([, effect, what]) => note(effect, what));
}

/** What a part says. Of a key that is there twice, YAML has the last value. */
function readPart(part) {
  const isSigned = /^-----BEGIN /m.test(part);
  const lines = part.split("\n").filter((line) => line.trim() !== "" && !/^(?:-----|[A-Za-z0-9+/=]{40,}$)/.test(line));
  const pairs = lines.map((line) => /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(line)).filter(Boolean);
  const valuesOf = (...names) => pairs.filter(([, key]) => names.includes(key)).map(([, , value]) => value);
  const sources = valuesOf("Source", "Name");
  const known = [...KEYS, "Name", "Content-Type"];
  return {
    isSigned,
    sources,
    source: sources.at(-1) ?? "",
    algorithm: valuesOf("Algorithm").at(-1),
    hash: valuesOf("Hash").at(-1) ?? "",
    others: isSigned ? [] : pairs.map(([, key]) => key).filter((key) => !known.includes(key)),
  };
}

function isImage({ source }) {
  return IMAGES.test(source);
}

function isElsewhere({ source }) {
  return !isImage({ source }) && /^(?:file:|[a-z][a-z0-9+.-]*:\/\/)/i.test(source);
}

/** An example. */
function some(names) {
  return names.length === 0 ? "" : `, for example '${names[0].slice(0, 200)}'`;
}

function note(effect, what) {
  return { effect, message: `OpenStack Tacker ${effect} ${what}.` };
}
