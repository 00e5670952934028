import type { ActionName } from "../answers.ts";
import { operateDrill } from "../console/drill.ts";
import { operateOn } from "../console/operate.ts";
import { type Env, readConfig } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { lookup } from "../lookup.ts";
import type { Done, IncidentAction, Refused } from "./acts.ts";
import type { Caller } from "./caller.ts";
import { sourcesFor } from "./page.ts";

/** What a person can do: with an incident, with a destination, or a drill. */
export type Action =
  | IncidentAction
  | { what: "replay"; destination: string; letter?: number; from?: string; to?: string }
  | { what: "hold" | "release" | "discard"; destination: string }
  | { what: "drill"; source?: string };

/** What came of it: an HTTP status, and what was done or `error`, why it was not. */
export interface Outcome {
  status: number;
  body: object;
}

/** Does what an operator asks for, and records it with when and who. */
export async function act(env: Env, caller: Caller, action: Action): Promise<Outcome> {
  if (caller.role !== "operator") return problem(403, "only an operator can do this");
  if ("key" in action) return onIncident(env, caller, action);
  const request = (body: object) =>
    new Request("https://receiver/", { method: "POST", body: JSON.stringify(body) });
  const by = caller.name ?? undefined;
  const { what, ...given } = action;
  if (what === "drill") return outcomeOf(await operateDrill(env, request({ ...given, by })));
  const { destination: name, ...rest } = given as { destination: string };
  const generation = caller.generation ?? readConfig(env).operatorGeneration ?? 1;
  const asked = { name, what: what satisfies ActionName, generation };
  return outcomeOf(await operateOn(env, request({ ...rest, by }), asked));
}

async function onIncident(env: Env, caller: Caller, action: IncidentAction): Promise<Outcome> {
  const { destinations } = readConfig(env);
  if (action.what === "hand-over" && !lookup(destinations, action.destination))
    return problem(404, `there is no destination "${action.destination.slice(0, 80)}"`);
  let missing: Refused | undefined;
  // Keys are of one source each; which one, only they know.
  for (const source of sourcesFor(env, undefined) ?? []) {
    const done = (await ledgerOf(env, source).act(action, whoIs(caller))) as Done | Refused;
    if (!("refused" in done)) return { status: 200, body: { source, ...done } };
    if (done.refused !== 404) return problem(done.refused, done.problem);
    missing = done;
  }
  return problem(404, missing?.problem ?? "there is no source");
}

/** How a person is written down: by name, or by the token that they share. */
function whoIs({ name, generation }: Caller): string {
  const token = generation === null ? "an operator" : `operator token ${generation}`;
  return name ? name : token;
}

function problem(status: number, error: string): Outcome {
  return { status, body: { error } };
}

async function outcomeOf(response: Response): Promise<Outcome> {
  return { status: response.status, body: (await response.json()) as object };
}
