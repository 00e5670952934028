import { isObject } from "../sources/fields.ts";
import { bytesOf, chatBody, chatTitle, cutBytes, mark } from "./chat.ts";
import type { Destination, Message } from "./destination.ts";
import { byStatus } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { cut, jsonObject, post } from "./text.ts";
import { fromTable, operatorMustAct, type Table } from "./verdict.ts";

/** Bytes of text and links. With title and frame it stays below 21 KB, where a card was measured to be refused. */
const LIMIT = 16_000;

/** By severity word. */
const COLORS: Record<string, string> = {
  critical: "Attention",
  error: "Attention",
  warning: "Warning",
  info: "Accent",
};

/** By `error.code` of the flow's trigger, whatever the status is. */
const CODES: Table = {
  TriggerInputSchemaMismatch: operatorMustAct("the flow's trigger expects another body"),
  WorkflowTriggerIsNotEnabled: operatorMustAct("the flow is turned off, or was deleted"),
};

const taken = byStatus(202);

/** Makes text harmless that could mean something in the card's Markdown, in which one line break is none. */
function plain(text: string): string {
  return text
    .replace(/[\\*_[\]~`]/g, "\\$&")
    .replace(/^(\s*)([-+#>])(?=\s)/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2")
    .replaceAll("\n", "\n\n");
}

function textBlock(text: string, more: object = {}): object {
  return { type: "TextBlock", text, wrap: true, ...more };
}

/**
 * Microsoft Teams, an adaptive card to a webhook of the app Workflows (Power Automate). The URL is its
 * only secret. A 202 says that the flow has begun: what goes wrong inside it, its history alone shows.
 *
 * Sources: https://learn.microsoft.com/connectors/teams (a message has about 28 KB, else the flow fails;
 * 21 KB were measured), prometheus/alertmanager `notify/msteamsv2` (body); codes as integrators quote them.
 * That a backslash escapes Markdown in a card is a guess.
 */
export const teams: Destination = {
  setup: {
    name: "Teams",
    note: "Microsoft Teams, by a webhook of the app Workflows.",
    title: "Microsoft Teams",
    urlIs: "the URL of a Workflows webhook, with its sig",
    exampleUrl:
      "https://prod-00.westeurope.logic.azure.com/workflows/local/triggers/manual/paths/invoke?sig=local",
    checkUrl: ({ searchParams }) => (searchParams.has("sig") ? undefined : "must hold the webhook's sig"),
    words: LABEL_WORDS,
    wakes: [],
  },
  severities: LABELS,
  // 4 a second was the limit of the connectors that Workflows replaced; a flow's own is not published.
  pace: { perMinute: 60, burst: 4 },
  isChat: true,
  mentions: ["users"],
  readByPeople: true,

  build: (message, { url }) => post(url, { type: "message", attachments: [attachment(message)] }),

  judge(reply) {
    const error = jsonObject(reply.body)?.error;
    const code = isObject(error) ? String(error.code) : "";
    return fromTable(CODES, code, `HTTP ${reply.status} ${code}`) ?? taken(reply);
  },
};

function attachment(message: Message): object {
  const { kind, severity, links, picture } = message;
  const actions = Object.values(links).map(({ text, href }) => ({
    type: "Action.OpenUrl",
    title: text,
    url: href,
  }));
  const users = message.mention?.users ?? [];
  const entities = users.map((id) => ({
    type: "mention",
    text: `<at>${id}</at>`,
    mentioned: { id, name: id },
  }));
  const color = kind === "resolved" ? "Good" : COLORS[severity];
  const image = picture && { type: "Image", url: picture.src, altText: cut(picture.alt, 200) };
  const room = LIMIT - bytesOf(JSON.stringify([actions, entities, image]));
  const body = [
    textBlock(plain(chatTitle(message)), { weight: "Bolder", size: "Medium", color }),
    textBlock(cutBytes(plain(chatBody(message)), room)),
    ...(image ? [image] : []),
    ...(users.length > 0 ? [textBlock(users.map((id) => `<at>${id}</at>`).join(" "))] : []),
    textBlock(mark(message), { isSubtle: true }),
  ];
  return {
    contentType: "application/vnd.microsoft.card.adaptive",
    contentUrl: null,
    content: {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body,
      ...(actions.length > 0 && { actions }),
      msteams: { width: "full", ...(entities.length > 0 && { entities }) },
    },
  };
}
