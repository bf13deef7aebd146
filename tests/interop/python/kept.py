"""kept.py OLD NEW ENTRY: what of a package is the same after a signer was added to the SignedData in one entry.

The archive is read with zipfile, and the structure with asn1crypto. Prints JSON with one truth value for each thing.
"""

import json
import re
import sys
import zipfile
from base64 import b64decode

from asn1crypto import cms

BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----\r?\n(.*?)-----END \1-----", re.DOTALL)


def entries(path):
    """Each entry in order: its name, its octets from the local header to the next one, and its content."""
    with open(path, "rb") as file, zipfile.ZipFile(path) as archive:
        whole = file.read()
        assert archive.testzip() is None
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [info.header_offset for info in infos[1:]] + [archive.start_dir]
        octets = [whole[info.header_offset:end] for info, end in zip(infos, ends)]
        return [(info, octets[at], archive.read(info)) for at, info in enumerate(infos)]


def described(info):
    """What the directory says of an entry, except where it is."""
    return (info.filename, info.date_time, info.compress_type, info.comment, info.extra, info.external_attr,
            info.flag_bits, info.CRC, info.compress_size, info.file_size)


def block(content):
    """The octets around the structure, and the structure."""
    if content[:1] == b"\x30":
        return b"", content, b""
    found = list(BLOCK.finditer(content))[-1]
    label = found.group(1)
    return content[:found.start()] + label, b64decode(found.group(2)), content[found.end():]


def elements(values):
    return [value.dump() for value in values or []]


def compare(old, new):
    is_changed = lambda info: info.filename == sys.argv[3]
    others = lambda package: [(described(info), octets) for info, octets, _ in package if not is_changed(info)]
    names = lambda package: [info.filename for info, _, _ in package]
    [before] = [block(content) for info, _, content in old if is_changed(info)]
    [after] = [block(content) for info, _, content in new if is_changed(info)]
    was, now = [cms.ContentInfo.load(each[1])["content"] for each in (before, after)]
    signers = [elements(each["signer_infos"]) for each in (was, now)]
    certificates = [elements(each["certificates"]) for each in (was, now)]
    algorithms = [{value["algorithm"].dotted for value in each["digest_algorithms"]} for each in (was, now)]
    return {
        "entries": names(old) == names(new) and others(old) == others(new),
        "text": before[0] == after[0] and before[2] == after[2],
        "content": was["encap_content_info"]["content"].native == now["encap_content_info"]["content"].native,
        "version": was["version"].native == now["version"].native,
        "signers": signers[0] == signers[1][:-1],
        "certificates": certificates[0] == certificates[1][:len(certificates[0])],
        "lists": elements(was["crls"]) == elements(now["crls"]),
        "algorithms": algorithms[0] <= algorithms[1],
    }


json.dump(compare(*[entries(path) for path in sys.argv[1:3]]), sys.stdout)
