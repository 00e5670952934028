import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";
import type { Fault } from "../../local/cloudmonitor/api/faults.ts";
import { applicationGroup, openCloud } from "./clouds.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

interface Kind {
  fault: Omit<Fault, "action" | "skip">;
  /** What the next update needs. */
  next: string[];
}

/** What goes wrong: before the work is done, and after it. */
const KINDS: Record<string, Kind> = {
  "is refused": { fault: { kind: "error", status: 400, code: "InternalError.Injected" }, next: [] },
  // The provider can't delete a contact, a group or an event rule that is gone already, whatever the API
  // answers; a refresh takes it out of the state first.
  "is cut off when it was done": { fault: { kind: "reset", done: true }, next: ["--refresh"] },
};

/** Each call of such an update that changes something, and one of each that reads. */
const CALLS: [action: string, skip: number][] = [
  ["PutContact", 0],
  ["DescribeContactList", 0],
  ["PutContactGroup", 0],
  ["DescribeContactGroupList", 0],
  ["PutResourceMetricRule", 0],
  ["PutResourceMetricRule", 1],
  ["PutGroupMetricRule", 0],
  ["DescribeMetricRuleList", 0],
  ["DescribeMetricRuleList", 1],
  ["PutEventRule", 0],
  ["PutEventRuleTargets", 0],
  ["DescribeEventRuleList", 0],
  ["DescribeEventRuleTargetList", 0],
  ["DeleteEventRules", 0],
  ["DeleteMetricRules", 0],
  ["DeleteContactGroup", 0],
  ["DeleteContact", 0],
];

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/failures.test.ts ${WITHOUT_ALICLOUD}\n`);

/**
 * Each update of this test replaces everything under another name, so that both making and deleting are
 * in it; at one call after the other something goes wrong, and the next update must put it right.
 */
describe.skipIf(WITHOUT_ALICLOUD).concurrent("an update in which one call", () => {
  test.for(Object.entries(KINDS))("%s", { timeout: 600_000 }, async ([, { fault, next }], { expect }) => {
    const { served, account, region, config, secrets } = await openCloud();
    region.putMonitorGroup(applicationGroup(4711));
    const program = fileURLToPath(new URL("../programs/small.ts", import.meta.url));
    const stack = await Stack.open({ program, config: { ...config, suffix: "a" }, secrets, env: {} });
    const held = () => ({
      contacts: [...account.contacts.keys()],
      groups: [...account.groups.values()].map(({ name, contacts }) => [name, contacts]),
      rules: [...region.rules.values()]
        .map((each) => [each.ruleName, each.contactGroups, each.webhook])
        .sort(),
      events: [...region.eventRules.values()].map((each) => [
        each.name.split("--")[0],
        Object.values(each.targets).flat().length,
      ]),
    });
    const wanted = (suffix: string) => ({
      contacts: [`li${suffix}`],
      groups: [[`on-call${suffix}`, [`li${suffix}`]]],
      rules: [`cpu${suffix}`, `shop${suffix}`].map((name) => [
        name,
        `on-call${suffix}`,
        "https://alerts.example.com/hook",
      ]),
      events: [[`disk${suffix}`, 2]],
    });
    try {
      await stack.up();
      expect(held()).toEqual(wanted("a"));
      let failed = 0;
      for (const [index, [action, skip]] of CALLS.entries()) {
        const where = `${action} ${skip}`;
        const suffix = index % 2 === 0 ? "b" : "a";
        served.api.calls.length = 0;
        served.api.faults.clear();
        served.api.faults.add({ action, skip, ...fault });
        const outcome = await stack.tryUp({ suffix });
        const befell = served.api.calls.filter((call) => call.action === action).length > skip;
        expect(befell, `${where} was never called`).toBe(true);
        served.api.faults.clear();
        if (!outcome.ok) {
          failed++;
          const again = await stack.tryUp({}, ...next);
          expect(again.ok, `${where}\n${again.output}`).toBe(true);
        }
        expect(held(), where).toEqual(wanted(suffix));
      }
      expect(failed).toBeGreaterThan(5);
      expect((await stack.preview("--refresh")).steps).toEqual([]);
      expect((await stack.destroy()).ok).toBe(true);
      expect(held()).toEqual({ contacts: [], groups: [], rules: [], events: [] });
    } finally {
      stack.close();
      await served.stop();
    }
  });
});
