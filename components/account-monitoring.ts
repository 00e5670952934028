import * as pulumi from "@pulumi/pulumi";
import type { AccountMonitoringArgs } from "./accounts/args.ts";
import { groupsOf } from "./accounts/groups.ts";
import { AlertContact } from "./alert-contact.ts";
import { ContactGroup } from "./contact-group.ts";
import { RuleSet } from "./rule-set.ts";
import { Product } from "./rule-sets/args.ts";
import { declare, registration } from "./validation/declare.ts";
import { Problems } from "./validation/problems.ts";

/**
 * What one account, or one region of it, is watched with: contacts, contact groups and ready rule sets,
 * with the callback of its own source. Pass the account's provider in `providers`; `monitorAccounts`
 * makes many from a table.
 *
 * Names in CloudMonitor begin with `key`, so that two regions of one account, which share contacts and
 * rule ids, don't get into each other's way.
 */
export class AccountMonitoring extends pulumi.ComponentResource {
  /** Names of the contact groups in CloudMonitor, by name here: for rules of your own. */
  readonly groupNames: pulumi.Output<Record<string, string>>;
  /** Id of each rule in CloudMonitor, by its key: a callback tells both. */
  readonly ruleIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: AccountMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("AccountMonitoring", name, args, opts));
    const outputs = declare(this, { type: "AccountMonitoring", name, args }, (claimNames) => {
      const { products, groups, notify } = read(name, args);
      claimNames([]);
      const key = args.key ?? name;

      const contactNames: Record<string, pulumi.Output<string>> = {};
      for (const [each, contact] of Object.entries(args.contacts ?? {})) {
        const settings = { contactName: `${key}-${each}`, ...contact };
        contactNames[each] = new AlertContact(`${name}-${each}`, settings, { parent: this }).contactName;
      }
      const groupNames: Record<string, pulumi.Output<string>> = {};
      for (const [each, members] of Object.entries(groups)) {
        const contacts = members.map((member) => contactNames[member] ?? member);
        const settings = { groupName: `${key}-${each}`, contacts };
        groupNames[each] = new ContactGroup(`${name}-${each}`, settings, { parent: this }).groupName;
      }

      const { callback, runbooks, labels, owner, carryLabels } = args;
      const common = { callback, runbooks, labels, owner, carryLabels };
      const contactGroups = notify.map((each) => groupNames[each] ?? each);
      const sets = products.map((product) => {
        const settings = {
          ...common,
          contactGroups,
          ...args.ruleSets[product],
          product,
          key: `${key}-${product}`,
        };
        return new RuleSet(`${name}-${product}`, settings, { parent: this }).ruleIds;
      });

      const ruleIds = pulumi.all(sets).apply((ids) => Object.assign({}, ...ids) as Record<string, string>);
      return { groupNames: pulumi.output(groupNames), ruleIds };
    });
    this.groupNames = outputs.groupNames;
    this.ruleIds = outputs.ruleIds;
    this.registerOutputs(outputs);
  }
}

/** What has to be known before anything is declared. Throws with every problem at once. */
function read(name: string, args: AccountMonitoringArgs) {
  const problems = new Problems({ type: "AccountMonitoring", name });
  const products = Object.values(Product).filter((product) => args.ruleSets[product] !== undefined);
  const { groups, notify } = groupsOf(args);
  if (products.length === 0 && Object.keys(groups).length === 0)
    problems.add("ruleSets", "must name at least one set, such as { ecs: {} }");
  if (notify.length === 0) {
    problems.add(
      "contacts, contactGroups, notify",
      "are all missing: CloudMonitor requires every rule to name a contact group",
    );
  }
  problems.throwIfAny();
  return { products, groups, notify };
}
