import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { configurationOf } from "../../program/project/configuration.ts";
import { LocalStackFile } from "../../program/project/local-stack-file.ts";
import { madeUpConfiguration } from "../../program/project/made-up-stack.ts";
import { hasProject, readProject } from "../../program/project/project.ts";
import { readStackFile, requireStackFile, stackNames } from "../../program/project/stack-file.ts";

/** A folder with these files. */
function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "relay-project-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const project = (yaml: string, files: Record<string, string> = {}) =>
  readProject(folder({ "Pulumi.yaml": `name: shop\n${yaml}`, ...files }));

describe("a project", () => {
  test("is read from either name of its file, or said not to be there", () => {
    const directory = folder({ "Pulumi.yml": "name: shop\nmain: src" });
    expect([hasProject(directory), readProject(directory)]).toMatchObject([
      true,
      { name: "shop", main: "src" },
    ]);
    const empty = folder({});
    expect(hasProject(empty)).toBe(false);
    expect(() => readProject(empty)).toThrow(
      "Pulumi.yaml: not found; run this in the folder of a Pulumi program",
    );
    expect(() => readProject(folder({ "Pulumi.yaml": "main: src" }))).toThrow("name is missing");
  });

  test("declares configuration in full or by a default alone", () => {
    const { config } = project(`
config:
  secret: { type: string, secret: true }
  number: { type: integer, default: 3 }
  other:key: { value: set }
  short: eu-central-1
  count: 5
  flag: false
  list: [a]
  none:
`);
    expect(config).toEqual({
      secret: { type: "string", secret: true, default: undefined },
      number: { type: "integer", secret: false, default: 3 },
      "other:key": { type: "string", secret: false, default: "set" },
      short: { type: "string", secret: false, default: "eu-central-1" },
      count: { type: "integer", secret: false, default: 5 },
      flag: { type: "boolean", secret: false, default: false },
      list: { type: "array", secret: false, default: ["a"] },
      none: { type: "string", secret: false, default: undefined },
    });
  });
});

describe("a stack's file", () => {
  const text = "config:\n  shop:a: 1\n  b: { c: [d] }\n  e: { secure: v1:x }\n  f: { g: { secure: v1:y } }\n";

  test.each([
    ["beside Pulumi.yaml", "", "Pulumi.prod.yaml"],
    ["with the other ending", "", "Pulumi.prod.yml"],
    ["where stackConfigDir says", "stackConfigDir: stacks", "stacks/Pulumi.prod.yaml"],
    ["where the old name of that says", "config: stacks", "stacks/Pulumi.prod.yml"],
  ])("is found %s", (_name, yaml, file) => {
    const found = project(yaml, { [file]: text });
    expect(stackNames(found)).toEqual(["prod"]);
    expect(readStackFile(found, "prod")).toEqual({
      values: { "shop:a": "1", "shop:b": '{"c":["d"]}' },
      encrypted: { "shop:e": '{"secure":"v1:x"}', "shop:f": '{"g":{"secure":"v1:y"}}' },
      encryption: "[null,null,null]",
    });
    expect(readStackFile(found, "staging")).toBeUndefined();
    expect(() => requireStackFile(found, "staging")).toThrow(
      /Pulumi\.staging\.yaml: not found: there is no configuration of a stack "staging"; there are prod$/,
    );
  });

  test("of a folder that is not there is none", () => {
    expect(stackNames(project("stackConfigDir: stacks"))).toEqual([]);
  });

  test("of this machine is written where the project keeps them, and never over a real one's", () => {
    const shop = project("stackConfigDir: stacks", { "real/Pulumi.yaml": "name: shop" });
    new LocalStackFile(shop, "local").write(configurationOf(shop, {}), [], "127.0.0.1:4000");
    const { config } = parse(readFileSync(join(shop.directory, "stacks/Pulumi.local.yaml"), "utf8"));
    expect(config).toMatchObject({ "alicloud:region": "cn-hangzhou", "alicloud:protocol": "HTTP" });
    const real = project("", { "Pulumi.prod.yml": text });
    expect(() => new LocalStackFile(real, "prod")).toThrow("Pulumi.prod.yml is the configuration of a stack");
  });
});

describe("the configuration that a program is evaluated with", () => {
  const shop = project(`
config:
  hostname: { type: string }
  token: { type: string, secret: true }
  usual: { type: integer, default: 3 }
  alicloud:region: { default: cn-beijing }
`);
  const file = {
    values: { "shop:hostname": "file.example.com" },
    encrypted: { "shop:token": '{"secure":"v1:x"}', "shop:pair": '{"open":"o","closed":{"secure":"v1:y"}}' },
    encryption: "",
  };

  test("takes what is given, then the file, then defaults, and makes the rest up", () => {
    const made = configurationOf(shop, { usual: "4" });
    expect(made.config).toMatchObject({ "shop:usual": "4" });
    // Nobody has asked for it yet.
    expect(made.config).not.toHaveProperty("shop:hostname");
    expect(made.config["alicloud:region"]).toBe("cn-beijing");
    expect(made.config["cloudmonitor-relay:callbackSecret"]?.length).toBeGreaterThanOrEqual(32);
    expect(made.secretKeys.sort()).toEqual(["cloudmonitor-relay:callbackSecret", "shop:token"]);
    expect(made.standIns).toEqual([]);

    const filed = configurationOf(shop, { hostname: "given.example.com" }, { file });
    expect(filed.config).toMatchObject({ "shop:hostname": "given.example.com", "shop:usual": "3" });
    expect(filed.config["shop:token"]).not.toContain("v1:x");
    const pair = JSON.parse(filed.config["shop:pair"] ?? "") as Record<string, string>;
    expect(pair.open).toBe("o");
    expect(pair.closed).toMatch(/^[\w-]{32}$/);
    expect(pair.closed).not.toBe(filed.config["shop:token"]);
    expect(filed.secretKeys).toContain("shop:pair");
    expect(filed.standIns.sort()).toEqual(["shop:pair", "shop:token"]);
  });

  test("is filled for a stack that Pulumi runs on this machine, with secrets of its own", async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => madeUpConfiguration(shop, "local", { usual: "4" })),
    );
    expect(one?.config).toMatchObject({ "shop:hostname": "alerts.example.com", "shop:usual": "4" });
    expect(one?.secretKeys).toContain("shop:token");
    expect(one?.config["shop:token"]).not.toBe(other?.config["shop:token"]);
  });

  test("has one stand-in for one encrypted text, and another for another", () => {
    const token = (secure: string, comparable = true) => {
      const encrypted = { "shop:token": JSON.stringify({ secure }) };
      const given = { file: { ...file, encrypted }, comparable };
      return configurationOf(shop, {}, given).config["shop:token"];
    };
    expect(token("v1:x")).toBe(token("v1:x"));
    expect(token("v1:x")).not.toBe(token("v1:z"));
    // Encrypted anew, nobody can tell: then it counts as the same.
    expect(token("v1:x", false)).toBe(token("v2:x", false));
  });
});
