import { isObject } from "../sources/fields.ts";
import { chatBody, chatTitle, mark } from "./chat.ts";
import type { Destination } from "./destination.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { cut, jsonObject, post } from "./text.ts";
import {
  delivered,
  isSuccess,
  judgeStatus,
  operatorMustAct,
  type Refusal,
  rejected,
  retry,
  slowDown,
  type Table,
  waitFor,
} from "./verdict.ts";

/** Code points of the text, each of which may count twice: a message has 4,096 characters, tags not counted. */
const LONGEST_TEXT = 1800;

const badToken = operatorMustAct("the bot's token is not valid");

const STATUSES: Table = {
  401: badToken,
  403: operatorMustAct("the bot was blocked, or removed from the chat"),
  404: badToken,
};

/** What is remembered of an incident: its message, and the severity that it shows. */
interface Told {
  id: number;
  severity: string;
}

/** Of what is no such thing, because another kind of destination remembered it, nothing. */
function toldOf(memory = ""): Told | undefined {
  const { id, severity } = jsonObject(memory) ?? {};
  return typeof id === "number" && typeof severity === "string" ? { id, severity } : undefined;
}

const isWorse = (severity: string, than: string) =>
  (LABEL_WORDS as readonly string[]).indexOf(severity) < (LABEL_WORDS as readonly string[]).indexOf(than);

/** A user by number or by name. */
const called = (user: string) =>
  /^\d+$/.test(user) ? `<a href="tg://user?id=${user}">${user}</a>` : `@${user.replace(/^@/, "")}`;

/** The message to edit is gone: the next try sends another. */
const GONE = /message to edit not found|message can't be edited/i;

/** What a 400 says in `description`. */
const DESCRIPTIONS: [RegExp, Refusal][] = [
  [/chat not found/i, operatorMustAct("the chat is not found, or the bot is not in it")],
  [/upgraded to a supergroup/i, operatorMustAct("the group has become a supergroup, which has another id")],
  [/(not enough|no) rights/i, operatorMustAct("the bot may not write in the chat")],
  [/thread not found|topic_(closed|deleted)/i, operatorMustAct("the topic is closed, or does not exist")],
  [/message is too long|can't parse entities/i, rejected("the message is not valid")],
];

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const plain = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

/**
 * Telegram, by a bot. The chat's id stands in the query of the URL, with whatever else `sendMessage`
 * takes (`message_thread_id` for a topic); the server reads parameters from there and from the JSON body.
 *
 * What follows about an incident edits its message. Where it gets worse another one is sent, as a reply to it:
 * an edit makes no sound. Links are no buttons: the bot refuses a message with a button whose address it doesn't
 * like, such as one without a top-level domain, as runbooks in a company's own network have.
 *
 * Sources: https://core.telegram.org/bots/api#sendmessage and #editmessagetext, https://core.telegram.org/bots/faq (1 a second in
 * a chat, 20 a minute in a group), tdlib/td `HttpReader.cpp` (parameters). The page says that descriptions of
 * errors may change: those here are what clients' libraries list, and another one is tried again.
 */
export const telegram: Destination = {
  setup: {
    name: "Telegram",
    note: "Telegram, by a bot.",
    title: "Telegram",
    urlIs: "https://api.telegram.org/?chat_id= and the id of the chat",
    exampleUrl: "https://api.telegram.org/?chat_id=-1001234567890",
    checkUrl({ pathname, searchParams }) {
      if (/\/bot/i.test(pathname))
        return "must not hold the bot's token, which is the credential, or a method";
      return searchParams.get("chat_id") ? undefined : "must hold the chat_id of the chat";
    },
    credential: {
      name: "token of the bot",
      check: (credential) =>
        /^\d+:[\w-]{20,}$/.test(credential)
          ? undefined
          : "must be the token that BotFather gave, DIGITS:LETTERS",
      example: (digits) => `1:${digits}`,
    },
    words: LABEL_WORDS,
    wakes: [],
  },
  severities: LABELS,
  pace: { perMinute: 15, burst: 3 },
  isChat: true,
  mentions: ["users"],
  readByPeople: true,

  build(message, access) {
    const told = toldOf(message.memory);
    const edits = told !== undefined && !isWorse(message.severity, told.severity);
    const url = new URL(access.url);
    const method = edits ? "editMessageText" : "sendMessage";
    url.pathname = `${url.pathname.replace(/\/$/, "")}/bot${access.credential}/${method}`;
    const links = Object.values(message.links)
      .map(({ text, href }) => `<a href="${plain(href)}">${plain(text)}</a>`)
      .join(" | ");
    const lines = [
      `<b>${plain(chatTitle(message))}</b>`,
      // Cut before it is escaped: half an escape would be refused.
      plain(cut(chatBody(message), LONGEST_TEXT)),
      links,
      (message.mention?.users ?? []).map(called).join(" "),
      mark(message),
    ];
    return post(url.href, {
      text: lines.filter(Boolean).join("\n"),
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...(edits && { message_id: told.id }),
      ...(told && !edits && { reply_parameters: { message_id: told.id, allow_sending_without_reply: true } }),
    });
  },

  judge({ status, body }, { severity }, now) {
    const answer = jsonObject(body);
    if (status === 429) {
      const parameters = isObject(answer?.parameters) ? answer.parameters : {};
      return slowDown("HTTP 429", waitFor(String(parameters.retry_after), now));
    }
    if (isSuccess(status)) {
      if (answer?.ok !== true) return retry(`HTTP ${status} without ok`);
      const id = isObject(answer.result) ? answer.result.message_id : undefined;
      return typeof id === "number"
        ? { outcome: "delivered", memory: JSON.stringify({ id, severity } satisfies Told) }
        : delivered;
    }
    const description = status === 400 ? String(answer?.description) : "";
    if (/message is not modified/i.test(description)) return delivered;
    if (GONE.test(description)) return retry("HTTP 400: the message to edit is gone", { memory: "" });
    const [, refusal] = DESCRIPTIONS.find(([said]) => said.test(description)) ?? [];
    return refusal ? { ...refusal, reason: `HTTP 400: ${refusal.reason}` } : judgeStatus(status, STATUSES);
  },
};
