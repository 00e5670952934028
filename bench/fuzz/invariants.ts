import { LEVELS } from "../../receiver/level.ts";

/** What the ledger was asked to take or to keep of one request: see `workers/intake.mjs`. */
export interface Recorded {
  accepted?: { callback: unknown; submissions: Submitted[] };
  quarantined?: { entry: { reason: string; body: string }; notice?: { text: string } | undefined };
  asked?: true;
}

interface Submitted {
  identity: string;
  state: string;
  level?: string;
  time?: number;
  rule: string;
  destinations: string[];
  unclear?: string[];
  test?: string;
}

/** What may become of a body before the ledger decides: everything else is lost. */
const OUTCOMES = ["opened", "quarantined", "nothing"];

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * What is wrong with what became of a request; undefined if nothing is. `secrets`: what nothing that is kept,
 * told or answered may hold, unless the sender's own body does.
 */
export function wrongWith(
  answer: string,
  recorded: readonly Recorded[],
  { secrets, body }: { secrets: readonly string[]; body: string },
): string | undefined {
  const kept = `${answer}\n${JSON.stringify(recorded)}`;
  if (secrets.some((secret) => kept.includes(secret) && !body.includes(secret))) return "a secret is told";
  if (CONTROL.test(answer.trimEnd())) return "a control character in the answer";
  for (const { quarantined, accepted } of recorded) {
    if (quarantined && (quarantined.entry.reason === "" || CONTROL.test(quarantined.entry.reason)))
      return `a reason that is empty or has control characters: ${JSON.stringify(quarantined.entry.reason)}`;
    const wrong = accepted?.submissions.map(wrongSubmission).find(Boolean);
    if (wrong) return wrong;
  }
  if (!answer.startsWith("{")) return recorded.length > 0 ? undefined : "refused, and nothing is kept of it";
  const { decision, decisions = { [decision ?? ""]: 1 } } = JSON.parse(answer) as {
    decision?: string;
    decisions?: Record<string, number>;
  };
  const unknown = Object.keys(decisions).find((each) => !OUTCOMES.includes(each));
  if (unknown !== undefined) return `an outcome without a name: ${unknown}`;
  const accepted = recorded.reduce((sum, each) => sum + (each.accepted?.submissions.length ?? 0), 0);
  const quarantined = recorded.some((each) => each.quarantined) ? 1 : 0;
  if (accepted !== (decisions.opened ?? 0)) return `${accepted} alerts, and the answer counts them otherwise`;
  if (quarantined !== (decisions.quarantined ?? 0)) return "quarantined, and the answer says otherwise";
  return undefined;
}

const STATES = ["firing", "no-data", "resolved"];

function wrongSubmission({ identity, state, level, time, rule, test }: Submitted): string | undefined {
  if (identity === "" || rule === "") return "an alert without an identity or a rule";
  if (!STATES.includes(state)) return `a state that is none: ${state}`;
  if (level !== undefined && !(LEVELS as readonly string[]).includes(level))
    return `a level that is none: ${level}`;
  if (time !== undefined && !(Number.isFinite(time) && time > 0)) return `a time that is none: ${time}`;
  if (test !== undefined && test !== "show") return `a test that is none: ${test}`;
  return undefined;
}
