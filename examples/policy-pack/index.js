import { PolicyPack } from "@pulumi/policy";
import { rulePolicies } from "cloudmonitor-relay/policy";

// What can't be meant stops the update; what may surprise somebody at night is said.
new PolicyPack("alert-rules", {
  policies: rulePolicies({ enforcement: { bug: "mandatory", warning: "advisory", info: "disabled" } }),
});
