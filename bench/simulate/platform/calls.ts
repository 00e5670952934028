import { disconnected, overloaded } from "./errors.ts";
import type { Loop } from "./loop.ts";
import type { SimulatedObject } from "./object.ts";

/** Who calls: an object in one of its lives, or the Worker. */
export interface Caller {
  /** Sends once what the caller wrote is on disk. */
  leave(send: () => void): void;
  /** Goes on with an answer, if the caller still lives. */
  resume(happen: () => void): void;
  toString(): string;
}

/**
 * What becomes of a call between objects besides its own outcome: refused by an overloaded object, lost on
 * the way there (it did not run) or on the way back (it ran, and the caller does not know).
 */
export type Fate = "arrives" | "lost before" | "lost after" | "overloaded";

export interface CallHost {
  readonly loop: Loop;
  object(kind: string, name: string): SimulatedObject;
  fate(caller: Caller, target: SimulatedObject, method: string): Fate;
  /** How long one way takes, in milliseconds. */
  way(): number;
  called(caller: Caller, target: SimulatedObject, method: string, fate: Fate): void;
}

/**
 * A namespace of objects as one caller has it. Calls of one stub arrive in the order in which they were
 * made; after an error that is not the method's own a stub is of no more use.
 *
 * Sources: https://developers.cloudflare.com/durable-objects/api/stub/ and /best-practices/error-handling/
 */
export function namespaceFor(kind: string, caller: Caller, host: CallHost) {
  const stubOf = (name: string) => stub(host.object(kind, name), caller, host);
  return {
    getByName: stubOf,
    idFromName: (name: string) => ({ name, toString: () => `${kind}:${name}` }),
    get: (id: { name: string }) => stubOf(id.name),
  };
}

function stub(target: SimulatedObject, caller: Caller, host: CallHost): object {
  const { loop } = host;
  let broken: unknown;
  let arrivesAfter = 0;
  const call = (method: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const answer = (error: unknown, result?: unknown) =>
        loop.after(host.way(), () =>
          caller.resume(() => {
            if (error === undefined) return resolve(result);
            if (!isOwn(error)) broken = error;
            reject(error);
          }),
        );
      if (broken !== undefined) return reject(broken);
      const copy = structuredClone(args);
      caller.leave(() => {
        const fate = host.fate(caller, target, method);
        host.called(caller, target, method, fate);
        arrivesAfter = Math.max(arrivesAfter, loop.time + host.way());
        loop.at(arrivesAfter, () => {
          if (fate === "lost before") return answer(disconnected());
          if (fate === "overloaded") return answer(overloaded());
          target.call(method, copy, fate === "lost after" ? () => answer(disconnected()) : answer);
        });
      });
    });
  return new Proxy(
    {},
    {
      get(_, method) {
        // A stub is no promise, though `await` asks whether it is.
        if (typeof method !== "string" || method === "then") return undefined;
        return (...args: unknown[]) => call(method, args);
      },
    },
  );
}

/** Whether the method itself threw it. */
function isOwn(error: unknown): boolean {
  return (error as { remote?: boolean }).remote === true;
}
