import fc from "fast-check";
import { expect, test } from "vitest";
import { salvage } from "../../../receiver/sources/salvage.ts";

test.each([
  ['{"alerts":[{"a":1},{"b":[1,2]},{"st', '{"alerts":[{"a":1},{"b":[1,2]}]}', 2],
  ['{"x":{"events":[{"a":"]"}', '{"x":{"events":[{"a":"]"}]}}', 1],
  ['[{"a":"\\"}"},{', '[{"a":"\\"}"}]', 1],
  ['{"alerts":[{"list":[{"a":1},{"b":', undefined, 0],
  ['{"alerts":[{"a":1', undefined, 0],
  ["nothing", undefined, 0],
  ["{]", undefined, 0],
])("%s is closed behind its last whole element", (cut, text, count) => {
  expect(salvage(cut)).toEqual(text && { text, count });
});

test("what is cut anywhere is JSON again, and begins with the same alerts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
      fc.nat(),
      (alerts, at) => {
        const whole = JSON.stringify({ alerts });
        const cut = whole.slice(0, at % whole.length);
        const saved = salvage(cut);
        if (!saved) return;
        const { alerts: read } = JSON.parse(saved.text) as { alerts: unknown[] };
        expect(read).toEqual(JSON.parse(JSON.stringify(alerts.slice(0, read.length))));
        expect(read).toHaveLength(saved.count);
      },
    ),
    { numRuns: 2000 },
  );
});
