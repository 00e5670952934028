import type * as pulumi from "@pulumi/pulumi";
import type { AlertContactArgs } from "../alert-contact.ts";
import type { RuleSetSettingsArgs } from "../rule-sets/args.ts";

/** Which ready rule sets an account has: `{ ecs: {}, rds: { leaveOut: ["replica-lag"] } }`. */
export interface AccountRuleSetsArgs {
  ack?: RuleSetSettingsArgs;
  alb?: RuleSetSettingsArgs;
  amqp?: RuleSetSettingsArgs;
  apiGateway?: RuleSetSettingsArgs;
  cdn?: RuleSetSettingsArgs;
  cen?: RuleSetSettingsArgs;
  dcdn?: RuleSetSettingsArgs;
  ecs?: RuleSetSettingsArgs;
  eip?: RuleSetSettingsArgs;
  elasticsearch?: RuleSetSettingsArgs;
  fc?: RuleSetSettingsArgs;
  kafka?: RuleSetSettingsArgs;
  mongodb?: RuleSetSettingsArgs;
  nat?: RuleSetSettingsArgs;
  nlb?: RuleSetSettingsArgs;
  oss?: RuleSetSettingsArgs;
  polardb?: RuleSetSettingsArgs;
  rds?: RuleSetSettingsArgs;
  redis?: RuleSetSettingsArgs;
  siteMonitor?: RuleSetSettingsArgs;
  slb?: RuleSetSettingsArgs;
}

export interface AccountMonitoringArgs {
  /**
   * What the names of contacts, groups and rules in CloudMonitor begin with. Give the old one when the
   * component is renamed, so that nothing is replaced. Default: the component's name.
   */
  key?: string;
  /** Contacts by name. In CloudMonitor they are called `<key>-<name>`, unless they say otherwise. */
  contacts?: Record<string, AlertContactArgs>;
  /**
   * Contact groups by name: names of `contacts`, or of contacts that the account has already.
   * Default: one group `on-call` of all contacts.
   */
  contactGroups?: Record<string, string[]>;
  /** Names of `contactGroups`, or of groups that the account has already, that rules notify. Default: all of `contactGroups`. */
  notify?: string[];
  /** Where alerts are posted to: the callback URL of this account's own source. Kept secret. Default: nowhere. */
  callback?: pulumi.Input<string>;
  /** The ready rules. At least one set, where there are no contacts or contact groups either. */
  ruleSets: AccountRuleSetsArgs;
  /** Where the runbooks are: a URL with `{rule}`, and `{set}` if wanted. Default: no link. */
  runbooks?: string;
  /** Labels of every rule. */
  labels?: Record<string, pulumi.Input<string>>;
  /** Who is responsible. The label `owner`. */
  owner?: string;
  /** Whether labels travel in the callback URL. Default: true. */
  carryLabels?: boolean;
}
