import * as v from "valibot";
import { read } from "./chat.ts";
import { rateLimit, text } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: https://api.slack.com/messaging/webhooks, https://api.slack.com/reference/block-kit/blocks */
const Message = v.object({
  text: text(4000, 1),
  attachments: v.tuple([
    v.object({
      color: v.pipe(v.string(), v.regex(/^(good|warning|danger|#[0-9a-f]{6})$/)),
      fallback: v.string(),
      blocks: v.array(
        v.variant("type", [
          v.object({
            type: v.literal("section"),
            text: v.object({ type: v.literal("plain_text"), text: text(3000, 1), emoji: v.literal(false) }),
          }),
          v.object({
            type: v.literal("context"),
            elements: v.pipe(
              v.array(v.object({ type: v.literal("mrkdwn"), text: text(3000, 1) })),
              v.minLength(1),
              v.maxLength(10),
            ),
          }),
        ]),
      ),
    }),
  ]),
});

/** What the relay itself mentions stands before the title. */
const MENTIONS = /^(?:<(?:@|!subteam\^)\w+> |<!channel> )*/;

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit({ most: 60 }, now);
  return ({ url, json }, incidents, { url: own }) => {
    if (url.pathname !== new URL(own).pathname) return { status: 404, body: "no_service" };
    if (isTooFast()) return { status: 429, body: "rate_limited", headers: { "retry-after": "30" } };
    if ((json as { text?: unknown } | undefined)?.text === "") return { status: 400, body: "no_text" };
    const message = v.safeParse(Message, json);
    if (!message.success) return { status: 400, body: "invalid_payload" };
    const { text: title, attachments } = message.output;
    const [{ blocks }] = attachments;
    const lines = blocks.flatMap((block) =>
      block.type === "section" ? [] : block.elements.map((element) => element.text),
    );
    // What could mention somebody would have to be escaped: only links are in angle brackets.
    if (/<(?!https?:)/.test([title.replace(MENTIONS, ""), ...lines].join("\n")))
      return { status: 400, body: "invalid_blocks" };
    const whole = blocks
      .flatMap((block) =>
        block.type === "section" ? block.text.text : block.elements.map(({ text }) => text),
      )
      .join("\n");
    return read(incidents, title, whole) ? { status: 200, body: "ok" } : { status: 400, body: "no_text" };
  };
}
