import type { AccountStore } from "../store/account.ts";
import type { RegionStore } from "../store/region.ts";
import type { Behaviour, Limits } from "./options.ts";
import type { Params } from "./params.ts";

/** What an operation has to work with. */
export interface Context {
  account: AccountStore;
  region: RegionStore;
  params: Params;
  /** The body of a 2024-03-30 call; an empty object if it had none. */
  body: Record<string, unknown>;
  behaviour: Behaviour;
  limits: Limits;
  /** Milliseconds. */
  now: number;
  newId(): string;
}

/** The fields of an answer, besides those that every answer has. */
export type Reply = Record<string, unknown>;
export type Operation = (context: Context) => Reply;
