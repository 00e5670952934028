import * as pulumi from "@pulumi/pulumi";
import { componentToken, packageSchema } from "../package-schema.ts";
import { type Claim, type Claimant, claim, refuseTwin } from "./claims.ts";
import { findingAll } from "./finding-all.ts";
import { Problems } from "./problems.ts";
import { checkShape } from "./shape.ts";

/** Called once, when the arguments are found right, with the names that the component has in the cloud; see `claim`. */
export type ClaimNames = (claims: readonly Claim[]) => void;

/** What a component is registered with: its token, its name, its inputs and its options. */
export function registration(
  type: string,
  name: string,
  args: object | undefined,
  opts: pulumi.ComponentResourceOptions | undefined,
): [string, string, pulumi.Inputs, pulumi.ComponentResourceOptions | undefined] {
  refuseTwin({ type, name, trace: new Error("declared here") }, opts);
  return [componentToken(type), name, { checks: (args as { checks?: unknown } | undefined)?.checks }, opts];
}

/**
 * Declares what a component is made of, once its arguments are what it takes. `make` checks the rest, makes
 * the resources, and answers the component's outputs. A mistake stops the program with a `RunError`; where all
 * mistakes are to be found, the component makes nothing instead, and its outputs are unknown.
 */
export function declare<Outputs extends object>(
  component: pulumi.ComponentResource,
  { type, name, args }: { type: string; name: string; args: object | undefined },
  make: (claimNames: ClaimNames) => Outputs,
): Outputs {
  const of: Claimant = { type, name, trace: new Error("declared here") };
  try {
    const problems = new Problems({ type, name });
    checkShape(problems, type, args ?? {});
    problems.throwIfAny();
    return make((claims) => claim(component, of, claims));
  } catch (error) {
    const report = findingAll();
    if (!report || !pulumi.RunError.isInstance(error)) throw error;
    report(error);
    return unknownOutputs<Outputs>(type);
  }
}

function unknownOutputs<Outputs>(type: string): Outputs {
  const { properties = {} } = packageSchema().resources[componentToken(type)] ?? {};
  const outputs = Object.keys(properties).map((output) => [output, pulumi.output(pulumi.unknown)] as const);
  return Object.fromEntries(outputs) as Outputs;
}
