import type { Receiver } from "../../program/model/receivers.ts";
import { identityOf, incidentKey } from "../../receiver/alert.ts";
import { heartbeatAlert } from "../../receiver/heartbeat/words.ts";
import { callbackFields } from "../cloudmonitor/callback.ts";
import type { StoredMetricRule } from "../cloudmonitor/rule.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import type { Part, Walk } from "./walk.ts";

const MINUTE = 60_000;

/** A heartbeat: it comes, stays away until people are told, and comes again. */
export function heartbeatPart(
  rule: StoredMetricRule,
  heartbeat: { name: string; source: string; url: string },
  receiver: Receiver,
  region: RegionStore,
): Part {
  const { name, source, url } = heartbeat;
  const settings = receiver.config.sources[source];
  const expected = settings?.heartbeats?.[name];
  if (!settings || !expected) return { rule: name, reason: `the source ${source} does not expect it` };
  const gone = expected.every * expected.missing * 1000;
  const resource = rule.resources?.[0] ?? {};
  const series = {
    ...{ namespace: rule.namespace, metricName: rule.metricName, resource, name: undefined },
    ...{ start: 0, interval: MINUTE, values: [] },
  };
  const post = (at: number) => {
    const notice = { state: "ALERT" as const, level: "info" as const, previous: null };
    const fields = callbackFields(rule, series, { ...notice, value: 0, since: at, stretch: 1 }, at, {
      ...{ account: region.account.id, region: region.name, unit: undefined },
    });
    return {
      ...{ at, region: region.name, url, rule: name, resource: Object.values(resource).join(" ") },
      headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
      body: new URLSearchParams(fields).toString(),
      ...{ state: "HEARTBEAT", level: null },
    };
  };
  const alert = heartbeatAlert(
    {
      name,
      news: "missing",
      beat: { since: 0, at: 0, told: true, account: region.account.id, region: region.name },
    },
    expected,
    settings,
    0,
  );
  // No other rule waits for it: it takes hours, and the others' callbacks don't count for it.
  return {
    step: MINUTE,
    length: gone + 6 * MINUTE,
    aside: true,
    play: (start) => ({
      series: [],
      posts: [post(start + MINUTE), post(start + gone + 4 * MINUTE)],
      expect: [
        {
          ...{ rule: name, resource: {}, level: undefined },
          opens: {
            key: incidentKey(source, identityOf(alert), 1),
            source,
            receiver: receiver.scriptName,
            alert,
          },
        },
      ],
    }),
    goesOn: [],
  } satisfies Walk;
}
