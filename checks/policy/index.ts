/** The rule checks for organisations: `import { rulePolicies } from "cloudmonitor-relay/policy"`. */
export { type RulePoliciesOptions, rulePolicies } from "./pack.ts";
