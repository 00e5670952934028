import { expect, test } from "vitest";
import { inLanguage } from "../../receiver/message/unread.ts";
import { readBody } from "../../receiver/sources/index.ts";
import { contextOf } from "../../receiver/sources/parameters.ts";
import { noticeOf, noticeText } from "../../receiver/sources/unrecognised.ts";

const alerts = (count: number) =>
  JSON.stringify({
    alerts: Array.from({ length: count }, (_, pod) => ({
      status: "firing",
      labels: { alertname: "a", pod: String(pod) },
    })),
  });

/** Every reason that a parser gives, by a body that it gives it for; and those of the request itself. */
const reasons = [
  ...[
    "???",
    "{oops",
    "[1]",
    "a=1&b=2",
    '{"alert_id":"1","status":"muted"}',
    '{"alert_name":"","project":"p","status":"firing"}',
    '{"QuotaActionCode":"1"}',
    "告警内容=x",
    "$alertmanager_content",
    "{}",
    Array.from({ length: 201 }, (_, index) => `f${index}=1`).join("&"),
    "alertState=OK",
    "alertState=&ruleId=r&metricName=m",
    "alertState=BROKEN&alertName=a",
    alerts(0),
    alerts(301),
    '{"alerts":[{"status":"firing"}]}',
    '{"eventTime":"20261120T080000.250+0800","product":"ECS"}',
  ].flatMap((body) => readBody(body, contextOf("")).problems.map(({ error }) => error)),
  "the body is longer than 1048576 bytes",
  "the body is longer than 1048576 bytes: 2 alerts of it were read, the others were not read",
  "the body did not arrive within 10 s",
  "the body is compressed with br; gzip and deflate can be read",
  "the body is not the gzip that it says to be",
];

test("there are as many reasons as bodies that can't be read", () => {
  expect(reasons).toHaveLength(23);
});

test.each(reasons)("%s: Chinese sources say it in Chinese", (reason) => {
  const notice = inLanguage(noticeOf(noticeText(reason, "alertState=BROKEN")), "zh");
  expect(notice.rule.name).toBe("无法识别的回调");
  const [said = "", excerpt] = (notice.text ?? "").split("\n");
  expect(excerpt).toBe("alertState=BROKEN");
  expect(said).toMatch(/\p{Script=Han}/u);
  // Names and values of the body stay; sentences don't.
  expect(
    said.replace(/"[^"]*"|OK, ALERT or INSUFFICIENT_DATA|firing or resolved|the event's name/g, ""),
  ).not.toMatch(/[a-z]{2,} [a-z]{2,}/);
});

test("English sources and other alerts stay as they are", () => {
  const notice = noticeOf(noticeText("neither a JSON object nor a form", "x"));
  expect(inLanguage(notice, "en")).toBe(notice);
  const other = { ...notice, kind: "metric" as const };
  expect(inLanguage(other, "zh")).toBe(other);
});
