import { describe, expect, test } from "vitest";
import { one, read } from "./read.ts";

/** Bodies in the forms that Slack takes: https://docs.slack.dev/messaging/formatting-message-text and its pages of blocks. */

const LINES = ["*Rule name:* ecs-cpu", "*Instance:* web-1", "*Level:* WARN", "*Status:* ALERT"];
const ALERT = {
  kind: "contact",
  state: "firing",
  level: "warn",
  rule: { key: "ecs-cpu", name: "ecs-cpu" },
  dimensions: { resource: "web-1" },
  openFor: undefined,
};
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });

describe("a message in Slack's form is an alert as any other", () => {
  test.each<[string, object]>([
    ["a section", { blocks: [{ type: "section", text: mrkdwn(LINES.join("\n")) }] }],
    ["a section's fields", { blocks: [{ type: "section", fields: LINES.map(mrkdwn) }] }],
    [
      "a header and several sections",
      {
        blocks: [
          { type: "header", text: { type: "plain_text", text: "CloudMonitor" } },
          { type: "divider" },
          ...LINES.map((line) => ({ type: "section", text: mrkdwn(line) })),
        ],
      },
    ],
    ["a context", { text: "CloudMonitor", blocks: [{ type: "context", elements: LINES.map(mrkdwn) }] }],
    ["an attachment's text", { attachments: [{ color: "danger", text: LINES.join("\n") }] }],
    ["an attachment's pretext", { attachments: [{ pretext: LINES.join("\n"), text: "See the console" }] }],
    [
      "an attachment's fields",
      {
        text: "CloudMonitor",
        attachments: [
          {
            title: "Alert",
            fields: [
              { title: "Rule name", value: "ecs-cpu", short: true },
              { title: "Instance", value: "web-1", short: true },
              { title: "Level", value: "WARN" },
              { title: "Value", value: 97.4 },
              { title: "Status", value: "" },
            ],
          },
        ],
      },
    ],
    [
      "an attachment with blocks",
      { attachments: [{ fallback: "Not shown", blocks: [{ type: "section", fields: LINES.map(mrkdwn) }] }] },
    ],
    ["a fallback, where there is nothing else", { attachments: [{ fallback: LINES.join("\n") }] }],
    ["several attachments", { attachments: LINES.map((text) => ({ text })) }],
  ])("%s", (_, body) => {
    expect(one(body)).toMatchObject(ALERT);
  });
});

describe("what people read of it", () => {
  const text = (body: object) => one(body).text;

  test.each<[object, string]>([
    [{ text: "Title", blocks: [{ text: mrkdwn("one") }], attachments: [{ text: "two" }] }, "Title\none\ntwo"],
    [
      { blocks: [{ text: mrkdwn("one") }, { text: mrkdwn("two") }, { text: mrkdwn("three") }] },
      "one\ntwo\nthree",
    ],
    [{ blocks: [{ text: mrkdwn("only") }] }, "only"],
    [{ text: "null", blocks: [{ text: mrkdwn("only") }] }, "only"],
    [{ attachments: [{ title: "a", pretext: "b", text: "c", fallback: "d" }] }, "a\nb\nc"],
    [{ attachments: [{ title: "a", value: { nested: true } }] }, 'a: {"nested":true}'],
    [
      {
        attachments: [
          { title: "a", value: null },
          { title: 7, text: "b" },
        ],
      },
      "a: \nb",
    ],
    [{ attachments: [{ type: "x", fallback: "d", title: "a" }] }, "a"],
    [{ attachments: [{ fallback: "d", blocks: [{ text: mrkdwn("one") }] }] }, "one"],
    [{ attachments: [{ text: "a", fields: [{ value: "x" }] }] }, "a"],
    [{ text: "Title", blocks: "none", attachments: {} }, "Title"],
    [{ text: "Title", blocks: [null, 7, "text", { fields: 7, elements: "x" }] }, "Title"],
  ])("%j", (body, said) => {
    expect(text(body)).toBe(said);
  });

  test("is no more than a hundred texts", () => {
    const blocks = Array.from({ length: 150 }, (_, index) => ({ text: mrkdwn(`line ${index}`) }));
    expect(text({ blocks })?.split("\n")).toHaveLength(100);
  });

  test("begins with the title, which is the name where no rule is named", () => {
    expect(one({ text: "[WARN] CPU high", attachments: [{ text: "on web-1" }] })).toMatchObject({
      rule: { key: "[WARN] CPU high", name: "[WARN] CPU high" },
      level: "warn",
      text: "[WARN] CPU high\non web-1",
      openFor: 3_600_000,
    });
  });
});

test("what DingTalk and its like take is read as theirs, whatever stands beside it", () => {
  const body = { msgtype: "text", text: { content: "Rule: r" }, blocks: [{ text: mrkdwn("Rule: s") }] };
  expect(one(body).rule.name).toBe("r");
});

test.each([{ blocks: [] }, { attachments: [{}] }, { blocks: [{ type: "divider" }] }, { text: 7 }])(
  "%j holds no text, and is no message",
  (body) => {
    expect(read(body)).toMatchObject({ alerts: [], problems: [{ unknown: true }] });
  },
);
