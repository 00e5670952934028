import type { Random } from "../random.ts";

/** An object or a list of a body, and what to change in it. */
type Holder = Record<string, unknown> | unknown[];

/** What the edits draw from. */
export interface Words {
  names: readonly string[];
  words: readonly string[];
  /** Values of real bodies, by the name that they have there. */
  values: ReadonlyMap<string, readonly unknown[]>;
}

/** Most changes of one body. */
const MOST_EDITS = 4;

/** A real body with some of its fields dropped, doubled, retyped, mis-encoded, misnamed, cut or swapped. */
export function fieldByField(random: Random, real: readonly string[], words: Words): string {
  const body = parsed(random.one(real));
  for (let edits = 1 + random.below(MOST_EDITS); edits > 0; edits--) edit(random, body, words);
  return printed(random, body, real);
}

/** A body as its fields, with the JSON that a form holds. */
function parsed(text: string): Holder {
  const trimmed = text.trim();
  if (/^[{[]/.test(trimmed)) return JSON.parse(trimmed) as Holder;
  return Object.fromEntries(Array.from(new URLSearchParams(trimmed), ([name, text]) => [name, nested(text)]));
}

function nested(text: string): unknown {
  try {
    return /^[{[]/.test(text) ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

/** Every field of every object and list in a body. */
function fieldsOf(holder: Holder, found: [Holder, string][] = []): [Holder, string][] {
  for (const [name, value] of Object.entries(holder)) {
    found.push([holder, name]);
    if (typeof value === "object" && value !== null) fieldsOf(value as Holder, found);
  }
  return found;
}

function edit(random: Random, body: Holder, words: Words): void {
  const fields = fieldsOf(body);
  if (fields.length === 0) return;
  const [holder, name] = random.one(fields);
  const at = holder as Record<string, unknown>;
  const value = at[name];
  const edits: (() => void)[] = [
    () => drop(holder, name),
    () => set(at, name, repeated(random, value)),
    () => set(at, Array.isArray(holder) ? String(holder.length) : copyName(random, name), value),
    () => set(at, name, retyped(random, value)),
    () => set(at, name, misencoded(random, String(value))),
    () => misname(random, holder, name, words),
    () => set(at, name, cut(random, value)),
    () => {
      const [other, otherName] = random.one(fields);
      const theirs = (other as Record<string, unknown>)[otherName];
      // What holds the other one would hold itself.
      if (fieldsOf([value, theirs]).some(([each]) => each === other || each === holder)) return;
      set(at, name, theirs);
      set(other as Record<string, unknown>, otherName, value);
    },
    // What means something, in a field that may not expect it, and in one that does.
    () => set(at, name, random.one(words.words)),
    () => set(at, name, structuredClone(random.one(words.values.get(name) ?? [value]))),
    () => set(at, name, structuredClone(random.one(words.values.get(name) ?? [value]))),
    () =>
      set(at, name, /level|severity|stat(e|us)$/i.test(name) ? random.one(STATES) : asPairs(random, value)),
    () => {
      if (Array.isArray(holder)) return;
      const another = random.one(words.names);
      set(at, another, structuredClone(random.one(words.values.get(another) ?? [random.one(words.words)])));
    },
    () => set(at, name, `${asText(value)}${random.one([":", "_", "."])}${random.one(words.words)}`),
    () => set(at, name, relined(random, String(value), words)),
  ];
  random.one(edits)();
}

/** Levels and states as some sender writes them, and what none does. */
const STATES =
  "CRITICAL ERROR WARN WARNING INFO P1 P4 page ALERT OK INSUFFICIENT_DATA firing resolved OCCURRED no-data 6 10 odd".split(
    " ",
  );

/** The names and values of a value, as the senders write such pairs. */
function asPairs(random: Random, value: unknown): string {
  const pairs =
    typeof value === "object" && value !== null
      ? Object.entries(value).map(([name, each]): [string, string] => [name, asText(each)])
      : Array.from(
          String(value).matchAll(/([\w.]+)[=:]"?([^,;"}]*)/g),
          ([, name = "", each = ""]): [string, string] => [name, each],
        );
  const called = random.one(["label", "key", "name", "x"]);
  return random.one<() => string>([
    () => `{${pairs.map((pair) => pair.join("=")).join(", ")}}`,
    () => pairs.map((pair) => pair.join("=")).join(","),
    () => JSON.stringify(Object.fromEntries(pairs)),
    () => JSON.stringify([Object.fromEntries(pairs)]),
    () => JSON.stringify(pairs.map(([name, each]) => ({ [called]: name, value: each }))),
    () => JSON.stringify([{ [called]: "team", value: "shop" }, 1, { [called]: "x" }]),
    () => "[{",
  ])();
}

/** Without assignment: `__proto__` is to be a name like any other. */
function set(at: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
}

function drop(holder: Holder, name: string): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete holder[name];
}

function copyName(random: Random, name: string): string {
  return random.one([`${name} `, name.toUpperCase(), name.toLowerCase(), `${name}_`]);
}

function misname(random: Random, holder: Holder, name: string, { names }: Words): void {
  if (Array.isArray(holder)) return;
  const value = holder[name];
  drop(holder, name);
  const snake = name.replace(/[A-Z]/g, (char) => `_${char.toLowerCase()}`);
  set(holder, random.one([snake, copyName(random, name), name.slice(1), random.one(names)]), value);
}

function retyped(random: Random, value: unknown): unknown {
  return random.one<() => unknown>([
    () => null,
    () => "",
    () => "null",
    () => [],
    () => ({}),
    () => true,
    () => random.next() * 10 ** random.below(16),
    () => -1,
    () => String(value),
    () => Number(value),
    () => [value, value],
    () => ({ value }),
    () => JSON.stringify(value),
    () => JSON.stringify([value]),
    () => [null, 1, "x", {}],
  ])();
}

function misencoded(random: Random, text: string): string {
  return random.one<() => string>([
    () => encodeURIComponent(text.replace(/\p{Cs}/gu, "")),
    () => JSON.stringify(text),
    () => `${text}\ud800`,
    () => `\ufeff${text}`,
    () => text.replace(/[:=,]/g, (char) => ({ ":": "：", "=": "＝", ",": "，" })[char] ?? char),
    () => Buffer.from(text, "utf8").toString("latin1"),
    () => `${text}\u0000\u0007\u202e`,
    () => text.replaceAll(" ", "\t\n"),
  ])();
}

/** A list with some of its elements hundreds of times. */
function repeated(random: Random, value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  return Array.from({ length: value.length * random.one([2, 100, 400]) }, () => random.one(value));
}

function cut(random: Random, value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, random.below(value.length + 1));
  if (typeof value === "number") return Math.trunc(value / 10 ** random.below(14));
  return String(value).slice(0, random.below(String(value).length + 1));
}

/** The lines of a text in another order, some of them missing, doubled or of other words. */
function relined(random: Random, text: string, { words }: Words): string {
  const lines = text.split("\n");
  const made = random.some(lines.length + 1, () =>
    random.next() < 0.7 ? random.one(lines) : `${random.one(words)}: ${random.one(words)}`,
  );
  return made.join(random.one(["\n", "\n> ", "<br>", "\n\n"]));
}

/** The body in the form that it came in, or as another sender would have put the same. */
function printed(random: Random, body: Holder, real: readonly string[]): string {
  const json = JSON.stringify(body) ?? "";
  const form = () =>
    Object.entries(body)
      .map(([name, value]) => `${encoded(name)}=${encoded(asText(value))}`)
      .join("&");
  return random.one<() => string>([
    () => json,
    () => json,
    () => json,
    form,
    form,
    () => JSON.stringify(body, null, 2),
    () => `body=${encoded(json)}`,
    () => `data=${encoded(json)}`,
    () => `[${json},${JSON.stringify(parsed(random.one(real)))}]`,
    () => json.slice(0, random.below(json.length)),
    () => json.replace("{", `{"${random.one(Object.keys(body)) ?? "a"}":${JSON.stringify(json)},`),
    () => JSON.stringify({ aliyuneventbusname: "default", source: "acs.ecs", type: "a:b", data: body }),
    () => JSON.stringify({ specversion: "1.0", type: "a:b", data: { data: body } }),
    () => JSON.stringify({ alerts: [body, parsed(random.one(real))] }),
  ])();
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** As senders encode: a lone surrogate can't be, and stays out. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "")).replaceAll("%20", "+");
}

/** The values of real bodies, by name. */
export function valuesOf(real: readonly string[]): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const [holder, name] of real.flatMap((text) => fieldsOf(parsed(text)))) {
    if (!Array.isArray(holder)) values.set(name, [...(values.get(name) ?? []), holder[name]]);
  }
  for (const [name, all] of values)
    values.set(name, [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]);
  return values;
}
