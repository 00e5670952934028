import type * as pulumi from "@pulumi/pulumi";
import { RuleSet } from "../rule-set.ts";
import type { Product, RuleChangeArgs, RuleSetArgs } from "./args.ts";
import { RULE_SETS, type RuleName } from "./catalogue.ts";
import type { RuleData } from "./data.ts";

/** Arguments of a product's set: the names of its rules are known to the compiler. */
export type RuleSetArgsOf<P extends Product> = Omit<RuleSetArgs, "product" | "change" | "leaveOut"> & {
  /** What is different, by name of the rule: `{ disk: { critical: { threshold: 90 } } }`. */
  change?: { [Name in RuleName<P>]?: RuleChangeArgs };
  /** Names of rules that shall not be declared. */
  leaveOut?: RuleName<P>[];
};

/** Declares the ready rules of one product; `rules` is what it declares, as data. */
export interface RuleSetOf<P extends Product> {
  (name: string, args: RuleSetArgsOf<P>, opts?: pulumi.ComponentResourceOptions): RuleSet;
  readonly rules: { readonly [Name in RuleName<P>]: RuleData };
}

function make<P extends Product>(product: P): RuleSetOf<P> {
  const declare = (name: string, args: RuleSetArgsOf<P>, opts?: pulumi.ComponentResourceOptions) =>
    new RuleSet(name, { ...(args as Omit<RuleSetArgs, "product">), product }, opts);
  return Object.assign(declare, {
    rules: RULE_SETS[product].rules as unknown as RuleSetOf<P>["rules"],
  });
}

/**
 * Ready rules by product:
 *
 * ```ts
 * ruleSets.ecs("shop", {
 *   contactGroups: [onCall.groupName],
 *   callback: receiver.callback("production"),
 *   change: { disk: { critical: { threshold: 90 } } },
 *   leaveOut: ["gpu-temperature"],
 * });
 * ```
 */
export const ruleSets: { readonly [P in Product]: RuleSetOf<P> } = {
  ack: make("ack"),
  alb: make("alb"),
  amqp: make("amqp"),
  apiGateway: make("apiGateway"),
  cdn: make("cdn"),
  cen: make("cen"),
  dcdn: make("dcdn"),
  ecs: make("ecs"),
  eip: make("eip"),
  elasticsearch: make("elasticsearch"),
  fc: make("fc"),
  kafka: make("kafka"),
  mongodb: make("mongodb"),
  nat: make("nat"),
  nlb: make("nlb"),
  oss: make("oss"),
  polardb: make("polardb"),
  rds: make("rds"),
  redis: make("redis"),
  siteMonitor: make("siteMonitor"),
  slb: make("slb"),
};
