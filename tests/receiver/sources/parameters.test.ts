import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextOf, splitQuery, tokenIn } from "../../../receiver/sources/parameters.ts";

describe("a callback URL's query", () => {
  test.each([
    ["?token=t&rule=ecs-cpu&label.team=shop", "rule=ecs-cpu&label.team=shop", ""],
    ["?rule=a&alertState=OK&alertName=b", "rule=a", "alertState=OK&alertName=b"],
    ["rule=a&x=?1", "rule=a", "x=?1"],
    ["?resolvedBy=&openFor=60&rule", "resolvedBy=&openFor=60&rule", ""],
    ["?label.=x&label.a.b=y&label", "label.=x&label.a.b=y", "label"],
    // Fields of a body that begin as one of the relay's own parameters do.
    [
      "?ruleId=1&ruleName=n&openForever=1&resolvedByWhom=x&xrule=1",
      "",
      "ruleId=1&ruleName=n&openForever=1&resolvedByWhom=x&xrule=1",
    ],
    ["?token&token=a&tokens=b&xtoken=c", "", "tokens=b&xtoken=c"],
    ["?&&a=1&", "", "a=1"],
    ["?", "", ""],
    ["", "", ""],
  ])("%s is parted", (query, parameters, payload) => {
    expect(splitQuery(query)).toEqual({ parameters, payload });
  });

  test.each([
    ["?token=t&rule=a", "t"],
    ["?rule=a&token=t%2Du+v", "t-u v"],
    ["?xtoken=1&tokens=2&token=first&token=second", "first"],
    ["?token", ""],
    ["?token=", ""],
    ["?rule=token", undefined],
    ["", undefined],
  ])("%s has the token that the URL standard finds in it", (query, token) => {
    expect(tokenIn(query)).toBe(token);
    expect(new URLSearchParams(query).get("token") ?? undefined).toBe(token);
  });

  test("loses nothing but the token, wherever that stands", () => {
    const pair = fc
      .tuple(fc.constantFrom("rule", "openFor", "label.x", "alertName", "timestamp"), fc.webQueryParameters())
      .map(([name, value]) => `${name}=${value.replaceAll("&", "%26")}`);
    fc.assert(
      fc.property(fc.array(pair), fc.nat(), (pairs, position) => {
        const query = pairs.toSpliced(position % (pairs.length + 1), 0, "token=secret");
        const { parameters, payload } = splitQuery(`?${query.join("&")}`);
        const parts = [parameters, payload].flatMap((part) => part.split("&")).filter(Boolean);
        expect(parts.toSorted()).toEqual(pairs.toSorted());
      }),
    );
  });
});

describe("the relay's own parameters", () => {
  const nothing = { rule: undefined, resolvedBy: undefined, openFor: undefined, labels: {} };

  test.each([
    ["", nothing],
    ["rule=ecs-cpu", { ...nothing, rule: "ecs-cpu" }],
    ["rule=", nothing],
    ["rule=%E4%B8%AD+a", { ...nothing, rule: "中 a" }],
    ["rule=first&rule=second", { ...nothing, rule: "first" }],
    ["resolvedBy=", { ...nothing, resolvedBy: [] }],
    ["resolvedBy=a,b*,,c", { ...nothing, resolvedBy: ["a", "b*", "c"] }],
    ["openFor=1", { ...nothing, openFor: 1000 }],
    ["openFor=99999999", { ...nothing, openFor: 99_999_999_000 }],
    ["openFor=100000000", nothing],
    ["openFor=", nothing],
    ["openFor=01", nothing],
    ["openFor=10s", nothing],
    ["openFor=x10", nothing],
    ["label.team=shop&label.owner=", { ...nothing, labels: { team: "shop", owner: "" } }],
    ["label.a.b=c&xlabel.d=e", { ...nothing, labels: { "a.b": "c" } }],
    ["label.__proto__=x", { ...nothing, labels: JSON.parse('{"__proto__":"x"}') as object }],
  ])("%j", (parameters, context) => {
    expect(contextOf(parameters)).toEqual(context);
  });

  test("are not read where there are more of them than a component could write", () => {
    const labels = (count: number) =>
      Array.from({ length: count }, (_, index) => `label.l${index}=x`).join("&");
    expect(Object.keys(contextOf(labels(100)).labels)).toHaveLength(100);
    expect(contextOf(labels(101))).toEqual(nothing);
  });
});
