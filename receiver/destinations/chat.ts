import { encoder } from "../digest.ts";
import { lookup } from "../lookup.ts";
import type { Access, Link, Message, Picture } from "./destination.ts";
import { cut } from "./text.ts";

/** Tells at a glance how bad it is. By severity word. */
const SIGNS: Record<string, string> = { critical: "🔴", error: "🟠", warning: "🟡", info: "🔵" };

/** How a chat writes things. */
export interface Markup {
  /** Bytes of the whole text, as it stands in JSON. */
  limit: number;
  bold: (text: string) => string;
  link: (link: Link) => string;
  /** Default: it shows no pictures. */
  picture?: (picture: Picture) => string;
  /** Makes text harmless that could mean something to this chat, and breaks lines as it does. */
  plain: (text: string) => string;
}

/** The title with level and state: chats have neither, and no incident that a message could belong to. */
export function chatTitle({ kind, severity, headline }: Message): string {
  return cut(`${kind === "resolved" ? "✅" : (SIGNS[severity] ?? "")} ${headline}`, 200);
}

/** The text without the level or state that the title says already. */
export function chatBody({ headline, text }: Message): string {
  const [state = ""] = /^\[[^\]]*\]/.exec(headline) ?? [];
  const [first = "", ...rest] = text.split("\n");
  if (state === "" || !first.startsWith(state)) return text;
  const said = first.slice(state.length).trimStart();
  return [...(said ? [said] : []), ...rest].join("\n");
}

/** Characters that mean something in a chat's Markdown, wherever they stand. */
const FULL_WIDTH: Record<string, string> = { "*": "＊", "`": "｀", "<": "＜", "~": "～" };

/**
 * Makes text harmless where Markdown has no documented escape: what could begin a link, a mention or a format
 * becomes its full-width form, which looks the same and means nothing. A bracket that makes no link stays, as
 * does an underscore within a word.
 */
export function harmless(text: string): string {
  return text
    .replace(/\](?=[([:])/g, "］")
    .replace(/[*`<~]/g, (char) => FULL_WIDTH[char] ?? char)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "＿")
    .replace(/^(\s*)#/gm, "$1＃")
    .replace(/^(\s*)>/gm, "$1＞")
    .replace(/^(\s*)-(?=\s)/gm, "$1－")
    .replace(/^(\s*)\+(?=\s)/gm, "$1＋")
    .replace(/^(\s*\d+)\.(?=\s)/gm, "$1．");
}

/** The phone numbers of those whom a message mentions. */
export function numbersIn({ mention }: Message, { numbers = {} }: Access): string[] {
  return [...new Set(mention?.numbers.flatMap((list) => lookup(numbers, list) ?? []))];
}

/** Tells which recovery belongs to which alert: the beginning of the incident's key. */
export function mark(message: Message): string {
  return `#${message.key.slice(0, 8)}`;
}

/** Bytes that a text takes inside a JSON body in UTF-8. Never less than the bytes of the text itself. */
export function bytesOf(text: string): number {
  return encoder.encode(JSON.stringify(text)).length - 2;
}

/** As `cut`, for vendors that count bytes: of the text as it stands in the JSON body. */
export function cutBytes(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  let bytes = bytesOf("…");
  let kept = "";
  for (const point of text) {
    bytes += bytesOf(point);
    if (bytes > limit) break;
    kept += point;
  }
  return `${kept}…`;
}

/** The whole message as one text, within the limit. `called`: whom it mentions, as the chat writes it. */
export function chatText(
  message: Message,
  { limit, bold, link, picture, plain }: Markup,
  called = "",
): string {
  const head = bold(plain(chatTitle(message)));
  const links = Object.values(message.links).map(link).join(" | ");
  const shown = message.picture && picture ? picture(message.picture) : "";
  const ends = [shown, links, called, mark(message)].filter(
    (line) => bytesOf(line) > 0 && bytesOf(line) < limit / 2,
  );
  const tail = ends.map((line) => plain("\n") + line).join("");
  const room = limit - bytesOf(head + plain("\n") + tail);
  return head + plain("\n") + cutBytes(plain(chatBody(message)), room) + tail;
}
