import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Scope } from "../../../components/vocabulary/expression/evaluate.ts";
import {
  BINARY,
  type Binary,
  type Metric,
  type Node,
} from "../../../components/vocabulary/expression/node.ts";
import { membersOf } from "../../../components/vocabulary/expression/parts.ts";
import { printExpression, tidied } from "../../../components/vocabulary/expression/print.ts";
import { membersIn, parseExpression, problemOf } from "../../../components/vocabulary/expression/read.ts";
import { unbalanced } from "../../../components/vocabulary/expression/tokens.ts";
import { truth, type Value } from "../../../components/vocabulary/expression/values.ts";

/** A resource with an average of 10, twice; an hour ago and on other metrics it was 4. */
const scope: Scope = {
  now: 1_000_000,
  member: (name, of) => ({ Average: of ? (of.back > 0 ? 4 : 5) : 10, instanceId: "i-1" })[name] ?? null,
  count: (holds) => [scope, scope].filter(holds).length,
};

const value = (text: string) => evaluate(parseExpression(text), scope);

describe("an expression", () => {
  const cases: [string, Value][] = [
    // The vendor's own examples.
    ["$Average > ($instanceId == 'i-1' ? 80 : 9)", false],
    ["$Average > ($instanceId == 'i-2'? 80: 9)", true],
    ["$instanceId != 'i-1' && $Average > 5", false],
    ["count($Average > 1) > 1", true],
    ["@cpu_total[60].$Average > 4 && @('vm.DiskIORead')[60].$Average == 5", true],
    ["'123' + 321 == 444", true],
    ["123 + '321'", 444],
    [`!("hello" matches "^fo.+")`, true],
    ["'abcdef' contains 'cde' and 'abcdef' startsWith 'abc' and 'abcdef' endsWith 'def'", true],
    ["425876 in [120886317861, 425876]", true],
    ["425876 not in [120886317861, 425876]", false],
    ["\"foo\" in {'foo':1, 'bar':2}", true],
    ["\"foo\" not in {'foo1':1, 'bar':2}", true],
    ['@CPUUtilization[60].$Average > 30? "ok": "lower"', "lower"],
    [".5 + 2e+6 + 2.5 + 1_000_000", 3_000_003],
    ["LastHour(@cpu_total[60]).$Average", 4],
    ["Past(@cpu_total[60], 3600).$Average", 4],
    ["CompareYesterday(@cpu_total[60], '$Average', true)", 20],
    ["ComparePast(@cpu_total[60], '$Average', false, 24*60*60)", -20],
    ["now() - 60_000", 940_000],

    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["7 % 4", 3],
    ["2 ** 3 ** 2", 512],
    ["-2 ** 2", 4],
    ["2 ** -1", 0.5],
    ["-$Average / 4", -2.5],
    ["$Average % 2 == 0", true],
    ["$Average >= 10 && !($Average > 10)", true],
    ["not $Average", false],
    ["1 > 2 or 'a' == \"a\"", true],
    ["'b' > 'a'", true],
    ["'10' > 9", true],
    ["'a' + 'b'", "ab"],
    ["$instanceId != 'i-1' ? 1 : $Average == 10 ? 2 : 3", 2],
    ["count($Average > 1) == 2", true],
    ["len('abc') + len([1, 2]) + len({'a': 1})", 6],
    ["abs(-3)", 3],
    ["toUpper('a') == 'A' && toLower('A') == 'a'", true],
    ["[1, 'a', true, nil]", [1, "a", true, null]],
    ["{}", new Map()],
    ["[]", []],
    // No data is neither above nor below, and nothing is equal to what isn't there but nil.
    ["$Maximum > 0 || $Maximum <= 0 || $Maximum == 0", false],
    ["$Maximum == nil && $Average != nil", true],
    ["$Maximum matches 'a' || 5 contains '5' || toUpper(5) == 'A'", false],
    ["'' == 0 || 'x' >= 0", false],
    ["len(5)", null],
    ["1 in {'1': 2}", false],
  ];
  test.each(cases)("%s is %o", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test.each([
    ["", "it ends too early"],
    ["$Average >", "it ends too early"],
    ["count(", 'it lacks a ")"'],
    ["(1", 'it lacks a ")"'],
    ["1)", 'it has a ")" that nothing opens'],
    ["$Average > 'a", "it has a ' that is never closed"],
    ["$Average 50", 'there is no operator before "50"'],
    ["1 2", 'there is no operator before "2"'],
    ["($Average 50)", 'there is no operator before "50"'],
    ["$Average > 80 : 50", 'there is a ":" without a "?"'],
    ["1 ? 2", 'there is a "?" without a ":"'],
    ["1 ? 2, 3", 'there is a "?" without a ":"'],
    ["> 5", 'nothing stands before ">"'],
    ["and 5", 'nothing stands before "and"'],
    ["()", 'nothing stands before ")"'],
    ["$Average § 3", 'there is something unknown at "§ 3"'],
    ["$Average @ 3", "a metric is written as @cpu_total[60] or @('vm.Disk')[60], not \"@ 3\""],
    ["@cpu_total > 3", "a metric is written as @cpu_total[60] or @('vm.Disk')[60], not \"@cpu_total >\""],
    ["@cpu_total[0].$Average", "a metric is written as @cpu_total[60]"],
    ["@cpu_total[60] > 3", "@cpu_total needs a member behind it, as in @cpu_total[60].$Average"],
    ["@cpu_total[60].Average > 3", "@cpu_total needs a member behind it"],
    ["LastHour(@cpu_total[60]) > 3", "@cpu_total needs a member behind it"],
    ["$A.b > 3", 'a "." stands only behind a metric, as in @cpu_total[60].$Average'],
    ["avg($Average) > 3", "there is no function avg(); there are count, len, now,"],
    ["rand() > 0.5", "rand() makes a rule fire by chance"],
    ["toString() == 1", "there is no function toString()"],
    ["userId in [1]", '"userId" is neither a function nor a member: members begin with $'],
    ["abs()", "abs() takes 1 arguments, not 0"],
    ["now(1)", "now() takes 0 arguments, not 1"],
    ["1 in 'abc'", '"in" needs a list or a map behind it, as in [1, 2]'],
    ["1 not in $Average", '"not in" needs a list or a map behind it, as in [1, 2]'],
    ["'a' matches $instanceId", '"matches" needs a pattern in quotes behind it'],
    ["'a' matches '['", '"[" is no regular expression'],
    ["'a\\d' == 1", "a text holds a backslash, and the vendor doesn't say what it means"],
    ["{1: 2}", 'a key of a map is a text in quotes, not "1"'],
    ["{'a' 2}", 'there is no operator before "2"'],
    ["[1 2]", 'there is no operator before "2"'],
    ["1e999", "1e999 is too large a number"],
    ["LastHour($Average).$Average", 'a metric is written as @cpu_total[60], not "$Average"'],
    ["Past(@m[60], $Average).$Average", "the seconds to look back must be a multiple of the period, 60"],
    ["Past(@m[60], 90).$Average", "the seconds to look back must be a multiple of the period, 60"],
    ["Past(@m[60], 0).$Average", "the seconds to look back must be a multiple of the period, 60"],
    ["CompareLastHour(@m[60], $Average, true)", "an aggregation is written as '$Average', not \"$Average\""],
    ["CompareLastHour(@m[60], '$Average', 1)", "a comparison result is true for a rise and false for a fall"],
    [Array(300).fill("1").join("+"), "it has more than 500 parts"],
  ])("%j can't be read: %s", (text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(() => parseExpression(text)).toThrow(problem);
    expect(membersIn(text)).toEqual([]);
  });

  test("binds as JavaScript does", () => {
    const operators = fc.constantFrom("||", "&&", "==", "!=", ">", "<=", "+", "-", "*");
    const terms = fc.array(fc.tuple(operators, fc.integer({ min: 1, max: 9 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), terms, (first, rest) => {
        const text = [first, ...rest.flat()].join(" ");
        const expected: unknown = new Function(
          `return ${text.replaceAll("==", "===").replaceAll("!=", "!==")}`,
        )();
        const truthOf = (each: unknown) => (typeof each === "number" ? each !== 0 : Boolean(each));
        expect(truth(value(text))).toBe(truthOf(expected));
      }),
    );
  });
});

describe("any expression", () => {
  const name = fc.stringMatching(/^[A-Za-z_]\w{0,5}$/);
  const text = fc.stringMatching(/^[^'"\\\n]{0,5}$/).map((each) => each);
  const period = fc.constantFrom(15, 60, 300);
  const metric: fc.Arbitrary<Metric> = fc
    .tuple(
      fc.oneof(fc.stringMatching(/^[A-Za-z]\w{0,5}$/), fc.constantFrom("vm.Disk", "a'b")),
      period,
      fc.nat(3),
    )
    .map(([each, seconds, periods]) => ({ name: each, period: seconds, back: seconds * periods }));
  const literal = fc.oneof(
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0)),
    text,
    fc.boolean(),
    fc.constant(null),
  );
  const plain = BINARY.flat().filter((each) => !["in", "not in", "matches"].includes(each));
  const { node } = fc.letrec<{ node: Node }>((tie) => {
    const inner = tie("node");
    const binary = (operator: Binary, left: Node, right: Node): Node => ({
      kind: "binary",
      operator,
      left,
      right,
    });
    return {
      node: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        literal.map((each): Node => ({ kind: "literal", value: each })),
        fc
          .tuple(name, fc.option(metric, { nil: undefined }))
          .map(([each, of]): Node => ({ kind: "member", name: each, of })),
        fc.tuple(metric, name, fc.boolean()).map(
          ([of, member, rise]): Node => ({
            kind: "change",
            of: { ...of, back: of.back + of.period },
            member,
            rise,
          }),
        ),
        fc
          .tuple(fc.constantFrom("!", "-"), inner)
          .map(([operator, operand]): Node => ({ kind: "unary", operator: operator as "!", operand })),
        fc
          .tuple(fc.constantFrom(...plain), inner, inner)
          .map(([operator, left, right]) => binary(operator, left, right)),
        fc
          .tuple(fc.constantFrom("in", "not in"), inner, fc.array(inner, { maxLength: 2 }))
          .map(([operator, left, items]) => binary(operator as "in", left, { kind: "list", items })),
        inner.map((left) => binary("matches", left, { kind: "literal", value: "^i-[0-9]+$" })),
        fc
          .tuple(inner, inner, inner)
          .map(([condition, yes, no]): Node => ({ kind: "choice", condition, yes, no })),
        fc.array(fc.tuple(text, inner), { maxLength: 2 }).map((entries): Node => ({ kind: "map", entries })),
        inner.map((condition): Node => ({ kind: "count", condition })),
        fc
          .tuple(fc.constantFrom("len", "abs", "toLower", "toUpper"), inner)
          .map(([called, each]): Node => ({ kind: "call", name: called, args: [each] })),
        fc.constant<Node>({ kind: "call", name: "now", args: [] }),
      ),
    };
  });

  test("is read again as it was printed", () => {
    fc.assert(
      fc.property(node, (each) => {
        expect(parseExpression(printExpression(each))).toEqual(each);
      }),
      { numRuns: 500 },
    );
  });

  const data = fc.oneof(fc.double(), fc.string(), fc.constant(null), fc.integer());
  const scopes = fc.array(data, { minLength: 1, maxLength: 20 }).map((values): Scope => {
    let next = 0;
    const any: Scope = {
      now: 0,
      member: () => values[next++ % values.length] ?? null,
      count: (holds) => values.filter(() => holds(any)).length,
    };
    return any;
  });

  test("that can be read is evaluated over any data", () => {
    fc.assert(
      fc.property(node, scopes, (each, over) => {
        expect([true, false]).toContain(truth(evaluate(each, over)));
      }),
    );
  });

  test("in whatever words, is refused with a reason or evaluated", () => {
    const words = fc.constantFrom(
      ..."$Average @m[60] . $instanceId ( ) [ ] { } 'a' 1 .5 2e3 , : ? ! - + * ** / % == != > <= && || and or not in matches contains true nil count( len( now() LastHour( ComparePast( '$Average' rand() x".split(
        " ",
      ),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(words, { maxLength: 9 }), scopes, (list, over) => {
        const given = list.join(" ");
        const problem = problemOf(given);
        if (problem !== undefined) {
          expect(problem).toMatch(/^[^\n]{10,}$/);
          expect(problem).not.toMatch(/undefined|stack|not a function/i);
          return;
        }
        read++;
        const parsed = parseExpression(given);
        expect([true, false]).toContain(truth(evaluate(parsed, over)));
        expect(parseExpression(printExpression(parsed))).toEqual(parsed);
        expect(membersIn(given)).toEqual(membersOf(parsed));
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(20);
  });
});

test.each([
  ["$Average>50&&$instanceId!='i-1'", "$Average > 50 && $instanceId != 'i-1'"],
  ["((1+2))*3", "(1 + 2) * 3"],
  ["1-(2-3)", "1 - (2 - 3)"],
  ["(1-2)-3", "1 - 2 - 3"],
  ["(2**3)**2", "(2 ** 3) ** 2"],
  ["not (1 or 2)", "!(1 || 2)"],
  ["(1?2:3)?4:5", "(1 ? 2 : 3) ? 4 : 5"],
  ["1?2:(3?4:5)", "1 ? 2 : 3 ? 4 : 5"],
  ["Yesterday(@m[60]).$Average", "Past(@m[60], 86400).$Average"],
  ["CompareLastWeek(@('a.b')[60],'$Sum',false)", "ComparePast(@('a.b')[60], '$Sum', false, 604800)"],
  ['"it\'s"', '"it\'s"'],
])("%s is printed as %s", (text, printed) => {
  expect(printExpression(parseExpression(text))).toBe(printed);
});

test("a text is tidied where it can be read", () => {
  expect(tidied("($Average>50)")).toBe("$Average > 50");
  expect(tidied("$Average>")).toBe("$Average>");
});

test("the members are told in their order, with their metrics", () => {
  const text =
    "count($Average > 1) > 0 && LastHour(@m[60]).$Sum > len([$instanceId]) && CompareLastHour(@n[60], '$Maximum', true) > 1";
  expect(membersIn(text)).toEqual([
    { name: "Average", of: undefined },
    { name: "Sum", of: { name: "m", period: 60, back: 3600 } },
    { name: "instanceId", of: undefined },
    { name: "Maximum", of: { name: "n", period: 60, back: 3600 } },
  ]);
});

test("brackets and quotes belong together", () => {
  expect(unbalanced("([{'}'}])")).toBeUndefined();
  expect(unbalanced("(]")).toBe('has a "]" that nothing opens');
  expect(unbalanced("[(")).toBe('lacks a ")"');
  expect(unbalanced("\"it's")).toBe('has a " that is never closed');
});
