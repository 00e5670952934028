import { LONGEST_BODY } from "../../receiver/limit.ts";
import type { Random } from "../random.ts";
import { fieldByField, type Words } from "./field-by-field.ts";

/**
 * What a hostile sender posts. A length stands for so many bytes of the letter x, streamed; a query is sent by
 * GET, with the token in place of `TOKEN`.
 */
export type Body = string | Uint8Array | { length: number } | { query: string };

/** One way to be hostile. */
type Maker = (random: Random, real: Real) => Body;

/** Bodies that Alibaba Cloud sends, and what they and the parsers are made of. */
export interface Real {
  bodies: readonly string[];
  words: Words;
}

/** Names that mean something to a parser, or to JavaScript. */
const NAMES = (
  "alertState alertName ruleId metricName dimensions timestamp expression triggerLevel userId namespace " +
  "alert alertStatus dedupId meta sysEventMeta alerts events labels annotations status state severity subject " +
  "resource entity data type eventTime product content name msgtype text markdown body rule level incident " +
  "__proto__ constructor toString hasOwnProperty prototype alert_id $alertmanager_content"
).split(" ");

/** Texts that a careless expression takes long for, by what is repeated. */
const SLOW = [
  " ",
  "\t\n",
  "a=",
  ", a",
  "{a=",
  ":",
  "：x",
  "acs:",
  "*",
  "**",
  "[",
  "\\",
  "%",
  "+",
  "&",
  "=",
  "\n:",
  "<br ",
];

const SURROGATES = ["\ud800", "\udfff", "\\ud800", "\\udc00\\ud800", "😀".slice(0, 1), "\u0000", "\u2028"];

const percent = ["%", "%E4", "%zz", "%00", "%C3%28", "%u1234", "+", "&", "=", "a", "%25", "\ufffd"];

function value(random: Random, depth = 0): unknown {
  const makers: (() => unknown)[] = [
    () => null,
    () => random.next() * 1e18,
    () => random.next() < 0.5,
    () => "",
    () => "null",
    () => random.one(SURROGATES),
    () => random.one(["OK", "ALERT", "TRIGGERED", "firing", "CRITICAL", "{a=b}", "[]", "{}", "[{", '{"a":']),
    () => random.one(SLOW).repeat(random.below(2000)),
    () => -1e300,
    () => [],
  ];
  if (depth < 4)
    makers.push(
      () => random.some(5, () => value(random, depth + 1)),
      () => object(random, depth + 1),
      () => JSON.stringify(object(random, depth + 1)),
    );
  return random.one(makers)();
}

function object(random: Random, depth = 0): Record<string, unknown> {
  // Entries, not assignments: `__proto__` is to be a name like any other.
  return Object.fromEntries(random.some(8, () => [random.one(NAMES), value(random, depth)]));
}

function form(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join("&");
}

/** A real body with one thing in it changed: bytes, not fields. */
function mutated(random: Random, text: string): string {
  const [from, to] = [random.below(text.length), random.below(text.length)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const edits: (() => string)[] = [
    () => text.slice(0, to),
    () => text.slice(0, from) + text.slice(to),
    () => text.slice(0, from) + String.fromCharCode(random.below(0x10000)) + text.slice(from + 1),
    () => text.slice(0, to) + text.slice(from),
    () => text.slice(0, from) + random.one(percent).repeat(1 + random.below(20)) + text.slice(from),
    () => text.slice(0, from) + random.one(SURROGATES) + text.slice(to),
  ];
  return random.one(edits)();
}

/** A real JSON body with some of its values of another type. */
function mistyped(random: Random, text: string): string {
  const change = (each: unknown): unknown => {
    if (random.next() < 0.15) return value(random);
    if (Array.isArray(each)) return each.map(change);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, change(inner)]));
  };
  return JSON.stringify(change(JSON.parse(text)));
}

const MAKERS: Record<string, Maker> = {
  bytes: (random) =>
    Uint8Array.from({ length: random.below(random.next() < 0.02 ? 60_000 : 600) }, () => random.below(256)),
  percent: (random) =>
    `${random.one(["", "alertState=ALERT&alertName="])}${random.some(200, () => random.one(percent)).join("")}`,
  surrogates: (random) =>
    `{"alertState":"ALERT","alertName":"${random.some(30, () => random.one(SURROGATES)).join("")}","x":"${random.one(SURROGATES)}"}`,
  prototype: (random) => {
    const names = random.some(6, () =>
      random.one(["__proto__", "constructor", "prototype", "toString", "alertState"]),
    );
    return random.next() < 0.5
      ? form(
          names.map((name) => [name, random.one(["x", '{"__proto__":{"polluted":1}}', "[object Object]"])]),
        )
      : `{${names.map((name) => `"${name}":${JSON.stringify(value(random))}`).join(",")}}`;
  },
  fields: (random) => {
    const names = Array.from({ length: 10_000 }, (_, index) => `f${index}`);
    if (random.next() < 0.5) return names.join("=&");
    return `{${names
      .slice(0, 6_000)
      .map((name) => `"${name}":1`)
      .join(",")}}`;
  },
  deep: (random) => {
    const depth = random.below(20_000);
    const [open, close, within] = random.one([
      ["[", "]", ""],
      ['{"data":', "}", "{}"],
      ['{"alerts":[', "]}", ""],
      ['{"labels":', "}", "1"],
    ] as const);
    const nested = open.repeat(depth) + within + close.repeat(random.next() < 0.8 ? depth : depth >> 1);
    return random.one([
      nested,
      `{"alertState":"OK","alertName":"a","x":${nested}}`,
      `dimensions=${nested}&alertState=OK&alertName=a`,
    ]);
  },
  values: (random) => JSON.stringify(random.next() < 0.8 ? object(random) : value(random)),
  lists: (random) => {
    const name = random.one(["alerts", "events", "alert", ""]);
    const each = random.one([
      "{}",
      "1",
      '{"status":"firing"}',
      "null",
      '{"alertStatus":"RESOLVED","eventName":"a"}',
    ]);
    const list = `[${Array.from({ length: random.below(3_000) }, () => each).join(",")}]`;
    return name ? `{"${name}":${list}}` : list;
  },
  slow: (random) => {
    const text = random.one(SLOW).repeat(random.below(30_000)).slice(0, 60_000);
    return random.one([
      text,
      `alertState=ALERT&alertName=a&dimensions={${text}}`,
      `eventTime=1&product=a&name=n&resourceId=acs:${text}`,
      JSON.stringify({ text }),
      JSON.stringify({ msgtype: "markdown", markdown: { title: "t", text: `Rule: a\n${text}` } }),
    ]);
  },
  mutated: (random, { bodies }) => mutated(random, random.one(bodies)),
  spliced: (random, { bodies }) =>
    mutated(random, random.one(bodies)) + random.one(["", "&", ",", "\n"]) + random.one(bodies),
  mistyped: (random, { bodies }) =>
    mistyped(random, random.one(bodies.filter((each) => each.trimStart().startsWith("{")))),
  fieldByField: (random, { bodies, words }) => fieldByField(random, bodies, words),
  get: (random, { bodies, words }) => {
    const text = fieldByField(random, bodies, words).slice(0, 4000);
    const query = random.one([text, `data=${encodeURIComponent(text.toWellFormed())}`, "utm=1", ""]);
    const own = random.one([
      ["rule=a"],
      ["rule="],
      ["openFor=60"],
      ["openFor=x", "label.a=b"],
      ["resolvedBy=,a*"],
      [],
    ]);
    const at = random.below(2) * 1000;
    const parts = random.next() < 0.1 ? [...query.split("&")] : [...query.split("&"), ...own];
    // Of several tokens the first counts.
    parts.splice(at, 0, "token=TOKEN");
    return { query: [...parts, ...random.one([["token=other"], []])].join("&") };
  },
  storm: (random, { bodies, words }) => {
    const alert = fieldByField(
      random,
      bodies.filter((each) => each.startsWith("{")),
      words,
    );
    const each = random.next() < 0.2 ? mutated(random, alert) : alert;
    const list = `{"alerts":[${`${each},`.repeat(Math.ceil(LONGEST_BODY / each.length) + 1)}`;
    return list.slice(0, LONGEST_BODY + random.below(2 * each.length));
  },
  empty: (random) => random.one(["", " ", "\n\t ", "\ufeff"]),
  huge: (random) => ({ length: random.one([65_537, 1_000_000, 10_000_000]) }),
};

/** One in so many is one of these: each of those costs as much as thousands of the others. */
const HUGE_EVERY = 500;
const HUGE = ["huge", "storm"];

/** Real bodies, field by field, are half of what there is besides: nothing else gets as far into the parsers. */
const OTHERS = Object.keys(MAKERS).filter((name) => !HUGE.includes(name));

/** The body of a seed, and what kind of mischief it is. */
export function bodyOf(random: Random, real: Real): { maker: string; body: Body } {
  const often = random.below(HUGE_EVERY) === 0 ? random.one(HUGE) : random.one(OTHERS);
  const maker = random.next() < 0.5 ? "fieldByField" : often;
  return { maker, body: (MAKERS[maker] as Maker)(random, real) };
}
