import * as v from "valibot";
import { read } from "./chat.ts";
import { Address, rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

const TextBlock = v.object({
  type: v.literal("TextBlock"),
  text: v.pipe(v.string(), v.minLength(1)),
  color: v.optional(v.picklist(["Default", "Accent", "Good", "Warning", "Attention"])),
});

const Image = v.object({ type: v.literal("Image"), url: Address, altText: v.optional(v.string()) });

/** Source: prometheus/alertmanager, `notify/msteamsv2`, and https://adaptivecards.io/explorer */
const Message = v.object({
  type: v.literal("message"),
  attachments: v.tuple([
    v.object({
      contentType: v.literal("application/vnd.microsoft.card.adaptive"),
      content: v.object({
        type: v.literal("AdaptiveCard"),
        version: v.string(),
        body: v.pipe(v.array(v.variant("type", [TextBlock, Image])), v.minLength(1)),
        actions: v.optional(
          v.array(v.object({ type: v.literal("Action.OpenUrl"), title: v.string(), url: Address })),
        ),
      }),
    }),
  ]),
});

const LONGEST = 28 * 1024;
const LIMIT = { most: 4, within: 1000 };

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit(LIMIT, now);
  return ({ url, json, text }, incidents, { url: own }) => {
    const refuse = (status: number, code: string, message: string) => ({
      status,
      body: { error: { code, message } },
    });
    if (url.searchParams.get("sig") !== new URL(own).searchParams.get("sig"))
      return refuse(401, "DirectApiAuthorizationRequired", "the request has no shared access signature");
    if (isTooFast()) return refuse(429, "TooManyRequests", "the flow's trigger is asked too often");
    const message = v.safeParse(Message, json);
    if (!message.success) return refuse(400, "TriggerInputSchemaMismatch", v.summarize(message.issues));
    // The flow has begun; whether it posts the message is seen in its history alone.
    const [{ content }] = message.output.attachments;
    const lines = content.body.flatMap((block) =>
      block.type === "TextBlock" ? [block.text.replace(/\\(.)/g, "$1")] : [],
    );
    if (Buffer.byteLength(text) <= LONGEST) read(incidents, lines[0] ?? "", lines.join("\n"));
    return { status: 202 };
  };
}
