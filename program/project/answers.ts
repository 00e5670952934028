import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { LOCAL_ACCOUNT, type Lookups } from "../evaluator/lookups.ts";

/** What is known of the world outside of a program, given by whoever evaluates it. */
export interface Answers {
  /** Outputs of other stacks, by `organization/project/stack` as a StackReference says it. */
  stacks?: Record<string, Record<string, unknown>>;
  /** What functions that ask a cloud answer, whatever their arguments, by token or by name: `getZones`. */
  functions?: Record<string, Record<string, unknown>>;
}

/** Reads a file of answers, YAML or JSON with `stacks` and `functions`. Throws with what is wrong. */
export function readAnswers(file: string): Answers {
  const document = parse(readFileSync(file, "utf8")) as unknown;
  if (!isMap(document)) throw new Error(`${file}: must be a map with stacks and functions`);
  for (const [part, entries] of Object.entries(document)) {
    if (part !== "stacks" && part !== "functions")
      throw new Error(`${file}: has "${part}"; there is stacks and functions`);
    if (!isMap(entries) || !Object.values(entries).every(isMap))
      throw new Error(`${file}: ${part} must be a map of maps`);
  }
  return document as Answers;
}

/** One output of a stack, as `stack.key=value` says it: JSON where it is some, else text. */
export function readStackOutput(text: string): Answers | undefined {
  const [, stack = "", key = "", value = ""] = /^([^=]+)\.([^.=]+)=(.*)$/s.exec(text) ?? [];
  if (key === "") return undefined;
  try {
    return { stacks: { [stack]: { [key]: JSON.parse(value) as unknown } } };
  } catch {
    return { stacks: { [stack]: { [key]: value } } };
  }
}

/** Both together; what the later says goes before. */
export function joinAnswers(earlier: Answers, later: Answers): Answers {
  const stacks = { ...earlier.stacks };
  for (const [name, outputs] of Object.entries(later.stacks ?? {}))
    stacks[name] = { ...stacks[name], ...outputs };
  return { stacks, functions: { ...earlier.functions, ...later.functions } };
}

/** The answers of functions: given ones, and what the configuration says of the account and its region. */
export function lookupsOf({ functions = {} }: Answers, config: Readonly<Record<string, string>>): Lookups {
  const account = config["alicloud:accountId"] ?? LOCAL_ACCOUNT;
  const region = config["alicloud:region"];
  return {
    "alicloud:index/getAccount:getAccount": () => ({ id: account }),
    "alicloud:index/getCallerIdentity:getCallerIdentity": () => ({
      id: account,
      accountId: account,
      arn: `acs:ram::${account}:root`,
      identityType: "Account",
    }),
    "alicloud:index/getRegions:getRegions": (args) =>
      args.current === true && region !== undefined
        ? {
            ...args,
            id: region,
            ids: [region],
            regions: [{ id: region, regionId: region, localName: region }],
          }
        : undefined,
    ...Object.fromEntries(Object.entries(functions).map(([name, answer]) => [name, () => answer])),
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
