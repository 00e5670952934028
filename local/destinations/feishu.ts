import { createHmac } from "node:crypto";
import * as v from "valibot";
import { read } from "./chat.ts";
import { Address, rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

const Element = v.variant("tag", [
  v.object({ tag: v.literal("text"), text: v.string() }),
  v.object({ tag: v.literal("a"), text: v.string(), href: Address }),
]);

/** Source: https://open.larkoffice.com/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN.md */
const Message = v.object({
  timestamp: v.optional(v.string()),
  sign: v.optional(v.string()),
  msg_type: v.literal("post"),
  content: v.object({
    post: v.object({ zh_cn: v.object({ title: v.string(), content: v.array(v.array(Element)) }) }),
  }),
});

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
    const { timestamp = "", sign, content } = message.output;
    const expected = createHmac("sha256", `${timestamp}\n${credential}`).digest("base64");
    const isSigned = Math.abs(now() / 1000 - Number(timestamp)) <= TOLERANCE && sign === expected;
    if (credential && !isSigned) return answer(19021, "sign match fail or timestamp is not within one hour");
    const { title, content: lines } = content.post.zh_cn;
    const whole = lines.map((line) => line.map((each) => each.text).join("")).join("\n");
    return read(incidents, title, whole) ? answer(0, "success") : answer(19002, "no mark");
  };
}
