import { expect, test } from "vitest";
import { noticeOf, noticeText } from "../../../receiver/sources/unrecognised.ts";
import { read } from "./read.ts";

test.each([
  ["[1,2,3]", undefined],
  ["{}", "no fields"],
  ['{"event":"somethingNew"}', "fields event"],
  ['{"AlarmId":"a","QuotaActionCode":"q_ecs","Usage":"3"}', "Quota Center alarm"],
  ["$alertmanager_content", "ARMS contact template that was not filled in"],
  ["b=1&a=2&c=3&d=4&e=5&f=6", "fields a, b, c, d, e"],
])("of %s says what was recognised", (body, shape) => {
  const error = shape
    ? `not a callback of CloudMonitor that is known: ${shape}`
    : "JSON, but not an object or a list of objects";
  expect(read(body)).toEqual({ alerts: [], problems: [{ error, unknown: true }] });
});

test.each(["hello", '"text"', "<html>down</html>", "???"])(
  "%s is one shape with all that is no form",
  (body) => {
    const error = "neither a JSON object nor a form";
    expect(read(body)).toEqual({ alerts: [], problems: [{ error, unknown: true }] });
  },
);

test("a reason holds no control characters", () => {
  expect(noticeText('alertState is "\u0000\u001b[31m"; expected OK', "")).toBe(
    'alertState is " [31m"; expected OK\n',
  );
});

test("the notice is the same for each kind of reason, whatever the values are", () => {
  const identity = (reason: string) => JSON.stringify(noticeOf(noticeText(reason, "body")).dimensions);
  expect(identity('alertState is "A\nB"; expected OK')).toBe(identity('alertState is "C"; expected OK'));
  expect(identity('alertState is "A"; expected OK')).not.toBe(identity('timestamp is "A"; expected OK'));
});

test("the notice tells how the body begins, and no more than that", () => {
  const { text } = noticeOf(noticeText("reason", "x".repeat(60_000)));
  expect(text).toBe(`reason\n${"x".repeat(500)}`);
});
