import { PolicyPack } from "@pulumi/policy";
import { rulePolicies } from "../../../checks/policy/index.ts";

new PolicyPack("alert-rules", { policies: rulePolicies() });
