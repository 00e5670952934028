import { describe, expect, test } from "vitest";
import type { Env } from "../../../receiver/env.ts";
import { type PingState, ping } from "../../../receiver/heartbeat/ping.ts";
import { pingAll, pinger } from "../../../receiver/heartbeat/pings.ts";
import type { Surroundings } from "../../../receiver/surroundings.ts";

const NOW = 1_800_000_000_000;
const ACCESS = { url: "https://watch.example.com/secret-key", headers: { "x-key": "1" } };

/** A network that answers so, and keeps what it was asked. */
function network(answer: () => Response): Surroundings & { asked: [url: string, init: RequestInit][] } {
  const asked: [string, RequestInit][] = [];
  return {
    asked,
    now: () => NOW,
    fetch: async (url: string, init: RequestInit) => {
      asked.push([url, init]);
      return answer();
    },
    timeout: (milliseconds: number) => AbortSignal.timeout(milliseconds),
  } as unknown as Surroundings & { asked: [string, RequestInit][] };
}

const BEFORE: PingState = { at: NOW - 300_000, triedAt: NOW - 300_000, problem: null };

describe("a ping", () => {
  test("asks as the program says, follows no redirect, and remembers when it was taken", async () => {
    const world = network(() => new Response("ok"));
    expect(await ping({}, ACCESS, undefined, undefined, world)).toEqual({
      at: NOW,
      triedAt: NOW,
      problem: null,
    });
    const [[url, init] = ["", {}]] = world.asked;
    expect(url).toBe(ACCESS.url);
    expect(init).toMatchObject({
      method: "GET",
      redirect: "manual",
      headers: { "user-agent": "cloudmonitor-relay", "x-key": "1" },
    });
    expect(init.signal).toBeInstanceOf(AbortSignal);
    await ping({ method: "POST" }, ACCESS, undefined, undefined, world);
    expect(world.asked[1]?.[1].method).toBe("POST");
  });

  test.each<[string, () => Response, string | null]>([
    ["200", () => new Response("ok"), null],
    ["299", () => new Response(null, { status: 299 }), null],
    ["300", () => new Response(null, { status: 300 }), "HTTP 300"],
    ["404", () => new Response("gone", { status: 404 }), "HTTP 404"],
    ["199, of a network's own", () => ({ status: 199, body: null }) as Response, "HTTP 199"],
    [
      "nothing in time",
      () => {
        throw Object.assign(new Error(ACCESS.url), { name: "TimeoutError" });
      },
      "no answer within 10 s",
    ],
    [
      "a broken connection",
      () => {
        throw new TypeError(`fetch failed: ${ACCESS.url}`);
      },
      "the connection failed",
    ],
  ])("%s", async (_, answer, problem) => {
    const state = await ping({}, ACCESS, undefined, BEFORE, network(answer));
    expect(state).toEqual({ at: problem === null ? NOW : BEFORE.at, triedAt: NOW, problem });
  });

  test("without its secret goes nowhere, and says so", async () => {
    const world = network(() => new Response("ok"));
    expect(await ping({}, undefined, undefined, BEFORE, world)).toEqual({
      at: BEFORE.at,
      triedAt: NOW,
      problem: "its secret is missing",
    });
    expect(world.asked).toEqual([]);
  });

  test("is kept back while a destination is in trouble", async () => {
    const world = network(() => new Response("ok"));
    expect(await ping({}, ACCESS, "pager is held", undefined, world)).toEqual({
      at: null,
      triedAt: NOW,
      problem: "pager is held",
      withheld: true,
    });
    expect(world.asked).toEqual([]);
  });
});

describe("of several pings", () => {
  const env = {} as Env;
  const problems = async (
    destinations: string[] | undefined,
    troubles: Record<string, string[]>,
  ): Promise<string | null | undefined> => {
    const config = { sources: {}, destinations: {}, pings: { watch: { destinations } } };
    const states = await pingAll(
      env,
      config,
      troubles,
      { watch: BEFORE },
      network(() => new Response()),
    );
    expect(states.watch?.at).toBe(BEFORE.at);
    return states.watch?.problem;
  };

  test("each stands for its destinations, or for all", async () => {
    const troubles = { mail: ["it is held", "and more"], pager: ["12 wait"] };
    expect(await problems(undefined, troubles)).toBe("mail it is held");
    expect(await problems(["pager"], troubles)).toBe("pager 12 wait");
    expect(await problems(["chat", "pager"], troubles)).toBe("pager 12 wait");
    expect(await problems(["chat"], troubles)).toBe("its secret is missing");
    expect(await problems(undefined, {})).toBe("its secret is missing");
  });

  test("none is sent where none is declared", async () => {
    const world = network(() => new Response());
    expect(await pingAll(env, { sources: {}, destinations: {} }, {}, {}, world)).toEqual({});
  });

  test("one source sends them all: the first by its name, where there are any", () => {
    const sources = { b: {}, a: {}, c: {} } as never;
    expect(pinger({ sources, destinations: {}, pings: { watch: {} } })).toBe("a");
    expect(pinger({ sources, destinations: {} })).toBeUndefined();
  });
});
