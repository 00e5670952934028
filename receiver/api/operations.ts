import type { GenericSchema } from "valibot";
import { answer } from "../console/json.ts";
import type { Env } from "../env.ts";
import { type Action, act } from "./act.ts";
import type { Caller } from "./caller.ts";
import { incident, incidents } from "./incidents.ts";
import { actions, deadLetters, decisions, quarantined } from "./lists.ts";
import { overview } from "./overview.ts";
import {
  ActionsQuestion,
  ByQuestion,
  DecisionsQuestion,
  DrillQuestion,
  HandOverQuestion,
  IncidentQuestion,
  IncidentsQuestion,
  NoQuestion,
  PageQuestion,
  ReplayQuestion,
  SilenceQuestion,
} from "./questions.ts";

/** What was asked: the parts of the path by name, and the query or the body as its schema reads it. */
export interface Asked {
  env: Env;
  caller: Caller;
  path: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: each operation reads what its own schema has made of it
  given: any;
}

export interface Operation {
  method: "get" | "post";
  /** Below `/api/v1`, with `:name` for what varies. */
  path: string;
  role: Caller["role"];
  summary: string;
  /** Of the query of a GET, or of the body of a POST. */
  question: GenericSchema;
  /** Undefined: what the path or the query names is not there. */
  answer(asked: Asked): Promise<object | undefined>;
}

/** Everything that the API can be asked, by the name of the operation. */
export const OPERATIONS = {
  overview: {
    ...{ method: "get", path: "/overview", role: "reader", question: NoQuestion },
    summary: "What needs somebody, every source and destination, and the newest open incidents",
    answer: ({ env }) => overview(env),
  },
  incidents: {
    ...{ method: "get", path: "/incidents", role: "reader", question: IncidentsQuestion },
    summary: "Open and past incidents, newest first. A search reads at most 5,000 of a source for one page",
    answer: ({ env, given }) => incidents(env, given),
  },
  incident: {
    ...{ method: "get", path: "/incidents/:key", role: "reader", question: IncidentQuestion },
    summary: "One incident: its timeline, newest first, its values, and what each destination was told",
    answer: ({ env, path, given }) => incident(env, { key: path.key ?? "", ...given }),
  },
  decisions: {
    ...{ method: "get", path: "/decisions", role: "reader", question: DecisionsQuestion },
    summary: "What was decided, by hour and name",
    answer: ({ env, given }) => decisions(env, given),
  },
  deadLetters: {
    ...{ method: "get", path: "/destinations/:name/dead-letters", role: "operator", question: PageQuestion },
    summary: "Dead letters of a destination, newest first, with every try that is kept",
    answer: ({ env, path, given }) => deadLetters(env, { destination: path.name ?? "", ...given }),
  },
  quarantine: {
    ...{ method: "get", path: "/sources/:name/quarantine", role: "reader", question: PageQuestion },
    summary: "Bodies of a source that could not be read, newest first, with secrets masked",
    answer: ({ env, path, given }) => quarantined(env, { source: path.name ?? "", ...given }),
  },
  actions: {
    ...{ method: "get", path: "/actions", role: "reader", question: ActionsQuestion },
    summary: "What people did with incidents of a source, newest first, with when and who",
    answer: ({ env, given }) => actions(env, given),
  },
  resolve: {
    ...{ method: "post", path: "/incidents/:key/resolve", role: "operator", question: ByQuestion },
    summary: "Resolve an incident by hand. Until it recovers, only a higher level opens it again",
    answer: (asked) => done(asked, ({ path }) => ({ what: "resolve", key: path.key ?? "" })),
  },
  silence: {
    ...{ method: "post", path: "/incidents/:key/silence", role: "operator", question: SilenceQuestion },
    summary: "Tell nobody of an incident for some minutes, 60 if left out, unless it gets worse or recovers",
    answer: (asked) =>
      done(asked, ({ path, given }) => ({ what: "silence", key: path.key ?? "", minutes: given.minutes })),
  },
  unsilence: {
    ...{ method: "post", path: "/incidents/:key/unsilence", role: "operator", question: ByQuestion },
    summary: "End the silence of an incident",
    answer: (asked) => done(asked, ({ path }) => ({ what: "unsilence", key: path.key ?? "" })),
  },
  handOver: {
    ...{ method: "post", path: "/incidents/:key/hand-over", role: "operator", question: HandOverQuestion },
    summary: "Have another destination told of an incident, and of its end",
    answer: (asked) =>
      done(asked, ({ path, given }) => ({
        ...{ what: "hand-over", key: path.key ?? "", destination: given.destination },
      })),
  },
  replay: {
    ...{ method: "post", path: "/destinations/:name/replay", role: "operator", question: ReplayQuestion },
    summary: "Send dead letters again: one, those that died in a time range, or all",
    answer: (asked) =>
      done(asked, ({ path, given }) => ({ what: "replay", destination: path.name ?? "", ...given })),
  },
  hold: {
    ...{ method: "post", path: "/destinations/:name/hold", role: "operator", question: ByQuestion },
    summary: "Send a destination nothing until it is released",
    answer: (asked) => done(asked, ({ path }) => ({ what: "hold", destination: path.name ?? "" })),
  },
  release: {
    ...{ method: "post", path: "/destinations/:name/release", role: "operator", question: ByQuestion },
    summary: "Let a destination that was held go on",
    answer: (asked) => done(asked, ({ path }) => ({ what: "release", destination: path.name ?? "" })),
  },
  discard: {
    ...{ method: "post", path: "/destinations/:name/discard", role: "operator", question: ByQuestion },
    summary: "Give up everything that waits for a destination",
    answer: (asked) => done(asked, ({ path }) => ({ what: "discard", destination: path.name ?? "" })),
  },
  drill: {
    ...{ method: "post", path: "/drill", role: "operator", question: DrillQuestion },
    summary: "Begin a fire drill of one source, or of all that have one",
    answer: (asked) => done(asked, ({ given }) => ({ what: "drill", ...given })),
  },
} satisfies Record<string, Operation>;

/** Does it in the name that the body gives. */
async function done(asked: Asked, actionOf: (asked: Asked) => Action): Promise<Response> {
  const { by, ...given } = asked.given;
  const caller = { ...asked.caller, name: by ?? asked.caller.name };
  const { status, body } = await act(asked.env, caller, actionOf({ ...asked, given }));
  return answer(status, body);
}

export type OperationName = keyof typeof OPERATIONS;
