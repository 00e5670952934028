import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { EventRule, events, type SystemEvent } from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { type Alert, identityOf } from "../../receiver/alert.ts";
import { readBody } from "../../receiver/sources/index.ts";
import { contextOf, splitQuery } from "../../receiver/sources/parameters.ts";

/**
 * What a person declares by `EventRule` and what they set up by hand in the console end up as the same
 * incidents: an event rule or subscription of the rule's name, with the bare callback URL, or a target of
 * EventBridge with the rule in its URL.
 */

const CALLBACK = "https://alerts.example.com/callbacks/production?token=made-up";
const RULE = "failures";

const all: SystemEvent[] = Object.values(events).flatMap((product) => Object.values(product));
const ends = new Set(all.flatMap(({ resolvedBy = [] }) => resolvedBy));
/** A rule has at most 50 events, with those that end them. */
const paired = Object.values(
  Object.groupBy(
    all.filter(({ resolvedBy }) => resolvedBy?.length),
    ({ product }) => product,
  ),
).flatMap((ofProduct = []) => ofProduct.slice(0, 20));

/** The parameters of the callback URL that each declared rule has, and its name in CloudMonitor, by product. */
const declared = new Map<string, { parameters: string; ruleName: string }>();

beforeAll(async () => {
  const products = Map.groupBy(paired, ({ product }) => product);
  const plan = await evaluateInline(async () => {
    for (const [product, events] of products)
      new EventRule(`${RULE}-${product.toLowerCase()}`, { events, callback: pulumi.secret(CALLBACK) });
    return {};
  });
  for (const { type, inputs } of plan.resources) {
    if (type !== "alicloud:cms/eventRule:EventRule") continue;
    const { ruleName, eventPattern, webhookParameters } = inputs as {
      ruleName: string;
      eventPattern: { product: string };
      webhookParameters: { url: string }[];
    };
    const { parameters } = splitQuery(new URL(webhookParameters[0]?.url ?? "").search);
    declared.set(eventPattern.product, { parameters, ruleName });
  }
});

const AT = { begin: "20261120T160000.000+0800", end: "20261120T161000.000+0800" };

/** The fields that every form of an event has. */
const meta = ({ product, level = "CRITICAL" }: SystemEvent, name: string, eventTime: string) => ({
  name,
  product,
  level,
  eventTime,
  regionId: "cn-hangzhou",
  resourceId: "acs:ecs:cn-hangzhou:1100000000000000:instance/i-1",
  instanceName: "web-1",
});

/** What arrives, each in the form in which it does: the body, and the URL's own parameters. */
const FORMS: Record<
  string,
  (event: SystemEvent, name: string, at: string) => { body: unknown; parameters: string }
> = {
  declared: (event, name, at) => {
    const { parameters = "", ruleName } = declared.get(event.product) ?? {};
    return { body: { ...meta(event, name, at), ruleName }, parameters };
  },
  "an event rule of the same name, with the bare URL": (event, name, at) => ({
    body: { ...meta(event, name, at), ruleName: `${RULE}-${event.product.toLowerCase()}` },
    parameters: "",
  }),
  "an event subscription of the same name, with the bare URL": (event, name, at) => {
    const { product, level, eventTime, ...others } = meta(event, name, at);
    return {
      body: {
        strategyName: `${RULE}-${product.toLowerCase()}`,
        severity: level,
        alert: {
          alertStatus: "TRIGGERED",
          dedupId: `${name} ${at}`,
          eventName: name,
          arn: others.resourceId,
          product,
          severity: level,
          meta: { sysEventMeta: { ...others, product, eventTime } },
        },
      },
      parameters: "",
    };
  },
  "a target of EventBridge with the rule in its URL": (event, name, at) => ({
    body: {
      id: "1",
      source: `acs.${event.product.toLowerCase()}`,
      specversion: "1.0",
      type: `${event.product}:${name}`,
      aliyuneventbusname: "default",
      data: meta(event, name, at),
    },
    parameters: declared.get(event.product)?.parameters ?? "",
  }),
};

function read(form: string, event: SystemEvent, name: string, at: string): Alert {
  const { body, parameters } = (FORMS[form] as (typeof FORMS)[string])(event, name, at);
  const { alerts, problems } = readBody(JSON.stringify(body), contextOf(parameters));
  expect([problems, alerts.length]).toEqual([[], 1]);
  return alerts[0] as Alert;
}

describe.each(Object.keys(FORMS))("%s", (form) => {
  test("begins and ends the incidents that the declared rule does", () => {
    expect(paired.length).toBeGreaterThan(20);
    const told = (by: string) =>
      paired.flatMap((event) =>
        [
          [event.name, AT.begin] as const,
          ...(event.resolvedBy ?? []).map((end) => [end, AT.end] as const),
        ].map(([name, at]) => {
          const alert = read(by, event, name, at);
          return {
            name,
            incident: identityOf(alert),
            state: alert.state,
            level: alert.level,
            time: alert.time,
          };
        }),
      );
    const found = told(form);
    expect(found).toEqual(told("declared"));
    expect(found.filter(({ name }) => ends.has(name)).map(({ state }) => state)).not.toContain("firing");
  });
});
