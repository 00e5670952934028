import type { Alert } from "../alert.ts";
import { type Fields, objectOf, textOf, textsOf } from "./fields.ts";
import { levelOf } from "./levels.ts";
import { type Context, type Source, unreadable } from "./source.ts";
import { phaseOf } from "./system-events.ts";
import { timeOf } from "./time.ts";

/**
 * The callback of an event rule: JSON by POST, or its fields by GET, with `content` as an object or as
 * JSON text. It knows no recovery: `phaseOf` says which events end which, and how long the rest stays open.
 *
 * Source: https://help.aliyun.com/en/cms/cloudmonitor-1-0/user-guide/configure-callbacks-for-system-event-triggered-alerts
 */
export const eventCallback: Source = {
  kind: "event",

  recognises: (body) => "eventTime" in body && "product" in body,

  parse(body, context) {
    const name = textOf(body.name);
    if (!name) return [unreadable("name", undefined, "the event's name")];
    const { alert, paired } = eventAlert(name, textOf(body.ruleName), body.content, body, context);
    alert.openFor ??= paired ? undefined : OPEN_FOR;
    return [alert];
  },
};

/** How long an event stays open that nothing ends, in milliseconds, unless the callback URL says. */
export const OPEN_FOR = 60 * 60 * 1000;

/**
 * The alert of an event. `ruleName`: the name of the rule or policy; `content`: what the product says about it,
 * free in form; `meta`: the fields that both kinds of event callbacks have by the same names; `fields`: those of
 * the body, by default the same.
 */
export function eventAlert(
  name: string,
  ruleName: string | undefined,
  content: unknown,
  meta: Fields,
  { rule, resolvedBy, openFor }: Context,
  fields = textsOf(meta),
): { alert: Alert; paired: boolean } {
  const details = textsOf(objectOf(content), true);
  const status = textOf(meta.status);
  const words = [status, details.status, details.eventStatus, details.state];
  const { whole, event, paired, ends } = phaseOf(name, words, resolvedBy);
  const time = timeOf(meta.eventTime);
  const level = levelOf(meta.level);
  const [key, resource] = resourceOf(textOf(meta.resourceId) ?? "");
  const lines = Object.keys(details).map((each) => `${each}: ${details[each]}`);
  const alert: Alert = {
    kind: "event",
    state: ends ? "resolved" : "firing",
    // The end of a failure is called critical too.
    level: ends ? undefined : level,
    time,
    rule: { key: rule ?? ruleName ?? whole, name: ruleName ?? name },
    dimensions: { ...(resource && { [key]: resource }), ...(event && { event }) },
    resourceName: textOf(meta.instanceName),
    account: textOf(meta.userId),
    region: textOf(meta.regionId),
    namespace: textOf(meta.product),
    metric: name,
    text: [status ? `${name} (${status})` : name, ...lines.slice(0, MOST_LINES)].join("\n"),
    openFor,
    unclear: {
      level: level || ends ? undefined : (textOf(meta.level) ?? ""),
      time: time === undefined ? textOf(meta.eventTime) : undefined,
    },
    fields,
  };
  return { alert, paired };
}

/** Most facts of an event's content that its text tells. */
const MOST_LINES = 20;

/** `acs:ecs:cn-hangzhou:1300:instance/i-1` is the instance `i-1`; what is no such name stands for itself. */
function resourceOf(resourceId: string): [key: string, id: string] {
  const [, type = "", id = ""] = /^acs:.*:([\w-]+)\/([^/]+)$/.exec(resourceId) ?? [];
  if (!id) return ["resourceId", resourceId];
  return [/instance$/i.test(type) ? "instanceId" : type, id];
}
