import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAccountTable } from "../../components/index.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { relay, relayHere } from "./run.ts";

const MANAGEMENT = "1100000000000000";
const SHOP = "1100000000000001";
const PAYMENTS = "1100000000000002";

describe("accounts", () => {
  let served: ServedCloudMonitor;
  let file: string;
  const key = localKey(MANAGEMENT);
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: key.id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret };

  beforeAll(async () => {
    served = await serveCloudMonitor({ keys: [key], region: "cn-hangzhou", timePasses: false });
  });
  afterAll(() => served.stop());

  beforeEach(() => {
    const { accounts } = served.api.clouds;
    accounts.clear();
    named(MANAGEMENT, "Management");
    named(SHOP, "Shop & Co.");
    file = join(mkdtempSync(join(tmpdir(), "relay-accounts-")), "accounts.json");
  });

  function named(id: string, name: string): void {
    served.api.clouds.account(id).displayName = name;
  }

  const args = (...more: string[]) => [
    ...["accounts", "--out", file, "--endpoint", served.endpoint, "--protocol", "http"],
    ...more,
  ];
  const run = (...more: string[]) => relayHere(args(...more), env);
  const table = () => JSON.parse(readFileSync(file, "utf8"));

  test("writes a line for each account of the directory, which programs read", async () => {
    const { code, stdout, stderr } = await run("--region", "ap-southeast-1", "--role", "monitoring");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^- `management` \(Management, 1100000000000000\) is in the directory/),
      expect.stringMatching(/^- `shop-co` \(Shop & Co\., 1100000000000001\) is in the directory/),
      "",
    ]);
    expect(readAccountTable(file)["shop-co"]).toEqual({
      accountId: SHOP,
      displayName: "Shop & Co.",
      region: "ap-southeast-1",
      role: "monitoring",
      roleArn: `acs:ram::${SHOP}:role/monitoring`,
    });
    expect(await run("--check")).toMatchObject({
      code: 0,
      stdout: `${file} has every account of the resource directory\n`,
    });
  });

  test("--check says what differs, ends with 1 and writes nothing", async () => {
    await run();
    const before = readFileSync(file, "utf8");
    named(PAYMENTS, "Payments");
    named(SHOP, "Market");
    served.api.clouds.accounts.delete(MANAGEMENT);
    // As people run it.
    const { code, stdout } = await relay(args("--check", "--json"), undefined, env);
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        ok: false,
        differences: [
          { what: "renamed", key: "shop-co", accountId: SHOP, displayName: "Market" },
          { what: "added", key: "payments", accountId: PAYMENTS, displayName: "Payments" },
          { what: "gone", key: "management", accountId: MANAGEMENT, displayName: "Management" },
        ],
      },
    ]);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("keeps what people wrote, and the key of an account that is renamed", async () => {
    await run();
    const { management, ...others } = table();
    const own = { ...others, management: { ...management, leftOut: "pays, and runs nothing" } };
    own["shop-co"].region = "cn-beijing";
    own["shop-sg"] = { ...own["shop-co"], region: "ap-southeast-1" };
    writeFileSync(file, JSON.stringify(own));
    named(SHOP, "Market");
    await run();
    expect(table()).toEqual({
      "shop-co": { ...own["shop-co"], displayName: "Market" },
      management: own.management,
      "shop-sg": { ...own["shop-sg"], displayName: "Market" },
    });
    expect(Object.keys(readAccountTable(file))).toEqual(["shop-co", "shop-sg"]);
  });

  test("reads every page, and gives two of one name a key each", async () => {
    for (let each = 0; each < 150; each++) named(`12000000000${1000 + each}`, "Team");
    await run();
    expect(Object.keys(table())).toHaveLength(152);
    expect(Object.keys(table()).slice(2, 4)).toEqual(["team", "team-120000000001001"]);
  });

  test("is not usable without access, and writes nothing", async () => {
    served.api.faults.add({ action: "ListAccounts", kind: "error", status: 403, code: "NoPermission" });
    const { code, stderr } = await run();
    expect([code, existsSync(file)]).toEqual([2, false]);
    expect(stderr).toMatch(/^accounts: ListAccounts: NoPermission: /);
  });

  test.for([
    ["{", /is no JSON/],
    ["[]", /must be an object/],
    ['{"a":{"accountId":"12345"}}', /a: displayName is missing/],
    ['{"a":{"accountId":"x","displayName":"A","region":"r","role":"r"}}', /accountId must be digits/],
    [
      '{"a":{"accountId":"12345","displayName":"A","region":"r","role":"r"},"b":{"accountId":"12345","displayName":"A","region":"r","role":"r"}}',
      /b: is the same account and region as a/,
    ],
    [
      '{"a":{"accountId":"12345","displayName":"A","region":"r","role":"r","leftOut":true}}',
      /leftOut must be text/,
    ],
  ] as const)("refuses a table that is none: %s", async ([text, why]) => {
    writeFileSync(file, text);
    const { code, stderr } = await run();
    expect([code, readFileSync(file, "utf8")]).toEqual([2, text]);
    expect(stderr).toMatch(why);
    expect(() => readAccountTable(file)).toThrow(why);
  });

  test("--check of a table that is not there says so", async () => {
    expect(await run("--check")).toMatchObject({ code: 2, stderr: expect.stringContaining("is not there") });
  });
});
