"""Unpacks archives with Python's zipfile: a line for each on standard input with its path, a tab, and an empty folder.
Answers each line with "ok" or with what went wrong."""

import sys
import zipfile

for line in sys.stdin:
    archive, folder = line.rstrip("\n").split("\t")
    try:
        with zipfile.ZipFile(archive) as opened:
            names = opened.namelist()
            if len(set(names)) != len(names):
                raise ValueError("a name is there twice")
            opened.extractall(folder)
        print("ok")
    except Exception as error:
        print(repr(error).replace("\n", " "))
