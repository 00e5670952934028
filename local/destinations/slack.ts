import * as v from "valibot";
import { read } from "./chat.ts";
import { rateLimit, text } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Longer texts are split into several messages. Source: https://api.slack.com/messaging/webhooks */
const Message = v.object({ text: text(4000, 1) });

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit({ most: 60 }, now);
  return ({ url, json }, incidents, { url: own }) => {
    if (url.pathname !== new URL(own).pathname) return { status: 404, body: "no_service" };
    if (isTooFast()) return { status: 429, body: "rate_limited", headers: { "retry-after": "30" } };
    const message = v.safeParse(Message, json);
    if (!message.success) return { status: 400, body: "invalid_payload" };
    const [title = ""] = message.output.text.split("\n");
    // What could mention somebody would have to be escaped: only links are in angle brackets.
    if (/<(?!https?:)/.test(message.output.text)) return { status: 400, body: "invalid_blocks" };
    return read(incidents, title, message.output.text)
      ? { status: 200, body: "ok" }
      : { status: 400, body: "no_text" };
  };
}
