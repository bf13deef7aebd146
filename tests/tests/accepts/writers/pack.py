"""Packs a folder with Python's zipfile: pack.py {normal|folders|streamed|zip64|streamed-zip64} FOLDER, to standard output."""

import io
import pathlib
import sys
import zipfile


class Pipe(io.RawIOBase):
    """An output that cannot go back, so that sizes and CRC-32 come in data descriptors."""

    def writable(self):
        return True

    def write(self, data):
        return sys.stdout.buffer.write(data)


mode, folder = sys.argv[1], pathlib.Path(sys.argv[2])
streamed = mode.startswith("streamed")
output = Pipe() if streamed else io.BytesIO()
with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if mode == "folders":
                archive.write(path, name)
        elif mode.endswith("zip64"):
            # The ZIP64 field goes to the local header alone: the directory is written when the sizes are known.
            with archive.open(zipfile.ZipInfo.from_file(path, name), "w", force_zip64=True) as entry:
                entry.write(path.read_bytes())
        else:
            archive.write(path, name)
if not streamed:
    sys.stdout.buffer.write(output.getvalue())
