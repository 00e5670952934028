import { afterAll, expect, test } from "vitest";
import { RunningWorker } from "../../local/runtime/worker.ts";
import { ConnectionBroken } from "../../local/web-server.ts";
import { COMPATIBILITY_DATE } from "../../receiver/config/bindings.ts";

/** What a Worker on this machine sees of the connections that it opens. */

const WORKER = `export default {
  async fetch(request) {
    try {
      const answer = await fetch(request.headers.get("to"), { method: "POST", body: "the body", redirect: "manual" });
      return new Response(answer.status + " " + (await answer.text()));
    } catch (error) {
      return new Response(error.message);
    }
  },
}`;

const seen: string[] = [];
const worker = await RunningWorker.start(
  {
    mainModule: "worker.mjs",
    modules: [
      { name: "worker.mjs", contentType: "application/javascript+module", content: Buffer.from(WORKER) },
    ],
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: [],
    bindings: [],
    classes: {},
  },
  {
    name: "caller",
    port: 0,
    outbound: async (request) => {
      seen.push(`${request.method} ${request.url} ${await request.text()}`);
      if (request.url.endsWith("/broken")) throw new ConnectionBroken();
      if (request.url.endsWith("/fails")) throw new Error("is not on this machine");
      return new Response("taken", { status: 302, headers: { location: "https://elsewhere.example.com" } });
    },
    onLog: () => {},
    onOutput: () => {},
  },
);
afterAll(() => worker.stop());

test.each([
  ["https://vendor.example.com/in?key=1", "302 taken"],
  ["https://vendor.example.com/broken", "Network connection lost."],
  ["http://vendor.example.com/fails", "500 is not on this machine"],
])("%s", async (to, answer) => {
  expect(await (await fetch(worker.url, { headers: { to } })).text()).toBe(answer);
  expect(seen.at(-1)).toBe(`POST ${to} the body`);
});
