import { hmac } from "../digest.ts";
import { chatText, chatTitle, harmless, type Markup, numbersIn } from "./chat.ts";
import type { Destination } from "./destination.ts";
import { byCode } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { post } from "./text.ts";
import { operatorMustAct, rejected, slowDown } from "./verdict.ts";

/** 20,000 bytes for the whole body, which holds the title twice. */
const MARKUP: Markup = {
  limit: 17_000,
  bold: (text) => `### ${text}`,
  link: ({ text, href }) => `[${text}](${href})`,
  picture: ({ src }) => `![](${src})`,
  // A single line break is none in its markdown.
  plain: (text) => harmless(text).replaceAll("\n", "\n\n"),
};

/** For how long the vendor takes nothing from whoever sent too fast, in milliseconds. */
const SHUT_OUT = 10 * 60 * 1000;

const tooFast = slowDown("sent too fast", SHUT_OUT);
const noToken = operatorMustAct("the robot's access_token does not exist");

/**
 * DingTalk custom robot. With a secret each request is signed; `msgUuid` makes a repeated one harmless.
 *
 * Source: https://help.dingtalk.io/open/development/custom-robots-send-group-messages; signature, sizes
 * and codes as integrators quote them (660026, 300001 and 300005 were seen live). How long to wait after
 * 90030 is not said; ten minutes are a guess.
 */
export const dingtalk: Destination = {
  setup: {
    name: "DingTalk",
    title: "DingTalk",
    urlIs: "the webhook URL of the robot, with its access_token",
    exampleUrl: "https://oapi.dingtalk.com/robot/send?access_token=local",
    checkUrl: ({ searchParams }) =>
      searchParams.has("access_token") ? undefined : "must hold the robot's access_token",
    credential: { name: "signing secret of the robot", optional: true },
    words: LABEL_WORDS,
    wakes: [],
  },
  severities: LABELS,
  // 20 a minute, and whoever sends more is shut out for ten minutes.
  pace: { perMinute: 15, burst: 3 },
  isChat: true,
  mentions: ["users", "numbers", "everybody"],

  build(message, access, now) {
    const { credential } = access;
    const url = new URL(access.url);
    if (credential) {
      url.searchParams.set("timestamp", String(now));
      url.searchParams.set("sign", hmac(credential, `${now}\n${credential}`));
    }
    const { mention } = message;
    const numbers = numbersIn(message, access);
    // Who is mentioned has to stand in the text as well.
    const called = [...(mention?.users ?? []), ...numbers].map((each) => `@${each}`).join(" ");
    const text = chatText(message, MARKUP, called);
    const at = mention && { atUserIds: mention.users, atMobiles: numbers, isAtAll: mention.everybody };
    const markdown = { title: chatTitle(message), text };
    return post(url.href, { msgtype: "markdown", markdown, ...(at && { at }), msgUuid: message.id });
  },

  judge: byCode("errcode", {
    130101: tooFast,
    410100: tooFast,
    660026: tooFast,
    90030: slowDown("the quota is used up", SHUT_OUT),
    300001: noToken,
    300005: noToken,
    400013: operatorMustAct("the group was disbanded"),
    400101: noToken,
    400102: operatorMustAct("the robot was disabled"),
    400106: operatorMustAct("the robot is not in the group"),
    310000: operatorMustAct("the robot's security check refused it: secret, keyword or address"),
    400105: rejected("the robot does not take this kind of message"),
    460101: rejected("the message is longer than 20,000 bytes"),
  }),
};
