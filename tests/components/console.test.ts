import * as pulumi from "@pulumi/pulumi";
import { afterEach, expect, test } from "vitest";
import { ConsoleSite } from "../../components/enums.ts";
import { readConfiguration } from "../../components/receiver/configuration.ts";
import { Problems } from "../../components/validation/problems.ts";
import { receiverArgs } from "../checks/kit.ts";

afterEach(() => pulumi.runtime.setAllConfig({}));

function consoleOf(accountType: string | undefined, console?: ConsoleSite): string | undefined {
  pulumi.runtime.setAllConfig(accountType === undefined ? {} : { "alicloud:accountType": accountType });
  const sources = { production: { deliverTo: ["pager"], ...(console && { console }) } };
  const problems = new Problems({ type: "AlertReceiver", name: "relay" });
  return readConfiguration(problems, { ...receiverArgs, sources }, "relay").sources.production?.console;
}

test.each([
  ["Domestic", "aliyun.com"],
  ["International", "alibabacloud.com"],
  ["domestic", "aliyun.com"],
  ["Other", undefined],
  [undefined, undefined],
])("the site of the account type %s is %s", (type, site) => {
  expect(consoleOf(type)).toBe(site);
});

test("what the source says counts before that", () => {
  expect(consoleOf("Domestic", ConsoleSite.International)).toBe("alibabacloud.com");
});
