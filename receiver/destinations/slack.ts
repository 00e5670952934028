import { chatText, type Markup } from "./chat.ts";
import type { Destination } from "./destination.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { post } from "./text.ts";
import { delivered, isSuccess, judgeStatus, rejected, retry, type Table } from "./verdict.ts";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Slack splits longer texts at 4,000 characters. */
const MARKUP: Markup = {
  limit: 3900,
  bold: (text) => `*${text}*`,
  link: ({ text, href }) => `<${href}|${text}>`,
  plain: (text) => text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char),
};

/** 403, 404 and 410 are what they are anywhere: a prohibited action, no such channel, an archived one. */
const STATUSES: Table = { 400: rejected("the message is not valid") };

/**
 * Slack incoming webhook. The URL is its only secret. Taken means 200 and the text `ok`.
 *
 * Sources: https://api.slack.com/messaging/webhooks, https://api.slack.com/docs/rate-limits,
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
  readByPeople: true,

  build: (message, { url }) => post(url, { text: chatText(message, MARKUP) }),

  judge({ status, body }) {
    if (status === 200 && body.trim() === "ok") return delivered;
    return isSuccess(status) ? retry(`HTTP ${status} without ok`) : judgeStatus(status, STATUSES);
  },
};
