import type { Alert } from "../alert.ts";
import { stableName } from "../stable-name.ts";
import { decodeBody, expand } from "./body.ts";
import { contactWebhook } from "./contact-webhook.ts";
import { eventBridge } from "./event-bridge.ts";
import { eventCallback } from "./event-callback.ts";
import { eventSubscription } from "./event-subscription.ts";
import type { Fields } from "./fields.ts";
import { grafana } from "./grafana.ts";
import { logService } from "./log-service.ts";
import { metricCallback } from "./metric-callback.ts";
import { contextOf } from "./parameters.ts";
import { prometheus } from "./prometheus.ts";
import { type Context, isUnreadable, type Source, type Unreadable } from "./source.ts";
import { debuggedEvent, emptyTest } from "./test.ts";
import { printable, unrecognised } from "./unrecognised.ts";

/** The bodies that may be nested, in the order in which their parsers are asked, after the metric callback. */
const NESTED: readonly Source[] = [
  eventBridge([grafana, prometheus, eventSubscription, metricCallback]),
  grafana,
  prometheus,
  logService,
  eventSubscription,
  eventCallback,
  debuggedEvent,
  contactWebhook,
];

/** What a body says. */
export interface Reading {
  /** In the order of the body: the same body always gives the same list. */
  alerts: Alert[];
  /** Why some of it, or all, could not be read. */
  problems: Unreadable[];
}

/** Reads a body. Never throws, whatever the body is. */
export function readBody(text: string, context: Context): Reading {
  if (!/\S/.test(text)) return { alerts: [emptyTest()], problems: [] };
  const bodies = decodeBody(text);
  const alerts: Alert[] = [];
  const problems: Unreadable[] = [];
  for (const each of isUnreadable(bodies) ? [bodies] : bodies.flatMap((body) => readOne(body, context))) {
    if (isUnreadable(each)) {
      problems.push({ ...each, error: printable(each.error) });
      continue;
    }
    const { key, name } = each.rule;
    each.rule.name = stableName(name);
    if (key !== context.rule) each.rule.key = stableName(key);
    each.labels = each.labels ? { ...each.labels, ...context.labels } : context.labels;
    each.openFor ??= context.openFor;
    if (each.state === "firing" && each.level === "no-data") each.state = "no-data";
    alerts.push(each);
  }
  return { alerts, problems };
}

/** How a value begins, or a pair, that is JSON: nothing else brings a whole body in a URL. */
const JSON_VALUE = /(?:^|[=&])(?:%7b|%5b|[{[])/i;

/** Whether the payload of a GET is none: foreign parameters of the URL, such as `utm=1`, that say nothing to any source. */
export function isForeign(payload: string): boolean {
  if (JSON_VALUE.test(payload)) return false;
  const { alerts, problems } = readBody(payload, contextOf(""));
  return alerts.length === 0 && problems.every(({ unknown }) => unknown);
}

function readOne(body: Fields, context: Context): (Alert | Unreadable)[] {
  // Nearly every body is one of these, so they are not kept waiting by the rest.
  if (metricCallback.recognises(body)) return metricCallback.parse(body, context);
  const nested = expand(body);
  const source = NESTED.find((each) => each.recognises(nested));
  return source ? source.parse(nested, context) : [unrecognised(body)];
}
