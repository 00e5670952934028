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

test.each([
  // A single field with a value is a form; without one it is a text.
  ["hello=1", "fields hello"],
  ["hello", undefined],
  ["hello&world", "fields hello, world"],
  ["名称=1", "fields 名称"],
  ["$x=1", "fields $x"],
  ["<a>=1&<b>=2", undefined],
  ["<a>=1&b=2", "fields <a>, b"],
  ["a<=1&-b=2", undefined],
  ["a b.c-d=1", "fields a b.c-d"],
  ["1=1", "fields 1"],
  [`${"x".repeat(30)}=1`, `fields ${"x".repeat(20)}`],
  ["Alert content=x", "ARMS contact template"],
  ["告警内容=x&a=1", "ARMS contact template"],
])("%j is told by its fields: %s", (body, shape) => {
  const error = shape
    ? `not a callback of CloudMonitor that is known: ${shape}`
    : "neither a JSON object nor a form";
  expect(read(body).problems).toEqual([{ error, unknown: true }]);
});

test("the notice is an alert that closes after an hour, and a worse one where alerts were lost", () => {
  expect(noticeOf("more than 200 fields\nbody")).toEqual({
    kind: "unrecognised",
    state: "firing",
    level: "warn",
    rule: { key: "unrecognised callback", name: "Unrecognised callback" },
    dimensions: { reason: "more than … fields" },
    text: "more than 200 fields\nbody",
    openFor: 3_600_000,
    fields: {},
  });
  const lost = "of 301 alerts the first 300 were read, 1 were not read";
  expect(noticeOf(`${lost}\nbody`)).toMatchObject({
    level: "critical",
    dimensions: { reason: "of … alerts the first … were read, … were not read" },
  });
  expect(noticeOf("x\nwere not read").level).toBe("warn");
  expect(noticeOf("were not read, it says").level).toBe("warn");
  expect(noticeOf('a is "b 1 c"; expected "d"').dimensions).toEqual({ reason: "a is …; expected …" });
});
