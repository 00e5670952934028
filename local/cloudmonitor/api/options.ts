/**
 * What is not known of the real server, each with its possible answers. The defaults are what the
 * documentation or the provider's tests make likelier.
 */
export interface Behaviour {
  /** What becomes of a field that `PutResourceMetricRule` leaves out. */
  omittedRuleFields: "reset" | "kept";
  /** What becomes of the members, say, when `PutContactGroup` sends a description alone. */
  omittedGroupFields: "reset" | "kept";
  /** What becomes of a contact's language when `PutContact` leaves it out: the provider sends it only when it changes. */
  omittedContactLanguage: "reset" | "kept";
  /** Whether `PutEventRuleTargets` removes the targets that it doesn't name. */
  unnamedEventTargets: "kept" | "removed";
  /** Whether a rule's `Resources` come back letter by letter, or parsed and written anew. */
  resources: "asGiven" | "reformatted";
  /** How the levels that a rule doesn't have are answered. */
  absentLevels: "omitted" | "empty";
  /** Whether a mail address or phone number shows before somebody followed its activation link. */
  pendingChannels: "shown" | "hidden";
  /** Whether `DescribeEventRuleList` without `IsEnable` lists rules that are disabled. */
  disabledEventRules: "listed" | "hidden";
  /** Whether a rule may name a contact group, and a group a contact, that doesn't exist. */
  unknownContacts: "accepted" | "refused";
  /** Whether a rule may name a metric that the catalogue doesn't have. */
  unknownMetrics: "accepted" | "refused";
  /** What `DeleteMetricRules` says about an id that isn't there. */
  deletingUnknownRules: "succeeds" | "fails";
}

/** The answers that each question may have, the likelier first. */
const ANSWERS: { [Question in keyof Behaviour]: Behaviour[Question][] } = {
  omittedRuleFields: ["reset", "kept"],
  omittedGroupFields: ["reset", "kept"],
  omittedContactLanguage: ["kept", "reset"],
  unnamedEventTargets: ["kept", "removed"],
  resources: ["asGiven", "reformatted"],
  absentLevels: ["omitted", "empty"],
  pendingChannels: ["shown", "hidden"],
  disabledEventRules: ["hidden", "listed"],
  unknownContacts: ["accepted", "refused"],
  unknownMetrics: ["accepted", "refused"],
  deletingUnknownRules: ["succeeds", "fails"],
};

export const LIKELY = Object.fromEntries(
  Object.entries(ANSWERS).map(([question, [likely]]) => [question, likely]),
) as unknown as Behaviour;

/** Answers as somebody wrote them in JSON, or what is wrong with them. */
export function readBehaviour(given: unknown): { behaviour: Partial<Behaviour> } | { error: string } {
  const answers = Object.entries((given ?? {}) as Record<string, unknown>);
  for (const [question, answer] of answers) {
    if (!Object.hasOwn(ANSWERS, question))
      return { error: `${question} is not one of ${Object.keys(ANSWERS).join(", ")}` };
    const possible: readonly unknown[] = ANSWERS[question as keyof Behaviour];
    if (!possible.includes(answer)) return { error: `${question} must be one of ${possible.join(", ")}` };
  }
  return { behaviour: Object.fromEntries(answers) };
}

/** Numbers that an account may not exceed. */
export interface Limits {
  /** Metric rules of one account in one region. The real number is not published. */
  rules: number;
}

export const LIMITS: Limits = { rules: 10_000 };
