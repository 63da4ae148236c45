#!/usr/bin/env python3
"""schema.py SCHEMA REPORT... - validate JSON reports; prints what does not fit"""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as f:
    schema = json.load(f)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
bad = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as f:
        report = json.load(f)
    for error in validator.iter_errors(report):
        print("%s: %s: %s" % (path, "/".join(map(str, error.absolute_path)), error.message[:200]))
        bad += 1
sys.exit(bad != 0)
