"""Reads TOSCA.meta as programs in Python do. Prints a list in JSON.

tosca_meta.py yaml: standard input is a list of texts in JSON. Each becomes what YAML makes of it, or a string that says why
nothing.
tosca_meta.py csar: standard input is a list of paths of CSARs in JSON. Each becomes what OpenStack's tosca-parser finds: the
main template and the metadata, or a string that says why nothing.
"""

import json
import sys

import yaml
from toscaparser.common.exception import ExceptionCollector
from toscaparser.prereq.csar import CSAR


def by_yaml(text):
    return yaml.safe_load(text)


def by_tosca_parser(path):
    # References of the main template are another matter: they may lead to files that are not in the CSAR.
    CSAR._validate_external_references = lambda self, template: None
    ExceptionCollector.start()
    csar = CSAR(path)
    csar.validate()
    problems = ExceptionCollector.getExceptionsReport()
    ExceptionCollector.stop()
    return problems and str(problems) or [csar.get_main_template(), csar.get_metadata()]


def answer(read, value):
    try:
        return read(value)
    except Exception as error:
        return repr(error)


read = {"yaml": by_yaml, "csar": by_tosca_parser}[sys.argv[1]]
json.dump([answer(read, value) for value in json.load(sys.stdin)], sys.stdout, default=str)
