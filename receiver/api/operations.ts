import type { GenericSchema } from "valibot";
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
  WhyQuestion,
} from "./questions.ts";

export interface Operation {
  method: "get" | "post";
  /** Below `/api/v1`, with `:name` for what varies. */
  path: string;
  /** Who may ask it: an operator may ask everything. */
  role: "reader" | "operator";
  summary: string;
  /** Of the query of a GET, or of the body of a POST. */
  question: GenericSchema;
}

/** Everything that the API can be asked, by the name of the operation. */
export const OPERATIONS = {
  overview: {
    ...{ method: "get", path: "/overview", role: "reader", question: NoQuestion },
    summary: "What needs somebody, every source and destination, and the newest open incidents",
  },
  incidents: {
    ...{ method: "get", path: "/incidents", role: "reader", question: IncidentsQuestion },
    summary: "Open and past incidents, newest first. A search reads at most 5,000 of a source for one page",
  },
  incident: {
    ...{ method: "get", path: "/incidents/:key", role: "reader", question: IncidentQuestion },
    summary: "One incident: its timeline, newest first, its values, and what each destination was told",
  },
  decisions: {
    ...{ method: "get", path: "/decisions", role: "reader", question: DecisionsQuestion },
    summary: "What was decided, by hour and name",
  },
  deadLetters: {
    ...{ method: "get", path: "/destinations/:name/dead-letters", role: "operator", question: PageQuestion },
    summary: "Dead letters of a destination, newest first, with every try that is kept",
  },
  quarantine: {
    ...{ method: "get", path: "/sources/:name/quarantine", role: "reader", question: PageQuestion },
    summary: "Bodies of a source that could not be read, newest first, with secrets masked",
  },
  actions: {
    ...{ method: "get", path: "/actions", role: "reader", question: ActionsQuestion },
    summary: "What people did with incidents of a source, newest first, with when and who",
  },
  why: {
    ...{ method: "get", path: "/why", role: "reader", question: WhyQuestion },
    summary: "Why somebody was told of an incident, or of a rule or a resource at a time, or was not",
  },
  resolve: {
    ...{ method: "post", path: "/incidents/:key/resolve", role: "operator", question: ByQuestion },
    summary: "Resolve an incident by hand. Until it recovers, only a higher level opens it again",
  },
  silence: {
    ...{ method: "post", path: "/incidents/:key/silence", role: "operator", question: SilenceQuestion },
    summary: "Tell nobody of an incident for some minutes, 60 if left out, unless it gets worse or recovers",
  },
  unsilence: {
    ...{ method: "post", path: "/incidents/:key/unsilence", role: "operator", question: ByQuestion },
    summary: "End the silence of an incident",
  },
  handOver: {
    ...{ method: "post", path: "/incidents/:key/hand-over", role: "operator", question: HandOverQuestion },
    summary: "Have another destination told of an incident, and of its end",
  },
  replay: {
    ...{ method: "post", path: "/destinations/:name/replay", role: "operator", question: ReplayQuestion },
    summary: "Send dead letters again: one, those that died in a time range, or all",
  },
  hold: {
    ...{ method: "post", path: "/destinations/:name/hold", role: "operator", question: ByQuestion },
    summary: "Send a destination nothing until it is released",
  },
  release: {
    ...{ method: "post", path: "/destinations/:name/release", role: "operator", question: ByQuestion },
    summary: "Let a destination that was held go on",
  },
  discard: {
    ...{ method: "post", path: "/destinations/:name/discard", role: "operator", question: ByQuestion },
    summary: "Give up everything that waits for a destination",
  },
  drill: {
    ...{ method: "post", path: "/drill", role: "operator", question: DrillQuestion },
    summary: "Begin a fire drill of one source, or of all that have one",
  },
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
