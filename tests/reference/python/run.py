"""Runs a Pulumi program against classes made of schema.json, in place of the generated SDK.

Prints the declared resources as JSON. Fails on an argument, a nested key, an enum or an output that the
schema does not have, and on a required argument that is missing.
"""

import json
import re
import runpy
import sys
import types

PACKAGE = "cloudmonitor-relay"
schema = json.load(open(sys.argv[1]))
declared = []


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def kind(name):
    return schema["types"][name.removeprefix("#/types/")]


def check(value, spec, path):
    if isinstance(value, Output):
        return
    if "items" in spec:
        for index, each in enumerate(value):
            check(each, spec["items"], f"{path}[{index}]")
    elif "additionalProperties" in spec:
        for key, each in value.items():
            check(each, spec["additionalProperties"], f"{path}.{key}")
    elif spec.get("$ref", "").startswith("#/types/"):
        target = kind(spec["$ref"])
        if "enum" in target:
            allowed = [each["value"] for each in target["enum"]]
            assert value in allowed, f"{path}: {value} is none of {allowed}"
        else:
            check_object(value, target.get("properties", {}), target.get("required", []), path)
    elif "type" in spec:
        wanted = {"string": str, "number": (int, float), "integer": int, "boolean": bool}[spec["type"]]
        assert isinstance(value, wanted), f"{path}: {value!r} is no {spec['type']}"


def check_object(given, properties, required, path):
    known = {snake(name): spec for name, spec in properties.items()}
    for name, value in given.items():
        assert name in known, f"{path}: there is no {name}; there are {sorted(known)}"
        check(value, known[name], f"{path}.{name}")
    for name in required:
        assert snake(name) in given, f"{path}: {snake(name)} is missing"


class Output:
    def __getitem__(self, _key):
        return Output()


class Config:
    def require(self, _key):
        return Output()

    require_secret = require


def component(type_name, spec):
    def make(self, name, opts=None, **args):
        check_object(args, spec.get("inputProperties", {}), spec.get("requiredInputs", []), name)
        for output in spec.get("properties", {}):
            setattr(self, snake(output), Output())
        declared.append([type_name, name])

    return type(type_name, (), {"__init__": make})


pulumi = types.ModuleType("pulumi")
pulumi.Config = Config
pulumi.export = lambda _name, value: check(value, {}, "output")
sdk = types.ModuleType("pulumi_" + PACKAGE.replace("-", "_"))
for token, spec in schema["resources"].items():
    name = token.split(":")[-1]
    setattr(sdk, name, component(name, spec))
for token, spec in schema["types"].items():
    if "enum" in spec:
        values = {snake(each["name"]).upper(): each["value"] for each in spec["enum"]}
        setattr(sdk, token.split(":")[-1], types.SimpleNamespace(**values))
sys.modules |= {"pulumi": pulumi, sdk.__name__: sdk}

runpy.run_path(sys.argv[2])
print(json.dumps(declared))
