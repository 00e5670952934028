import { chatText, harmless, type Markup, numbersIn } from "./chat.ts";
import type { Destination } from "./destination.ts";
import { byCode } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { post } from "./text.ts";
import { operatorMustAct, rejected, retry, slowDown } from "./verdict.ts";

/** 4,096 bytes of UTF-8. */
const MARKUP: Markup = {
  limit: 4096,
  bold: (text) => `**${text}**`,
  link: ({ text, href }) => `[${text}](${href})`,
  // `<@…>` would mention somebody, and nothing escapes it.
  plain: harmless,
};

/** 2,048 bytes, without markup. */
const TEXT: Markup = {
  limit: 2048,
  bold: (text) => text,
  link: ({ text, href }) => `${text} ${href}`,
  plain: (text) => text,
};

/**
 * WeCom group robot. The URL is its only secret.
 *
 * Source: https://developer.work.weixin.qq.com/document/path/91770, as integrators quote it.
 */
export const wecom: Destination = {
  setup: {
    name: "WeCom",
    title: "WeCom",
    urlIs: "the webhook URL of the robot, with its key",
    exampleUrl: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=local",
    checkUrl: ({ searchParams }) => (searchParams.has("key") ? undefined : "must hold the robot's key"),
    words: LABEL_WORDS,
    wakes: [],
  },
  severities: LABELS,
  // 20 a minute.
  pace: { perMinute: 15, burst: 3 },
  isChat: true,
  mentions: ["users", "numbers", "everybody"],
  readByPeople: true,

  build(message, access) {
    const { url } = access;
    const numbers = numbersIn(message, access);
    const { users = [], everybody = false } = message.mention ?? {};
    // Only a plain text can mention numbers and everybody.
    if (everybody || numbers.length > 0) {
      const mentioned = {
        mentioned_list: everybody ? [...users, "@all"] : users,
        mentioned_mobile_list: numbers,
      };
      return post(url, { msgtype: "text", text: { content: chatText(message, TEXT), ...mentioned } });
    }
    const content = chatText(message, MARKUP, users.map((id) => `<@${id}>`).join(" "));
    return post(url, { msgtype: "markdown", markdown: { content } });
  },

  judge: byCode("errcode", {
    "-1": retry("busy"),
    45009: slowDown("sent too fast", 60_000),
    40058: rejected("the message is too long"),
    93000: operatorMustAct("the URL is wrong, or the robot was removed"),
  }),
};
