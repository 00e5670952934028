import type * as pulumi from "@pulumi/pulumi";
import { AccountMonitoring } from "../account-monitoring.ts";
import type { Product, RuleChangeArgs, RuleSetSettingsArgs } from "../rule-sets/args.ts";
import type { RuleName } from "../rule-sets/catalogue.ts";
import type { AccountMonitoringArgs, AccountRuleSetsArgs } from "./args.ts";

/** What accounts have in common, with the names of products' rules known to the compiler. */
export type CommonAccountArgs = Omit<AccountMonitoringArgs, "key" | "ruleSets"> & {
  ruleSets?: { [P in Product]?: RuleSetSettingsOf<P> };
};

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
 * everything else as a whole. A set that a line gives as `undefined` is not declared there.
 */
export function monitorAccounts(
  common: CommonAccountArgs,
  accounts: Record<string, AccountArgs>,
): Record<string, AccountMonitoring> {
  const made = Object.entries(accounts).map(([name, { provider, ...own }]) => {
    const args = merged(common, own);
    return [name, new AccountMonitoring(name, args, { providers: [provider] })] as const;
  });
  return Object.fromEntries(made);
}

function merged(common: CommonAccountArgs, own: Omit<AccountArgs, "provider">): AccountMonitoringArgs {
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
