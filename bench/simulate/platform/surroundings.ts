import type { Loop } from "./loop.ts";
import type { Life } from "./object.ts";

/** Requests that one object may have under way at once; more wait. */
const MOST_CONNECTIONS = 6;

/**
 * Requests of one run of an alarm on the Free plan. Those of the paid plans are a thousand, but what this
 * project promises is fifty.
 */
const MOST_REQUESTS = 50;

/** What leaves the cloud for somebody else's servers. */
export interface Network {
  /** Answers a request once it has left; rejects as a broken connection does. */
  fetch(sender: string, url: string, init: RequestInit): Promise<Response>;
}

interface Options {
  loop: Loop;
  network: Network;
  now: () => number;
  random: () => number;
  log: (entry: Record<string, unknown>) => void;
  /** Something that no run may do. */
  fault: (what: string) => void;
}

/**
 * What one life of an object takes from the world around it; see `receiver/surroundings.ts`. Whatever it
 * waits for ends with it.
 *
 * Source of the limits: https://developers.cloudflare.com/workers/platform/limits/
 */
export function surroundingsOf(life: Life, { loop, network, now, random, log, fault }: Options) {
  const { object } = life;
  const timeouts = new WeakMap<AbortSignal, () => void>();
  const queue: (() => void)[] = [];
  let open = 0;
  const closed = () => {
    open--;
    queue.shift()?.();
  };
  const connect = (begin: () => void) => {
    const start = () => {
      open++;
      begin();
    };
    if (open < MOST_CONNECTIONS) start();
    else queue.push(start);
  };

  return {
    now,
    random,
    log,
    wake: (_: unknown, at: number) => void object.storage.setAlarm(at),
    after(milliseconds: number, callback: () => void): void {
      life.waits++;
      loop.after(milliseconds, () => object.resume(life, callback));
    },
    timeout(milliseconds: number): AbortSignal {
      const controller = new AbortController();
      const cancel = loop.after(milliseconds, () => {
        life.waits++;
        object.resume(life, () => {
          controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
        });
      });
      timeouts.set(controller.signal, cancel);
      return controller.signal;
    },
    fetch(url: string, init: RequestInit): Promise<Response> {
      if (++life.requests > MOST_REQUESTS) fault(`more than ${MOST_REQUESTS} requests in one run`);
      if (life.requests > MOST_REQUESTS)
        return Promise.reject(new Error("Too many subrequests by single Worker invocation."));
      return new Promise<Response>((resolve, reject) => {
        const { signal } = init;
        let isOver = false;
        const end = (settle: () => void) => {
          isOver = true;
          closed();
          if (signal) timeouts.get(signal)?.();
          settle();
        };
        const abort = () => {
          if (isOver) return;
          life.waits--;
          end(() => reject(signal?.reason));
        };
        signal?.addEventListener("abort", abort, { once: true });
        const settleLater = (settle: () => void) => {
          if (!isOver) object.resume(life, () => end(settle));
        };
        life.waits++;
        connect(() =>
          object.leave(() => {
            network.fetch(object.toString(), url, init).then(
              (response) => settleLater(() => resolve(response)),
              (error) => settleLater(() => reject(error)),
            );
          }),
        );
      });
    },
  };
}
