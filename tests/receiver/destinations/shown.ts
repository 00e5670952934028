import type { DestinationKind } from "../../../receiver/destinations/registry.ts";

/** A request's body, read loosely: the stand-ins check its form. */
// biome-ignore lint/suspicious/noExplicitAny: what each kind sends is another form.
type Body = any;

const lines = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join("\n");
const buttons = (texts: string[]) =>
  texts.length > 0 ? texts.map((text) => `[${text}]`).join(" ") : undefined;
const named = (links: { text: string }[] = []) => buttons(links.map(({ text }) => text));

const opsgenie = ({ message, description, note }: Body) => lines(message, description ?? note);

/** What people see of a request, by kind; undefined where the vendor's own integration writes it. */
export const SHOWN: Record<DestinationKind, ((body: Body) => string) | undefined> = {
  itoc360: ({ title, message }) => lines(title, message),
  "itoc360-native": undefined,
  ilert: ({ summary, details, links }) => lines(summary, details, named(links)),
  "ilert-native": undefined,
  flashduty: ({ title_rule, description }) => lines(title_rule, description),
  "flashduty-metrics-native": undefined,
  "flashduty-prometheus-native": undefined,
  pagerduty: ({ payload, links }) => lines(payload.summary, payload.custom_details.text, named(links)),
  opsgenie,
  jsm: opsgenie,
  incidentio: ({ title, description }) => lines(title, description),
  alertmanager: ([{ annotations }]) => lines(annotations.summary, annotations.description),
  dingtalk: ({ markdown }) => markdownText(markdown.text.replaceAll("\n\n", "\n")),
  feishu: ({ card }) =>
    lines(
      card.header.title.content,
      ...card.elements.map(({ text, actions, elements }: Body) =>
        text
          ? text.content
          : actions
            ? named(actions.map(({ text }: Body) => ({ text: text.content })))
            : elements[0].content,
      ),
    ),
  wecom: ({ markdown }) => markdownText(markdown.content),
  slack: ({ text, attachments: [{ blocks }] }) =>
    lines(
      entities(text),
      blocks[0].text.text,
      blocks[1].elements
        .map((each: Body) => entities(each.text.replace(/<[^|]*\|([^>]*)>/, "$1")))
        .join("  "),
    ),
  teams: ({ attachments: [{ content }] }) =>
    lines(
      ...content.body.map(({ text }: Body) =>
        text.replaceAll("\n\n", "\n").replace(/\\([\\*_[\]~`#>.)+-])/g, "$1"),
      ),
      buttons((content.actions ?? []).map(({ title }: Body) => title)),
    ),
  telegram: ({ text }) => entities(text.replace(/<[^>]*>/g, "")),
  webhook: ({ data }) => lines(data.title, data.text),
};

function markdownText(text: string): string {
  return text.replace(/^(?:### |\*\*)(.*?)(?:\*\*)?$/m, "$1").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

function entities(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}
