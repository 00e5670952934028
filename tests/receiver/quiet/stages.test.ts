import { describe, expect, test } from "vitest";
import type { Alert } from "../../../receiver/alert.ts";
import type { InhibitionConfig, MaintenanceConfig, SourceConfig } from "../../../receiver/config/config.ts";
import { graceEnd } from "../../../receiver/quiet/inhibition.ts";
import type { Seen } from "../../../receiver/quiet/stage.ts";
import { factsOf, heldBy } from "../../../receiver/quiet/stages.ts";
import { fields } from "../callback.ts";
import { one } from "../sources/read.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const HOUR = 3_600_000;
const alert: Alert = one(new URLSearchParams(fields()).toString(), "rule=ecs-cpu&label.team=shop");

const source = (changes: Partial<SourceConfig>): SourceConfig => ({
  generation: 1,
  deliverTo: ["pager"],
  language: "en",
  severities: {},
  ...changes,
});

const seen = (settings: SourceConfig, changes: Partial<Seen> = {}): Seen => ({
  settings,
  now: NOW,
  since: NOW,
  causeOf: () => undefined,
  ...changes,
});

describe("what an alert meets", () => {
  const window: MaintenanceConfig = { name: "patching", when: { rule: ["ecs-*"] } };
  const inhibition: InhibitionConfig = {
    name: "host",
    cause: { rule: ["host-*"] },
    effects: { rule: ["ecs-*"] },
  };

  test("is nothing where nothing is declared, and of neither that does not match", () => {
    expect(factsOf(source({}), alert, "critical")).toBeUndefined();
    const other = { ...alert, rule: { key: "rds-cpu", name: "rds-cpu" } };
    const both = source({ maintenance: [window], inhibitions: [inhibition] });
    expect(factsOf(both, other, "critical")).toBeUndefined();
  });

  test("is each by its stage", () => {
    const both = source({ maintenance: [window], inhibitions: [inhibition] });
    expect(factsOf(both, alert, "critical")).toEqual({
      maintenance: [{ name: "patching" }],
      inhibition: [{ name: "host", key: "" }],
    });
    expect(factsOf(source({ inhibitions: [inhibition] }), alert, "critical")).toEqual({
      inhibition: [{ name: "host", key: "" }],
    });
  });

  test.each(["test", "unrecognised", "receiver"] as const)(
    "is nothing for what is never held: %s",
    (kind) => {
      const all = source({ maintenance: [{ name: "all", when: {} }] });
      expect(factsOf(all, { ...alert, kind }, "critical")).toBeUndefined();
      expect(factsOf(all, alert, "critical")).toBeDefined();
    },
  );

  test("is no window that its level passes", () => {
    const settings = source({ maintenance: [{ ...window, passes: ["critical"] }] });
    expect(factsOf(settings, alert, "critical")).toBeUndefined();
    expect(factsOf(settings, alert, "warn")).toEqual({ maintenance: [{ name: "patching" }] });
  });

  test("may be a cause, which the same inhibition never holds", () => {
    const either = source({ inhibitions: [{ ...inhibition, cause: { level: ["critical"] } }] });
    expect(factsOf(either, alert, "critical")).toEqual({
      inhibition: [{ name: "host", key: "", cause: true }],
    });
    expect(factsOf(either, alert, "warn")).toEqual({ inhibition: [{ name: "host", key: "" }] });
  });

  test("is only what has the texts that both have to share", () => {
    const same = (...names: string[]) => source({ inhibitions: [{ ...inhibition, same: names }] });
    expect(factsOf(same("instanceId", "team"), alert, "critical")).toEqual({
      inhibition: [{ name: "host", key: "instanceId=i-1, team=shop" }],
    });
    expect(factsOf(same("instanceId", "cluster"), alert, "critical")).toBeUndefined();
  });
});

describe("a window", () => {
  const window = (name: string, from: number, until: number): MaintenanceConfig => ({
    name,
    when: {},
    from: NOW + from,
    until: NOW + until,
  });
  const held = (windows: MaintenanceConfig[], met: string[]) =>
    heldBy({ maintenance: met.map((name) => ({ name })) }, seen(source({ maintenance: windows })));

  test("holds until it ends", () => {
    const reason = { stage: "maintenance", name: "a", until: NOW + HOUR };
    expect(held([window("a", -HOUR, HOUR)], ["a"])).toEqual(reason);
    expect(held([window("a", 0, HOUR)], ["a"])).toEqual(reason);
  });

  test("holds nothing before, after, or of what does not meet it", () => {
    expect(held([window("a", 1, HOUR)], ["a"])).toBeUndefined();
    expect(held([window("a", -HOUR, 0)], ["a"])).toBeUndefined();
    expect(held([window("a", -HOUR, HOUR)], ["b"])).toBeUndefined();
    expect(heldBy({ maintenance: [{ name: "a" }] }, seen(source({})))).toBeUndefined();
    expect(heldBy(undefined, seen(source({ maintenance: [window("a", -HOUR, HOUR)] })))).toBeUndefined();
  });

  test("gives its name where it ends last, whatever the order; of two that end together the first does", () => {
    const [short, long] = [window("short", -HOUR, HOUR), window("long", -HOUR, 2 * HOUR)];
    const reason = { stage: "maintenance", name: "long", until: NOW + 2 * HOUR };
    expect(held([short, long], ["short", "long"])).toEqual(reason);
    expect(held([long, short], ["short", "long"])).toEqual(reason);
    const twin = window("twin", -HOUR, HOUR);
    expect(held([short, twin], ["twin", "short"])).toMatchObject({ name: "short" });
  });
});

describe("an inhibition", () => {
  const host: InhibitionConfig = { name: "host", cause: {}, effects: {}, within: 120 };
  const rack: InhibitionConfig = { name: "rack", cause: {}, effects: {}, within: 300 };
  const settings = source({ inhibitions: [host, rack] });
  const met = (...names: string[]) => ({
    inhibition: names.map((name) => ({ name, key: "instanceId=i-1" })),
  });
  const causeOf = (of: Record<string, string>) => (name: string, key: string) =>
    key === "instanceId=i-1" ? of[name] : undefined;

  test("holds while its cause is open, and names it", () => {
    const reason = { stage: "inhibition", name: "rack", of: "rack down", key: "instanceId=i-1" };
    const open = causeOf({ rack: "rack down" });
    expect(heldBy(met("host", "rack"), seen(settings, { causeOf: open }))).toEqual(reason);
    // However long ago it came.
    const late = { causeOf: open, since: NOW - HOUR };
    expect(heldBy(met("rack"), seen(settings, late))).toEqual(reason);
  });

  test("waits for a cause that may be on its way, the longest of several, from when it came", () => {
    const waits = (name: string, until: number) => ({ stage: "inhibition", name, until });
    expect(heldBy(met("host", "rack"), seen(settings))).toEqual(waits("rack", NOW + 300_000));
    const turned = source({ inhibitions: [rack, host] });
    expect(heldBy(met("host", "rack"), seen(turned))).toEqual(waits("rack", NOW + 300_000));
    expect(heldBy(met("host"), seen(settings, { since: NOW - 60_000 }))).toEqual(waits("host", NOW + 60_000));
    expect(heldBy(met("host"), seen(settings, { since: NOW - 120_000 }))).toBeUndefined();
  });

  test("does not wait where it is not said to", () => {
    const { within: _, ...at } = host;
    expect(heldBy(met("host"), seen(source({ inhibitions: [at] })))).toBeUndefined();
  });

  test("never holds what may be its cause, nor what it does not know", () => {
    const open = causeOf({ host: "host down" });
    const cause = { inhibition: [{ name: "host", key: "instanceId=i-1", cause: true }] };
    expect(heldBy(cause, seen(settings, { causeOf: open }))).toBeUndefined();
    expect(heldBy(met("other"), seen(settings))).toBeUndefined();
    expect(heldBy(met("host"), seen(source({}), { causeOf: open }))).toBeUndefined();
  });

  test("without anything to share asks for the cause of everything", () => {
    const all = (name: string, key: string) => (key === "" ? `${name} down` : undefined);
    const facts = { inhibition: [{ name: "host" }] };
    expect(heldBy(facts, seen(settings, { causeOf: all }))).toMatchObject({ of: "host down" });
  });

  test("looks again a minute after its cause, or when it says", () => {
    expect(graceEnd({}, NOW)).toBe(NOW + 60_000);
    expect(graceEnd({ grace: 5 }, NOW)).toBe(NOW + 5000);
  });
});

test("the first stage that holds gives the reason", () => {
  const settings = source({
    maintenance: [{ name: "window", when: {}, until: NOW + HOUR }],
    inhibitions: [{ name: "host", cause: {}, effects: {} }],
  });
  const facts = { inhibition: [{ name: "host", key: "" }], maintenance: [{ name: "window" }] };
  const open = { causeOf: () => "host down" };
  expect(heldBy(facts, seen(settings, open))).toMatchObject({ stage: "maintenance" });
  expect(heldBy(facts, seen(settings, { ...open, now: NOW + HOUR }))).toMatchObject({ stage: "inhibition" });
});
