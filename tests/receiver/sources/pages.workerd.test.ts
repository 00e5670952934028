import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { explain } from "../../../program/explain.ts";
import { SOURCE_KINDS } from "../../../receiver/alert.ts";
import { type Env, readAccess } from "../../../receiver/env.ts";
import { splitQuery } from "../../../receiver/sources/parameters.ts";
import { CONFIG } from "../bindings.ts";
import { freshWorld, request, tokenOf } from "../kit.ts";
import { world } from "../virtual-world.ts";

freshWorld();

const PAGES = Object.fromEntries(
  Object.entries(
    import.meta.glob("../../../docs/sources/*.md", { query: "?raw", import: "default", eager: true }),
  ).map(([path, text]) => [path.split("/").at(-1), text]),
);

/** The fenced blocks of a page, in its order. */
function blocks(page: string): string[] {
  return Array.from(page.matchAll(/^```\w+\n(.*?)^```$/gms), ([, block]) => (block ?? "").trim());
}

/** Senders whose alerts are of the kind of another one. */
const OTHER_SENDERS = { eventbridge: "event" } as const;

/** What the receiver itself finds, nobody sends. */
const SENT = SOURCE_KINDS.filter((kind) => kind !== "receiver");

const SENDERS = [...SENT.map((kind) => [kind, kind] as const), ...Object.entries(OTHER_SENDERS)];

test("every sender has a page, and every page is of one", () => {
  expect(Object.keys(PAGES).sort()).toEqual(SENDERS.map(([page]) => `${page}.md`).sort());
});

describe.each(SENDERS)("the page of %s", (page, kind) => {
  test("shows a request with the answer that the Worker gives, and what it becomes", async () => {
    const [asked = "", answered, becomes = ""] = blocks(PAGES[`${page}.md`] ?? "");
    const token = await tokenOf("production");
    const [head = "", body = ""] = asked.split("\n\n");
    const [line = "", ...headers] = head.replaceAll("TOKEN", token).split("\n");
    const [method, path = ""] = line.split(" ");
    const url = `https://relay.example.com${path}`;
    const { parameters } = splitQuery(new URL(url).search);
    const access = (destination: string) => readAccess(env as unknown as Env, destination);
    const asking = { config: CONFIG, source: "production", body, parameters, access, now: world.time };
    const { alerts } = await explain(asking);

    const init = { method, body, headers: headers.map((each) => each.split(": ") as [string, string]) };
    const response = await request(url, init);
    const type = response.headers.get("content-type");
    expect(`${response.status} ${type}\n\n${(await response.text()).trim()}`).toBe(answered);
    const [{ requests: _, routes: __, ...alert } = {} as never] = alerts;
    expect(alert.kind).toBe(kind);
    expect(becomes).toBe(JSON.stringify(alert, null, 2));
  });
});
