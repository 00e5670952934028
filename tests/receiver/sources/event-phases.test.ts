import { expect, test } from "vitest";
import { events } from "../../../components/events/catalogue.ts";
import type { SystemEvent } from "../../../components/events/event.ts";
import { phaseOf } from "../../../receiver/sources/system-events.ts";

const all = Object.values(events).flatMap((product): SystemEvent[] => Object.values(product));

test("the receiver knows by itself what ends each event of the catalogue", () => {
  const pairs = all.flatMap(({ name, resolvedBy = [] }) => resolvedBy.map((end) => [name, end] as const));
  expect(pairs.length).toBeGreaterThan(20);
  const unknown = pairs.filter(([name, end]) => {
    const [begin, recovery] = [phaseOf(name, [], undefined), phaseOf(end, [], undefined)];
    return begin.ends || !begin.paired || !recovery.ends || begin.event !== recovery.event;
  });
  expect(unknown).toEqual([]);
});

test("nothing ends an event that by the catalogue ends none: an instance that was stopped is no good news", () => {
  const ends = new Set(all.flatMap(({ resolvedBy = [] }) => resolvedBy));
  const wrong = all.filter(({ name }) => phaseOf(name, [], undefined).ends && !ends.has(name));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
