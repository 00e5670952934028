import type * as pulumi from "@pulumi/pulumi";
import { AccountMonitoring } from "../account-monitoring.ts";
import type { Product, RuleChangeArgs, RuleSetSettingsArgs } from "../rule-sets/args.ts";
import type { RuleName } from "../rule-sets/catalogue.ts";
import type { AccountMonitoringArgs, AccountRuleSetsArgs } from "./args.ts";
import { groupsOf } from "./groups.ts";

/** What accounts have in common, with the names of products' rules known to the compiler. */
export type CommonAccountArgs = Omit<AccountMonitoringArgs, "key" | "ruleSets"> & {
  ruleSets?: { [P in Product]?: RuleSetSettingsOf<P> };
  /**
   * Declares whatever else an account has: rules of its own on metrics, events and Prometheus, silences,
   * application groups. Called once for each line; where a line has one too, that is called after it.
   */
  also?: (row: AccountRow) => void;
};

/** A line of the table, for what is declared there besides. */
export interface AccountRow {
  /** The line's name in the table. Names of components have to begin with it: two accounts can't both have a "queue". */
  name: string;
  /** What the names of ready rules, contacts and groups in CloudMonitor begin with. */
  key: string;
  provider: pulumi.ProviderResource;
  /** The line's component: `monitoring.groupNames`. */
  monitoring: AccountMonitoring;
  /** What the account's rules have in common: spread it into a rule on a metric or on events. */
  rule: {
    contactGroups: pulumi.Output<string>[];
    callback?: pulumi.Input<string>;
    labels?: Record<string, pulumi.Input<string>>;
    owner?: string;
  };
  /** Options of everything that is declared: below the line's component, so by its provider. */
  opts: pulumi.ComponentResourceOptions;
}

/** Settings of one product's set. */
export type RuleSetSettingsOf<P extends Product> = Omit<RuleSetSettingsArgs, "change" | "leaveOut"> & {
  change?: { [Name in RuleName<P>]?: RuleChangeArgs };
  leaveOut?: RuleName<P>[];
};

/** One line of the table: the account's provider, and what is different there. */
export type AccountArgs = CommonAccountArgs & {
  /** Provider of the account and region. */
  provider: pulumi.ProviderResource;
  /** See `AccountMonitoringArgs.key`. Default: the account's name in the table. */
  key?: string;
};

/**
 * One `AccountMonitoring` for each line of a table, by name. What a line says goes before what accounts
 * have in common: contacts, contact groups and labels by name, rule sets by product, changes by rule;
 * everything else as a whole. A set that a line gives as `undefined` is not declared there. What accounts
 * have beyond the arguments is declared by `also`.
 */
export function monitorAccounts(
  common: CommonAccountArgs,
  accounts: Record<string, AccountArgs>,
): Record<string, AccountMonitoring> {
  const { also: everywhere, ...inCommon } = common;
  const made = Object.entries(accounts).map(([name, { provider, also: here, ...own }]) => {
    const args = merged(inCommon, own);
    const monitoring = new AccountMonitoring(name, args, { providers: [provider] });
    const row = rowOf(name, provider, args, monitoring);
    everywhere?.(row);
    here?.(row);
    return [name, monitoring] as const;
  });
  return Object.fromEntries(made);
}

function rowOf(
  name: string,
  provider: pulumi.ProviderResource,
  args: AccountMonitoringArgs,
  monitoring: AccountMonitoring,
): AccountRow {
  const { key = name, callback, labels, owner } = args;
  const contactGroups = groupsOf(args).notify.map((each) =>
    monitoring.groupNames.apply((names) => names[each] ?? each),
  );
  const rule = { contactGroups, callback, labels, owner };
  return { name, key, provider, monitoring, rule, opts: { parent: monitoring } };
}

function merged(
  common: Omit<CommonAccountArgs, "also">,
  own: Omit<AccountArgs, "provider" | "also">,
): AccountMonitoringArgs {
  return {
    ...common,
    ...own,
    contacts: { ...common.contacts, ...own.contacts },
    ...((common.contactGroups || own.contactGroups) && {
      contactGroups: { ...common.contactGroups, ...own.contactGroups },
    }),
    labels: { ...common.labels, ...own.labels },
    ruleSets: mergedSets(common.ruleSets ?? {}, own.ruleSets ?? {}),
  };
}

function mergedSets(common: AccountRuleSetsArgs, own: AccountRuleSetsArgs): AccountRuleSetsArgs {
  const sets: AccountRuleSetsArgs = { ...common };
  for (const [product, set] of Object.entries(own) as [Product, RuleSetSettingsArgs | undefined][]) {
    const before = common[product];
    sets[product] = set && { ...before, ...set, change: mergedChanges(before?.change, set.change) };
  }
  return sets;
}

function mergedChanges(
  common: Record<string, RuleChangeArgs> = {},
  own: Record<string, RuleChangeArgs> = {},
): Record<string, RuleChangeArgs> {
  const changes = { ...common };
  for (const [rule, change] of Object.entries(own)) changes[rule] = { ...changes[rule], ...change };
  return changes;
}
