import type { GenericSchema } from "valibot";
import type { Env } from "../env.ts";
import type { Caller } from "./caller.ts";
import { incident, incidents } from "./incidents.ts";
import { deadLetters, decisions, quarantined } from "./lists.ts";
import { overview } from "./overview.ts";
import {
  DecisionsQuestion,
  IncidentQuestion,
  IncidentsQuestion,
  NoQuestion,
  PageQuestion,
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
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
