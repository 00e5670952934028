import type { DestinationKind } from "../../../../receiver/destinations/registry.ts";

interface ChatMessage {
  title: string;
  text: string;
}

/** Forms of messages that earlier versions sent, which chats take as well, and their stand-ins read no more. */
const ONCE: { [kind in DestinationKind]?: (body: Record<string, unknown>) => ChatMessage | undefined } = {
  feishu: ({ msg_type: type, content }) => {
    if (type !== "post") return undefined;
    const [post] = Object.values((content as { post: Record<string, FeishuPost> }).post);
    const lines = post?.content.map((line) => line.map(({ text }) => text).join(""));
    return post && { title: post.title, text: lines?.join("\n") ?? "" };
  },
  slack: ({ text, attachments }) => {
    if (attachments !== undefined || typeof text !== "string") return undefined;
    const [title = "", ...lines] = text.split("\n");
    return { title, text: lines.join("\n") };
  },
};

interface FeishuPost {
  title: string;
  content: { text: string }[][];
}

/** What people read in a message of an earlier version; undefined: it is of a form of today. */
export function readOnce(kind: DestinationKind, body: unknown): ChatMessage | undefined {
  return ONCE[kind]?.(body as Record<string, unknown>);
}
