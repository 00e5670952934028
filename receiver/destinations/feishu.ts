import { hmac } from "../digest.ts";
import { bytesOf, chatTitle, cutBytes, mark } from "./chat.ts";
import type { Destination } from "./destination.ts";
import { byCode } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { post } from "./text.ts";
import { operatorMustAct, slowDown } from "./verdict.ts";

/** 20 KB for the whole body. */
const LIMIT = 17_000;

const tooFast = slowDown("too many requests", 30_000);

/**
 * Feishu (Lark) custom bot, as a rich text message: its plain text would read `<at …>` as a mention.
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
  readByPeople: true,

  build(message, { url, credential }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const signed = credential && { timestamp, sign: hmac(`${timestamp}\n${credential}`, "") };
    const links = Object.values(message.links).flatMap((link) => [
      { tag: "a", ...link },
      { tag: "text", text: "  " },
    ]);
    const room = LIMIT - bytesOf(JSON.stringify(links));
    const content = [
      [{ tag: "text", text: cutBytes(message.text, room) }],
      [...links, { tag: "text", text: mark(message) }],
    ];
    const post_ = { zh_cn: { title: chatTitle(message), content } };
    return post(url, { ...signed, msg_type: "post", content: { post: post_ } });
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
