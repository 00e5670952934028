import * as pulumi from "@pulumi/pulumi";
import { MetricRule, RuleSet, type RuleSetArgs } from "../../components/index.ts";
import { readRuleSet } from "../../components/rule-sets/settings.ts";

/** A set as it was when each of its rules was a component of its own. */
class FormerRuleSet extends pulumi.ComponentResource {
  constructor(name: string, args: RuleSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cloudmonitor-relay:index:RuleSet", name, {}, opts);
    for (const { rule, args: each } of readRuleSet(name, args))
      new MetricRule(`${name}-${rule}`, each, { parent: this });
  }
}

/** Ready rules as a version declares them, under names and at places that the configuration says. */
const config = new pulumi.Config();
const RuleSetHere = config.requireBoolean("former") ? FormerRuleSet : RuleSet;
const team = config.get("team") ?? "team";
const name = config.get("name") ?? "shop";
const moved = config.getBoolean("moved") ?? false;
const args: RuleSetArgs = {
  product: "nat",
  key: "shop",
  contactGroups: ["on-call"],
  callback: config.requireSecret("callback"),
};

new RuleSetHere(name, args, { aliases: name === "shop" ? [] : [{ name: "shop" }] });

// Named after the component around it, as those of an account's monitoring are.
const around = new pulumi.ComponentResource(
  "tests:index:Team",
  team,
  {},
  {
    aliases: [
      ...(team === "team" ? [] : [{ name: "team" }]),
      ...(moved ? [{ parent: pulumi.rootStackResource, name: "team" }] : []),
    ],
    ...(moved && { parent: new pulumi.ComponentResource("tests:index:Company", "company") }),
  },
);
new RuleSetHere(`${team}-eip`, { ...args, product: "eip", key: "team-eip" }, { parent: around });
