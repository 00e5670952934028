import { callerAddress } from "./caller.ts";
import type { EventRuleRecord } from "./store/records.ts";
import type { RegionStore } from "./store/region.ts";

/** What a person is shown who pressed Test: the answer of each address, or why there was none. */
export interface Tested {
  status: number | undefined;
  body: string;
}

/** Whose Test is pressed, by name; a rule also by its id. `method`: as the button sends it. Default: POST. */
interface Pressed {
  rule?: unknown;
  contact?: unknown;
  eventRule?: unknown;
  method?: unknown;
}

interface TestRequest {
  url: string;
  method: string;
  body: string;
  /** Besides those that every request has. */
  headers?: Record<string, string>;
}

/** As long as CloudMonitor waits for an answer, in milliseconds. */
const TIMEOUT = 5000;

/**
 * Sends what the console's Test sends to the callback URL of a rule or contact: a request without a body,
 * seen as a GET; of an event rule, the event that its Debug sends. `here`: where a URL leads on this machine;
 * `callersOf`: the ranges that whoever is behind it takes callbacks from.
 */
export async function pressTest(
  region: RegionStore,
  pressed: Pressed,
  here: (url: string) => string | undefined,
  callersOf?: (url: string) => readonly string[] | undefined,
): Promise<Tested[] | { error: string }> {
  const requests = requestsOf(region, pressed);
  if ("error" in requests) return requests;
  return Promise.all(
    requests.map(async ({ url, ...request }): Promise<Tested> => {
      const address = here(url);
      return address === undefined
        ? { status: undefined, body: "not sent: the host is not on this machine" }
        : send({ url: address, ...request }, callerAddress(region.name, callersOf?.(url)));
    }),
  );
}

function requestsOf(region: RegionStore, pressed: Pressed): TestRequest[] | { error: string } {
  const { rule, contact, eventRule, method = "POST" } = pressed;
  if (method !== "POST" && method !== "GET") return { error: 'method must be "POST" or "GET"' };
  if (typeof eventRule === "string") {
    const found = region.eventRules.get(eventRule);
    const targets = found?.targets.WebhookParameters ?? [];
    if (!found || targets.length === 0) return { error: `no event rule "${eventRule}" with a webhook` };
    const body = JSON.stringify(debugged(found, region));
    return targets.map(({ Url: url = "" }) => ({ url, method: "POST", body }));
  }
  const rules = [...region.monitor.rules.values()];
  const url =
    typeof contact === "string"
      ? region.monitor.contacts.get(contact)?.dingTalkWebhook
      : rules.find(({ ruleId, ruleName }) => rule === ruleId || rule === ruleName)?.webhook;
  if (!url)
    return {
      error: 'give {"rule":"ID or name"}, {"contact":"NAME"} or {"eventRule":"NAME"} with a callback URL',
    };
  return [{ url, method, body: "" }];
}

/** As the example of `SendDryRunSystemEvent` has it: without a time, since it did not happen. */
function debugged({ patterns: [pattern] }: EventRuleRecord, { name: region, account }: RegionStore) {
  return {
    product: pattern?.Product ?? "CloudMonitor",
    resourceId: `acs:ecs:${region}:${account.id}:instance/{instanceId}`,
    level: pattern?.LevelList[0] ?? "CRITICAL",
    instanceName: "instanceName",
    regionId: region,
    name: pattern?.NameList[0] ?? "Agent_Status_Stopped",
    content: { ipGroup: "0.0.0.0,0.0.0.1" },
    status: "stopped",
  };
}

export async function send({ url, method, body, headers: own }: TestRequest, from: string): Promise<Tested> {
  const headers = {
    "cf-connecting-ip": from,
    ...(body && { "content-type": "application/json" }),
    ...own,
  };
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body && { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { status: undefined, body: error instanceof Error ? error.message : String(error) };
  }
}
