"""edited.py SIGNATURE OUTPUT ACTION [ARGUMENT]: changes a SignedData in PEM or DER with asn1crypto.

without N: leaves out the signer at a place. with-certificates FILE: has the certificates of another structure.
flipped N: changes a bit of the signature of the signer at a place. Prints the number of signers.
"""

import json
import sys

from asn1crypto import cms, pem

source, output, action, argument = sys.argv[1:5]


def load(path):
    with open(path, "rb") as file:
        octets = file.read()
    label = pem.unarmor(octets)[0] if pem.detect(octets) else None
    return label, cms.ContentInfo.load(pem.unarmor(octets)[2] if label else octets)


label, info = load(source)
signed_data = info["content"]
signers = [signer.copy() for signer in signed_data["signer_infos"]]
if action == "without":
    del signers[int(argument)]
elif action == "flipped":
    value = signers[int(argument)]["signature"].native
    signers[int(argument)]["signature"] = value[:-1] + bytes([value[-1] ^ 1])
else:
    signed_data["certificates"] = load(argument)[1]["content"]["certificates"]
signed_data["signer_infos"] = cms.SignerInfos(signers)
octets = info.dump()
with open(output, "wb") as file:
    file.write(pem.armor(label, octets) if label else octets)
json.dump(len(signers), sys.stdout)
