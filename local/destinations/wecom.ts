import * as v from "valibot";
import { read } from "./chat.ts";
import { rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: https://developer.work.weixin.qq.com/document/path/91770, as integrators quote it. */
const Message = v.variant("msgtype", [
  v.object({
    msgtype: v.literal("markdown"),
    markdown: v.object({ content: v.pipe(v.string(), v.minLength(1)) }),
  }),
  v.object({
    msgtype: v.literal("text"),
    text: v.object({
      content: v.pipe(v.string(), v.minLength(1)),
      mentioned_list: v.array(v.string()),
      mentioned_mobile_list: v.array(v.string()),
    }),
  }),
]);

const LONGEST = 4096;

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit({ most: 20 }, now);
  return ({ url, json }, incidents, { url: own }) => {
    const answer = (errcode: number, errmsg: string) => ({ status: 200, body: { errcode, errmsg } });
    if (url.searchParams.get("key") !== new URL(own).searchParams.get("key"))
      return answer(93000, "invalid webhook url");
    if (isTooFast()) return answer(45009, "api freq out of limit");
    const message = v.safeParse(Message, json);
    if (!message.success) return answer(40008, v.summarize(message.issues));
    const isText = message.output.msgtype === "text";
    const { content } = message.output.msgtype === "text" ? message.output.text : message.output.markdown;
    if (isText && Buffer.byteLength(content) > 2048) return answer(40058, "text.content exceeds 2048 bytes");
    if (Buffer.byteLength(content) > LONGEST) return answer(40058, "markdown.content exceeds 4096 bytes");
    const [title = ""] = content.split("\n");
    return read(incidents, title, content) ? answer(0, "ok") : answer(40008, "no mark");
  };
}
