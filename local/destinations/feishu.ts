import { createHmac } from "node:crypto";
import * as v from "valibot";
import { read } from "./chat.ts";
import { Address, rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

const Text = v.object({ tag: v.literal("plain_text"), content: v.string() });
const Element = v.variant("tag", [
  v.object({
    tag: v.literal("div"),
    text: v.variant("tag", [
      Text,
      v.object({
        tag: v.literal("lark_md"),
        content: v.pipe(v.string(), v.regex(/^(?:<at id=[\w.@+-]+><\/at> ?)+$/)),
      }),
    ]),
  }),
  v.object({
    tag: v.literal("action"),
    actions: v.pipe(
      v.array(
        v.object({
          tag: v.literal("button"),
          text: Text,
          type: v.picklist(["default", "primary"]),
          url: Address,
        }),
      ),
      v.minLength(1),
    ),
  }),
  v.object({ tag: v.literal("note"), elements: v.array(Text) }),
]);

/** Source: https://open.larkoffice.com/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN.md */
const Message = v.object({
  timestamp: v.optional(v.string()),
  sign: v.optional(v.string()),
  msg_type: v.literal("interactive"),
  card: v.object({
    config: v.object({ wide_screen_mode: v.boolean() }),
    header: v.object({
      template: v.picklist(["red", "orange", "yellow", "blue", "green"]),
      title: Text,
    }),
    elements: v.array(Element),
  }),
});

/** What people read in a part of a card. */
function shown(element: v.InferOutput<typeof Element>): string {
  switch (element.tag) {
    case "div":
      return element.text.content;
    case "action":
      return element.actions.map(({ text }) => text.content).join(" ");
    case "note":
      return element.elements.map(({ content }) => content).join(" ");
  }
}

const LONGEST = 20 * 1024;
/** For each bot. */
const LIMITS = [{ most: 5, within: 1000 }, { most: 100 }];
/** How far the timestamp may be off, in seconds. */
const TOLERANCE = 60 * 60;

export function vendor(now: () => number): Vendor {
  const limits = LIMITS.map((limit) => rateLimit(limit, now));
  return ({ url, json, text }, incidents, { credential, url: own }) => {
    const answer = (code: number, msg: string) => ({ status: 200, body: { code, msg, data: {} } });
    if (url.pathname !== new URL(own).pathname) return answer(19001, "incoming webhook access token invalid");
    if (limits.map((isTooFast) => isTooFast()).includes(true))
      return { status: 400, body: { code: 9499, msg: "too many request", data: {} } };
    if (Buffer.byteLength(text) > LONGEST) return answer(19002, "the body is larger than 20 KB");
    const message = v.safeParse(Message, json);
    if (!message.success) return answer(19002, v.summarize(message.issues));
    const { timestamp = "", sign, card } = message.output;
    const expected = createHmac("sha256", `${timestamp}\n${credential}`).digest("base64");
    const isSigned = Math.abs(now() / 1000 - Number(timestamp)) <= TOLERANCE && sign === expected;
    if (credential && !isSigned) return answer(19021, "sign match fail or timestamp is not within one hour");
    const title = card.header.title.content;
    const whole = card.elements.map(shown).join("\n");
    return read(incidents, title, whole) ? answer(0, "success") : answer(19002, "no mark");
  };
}
