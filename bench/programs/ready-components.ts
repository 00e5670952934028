import * as pulumi from "@pulumi/pulumi";
import { ContactGroup, MetricRule } from "../../components/index.ts";
import { readRuleSet } from "../../components/rule-sets/settings.ts";
import { readySets } from "./ready-sets.ts";

/** What `ready-rule-sets.ts` declares, each rule as a component of its own. */
const config = new pulumi.Config();
const callback = config.requireSecret("callback");

const { groupName } = new ContactGroup("on-call", { contacts: ["someone"] });
for (const [name, set] of Object.entries(readySets(config.requireNumber("count"))))
  for (const { rule, args } of readRuleSet(name, { ...set, contactGroups: [groupName], callback }))
    new MetricRule(`${name}-${rule}`, args);
