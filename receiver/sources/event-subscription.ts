import type { Alert, AlertState } from "../alert.ts";
import { lookup } from "../lookup.ts";
import { eventAlert } from "./event-callback.ts";
import { firstText, objectOf, textOf, textsOf } from "./fields.ts";
import { readList, type Source, type Unreadable, unreadable } from "./source.ts";
import { timeOf } from "./time.ts";

/** How long an alert stays open that is never said to be resolved, in milliseconds, unless the URL says. */
const OPEN_FOR = 24 * 60 * 60 * 1000;

const STATES: Record<string, AlertState> = { TRIGGERED: "firing", RESOLVED: "resolved" };

/**
 * What an event subscription's push channel sends: JSON as a body, in a parameter `body` or `data`, or as
 * a form with one parameter for each top-level key. One alert, or a list of them; of alerts that the
 * vendor merged only their number is told.
 *
 * Source: https://help.aliyun.com/en/cms/cloudmonitor-1-0/user-guide/configure-callbacks-for-system-event-triggered-alerts-recommended
 */
export const eventSubscription: Source = {
  kind: "subscription",

  recognises: (body) => typeof body.alert === "object" && body.alert !== null,

  parse(body, context) {
    return readList([body.alert].flat(), (each): Alert | Unreadable => {
      const alert = objectOf(each);
      const meta = objectOf(objectOf(alert.meta).sysEventMeta);
      const status = textOf(alert.alertStatus);
      const state = lookup(STATES, (status ?? "").toUpperCase());
      if (!state) return unreadable("alert.alertStatus", status, "TRIGGERED or RESOLVED");
      const policy = textOf(body.strategyName);
      const name = firstText(alert.eventName, meta.name, policy);
      if (!name) return unreadable("alert.eventName", undefined, "the event's name");
      const known = {
        status: firstText(meta.status, body.status),
        eventTime: firstText(meta.eventTime, body.eventTime),
        instanceName: firstText(meta.instanceName, body.instanceName),
        regionId: firstText(meta.regionId, body.regionId),
        level: firstText(alert.severity, body.severity, meta.level),
        resourceId: firstText(alert.arn, meta.resourceId),
        product: firstText(alert.product, meta.product),
        userId: firstText(alert.userId, body.userId),
      };
      const fields = textsOf({ ...textsOf(body), ...textsOf(meta), ...textsOf(known) });
      const content = alert.eventContentMap;
      const { alert: read, paired } = eventAlert(name, policy, content, known, context, fields);
      const dedupId = textOf(alert.dedupId);
      // Some alerts are given the event's own id, which groups nothing: those are told apart as the same events
      // of an event rule are, and a recovery may still find them by it.
      const related = Array.isArray(body.relatedAlertIds) ? body.relatedAlertIds[0] : undefined;
      const isOwn = [alert.traceId, meta.id, related].includes(dedupId);
      const time = timeOf(alert.timestamp) ?? timeOf(body.time) ?? read.time;
      const byId = dedupId && JSON.stringify(["dedupId", dedupId]);
      const count = Number(body.alertCount);
      if (read.state !== "resolved") read.state = state;
      if (state === "resolved") read.level = undefined;
      read.kind = "subscription";
      read.time = time;
      read.unclear = {
        level: state === "resolved" ? undefined : read.unclear?.level,
        time: time === undefined ? firstText(alert.timestamp, body.time) : undefined,
      };
      read.openFor ??= paired ? undefined : OPEN_FOR;
      if (count > 1) read.text = `${read.text}\n(${count} alerts merged into one)`;
      // The vendor's own id of the alert; but an event that another one ends is told apart by its name,
      // since the other has an id of its own.
      read.identity = !paired && !isOwn ? byId : undefined;
      read.alias = isOwn ? byId : undefined;
      return read;
    });
  },
};
