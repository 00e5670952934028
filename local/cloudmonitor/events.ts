import { callerAddress } from "./caller.ts";
import type { JsonObject } from "./store/records.ts";
import type { RegionStore } from "./store/region.ts";
import { send, type Tested } from "./test-button.ts";

/** A request that an event causes. */
export interface EventRequest {
  rule: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * What EventBridge posts of an event, given as CloudEvents 1.0: the whole event, with the service's extensions, to
 * the API destination of every enabled rule whose pattern it matches.
 */
export function eventRequests(region: RegionStore, event: JsonObject, at: number): EventRequest[] {
  const time = new Date(at).toISOString();
  const whole = {
    specversion: "1.0",
    datacontenttype: "application/json;charset=utf-8",
    time,
    ...event,
    aliyunaccountid: region.account.id,
    aliyunoriginalaccountid: region.account.id,
    aliyunpublishtime: time,
    aliyuneventbusname: "default",
    aliyunregionid: region.name,
  };
  const { Rule, ApiDestination, Connection } = region.eventBridge;
  return [...Rule.values()].flatMap((rule) => {
    if (rule.Status !== "ENABLE" || !matches(JSON.parse(String(rule.FilterPattern)), whole)) return [];
    return (rule.Targets as JsonObject[]).flatMap((target): EventRequest[] => {
      const name = String(target.Endpoint).split(":name/")[1] ?? "";
      const destination = ApiDestination.get(name);
      const connection = Connection.get(String(destination?.ConnectionName));
      const http = destination?.HttpApiParameters as { Endpoint?: string } | undefined;
      if (target.Type !== "acs.api.destination" || !http?.Endpoint) return [];
      const auth = connection?.AuthParameters as
        | { ApiKeyAuthParameters?: { ApiKeyName: string; ApiKeyValue: string } }
        | undefined;
      const key = auth?.ApiKeyAuthParameters;
      return [
        {
          rule: String(rule.RuleName),
          url: http.Endpoint,
          headers: {
            "content-type": "application/json;charset=utf-8",
            ...(key && { [key.ApiKeyName.toLowerCase()]: key.ApiKeyValue }),
          },
          body: JSON.stringify(whole),
        },
      ];
    });
  });
}

/** Posts an event to whatever takes it on this machine; by rule what was answered. */
export async function postEvent(
  region: RegionStore,
  event: JsonObject,
  at: number,
  here: (url: string) => string | undefined,
  callersOf?: (url: string) => readonly string[] | undefined,
): Promise<({ rule: string } & Tested)[]> {
  return Promise.all(
    eventRequests(region, event, at).map(async ({ rule, url, ...request }) => {
      const address = here(url);
      const from = callerAddress(region.name, callersOf?.(url));
      const elsewhere = { status: undefined, body: "not sent: the host is not on this machine" };
      const answer =
        address === undefined ? elsewhere : await send({ url: address, method: "POST", ...request }, from);
      return { rule, ...answer };
    }),
  );
}

/** A list holds the values that may be; an object, what must hold of a field's own fields. Prefixes and the like are not known here. */
function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(value);
  if (typeof pattern !== "object" || pattern === null) return pattern === value;
  return Object.entries(pattern).every(([name, each]) =>
    matches(each, (value as Record<string, unknown> | undefined)?.[name]),
  );
}
