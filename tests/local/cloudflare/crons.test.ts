import { afterAll, expect, test } from "vitest";
import { workerCode } from "../../../components/receiver/bundle.ts";
import { type ServedCloudflare, serveCloudflare } from "../../../local/cloudflare/serve.ts";
import { CRON } from "../../../receiver/config/bindings.ts";
import { statusToken } from "../../../receiver/config/token.ts";
import { ACCOUNT, clientOf, upload } from "./kit.ts";

const SECRET = "a-stack-secret-that-is-made-up-for-tests";
const PING = "https://hc-ping.example.com/made-up-ping-key";
const account_id = ACCOUNT;

const served: ServedCloudflare = await serveCloudflare();
const { cloudflare } = served;
const client = clientOf(cloudflare);
afterAll(() => served.stop());

const relay = {
  compatibility_date: "2026-07-01",
  migrations: { new_tag: "v2", new_sqlite_classes: ["Ledger", "Delivery"] },
  bindings: [
    { name: "LEDGER", type: "durable_object_namespace", class_name: "Ledger" },
    { name: "DELIVERY", type: "durable_object_namespace", class_name: "Delivery" },
    { name: "CALLBACK_SECRET", type: "secret_text", text: SECRET },
    {
      name: "CONFIG",
      type: "json",
      json: {
        destinations: { hook: { kind: "webhook", severities: {} } },
        sources: { shop: { generation: 1, deliverTo: ["hook"], language: "en", severities: {} } },
        pings: { beat: {} },
      },
    },
    {
      name: "DESTINATION_HOOK",
      type: "secret_text",
      text: JSON.stringify({
        url: "https://hooks.example.com/",
        credential: `whsec_${"YWFh".repeat(10)}`,
      }),
    },
    { name: "PING_BEAT", type: "secret_text", text: JSON.stringify({ url: PING }) },
  ],
};

const pingedAt = async (): Promise<string | null> => {
  const worker = cloudflare.workers.running(cloudflare.accounts.open(ACCOUNT), "relay");
  const response = await fetch(`${worker?.url}/status?token=${statusToken(SECRET)}`);
  return ((await response.json()) as { pings: Record<string, { at: string | null }> }).pings.beat?.at ?? null;
};

/** The clock of the triggers, moved on by some minutes. */
let now = Date.now();
const minutes = (count: number) => {
  now += count * 60_000;
  return cloudflare.crons.reach(now);
};

test("cron triggers fire by the clock until they are taken away", async () => {
  await upload(client, "relay", workerCode(), relay);
  await minutes(10);
  // Without a trigger nobody calls.
  expect(await pingedAt()).toBeNull();
  await client.workers.scripts.schedules.update("relay", { account_id, body: [{ cron: CRON }] });
  await minutes(5);
  const first = await pingedAt();
  expect(Date.parse(first ?? "")).toBeGreaterThan(Date.now() - 60_000);
  // A resource that is only deleted leaves the trigger where it is; this takes it away.
  await client.workers.scripts.schedules.update("relay", { account_id, body: [] });
  await minutes(60);
  expect(await pingedAt()).toBe(first);
});

const CALLER = `export default { async fetch() {
  const answer = await fetch("https://caller.acme.workers.dev/again", { method: "POST", body: "x" });
  return new Response(answer.status + " " + (await answer.text()));
} }`;
const ANSWERING = CALLER.replace(
  "async fetch() {",
  'async fetch(request) { if (request.method === "POST") return new Response("taken");',
);

test("a Worker reaches its own workers.dev address with the flag alone", async () => {
  await client.workers.subdomains.update({ account_id, subdomain: "acme" });
  const ask = async () => {
    const worker = cloudflare.workers.running(cloudflare.accounts.open(ACCOUNT), "caller");
    return (await fetch(worker?.url ?? "")).text();
  };
  await upload(client, "caller", ANSWERING);
  await client.workers.scripts.subdomain.create("caller", { account_id, enabled: true });
  expect(await ask()).toBe("404 error code: 1042");
  await upload(client, "caller", ANSWERING, { compatibility_flags: ["global_fetch_strictly_public"] });
  expect(await ask()).toBe("200 taken");
});
