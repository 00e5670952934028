import * as alicloud from "@pulumi/alicloud";
import { expect, test } from "vitest";
import { ConsoleSite } from "../../components/enums.ts";
import { AlertReceiver } from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { readProgram } from "../../program/model/program.ts";
import { receiverArgs } from "../checks/kit.ts";

/** Where links of a source lead, and of another with 30 routes, whose configuration takes several bindings. */
async function sitesOf(
  stack: string | undefined,
  { console, provider }: { console?: ConsoleSite; provider?: string } = {},
): Promise<(string | undefined)[]> {
  const deliverTo = ["pager"];
  const routes = Array.from({ length: 30 }, (_, index) => ({
    name: `the route number ${index} with a long name that people gave it`,
    rules: [`rule-${index}-*`, `another-rule-${index}-*`, `and-one-more-of-them-${index}`],
    deliverTo,
  }));
  const sources = {
    production: { deliverTo, ...(console && { console }) },
    staging: { deliverTo, routes },
  };
  const config: Record<string, string> = stack === undefined ? {} : { "alicloud:accountType": stack };
  const plan = await evaluateInline(
    () => {
      const own = provider && new alicloud.Provider("own", { accountType: provider });
      new AlertReceiver("relay", { ...receiverArgs, sources }, own ? { providers: [own] } : {});
    },
    { config },
  );
  const [receiver] = readProgram(plan).receivers;
  expect(receiver?.config.sources.staging?.routes).toHaveLength(30);
  return ["production", "staging"].map((name) => receiver?.config.sources[name]?.console);
}

test.each([
  ["Domestic", "aliyun.com"],
  ["International", "alibabacloud.com"],
  ["domestic", "aliyun.com"],
  ["Other", undefined],
  [undefined, undefined],
])("the site of the account type %s of the stack is %s", async (type, site) => {
  expect(await sitesOf(type)).toEqual([site, site]);
});

test("a provider of the receiver's own says it before the stack, if it does", async () => {
  expect(await sitesOf("International", { provider: "Domestic" })).toEqual(["aliyun.com", "aliyun.com"]);
  expect(await sitesOf(undefined, { provider: "International" })).toEqual([
    "alibabacloud.com",
    "alibabacloud.com",
  ]);
  expect(await sitesOf(undefined, { provider: "Other" })).toEqual([undefined, undefined]);
  expect(await sitesOf("Domestic", { provider: "Other" })).toEqual(["aliyun.com", "aliyun.com"]);
});

test("what the source says counts before that", async () => {
  const console = ConsoleSite.International;
  expect(await sitesOf("Domestic", { console })).toEqual(["alibabacloud.com", "aliyun.com"]);
  expect(await sitesOf(undefined, { console, provider: "Domestic" })).toEqual([
    "alibabacloud.com",
    "aliyun.com",
  ]);
});
