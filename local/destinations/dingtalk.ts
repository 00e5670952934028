import { createHmac } from "node:crypto";
import * as v from "valibot";
import { read } from "./chat.ts";
import { rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

const Message = v.object({
  msgtype: v.literal("markdown"),
  markdown: v.object({
    title: v.pipe(v.string(), v.minLength(1)),
    text: v.pipe(v.string(), v.minLength(1)),
  }),
  at: v.optional(
    v.object({ atUserIds: v.array(v.string()), atMobiles: v.array(v.string()), isAtAll: v.boolean() }),
  ),
  msgUuid: v.optional(v.string()),
});

/** Source: https://help.dingtalk.io/open/development/custom-robots-send-group-messages */
const LONGEST = 20_000;
const LIMIT = { most: 20, shutOut: 10 * 60_000 };
/** How far the timestamp may be off, in milliseconds. */
const TOLERANCE = 60 * 60 * 1000;

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit(LIMIT, now);
  const seen = new Set<string>();
  return ({ url, json, text }, incidents, { credential, url: own }) => {
    const answer = (errcode: number, errmsg: string) => ({ status: 200, body: { errcode, errmsg } });
    if (url.searchParams.get("access_token") !== new URL(own).searchParams.get("access_token"))
      return answer(400101, "access_token does not exist");
    const timestamp = url.searchParams.get("timestamp") ?? "";
    const sign = createHmac("sha256", credential).update(`${timestamp}\n${credential}`).digest("base64");
    const isSigned =
      Math.abs(now() - Number(timestamp)) <= TOLERANCE && url.searchParams.get("sign") === sign;
    if (credential && !isSigned) return answer(310000, "sign not match");
    if (isTooFast()) return answer(410100, "sent too fast: 20 messages a minute, or nothing for ten minutes");
    if (Buffer.byteLength(text) > LONGEST) return answer(460101, "message too long, exceed 20000 bytes");
    const message = v.safeParse(Message, json);
    if (!message.success) return answer(400105, v.summarize(message.issues));
    const { markdown, msgUuid } = message.output;
    // A message that it has already is not shown again.
    if (msgUuid !== undefined && seen.has(msgUuid)) return answer(0, "ok");
    if (!read(incidents, markdown.title, markdown.text)) return answer(400105, "no mark");
    if (msgUuid !== undefined) seen.add(msgUuid);
    return answer(0, "ok");
  };
}
