import { sourcesOf } from "../../components/event-bridge/sources.ts";
import { KNOWN_EVENTS } from "../../components/events/known.ts";
import { readCallbackUrl } from "../../receiver/config/urls.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { type CallbackTarget, readCallback } from "./callback.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { json, list, record, text, texts } from "./values.ts";

/** A rule on events by EventBridge, with where its API destination posts to. */
export interface EventBridgeRule extends ProgramEntry {
  readonly kind: "event-bridge-rule";
  /** Stable key, by which the receiver knows it. */
  readonly key: string;
  readonly ruleName: string;
  readonly bus: string;
  /** As events call it: `ECS`; of a product that the catalogue lacks, the word of its source. */
  readonly product: string;
  /** Sources of events; empty for all. */
  readonly sources: readonly string[];
  /** Names of events; empty for all of the sources. */
  readonly names: readonly string[];
  readonly enabled: boolean;
  /** Undefined for a rule whose target is something else than an API destination of the program. */
  readonly callback: CallbackTarget | undefined;
  /** What the rule itself says ends its events; undefined for what the catalogue says. */
  readonly resolvedBy: readonly string[] | undefined;
  /** How long an incident stays open that nothing ends; undefined for the receiver's default. */
  readonly openFor: number | undefined;
  /** ARN of the queue that takes what could not be delivered. */
  readonly deadLetterQueue: string | undefined;
}

export function readEventBridgeRules(resources: Resources): EventBridgeRule[] {
  return resources.entries(TYPE.eventBridgeRule).map((entry): EventBridgeRule => {
    const { inputs, name } = entry.resource;
    const [target] = list(inputs.targets).map(record);
    const params = list(target?.paramLists).map(record);
    const destination = text(params.find(({ resourceKey }) => resourceKey === "Name")?.value);
    const url = addressOf(resources, destination);
    const callback = url === undefined ? undefined : readCallback(url);
    const pattern = record(json(inputs.filterPattern));
    const ruleName = text(inputs.ruleName) ?? name;
    const sources = texts(pattern.source);
    const { resolvedBy, openFor } = callback?.parameters ?? {};
    return {
      ...entry,
      kind: "event-bridge-rule",
      key: callback?.rule ?? stableName(ruleName),
      ruleName: ruleName.replace(/-[0-9a-f]{10}$/, ""),
      bus: text(inputs.eventBusName) ?? "",
      product: productOf(sources),
      sources,
      names: texts(record(pattern.data).name),
      enabled: inputs.status !== "DISABLE",
      callback,
      resolvedBy: resolvedBy?.split(",").filter(Boolean),
      openFor: openFor === undefined ? undefined : Number(openFor),
      deadLetterQueue: text(record(target?.deadLetterQueue).arn),
    };
  });
}

function productOf([source = ""]: readonly string[]): string {
  const known = [...KNOWN_EVENTS.keys()].find((product) => sourcesOf(product).includes(source));
  return known ?? source.replace(/^acs[.:]/, "");
}

/** Where an API destination of the program posts to, with the token that its connection sends in a header. */
function addressOf(resources: Resources, name: string | undefined): unknown {
  const inputsOf = (type: string, key: string, wanted: string | undefined) =>
    resources.all.find((each) => each.type === type && each.inputs[key] === wanted)?.inputs;
  const destination = inputsOf(TYPE.apiDestination, "apiDestinationName", name);
  const endpoint = record(destination?.httpApiParameters).endpoint;
  const connection = inputsOf(TYPE.connection, "connectionName", text(destination?.connectionName));
  const { apiKeyValue } = record(record(connection?.authParameters).apiKeyAuthParameters);
  const [, token] = /^Bearer (.+)$/.exec(text(apiKeyValue) ?? "") ?? [];
  const url = text(endpoint);
  // It is an address of the receiver only with a token.
  if (url === undefined || token === undefined || !URL.canParse(url)) return endpoint;
  const whole = new URL(url);
  whole.searchParams.set("token", token);
  return readCallbackUrl(whole.href) ? whole.href : endpoint;
}
