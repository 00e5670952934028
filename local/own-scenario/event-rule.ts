import { eventsOf } from "../../components/events/known.ts";
import type { EventBridgeRule } from "../../program/model/event-bridge-rules.ts";
import type { EventRule } from "../../program/model/event-rules.ts";
import { OPEN_FOR } from "../../receiver/sources/event-callback.ts";
import { contextOf, splitQuery } from "../../receiver/sources/parameters.ts";
import { phaseOf } from "../../receiver/sources/system-events.ts";
import { eventRequests } from "../cloudmonitor/events.ts";
import type { ScenarioPost } from "../cloudmonitor/scenario.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import type { Part, Walk } from "./walk.ts";

const MINUTE = 60_000;
/** Longer than this nobody waits for an incident to close by itself, in milliseconds. */
const PATIENCE = 7 * 24 * 60 * MINUTE;
/** Begins and ends every list of events that has one for all. */
const ANY = /[*?^$|[\]()]/g;

/** An event, and what its rule knows of it. */
interface Event {
  product: string;
  name: string;
  level: string;
  status: string;
  resourceId: string;
}

/** A rule on system events: the event, then the one that ends it or the time after which it is over. */
export function eventRulePart(rule: EventRule, region: RegionStore): Part {
  const { callback, key } = rule;
  if (!callback) return { rule: key, reason: "it calls back no receiver" };
  const post = (event: Event, at: number) => ({
    url: callback.url,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...event,
      ver: "1.0",
      id: `${key}-${at}`,
      instanceName: `${key}-1`,
      eventType: rule.types[0] ?? "Exception",
      userId: region.account.id,
      regionId: region.name,
      eventTime: chinaTime(at),
      content: {},
      ruleName: String(rule.resource.inputs.ruleName),
    }),
  });
  const product = rule.product || "CloudMonitor";
  return part(
    { key, product, names: rule.names, level: rule.levels[0], url: callback.url, region },
    (event, at) => [post(event, at)],
  );
}

/** The same by EventBridge: whatever its rule, connection and API destination make of the event. */
export function eventBridgePart(rule: EventBridgeRule, region: RegionStore): Part {
  const { callback, key } = rule;
  if (!callback) return { rule: key, reason: "it calls back no receiver" };
  const [source = "acs.ecs"] = rule.sources;
  const product = source.replace(/^acs[.:]/, "").toUpperCase();
  return part(
    { key, product, names: rule.names, level: undefined, url: callback.url, region },
    (event, at) => {
      const { resourceId: subject, ...data } = event;
      const envelope = {
        id: `${key}-${at}`,
        source,
        type: `${event.product.toLowerCase()}:${event.name}`,
        subject,
      };
      return eventRequests(
        region,
        { ...envelope, data: { ...data, resourceId: subject, content: {} } },
        at,
      ).filter((each) => each.rule === String(rule.resource.inputs.ruleName));
    },
  );
}

interface About {
  key: string;
  product: string;
  names: readonly string[];
  level: string | undefined;
  url: string;
  region: RegionStore;
}

function part(
  about: About,
  requests: (event: Event, at: number) => Pick<ScenarioPost, "url" | "headers" | "body">[],
): Part {
  const { key, product, names, level, url, region } = about;
  const { resolvedBy, openFor = OPEN_FOR } = contextOf(splitQuery(new URL(url).search).parameters);
  const known = eventsOf(product);
  const event = (name: string): Event => {
    const { level: usual = "CRITICAL", status = "Executing" } =
      known.find((each) => each.name === name) ?? {};
    const resourceId = `acs:${product.toLowerCase()}:${region.name}:${region.account.id}:instance/${key}-1`;
    return { product, name, level: level ?? usual.toUpperCase(), status, resourceId };
  };
  const phase = ({ name, status }: Event) => phaseOf(name, [status], resolvedBy);
  const all = (names.length > 0 ? names : known.map(({ name }) => name)).map((name) =>
    event(name.replace(ANY, "")),
  );
  const opening =
    all.find((each) => !phase(each).ends) ?? (names.length === 0 ? event("Made_Up") : undefined);
  if (!opening) return { rule: key, reason: "all of its events end something, and none begins it" };
  const { whole, event: of, paired } = phase(opening);
  const ending = all.find(
    (each) =>
      phase(each).ends && phase(each).event === of && (of === undefined || phase(each).whole === whole),
  );
  if (!ending && paired && contextOf(splitQuery(new URL(url).search).parameters).openFor === undefined)
    return { rule: key, reason: `no event that it is sent ends ${opening.name}` };
  if (!ending && openFor > PATIENCE)
    return { rule: key, reason: "its incident stays open for more than a week" };

  const walk = (start: number): ScenarioPost[] => {
    const posts = [
      { at: start + MINUTE, event: opening, state: "ALERT" },
      ...(ending ? [{ at: start + 6 * MINUTE, event: ending, state: "OK" }] : []),
    ];
    return posts.flatMap(({ at, event: each, state }) =>
      requests(each, at).map((request) => ({
        ...request,
        ...{ at, region: region.name, rule: key, resource: `${key}-1`, state: each.name },
        level: state === "OK" ? null : each.level.toLowerCase(),
      })),
    );
  };
  if (walk(0).length === 0) return { rule: key, reason: "its pattern matches no event that is known here" };
  return {
    step: MINUTE,
    length: ending ? 8 * MINUTE : openFor + 3 * MINUTE,
    play: (start) => ({
      series: [],
      posts: walk(start),
      expect: [{ rule: key, resource: {}, level: undefined }],
    }),
    goesOn: [],
  } satisfies Walk;
}

/** `20261120T155900.000+0800`, as the vendor writes it. */
function chinaTime(at: number): string {
  const local = new Date(at + 8 * 60 * MINUTE).toISOString();
  return `${local.replaceAll(/[-:]/g, "").replace("Z", "")}+0800`;
}
