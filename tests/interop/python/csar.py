"""csar.py PACKAGE: what OpenStack's tosca-parser, which tacker reads packages with, finds in a CSAR. Prints JSON."""

import json
import sys

from toscaparser.common.exception import ExceptionCollector
from toscaparser.prereq.csar import CSAR

ExceptionCollector.start()
csar = CSAR(sys.argv[1])
is_valid = csar.validate()
problems = ExceptionCollector.getExceptionsReport()
ExceptionCollector.stop()
json.dump({"isValid": is_valid, "problems": problems, "metadata": csar.get_metadata()}, sys.stdout, default=str)
