import { readdirSync, readFileSync } from "node:fs";
import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { AlarmContact } from "@pulumi/alicloud/cms/alarmContact.js";
import { AlarmContactGroup } from "@pulumi/alicloud/cms/alarmContactGroup.js";
import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { SETTINGS_KEY } from "../../checks/support/settings.ts";
import * as components from "../../components/index.ts";
import { parseStackFile } from "../../program/project/stack-file.ts";
import { findingsOf, type Given, programOf } from "./kit.ts";

const folder = new URL("../../docs/checks/", import.meta.url);
const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ""));

/** What the examples may name besides the package's exports. */
const names = (given: Given) => ({
  ...components,
  // Of the whole SDK, which takes seconds to load, what the examples use.
  alicloud: { Provider, cloudmonitor: { ServiceMetricAlarmRule }, cms: { AlarmContact, AlarmContactGroup } },
  pulumi,
  callback: given.callback,
  onCall: { groupName: given.contactGroups[0] },
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  credential: "made-up-token",
});

/** Runs an example beside a contact and the group on-call, and says what the check finds. */
async function find(id: string, section: string) {
  const block = (kind: string) => new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, "s").exec(section)?.[1];
  const stack = parseStackFile(block("yaml") ?? "", "shop");
  const { [SETTINGS_KEY]: settings = "{}", ...config } = stack.values;
  const declare = (given: Given) => {
    const scope = names(given);
    new Function(...Object.keys(scope), block("ts") ?? "")(...Object.values(scope));
  };
  const program = await programOf(declare, { config });
  return findingsOf(program, id, JSON.parse(settings) as Record<string, unknown>).open;
}

test("every check has a page, every page a check, and the list all of them", () => {
  expect(pages.filter((page) => page !== "README").sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  const list = readFileSync(new URL("README.md", folder), "utf8");
  for (const { id, severity, summary } of CHECKS) {
    expect(list).toContain(`| [${id}](${id}.md) | ${severity} | ${summary} |`);
  }
});

describe.each(CHECKS.map(({ id, severity, summary, parameters }) => ({ id, severity, summary, parameters })))(
  "the page of $id",
  ({ id, severity, summary, parameters = {} }) => {
    const page = readFileSync(new URL(`${id}.md`, folder), "utf8");
    const [head = "", example = "", solution = ""] = page.split(/^## .*$/m);

    test("says what the check says", () => {
      expect(head).toContain(`# ${id}\n\n**${severity}**, for `);
      expect(head).toContain(summary);
      for (const name of Object.keys(parameters)) expect(page).toContain(`| \`${name}\` |`);
    });

    test("has an example that triggers it and a solution that does not", async () => {
      expect(await find(id, example)).not.toEqual([]);
      expect(await find(id, solution)).toEqual([]);
    });
  },
);
