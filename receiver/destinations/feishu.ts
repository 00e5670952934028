import { hmac } from "../digest.ts";
import { bytesOf, chatBody, chatTitle, cutBytes, mark } from "./chat.ts";
import type { Destination, Message } from "./destination.ts";
import { byCode } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { post } from "./text.ts";
import { operatorMustAct, slowDown } from "./verdict.ts";

/** 20 KB for the whole body. */
const LIMIT = 17_000;

/** Color of a card's head, by severity word. */
const COLORS: Record<string, string> = { critical: "red", error: "orange", warning: "yellow", info: "blue" };

const tooFast = slowDown("too many requests", 30_000);

/**
 * Feishu (Lark) custom bot, as an interactive card whose texts are plain, so that nothing in them is markup or
 * a mention. No id comes back, so a message can't be edited.
 * With a secret each request is signed, by a key made of time and secret over nothing.
 *
 * Source: https://open.larkoffice.com/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN.md; code 9499 came
 * with HTTP 400 in ccfos/nightingale issue 1437, and 19001 was seen with 200 and with 400.
 */
export const feishu: Destination = {
  setup: {
    name: "Feishu",
    note: "Feishu, and Lark.",
    title: "Feishu / Lark",
    urlIs: "the webhook URL of the bot",
    exampleUrl: "https://open.feishu.cn/open-apis/bot/v2/hook/local",
    checkUrl: ({ pathname }) =>
      /\/bot\/v2\/hook\/[^/]+$/.test(pathname)
        ? undefined
        : "must end in /bot/v2/hook/ and the id of the bot's webhook",
    credential: { name: "signing secret of the bot", optional: true },
    words: LABEL_WORDS,
    wakes: [],
  },
  severities: LABELS,
  // 100 a minute and 5 a second.
  pace: { perMinute: 60, burst: 3 },
  isChat: true,
  mentions: ["users", "everybody"],
  readByPeople: true,

  build(message, { url, credential }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const signed = credential && { timestamp, sign: hmac(`${timestamp}\n${credential}`, "") };
    return post(url, { ...signed, msg_type: "interactive", card: cardOf(message) });
  },

  judge: byCode("code", {
    9499: tooFast,
    11232: tooFast,
    19001: operatorMustAct("the bot's URL is not valid, or the bot is gone"),
    19021: operatorMustAct("the signature or the clock is refused"),
    19022: operatorMustAct("the address is not on the bot's list"),
    19024: operatorMustAct("the bot's keyword is missing"),
  }),
};

const plain = (content: string) => ({ tag: "plain_text", content });

function cardOf(message: Message): object {
  const { kind, severity, links, mention } = message;
  const actions = Object.values(links).map((link) => ({
    tag: "button",
    text: plain(link.text),
    type: "default",
    url: link.href,
  }));
  const { users = [], everybody = false } = mention ?? {};
  const called = everybody ? [...users, "all"] : users;
  const room = LIMIT - bytesOf(JSON.stringify([actions, called]));
  return {
    config: { wide_screen_mode: true },
    header: { template: kind === "resolved" ? "green" : COLORS[severity], title: plain(chatTitle(message)) },
    elements: [
      { tag: "div", text: plain(cutBytes(chatBody(message), room)) },
      ...(called.length > 0
        ? [
            {
              tag: "div",
              text: { tag: "lark_md", content: called.map((id) => `<at id=${id}></at>`).join(" ") },
            },
          ]
        : []),
      ...(actions.length > 0 ? [{ tag: "action", actions }] : []),
      { tag: "note", elements: [plain(mark(message))] },
    ],
  };
}
