"""listed.py PACKAGE MANIFEST: whether the manifest lists each other file of a package once, with its digest.

Prints JSON: the files in the order of the archive, those listed, those whose digest is another, and those unlisted.
"""

import hashlib
import json
import re
import sys
import zipfile

SOURCE = re.compile(r"^Source: (.+)\r?\nAlgorithm: SHA-(\d+)\r?\nHash: ([0-9a-f]+)\r?$", re.MULTILINE)

with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    names = archive.namelist()
    listed = SOURCE.findall(archive.read(sys.argv[2]).decode("utf-8"))
    wrong = [path for path, bits, digest in listed if hashlib.new("sha" + bits, archive.read(path)).hexdigest() != digest]

paths = [path for path, _, _ in listed]
unlisted = [name for name in names if name not in paths and name != sys.argv[2] and not name.endswith("/")]
json.dump({"names": names, "listed": paths, "wrong": wrong, "unlisted": unlisted}, sys.stdout)
