import type { Alert } from "../alert.ts";
import { eventAlert, OPEN_FOR } from "./event-callback.ts";
import { type Fields, firstText, isObject, objectOf, textOf } from "./fields.ts";
import type { Context, Source, Unreadable } from "./source.ts";

/** How many envelopes what is delivered may be in: a public sample of ARMS nests `data.data`. */
const DEEPEST = 3;

/**
 * A CloudEvents envelope of EventBridge, recognised by its own extension: CloudMonitor 2.0's events have
 * `specversion` too. What another source recognises in its `data` is read by that one; a system event is
 * the same alert as by an event rule, so that both may run at once; anything else is an event by its type.
 *
 * Sources: https://help.aliyun.com/en/eventbridge/user-guide/event-overview (envelope),
 * https://help.aliyun.com/en/ecs/user-guide/overview-35 (what ECS puts into `data`; that EventBridge hands
 * it over unchanged is not said).
 */
export function eventBridge(others: readonly Source[]): Source {
  return {
    kind: "event",

    recognises: (body) => "aliyuneventbusname" in body || "aliyunpublishtime" in body,

    parse(body, context): (Alert | Unreadable)[] {
      let inner: Fields = body;
      for (let depth = 0; depth <= DEEPEST; depth++) {
        const other = others.find((each) => each.recognises(inner));
        if (other) return other.parse(inner, context);
        if (textOf(inner.name) && (isObject(inner.content) || "level" in inner || "resourceId" in inner))
          return [systemEvent(inner, body, context)];
        inner = objectOf(inner.data);
      }
      return [systemEvent({}, body, context)];
    },
  };
}

/** `acs.ecs` and `acs:ecs` are ECS. */
function productOf(source: string | undefined): string | undefined {
  return source && /^acs[.:](.+)$/.exec(source)?.[1]?.toUpperCase();
}

function systemEvent(event: Fields, envelope: Fields, context: Context): Alert {
  const meta: Fields = {
    ...event,
    product: firstText(event.product, productOf(textOf(envelope.source))),
    eventTime: firstText(event.eventTime, envelope.time, envelope.aliyunpublishtime),
    regionId: firstText(event.regionId, envelope.aliyunregionid),
    userId: firstText(event.userId, envelope.aliyunoriginalaccountid, envelope.aliyunaccountid),
    resourceId: firstText(event.resourceId, envelope.subject),
  };
  const name = firstText(event.name, envelope.type) ?? "event";
  const content = isObject(event.content) ? event.content : objectOf(envelope.data);
  const { alert, paired } = eventAlert(name, textOf(event.ruleName), content, meta, context);
  alert.openFor ??= paired ? undefined : OPEN_FOR;
  return alert;
}
