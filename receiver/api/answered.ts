import { answer } from "../console/json.ts";
import type { Env } from "../env.ts";
import { type Action, act } from "./act.ts";
import type { Caller } from "./caller.ts";
import { incident, incidents } from "./incidents.ts";
import { actions, deadLetters, decisions, quarantined } from "./lists.ts";
import type { OperationName } from "./operations.ts";
import { overview } from "./overview.ts";
import { why } from "./why.ts";

/** What was asked: the parts of the path by name, and the query or the body as its schema reads it. */
export interface Asked {
  env: Env;
  caller: Caller;
  path: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: each operation reads what its own schema has made of it
  given: any;
}

/** How each operation is answered. Undefined: what the path or the query names is not there. */
export const ANSWERED: Readonly<Record<OperationName, (asked: Asked) => Promise<object | undefined>>> = {
  overview: ({ env }) => overview(env),
  incidents: ({ env, given }) => incidents(env, given),
  incident: ({ env, path, given }) => incident(env, { key: path.key ?? "", ...given }),
  decisions: ({ env, given }) => decisions(env, given),
  deadLetters: ({ env, path, given }) => deadLetters(env, { destination: path.name ?? "", ...given }),
  quarantine: ({ env, path, given }) => quarantined(env, { source: path.name ?? "", ...given }),
  actions: ({ env, given }) => actions(env, given),
  why: ({ env, given }) => why(env, given),
  resolve: (asked) => done(asked, ({ path }) => ({ what: "resolve", key: path.key ?? "" })),
  silence: (asked) =>
    done(asked, ({ path, given }) => ({ what: "silence", key: path.key ?? "", minutes: given.minutes })),
  unsilence: (asked) => done(asked, ({ path }) => ({ what: "unsilence", key: path.key ?? "" })),
  handOver: (asked) =>
    done(asked, ({ path, given }) => ({
      ...{ what: "hand-over", key: path.key ?? "", destination: given.destination },
    })),
  replay: (asked) =>
    done(asked, ({ path, given }) => ({ what: "replay", destination: path.name ?? "", ...given })),
  hold: (asked) => done(asked, ({ path }) => ({ what: "hold", destination: path.name ?? "" })),
  release: (asked) => done(asked, ({ path }) => ({ what: "release", destination: path.name ?? "" })),
  discard: (asked) => done(asked, ({ path }) => ({ what: "discard", destination: path.name ?? "" })),
  drill: (asked) => done(asked, ({ given }) => ({ what: "drill", ...given })),
};

/** Does it in the name that the body gives. */
async function done(asked: Asked, actionOf: (asked: Asked) => Action): Promise<Response> {
  const { by, ...given } = asked.given;
  const caller = { ...asked.caller, name: by ?? asked.caller.name };
  const { status, body } = await act(asked.env, caller, actionOf({ ...asked, given }));
  return answer(status, body);
}
