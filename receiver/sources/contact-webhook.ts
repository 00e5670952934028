import type { Alert, AlertState } from "../alert.ts";
import { sha256 } from "../digest.ts";
import { type Fields, firstText, objectOf, textOf } from "./fields.ts";
import { levelOf } from "./levels.ts";
import type { Source } from "./source.ts";
import { timeOf } from "./time.ts";

/**
 * What a contact's robot is sent: a text or markdown message, as DingTalk, WeCom, Lark and Slack take it.
 * Its wording is documented nowhere. Where it names a rule and one resource, line by line, it is an alert
 * as any other; else the message itself is the alert, and closes after a while. (The form and the flat
 * JSON of a contact's webhook have the fields of a metric callback, and are read as one.)
 */
export const contactWebhook: Source = {
  kind: "contact",

  recognises: (body) => messageOf(body) !== undefined,

  parse(body, context): Alert[] {
    const { title, text } = messageOf(body) as Message;
    const { facts, repeated } = factsOf(text);
    const { rule, resource, ...others } = facts;
    const [firstLine = ""] = text.split("\n", 1);
    const headline = title ?? firstLine;
    const known = rule !== undefined && !repeated;
    const state = known ? stateOf(facts.state ?? headline.replaceAll(rule, "")) : "firing";
    // A message that can't be read closes nothing, but need not wake anybody where it says that all is well.
    const mild = !known && stateOf(headline) === "resolved";
    const dimensions: Record<string, string> = known && resource ? { resource } : {};
    const [, marked] = /^\s*[[【](\S[^\]】]{0,20})[\]】]/.exec(headline) ?? [];
    const said = levelOf(facts.level) ?? levelOf(marked);
    const level = state === "no-data" ? "no-data" : (said ?? (mild ? "info" : undefined));
    const time = timeOf(facts.time);
    const name = rule ?? (headline.slice(0, 100) || "message");
    return [
      {
        ...others,
        kind: "contact",
        state,
        level,
        time,
        unclear: {
          level: state === "firing" && !level ? (facts.level ?? "") : undefined,
          time: time === undefined ? facts.time : undefined,
        },
        rule: { key: context.rule ?? name, name },
        dimensions,
        text: title && !text.includes(title) ? `${title}\n${text}` : text,
        identity: known ? undefined : `message ${sha256([title ?? "", text])}`,
        openFor: known ? context.openFor : (context.openFor ?? OPEN_FOR),
        fields: {},
      },
    ];
  },
};

/** How long a message stays open that says nothing an incident could be told by, in milliseconds. */
const OPEN_FOR = 60 * 60 * 1000;

interface Message {
  title: string | undefined;
  text: string;
}

/** `{msgtype: "text", text: {content}}`, `{msg_type, content: {text}}`, `{text}` and their like, Slack's parts too. */
function messageOf(body: Fields): Message | undefined {
  const type = textOf(body.msgtype ?? body.msg_type);
  const parts = [body.blocks, body.attachments].flatMap((list) => slackTexts(list));
  if (type === undefined && parts.length > 0) {
    return { title: textOf(body.text), text: parts.join("\n") };
  }
  if (type === undefined && typeof body.text !== "string") return undefined;
  const part = objectOf(body[type ?? ""] ?? body.content);
  const text = firstText(part.text, part.content, body.text);
  return text === undefined ? undefined : { title: textOf(part.title), text };
}

/** Most texts of a message with blocks that are read. Slack allows 50 blocks of 10 fields. */
const MOST_TEXTS = 100;

/** What people read in Slack's blocks or attachments, in order. */
function slackTexts(list: unknown): string[] {
  const texts: string[] = [];
  const read = (value: unknown): void => {
    const { type, title, pretext, text, value: fact, fallback, fields, blocks, elements } = objectOf(value);
    if (texts.length >= MOST_TEXTS) return;
    if (typeof title === "string" && fact !== undefined) texts.push(`${title}: ${textOf(fact) ?? ""}`);
    else for (const each of [title, pretext]) if (typeof each === "string") texts.push(each);
    if (typeof text === "string") texts.push(text);
    else if (text !== undefined) read(text);
    else if (typeof fallback === "string" && type === undefined && blocks === undefined) texts.push(fallback);
    for (const each of [fields, blocks, elements].flatMap((nested) => (Array.isArray(nested) ? nested : [])))
      read(each);
  };
  for (const each of Array.isArray(list) ? list : []) read(each);
  return texts;
}

type Fact =
  | "duration"
  | "state"
  | "level"
  | "condition"
  | "value"
  | "metric"
  | "resource"
  | "region"
  | "account"
  | "time"
  | "rule";

type Facts = { [fact in Fact]?: string };

/** What the lines of a message are called, in English and Chinese; the first that fits a line counts. */
const FACTS: [fact: Fact, name: RegExp][] = [
  ["duration", /^duration|持续/],
  ["state", /stat(e|us)$|状态/],
  ["level", /level|severity|级别|等级/],
  ["condition", /condition|expression|条件/],
  ["value", /value|当前值/],
  ["metric", /metric|指标|监控项/],
  ["resource", /instance|resource|实例|资源|对象/],
  ["region", /region|地域/],
  ["account", /account|userid|账号/],
  ["time", /time|时间/],
  ["rule", /rule|alertname|规则|[报告]警名称/],
];

/** Facts by name. `repeated`: the message tells of several resources, so it is not about one of them. */
function factsOf(text: string): { facts: Facts; repeated: boolean } {
  const facts: Facts = {};
  let repeated = false;
  for (const line of text.split(/\n|<br\s*\/?>/, 100)) {
    const [, name = "", value = ""] = /^([^:：]{1,32})[:：]([\s\S]+)/.exec(line.trim()) ?? [];
    const plain = name.replace(/[-\s>#*`]/g, "").toLowerCase();
    const [fact] = FACTS.find(([, each]) => each.test(plain)) ?? [];
    if (fact === undefined) continue;
    repeated ||= facts[fact] !== undefined && fact === "resource";
    facts[fact] ??= value.trim().replace(/^\*{1,2}\s*|\*{1,2}$/g, "");
  }
  return { facts, repeated };
}

/** Whether words say that something is over. Anything else fires: one page too many beats one too few. */
function stateOf(words: string): AlertState {
  if (/恢复|\b(?:recover(?:ed|y)?|resolved|ok)\b/i.test(words)) return "resolved";
  return /无数据|no data|insufficient/i.test(words) ? "no-data" : "firing";
}
