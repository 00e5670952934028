import { chatBody, chatTitle, cutBytes, mark } from "./chat.ts";
import type { Destination, Message } from "./destination.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { post } from "./text.ts";
import { delivered, isSuccess, judgeStatus, rejected, retry, type Table } from "./verdict.ts";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string) => text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);

/** Bytes of the text of a block, which has 3,000 characters, and of what stands for all of it. */
const LONGEST_BLOCK = 2900;

/** What stands beside the text, by severity word; Slack's own words where it has them. */
const COLORS: Record<string, string> = {
  critical: "danger",
  error: "#e8730c",
  warning: "warning",
  info: "#2f80ed",
};

/** Members by their id, user groups by theirs, which begins with S. */
function mentionsIn({ mention }: Message): string[] {
  const users = (mention?.users ?? []).map((id) => (id.startsWith("S") ? `<!subteam^${id}>` : `<@${id}>`));
  return mention?.everybody ? [...users, "<!channel>"] : users;
}

/** 403, 404 and 410 are what they are anywhere: a prohibited action, no such channel, an archived one. */
const STATUSES: Table = { 400: rejected("the message is not valid") };

/**
 * Slack incoming webhook. The URL is its only secret. Taken means 200 and the text `ok`; no id comes back, so
 * a message can't be edited. Links are no buttons: a click on one calls back, and where nobody answers Slack
 * shows a warning beside it. There are no pictures: a message with one that Slack can't fetch is refused whole.
 *
 * Sources: https://api.slack.com/messaging/webhooks, https://api.slack.com/docs/rate-limits,
 * https://github.com/slackapi/node-slack-sdk/issues/869 (buttons),
 * https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks
 */
export const slack: Destination = {
  setup: {
    name: "Slack",
    title: "Slack",
    urlIs: "the URL of an incoming webhook, https://hooks.slack.com/services/…",
    words: LABEL_WORDS,
    wakes: [],
  },
  severities: LABELS,
  // About one a second.
  pace: { perMinute: 50, burst: 5 },
  isChat: true,
  mentions: ["users", "everybody"],
  readByPeople: true,

  build(message, { url }) {
    const { kind, severity, links } = message;
    const title = chatTitle(message);
    const text = cutBytes(chatBody(message), LONGEST_BLOCK);
    const beside = [
      ...Object.values(links).map(({ text, href }) => `<${href}|${escaped(text)}>`),
      mark(message),
    ];
    const attachment = {
      color: kind === "resolved" ? "good" : COLORS[severity],
      fallback: `${title}\n${text}\n${mark(message)}`,
      blocks: [
        // Plain text has no markup at all.
        { type: "section", text: { type: "plain_text", text, emoji: false } },
        { type: "context", elements: beside.map((each) => ({ type: "mrkdwn", text: each })) },
      ],
    };
    const shown = [...mentionsIn(message), escaped(title)].join(" ");
    return post(url, { text: shown, attachments: [attachment] });
  },

  judge({ status, body }) {
    if (status === 200 && body.trim() === "ok") return delivered;
    return isSuccess(status) ? retry(`HTTP ${status} without ok`) : judgeStatus(status, STATUSES);
  },
};
