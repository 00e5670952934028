import type { Destination, HttpRequest } from "./destination.ts";
import { byStatus } from "./replies.ts";
import { words } from "./severities.ts";
import { cut, labelsOf, post, textWithLinks } from "./text.ts";
import { delivered, rejected } from "./verdict.ts";

const judge = byStatus(202, {
  400: rejected(),
  409: rejected(),
  410: rejected(),
  415: rejected(),
  422: rejected(),
});

/**
 * Opsgenie's alert API, which Jira Service Management has taken over as it is (`jsm.ts`).
 *
 * An alert keeps the priority that it was created with: a second one with its alias only raises a
 * counter, and pages nobody. So the priority is part of the alias, and where an incident gets worse a
 * new alert is created before the old one is closed. Both are processed later and in any order, which
 * does no harm because they have different aliases. An incident that gets milder keeps its alert.
 *
 * Sources: https://docs.opsgenie.com/docs/alert-api, https://docs.opsgenie.com/docs/response.
 */
export const opsgenie: Destination = {
  setup: {
    name: "Opsgenie",
    title: "Opsgenie",
    url: "https://api.opsgenie.com/v2/alerts",
    checkUrl: ({ pathname }) => (pathname.endsWith("/v2/alerts") ? undefined : "must end in /v2/alerts"),
    credential: { name: "API key of an API integration" },
    words: ["P1", "P2", "P3", "P4", "P5"],
    wakes: ["P1", "P2"],
  },
  severities: words("P1", "P2", "P3", "P5", "P3"),
  // About 60 a minute by a third party's list; the vendor says nothing.
  pace: { perMinute: 50, burst: 8 },

  build(message, { url, credential }) {
    const { kind, severity, source, alert } = message;
    // The alert that counts, and others that may not be closed yet.
    const known = message.memory?.match(/\bP[1-5]\b/g) ?? [];
    const [current = severity] = known;
    const headers = { authorization: `GenieKey ${credential}` };
    const alias = (priority: string) => `${message.key}-${priority}`;
    const close = (priority: string) =>
      post(
        `${url}/${alias(priority)}/close?identifierType=alias`,
        { source: "cloudmonitor", ...(kind === "resolved" && { note: cut(message.text, 20_000) }) },
        headers,
      );
    // One after the other.
    const closing = (priorities: string[], open: string[]) =>
      priorities.reduceRight<HttpRequest | undefined>((next, each, index) => {
        const perhaps = [...open, ...priorities.slice(index)].join(" ");
        return { ...close(each), perhaps, ...(next && { next }) };
      }, undefined);
    if (kind === "resolved") return closing(known, []) ?? close(current);

    // P1 is worse than P3, and comes before it.
    const priority = severity < current ? severity : current;
    const others = known.filter((each) => each !== priority);
    const details = Object.entries(labelsOf(message)).slice(0, 20);
    const body = {
      message: cut(message.title, 130),
      alias: alias(priority),
      description: textWithLinks(message, 15_000),
      priority,
      source: "cloudmonitor",
      entity: cut(alert.resourceName ?? alert.rule.name, 512),
      tags: [cut(source, 50)],
      // 8,000 characters in all.
      details: Object.fromEntries(details.map(([key, value]) => [cut(key, 50), cut(value, 300)])),
    };
    const perhaps = [priority, ...others].join(" ");
    const next = closing(others, [priority]);
    return { ...post(url, body, headers), memory: priority, perhaps, ...(next && { next }) };
  },

  judge(reply, message) {
    // What is closed already needs no closing.
    const gone = [404, 409, 410].includes(reply.status);
    return gone && message.kind === "resolved" ? delivered : judge(reply);
  },
};
