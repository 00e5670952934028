import type { Resource } from "../evaluator/plan.ts";
import type { Program } from "./program.ts";
import { json, record, text } from "./values.ts";

/** Whose cloud something is in, and where. */
export interface Place {
  /** Id of the account. */
  account: string;
  region: string;
}

/** The account and region of a resource: those that its provider says, by its role or its account's id, else the stack's own. */
export function placeOf(
  { provider }: Pick<Resource, "provider">,
  { byUrn }: Pick<Program, "byUrn">,
  own: Place,
): Place {
  const inputs = byUrn.get(provider.slice(0, provider.lastIndexOf("::")))?.inputs;
  if (!inputs) return own;
  // A provider's own inputs are JSON wherever they are more than text.
  const role = record(json(inputs.assumeRole) ?? inputs.assumeRole);
  const [, ofRole] = /^acs:ram::(\d+):/.exec(text(role.roleArn) ?? "") ?? [];
  return {
    account: ofRole ?? text(inputs.accountId) ?? own.account,
    region: text(inputs.region) ?? own.region,
  };
}
