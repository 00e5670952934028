import type { Alert } from "../alert.ts";
import type { Fields } from "./fields.ts";
import { NOT_READ, type Unreadable } from "./source.ts";

/** Bodies that arrive by mistake, by a field that only they have. */
const MISTAKES: Record<string, string> = {
  QuotaActionCode: "Quota Center alarm",
  "Alert content": "ARMS contact template",
  告警内容: "ARMS contact template",
  $alertmanager_content: "ARMS contact template that was not filled in",
};

/** Most names of fields that stand for an unknown shape, and how long each may be. */
const MOST_NAMES = 5;
const LONGEST_NAME = 20;

/** What any field of a form is called, in whatever language. */
const NAME = /^[\p{L}\p{N}_$][\p{L}\p{N}_$. -]*$/u;

/** Says what a body is that no source recognises. */
export function unrecognised(body: Fields): Unreadable {
  const names = Object.keys(body);
  const known = names.find((name) => Object.hasOwn(MISTAKES, name));
  // A text without any `=` is one name without a value.
  const isText = names.length === 1 && Object.values(body)[0] === "";
  if (!known && names.length > 0 && (isText || !names.some((name) => NAME.test(name))))
    return { error: "neither a JSON object nor a form", unknown: true };
  const some = names.slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME));
  const shape = known ? MISTAKES[known] : some.length > 0 ? `fields ${some.sort().join(", ")}` : "no fields";
  return { error: `not a callback of CloudMonitor that is known: ${shape}`, unknown: true };
}

/** How long the notice of an unrecognised callback stays open, and so how often there is one for each shape. */
const OPEN_FOR = 60 * 60 * 1000;

/** How much of a body the notice tells, in characters. */
const LONGEST_EXCERPT = 500;

/** A reason on one line, without what no reader sees: some of it is a stranger's. */
export function printable(reason: string): string {
  return reason.replace(/[\s\p{Cc}]+/gu, " ");
}

/** What the notice of a body is kept as: the reason in the first line, below it how the body begins. */
export function noticeText(reason: string, body: string): string {
  return `${printable(reason)}\n${body.slice(0, LONGEST_EXCERPT)}`;
}

/** The one plain alert that tells people of bodies that could not be read. The same for each kind of reason. */
export function noticeOf(text: string): Alert {
  const [reason = ""] = text.split("\n", 1);
  return {
    kind: "unrecognised",
    state: "firing",
    level: reason.endsWith(NOT_READ) ? "critical" : "warn",
    rule: { key: "unrecognised callback", name: "Unrecognised callback" },
    // The shape of the reason: what differs from body to body is left out.
    dimensions: { reason: reason.replace(/"[^"]*"|\d+/g, "…") },
    text,
    openFor: OPEN_FOR,
    fields: {},
  };
}
