import type { Alert } from "../alert.ts";
import { eventAlert } from "./event-callback.ts";
import { textOf, textsOf } from "./fields.ts";
import type { Source } from "./source.ts";

/** How long the incident of a test stays open, in milliseconds. */
const OPEN_FOR = 60 * 1000;

/** What a person starts to see whether callbacks arrive: one incident, whatever the text. `event`: the event that is debugged. */
function testOf(event: string | undefined, text: string | undefined, fields: Record<string, string>): Alert {
  return {
    kind: "test",
    state: "firing",
    level: "info",
    rule: { key: "cloudmonitor test", name: "Test from CloudMonitor" },
    dimensions: { ...(event !== undefined && { event }) },
    text,
    openFor: OPEN_FOR,
    fields,
  };
}

/** The console's Test button: a request without a body, seen as a POST and as a GET. */
export function emptyTest(): Alert {
  return testOf(undefined, undefined, {});
}

/**
 * An event that a person sends to see whether its rule calls back: `SendDryRunSystemEvent`, or *Debug* in the
 * console. It has the fields of an event rule's callback, but no time, since it did not happen.
 *
 * Source: https://alibabacloud.com/help/en/cms/developer-reference/api-senddryrunsystemevent
 */
export const debuggedEvent: Source = {
  kind: "test",

  recognises: (body) =>
    !("eventTime" in body) &&
    textOf(body.product) !== undefined &&
    textOf(body.name) !== undefined &&
    ["resourceId", "regionId", "content", "instanceName"].some((name) => name in body),

  parse(body, context): Alert[] {
    const name = textOf(body.name) as string;
    const { alert } = eventAlert(name, undefined, body.content, body, context);
    const { text, account, region } = alert;
    return [{ ...testOf(name, text, textsOf(body)), account, region }];
  },
};
