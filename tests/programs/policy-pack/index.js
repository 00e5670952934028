import { PolicyPack } from "@pulumi/policy";
import { rulePolicies } from "../../../review/policy/index.ts";

new PolicyPack("alert-rules", { policies: rulePolicies() });
