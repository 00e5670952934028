import type * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  type AlertReceiverArgs,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  type MetricRuleArgs,
  metrics,
  Statistic,
} from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import type { Change } from "../../review/change/change.ts";
import { compare } from "../../review/change/compare.ts";
import { type ReviewedProgram, readReviewed } from "../../review/program.ts";
import { once } from "../programs/once.ts";

/** Everything secret in the programs of these tests: none of it may ever be seen. */
export const SECRETS = {
  callbackSecret: "made-up-callback-secret-of-the-review-tests",
  token: "made-up-itoc-token-0001",
  key: "made-up-ilert-key-0002",
  phone: "86-13812345678",
  ping: "https://beat.example.com/api/pings/made-up-ping-key-0003",
};

/** What a small program consists of: everything can be changed by a test. */
export interface Parts {
  receiver: Partial<AlertReceiverArgs>;
  rule: Partial<MetricRuleArgs>;
  /** The rule's place: its component's name. */
  name: string;
  opts: pulumi.ComponentResourceOptions;
  /** Which source the rule calls back; none for a rule that only notifies. */
  source: string | undefined;
  members: string[];
  contact: { mail?: string; phone?: string };
  more: (given: { callback: (source: string) => pulumi.Output<string> }) => unknown;
}

const PARTS: Parts = {
  receiver: {},
  rule: {},
  name: "ecs-cpu",
  opts: {},
  source: "production",
  members: ["alice"],
  contact: { mail: "alice@example.com", phone: SECRETS.phone },
  more: () => {},
};

/** A receiver with two sources and two destinations, a contact, a group, and one rule on the processor. */
export function declare(changes: Partial<Parts> = {}): () => void {
  const parts = { ...PARTS, ...changes };
  return () => {
    const receiver = new AlertReceiver("relay", {
      accountId: "0".repeat(32),
      hostname: "alerts.example.com",
      callbackSecret: SECRETS.callbackSecret,
      destinations: {
        itoc: { kind: DestinationKind.Itoc360, credential: SECRETS.token },
        ilert: { kind: DestinationKind.Ilert, credential: SECRETS.key },
      },
      sources: { production: { deliverTo: ["itoc"] }, staging: { deliverTo: ["ilert"] } },
      ...parts.receiver,
    });
    const alice = new AlertContact("alice", parts.contact);
    new ContactGroup("on-call", {
      contacts: [alice.contactName, ...parts.members.filter((each) => each !== "alice")],
    });
    new MetricRule(
      parts.name,
      {
        metric: metrics.ecs.CPUUtilization,
        critical: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 85, times: 3 },
        contactGroups: ["on-call"],
        callback: parts.source === undefined ? undefined : receiver.callback(parts.source),
        ...parts.rule,
      },
      parts.opts,
    );
    parts.more({ callback: (source) => receiver.callback(source) });
  };
}

const planOf = (program: () => unknown): Promise<Plan> =>
  evaluateInline(program, { project: "shop", stack: "prod" });

export async function evaluated(program: () => unknown): Promise<ReviewedProgram> {
  return readReviewed(await planOf(program));
}

/**
 * What changes from one program to the other. Without `before` it is the usual one. With a name both are evaluated
 * once, whatever a test's code does with them: the review has no hand in it.
 */
export async function difference(
  before: Partial<Parts> | undefined,
  after: Partial<Parts>,
  name?: string,
): Promise<Change[]> {
  const plan = (of: string | undefined, parts?: Partial<Parts>): Promise<Plan> =>
    of === undefined ? planOf(declare(parts)) : once(`review: ${of}`, () => planOf(declare(parts)));
  const old = await plan(before ? name && `before ${name}` : "the usual one", before);
  return compare(readReviewed(old), readReviewed(await plan(name && `after ${name}`, after)));
}

/** Sentences as a test compares them: ⚠ before those that tell a risk. */
export function said(changes: Change[]): string[] {
  return changes.flatMap(({ title, sentences }) =>
    sentences.map(({ text, risk }) => `${risk ? "⚠ " : ""}${text.replaceAll("{it}", title)}`),
  );
}
