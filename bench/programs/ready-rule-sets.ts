import * as pulumi from "@pulumi/pulumi";
import { ContactGroup, RuleSet } from "../../components/index.ts";
import { readySets } from "./ready-sets.ts";

/** `count` ready rules, in sets. */
const config = new pulumi.Config();
const callback = config.requireSecret("callback");

const { groupName } = new ContactGroup("on-call", { contacts: ["someone"] });
for (const [name, set] of Object.entries(readySets(config.requireNumber("count"))))
  new RuleSet(name, { ...set, contactGroups: [groupName], callback });
