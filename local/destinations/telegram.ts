import * as v from "valibot";
import { read } from "./chat.ts";
import { rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: https://core.telegram.org/bots/api#sendmessage, #editmessagetext */
const Message = v.object({
  text: v.pipe(v.string(), v.minLength(1)),
  parse_mode: v.literal("HTML"),
  link_preview_options: v.optional(v.object({ is_disabled: v.boolean() })),
  message_id: v.optional(v.number()),
  reply_parameters: v.optional(
    v.object({ message_id: v.number(), allow_sending_without_reply: v.literal(true) }),
  ),
});

/** Characters, once tags and entities are read. */
const LONGEST = 4096;
const RETRY_AFTER = 35;
const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** What people see of a text in HTML, or undefined if it can't be read. */
function shown(html: string): string | undefined {
  const text = html.replace(
    /<b>([^<]*)<\/b>|<a href="(?:https?:|tg:\/\/user\?id=\d)[^"<>]*">([^<]*)<\/a>/g,
    "$1$2",
  );
  if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(text)) return undefined;
  return text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit({ most: 20 }, now);
  /** Texts by the number of their message, from 1. */
  const texts = new Map<number, string>();
  return ({ url, json }, incidents, { credential, url: own }) => {
    const refuse = (status: number, description: string, parameters?: object) => ({
      status,
      body: { ok: false, error_code: status, description, parameters },
    });
    const edits = url.pathname.endsWith(`/bot${credential}/editMessageText`);
    const asks = url.pathname.endsWith(`/bot${credential}/getChat`);
    if (!edits && !asks && !url.pathname.endsWith(`/bot${credential}/sendMessage`))
      return refuse(401, "Unauthorized");
    if (url.searchParams.get("chat_id") !== new URL(own).searchParams.get("chat_id"))
      return refuse(400, "Bad Request: chat not found");
    if (asks) return { status: 200, body: { ok: true, result: { id: 1, type: "group" } } };
    if (isTooFast())
      return refuse(429, `Too Many Requests: retry after ${RETRY_AFTER}`, { retry_after: RETRY_AFTER });
    const message = v.safeParse(Message, json);
    if (!message.success) return refuse(400, `Bad Request: ${v.summarize(message.issues)}`);
    const text = shown(message.output.text);
    if (text === undefined) return refuse(400, "Bad Request: can't parse entities");
    if (text.length > LONGEST) return refuse(400, "Bad Request: message is too long");
    const id = edits ? (message.output.message_id ?? 0) : texts.size + 1;
    if (edits && !texts.has(id)) return refuse(400, "Bad Request: message to edit not found");
    if (texts.get(id) === text) return refuse(400, "Bad Request: message is not modified");
    const [title = ""] = text.split("\n");
    if (!read(incidents, title, text)) return refuse(400, "Bad Request: no mark");
    texts.set(id, text);
    return { status: 200, body: { ok: true, result: { message_id: id } } };
  };
}
