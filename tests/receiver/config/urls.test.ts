import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  callbackUrl,
  isTokenPath,
  labelParameters,
  labelsOf,
  PARAMETER,
  readCallbackUrl,
  statusUrl,
  withParameters,
} from "../../../receiver/config/urls.ts";
import { contextOf, splitQuery } from "../../../receiver/sources/parameters.ts";

const URL_OF_SOURCE = callbackUrl("https://alerts.example.com", "production", "0123-_abc");

test("the URLs that hold a token", () => {
  expect(URL_OF_SOURCE).toBe("https://alerts.example.com/callbacks/production?token=0123-_abc");
  expect(statusUrl("https://alerts.example.com", "t")).toBe("https://alerts.example.com/status?token=t");
  expect(["/callbacks/a", "/status", "/operate/destinations/a/hold"].every(isTokenPath)).toBe(true);
  expect(["/", "/callback/a", "/status/a", "/health"].some(isTokenPath)).toBe(false);
});

test("a callback URL is read", () => {
  expect(readCallbackUrl(`${URL_OF_SOURCE}&rule=ecs-cpu&label.team=shop&openFor=60&x=1`)).toEqual({
    address: "https://alerts.example.com/callbacks/production",
    source: "production",
    token: "0123-_abc",
    rule: "ecs-cpu",
    labels: { team: "shop" },
    others: { openFor: "60", x: "1" },
  });
  const bare = { token: undefined, rule: undefined, labels: {}, others: {} };
  const address = "http://127.0.0.1:8080/callbacks/a";
  expect(readCallbackUrl(address)).toEqual({ ...bare, address, source: "a" });
  expect(readCallbackUrl(`${address}?rule=`)).toEqual({ ...bare, address, source: "a" });
});

test.each([
  "",
  "nonsense",
  "https://example.com/",
  "https://example.com/callbacks/",
  "https://example.com/callbacks/Production?token=t",
  "https://example.com/callbacks/1?token=t",
  "https://example.com/callbacks/a/b?token=t",
  "https://example.com/x/callbacks/a?token=t",
  "https://example.com/?x=/callbacks/a?token=t",
  "ftp://example.com/callbacks/a?token=t",
  "https://example.com/callbacks/a?token=t#x",
])("%j is no receiver's, and gets no parameters", (url) => {
  expect(readCallbackUrl(url)).toBeUndefined();
  expect(withParameters(url, { rule: "a" })).toBe(url);
});

test("a URL without a token gets no parameters either", () => {
  const url = "https://example.com/callbacks/a?tokens=t";
  expect(withParameters(url, { rule: "a" })).toBe(url);
});

describe("what a component writes", () => {
  test("keeps colons and slashes, and no sign that would end a value", () => {
    const url = withParameters(URL_OF_SOURCE, {
      [PARAMETER.rule]: "a",
      ...labelParameters({ runbook_url: "https://example.com/a?b=c&d#e f" }),
    });
    expect(url).toBe(`${URL_OF_SOURCE}&rule=a&label.runbook_url=https://example.com/a%3Fb%3Dc%26d%23e%20f`);
  });

  test("is what the Worker reads, and what everybody else reads", () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,10}$/);
    const value = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
        fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }),
        fc.integer({ min: 1, max: 99_999_999 }),
        (rule, labels, seconds) => {
          const url = withParameters(URL_OF_SOURCE, {
            [PARAMETER.rule]: rule,
            ...labelParameters(labels),
            [PARAMETER.openFor]: String(seconds),
          });
          const { parameters, payload } = splitQuery(new URL(url).search);
          expect(payload).toBe("");
          expect(contextOf(parameters)).toMatchObject({ rule, openFor: seconds * 1000 });
          expect({ ...contextOf(parameters).labels }).toEqual(labels);
          expect(readCallbackUrl(url)).toMatchObject({ rule, labels, others: { openFor: String(seconds) } });
        },
      ),
    );
  });
});

test("labels are told from the parameters beside them", () => {
  expect({ ...labelsOf({ "label.a": "1", "label.": "2", label: "3", "xlabel.b": "4" }) }).toEqual({
    a: "1",
    "": "2",
  });
});
