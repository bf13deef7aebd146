// The content of external artifacts, as `--external` names it.

/** The files by URI. A URI may have a '=' in its query, so the last one is what divides. */
export function readExternals(options = [], command) {
  const usageError = (message) => new Error(`${message}; see vnfseal ${command} --help`);
  const pairs = options.map((option) => {
    const [, uri, path] = /^(.+)=([^=]+)$/s.exec(option) ?? [];
    if (!uri) throw usageError(`--external needs URI=FILE, not '${option}'`);
    return [uri, path];
  });
  const twice = pairs.find(([uri], index) => pairs.findIndex(([other]) => other === uri) < index);
  if (twice) throw usageError(`--external names '${twice[0]}' twice`);
  return Object.fromEntries(pairs);
}
