import type * as pulumi from "@pulumi/pulumi";
import type { Comparison, NoDataPolicy, RuleLevel } from "../enums.ts";

/** The products that there is a ready rule set for. */
export const Product = {
  Ack: "ack",
  Alb: "alb",
  Amqp: "amqp",
  ApiGateway: "apiGateway",
  Cdn: "cdn",
  Cen: "cen",
  Dcdn: "dcdn",
  Ecs: "ecs",
  Eip: "eip",
  Elasticsearch: "elasticsearch",
  Fc: "fc",
  Kafka: "kafka",
  Mongodb: "mongodb",
  Nat: "nat",
  Nlb: "nlb",
  Oss: "oss",
  Polardb: "polardb",
  Rds: "rds",
  Redis: "redis",
  SiteMonitor: "siteMonitor",
  Slb: "slb",
} as const;
export type Product = (typeof Product)[keyof typeof Product];

/** What is different about one level of a ready rule. What is left out stays as it is. */
export interface LevelChangeArgs {
  threshold?: number;
  /** After how many periods in a row. */
  times?: number;
  comparison?: Comparison;
  /** One that the metric lists. */
  statistic?: string;
}

/** What is different about one ready rule. What is left out stays as it is. */
export interface RuleChangeArgs {
  critical?: LevelChangeArgs;
  warn?: LevelChangeArgs;
  info?: LevelChangeArgs;
  /** Levels that the rule shall not have. */
  withoutLevels?: RuleLevel[];
  /** Over which time values are aggregated. */
  period?: string;
  /** How long repeats of an alert that is still firing are suppressed. */
  mutePeriod?: string;
  noDataPolicy?: NoDataPolicy;
  /** When notifications are sent: `HH:mm-HH:mm`, with an offset and days of the week if wanted. */
  effectiveInterval?: string;
  /** When they are not sent, in the same form. */
  noEffectiveInterval?: string;
  /** Dimensions of each watched resource, in place of the set's. */
  resources?: pulumi.Input<Record<string, pulumi.Input<string>>>[];
  /** Contact groups in place of the set's. */
  contactGroups?: pulumi.Input<string>[];
  /** What to do first: a URL, in place of the one made from the set's `runbooks`. */
  runbook?: string;
  /** Who is responsible, in place of the set's. */
  owner?: string;
  /** Whether the rule is active. */
  enabled?: boolean;
}

/** What the rules of a set have in common. */
export interface RuleSetSettingsArgs {
  /** Dimensions of each watched resource. Default: every resource of the account in the provider's region. */
  resources?: pulumi.Input<Record<string, pulumi.Input<string>>>[];
  /** What is different, by name of the rule: `{ disk: { critical: { threshold: 90 } } }`. */
  change?: Record<string, RuleChangeArgs>;
  /** Names of rules that shall not be declared. */
  leaveOut?: string[];
  /** Whether the rules are active. Default: true. */
  enabled?: boolean;
}

/** Arguments of a ready rule set. */
export interface RuleSetArgs extends RuleSetSettingsArgs {
  /** Which set: the product's key in the metric catalogue. */
  product: Product;
  /** Names of contact groups: `ContactGroup.groupName` of each. At least one. */
  contactGroups: pulumi.Input<string>[];
  /** Where alerts are posted to: `receiver.callback("source")`. Kept secret. Default: nowhere. */
  callback?: pulumi.Input<string>;
  /**
   * What the rules' keys and names begin with; the name of the rule follows, as in `shop-cpu`. Give the
   * old one when the set is renamed, so that no rule is replaced. Default: the component's name.
   */
  key?: string;
  /**
   * Where the runbooks are: a URL with `{rule}`, and `{set}` if wanted, such as
   * `https://wiki.example.com/alerts/{set}#{rule}`, which becomes the label `runbook_url`. The texts are
   * in `docs/rule-sets` of this package, a page a set. Default: no link.
   */
  runbooks?: string;
  /** Labels of every rule. */
  labels?: Record<string, pulumi.Input<string>>;
  /** Who is responsible. The label `owner`. */
  owner?: string;
  /** Whether labels travel in the callback URL. Default: true. */
  carryLabels?: boolean;
  /** Rule checks that are disabled for these rules: the reason by the check's id. */
  checks?: Record<string, string>;
}
