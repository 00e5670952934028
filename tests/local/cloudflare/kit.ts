import Cloudflare from "cloudflare";
import type { Cloudflare as LocalCloudflare } from "../../../local/cloudflare/cloudflare.ts";

export const ACCOUNT = "0123456789abcdef0123456789abcdef";
export const TOKEN = "a-made-up-token-of-forty-characters-0001";

/** Cloudflare's own client, at the local API. */
export function clientOf(cloud: LocalCloudflare, apiToken = TOKEN): Cloudflare {
  return new Cloudflare({ apiToken, baseURL: cloud.baseUrl, maxRetries: 0, timeout: 20_000 });
}

/** A Worker that counts in a Durable Object, and says what it is made of. */
export function counter(version: string, className = "Counter"): string {
  return `
import { DurableObject } from "cloudflare:workers";
export class ${className} extends DurableObject {
  add() {
    this.ctx.storage.sql.exec("create table if not exists n (v integer)");
    this.ctx.storage.sql.exec("insert into n values (1)");
    return this.ctx.storage.sql.exec("select count(*) as n from n").one().n;
  }
}
export default {
  async fetch(request, env) {
    const count = env.COUNTER ? await env.COUNTER.getByName("one").add() : null;
    return Response.json({ version: ${JSON.stringify(version)}, count, host: new URL(request.url).hostname, plain: env.PLAIN, secret: env.SECRET, json: env.JSON });
  },
};`;
}

export const COUNTER = { name: "COUNTER", type: "durable_object_namespace", class_name: "Counter" };
export const V1 = { new_tag: "v1", new_sqlite_classes: ["Counter"] };

/**
 * Uploads a script by the official client: the metadata as a file of JSON, as the API wants it. Without
 * the header it would say that the form is JavaScript.
 */
export function upload(
  client: Cloudflare,
  name: string,
  source: string,
  metadata: Record<string, unknown> = {},
) {
  const all = { main_module: "main.mjs", compatibility_date: "2026-07-01", ...metadata };
  const params = { account_id: ACCOUNT, ...parts(all, source) };
  return client.workers.scripts.update(name, params as never, { headers: { "Content-Type": null } });
}

/** The parts of an upload's form. */
export function parts(metadata: Record<string, unknown>, source: string): Record<string, File> {
  return {
    metadata: new File([JSON.stringify(metadata)], "metadata.json", { type: "application/json" }),
    "main.mjs": new File([source], "main.mjs", { type: "application/javascript+module" }),
  };
}

/** Uploads the counter with its Durable Object. */
export function uploadCounter(
  client: Cloudflare,
  name: string,
  version = "1",
  metadata: Record<string, unknown> = {},
) {
  return upload(client, name, counter(version), { bindings: [COUNTER], ...metadata });
}

/** What a Worker answers at its host name, by way of the local gateway. */
export async function ask(cloud: LocalCloudflare, script: string): Promise<Record<string, unknown>> {
  const account = cloud.accounts.open(ACCOUNT);
  const worker = cloud.workers.running(account, script);
  if (!worker) throw new Error(`${script} does not run`);
  return (await (await fetch(worker.url)).json()) as Record<string, unknown>;
}

/** Status and first error of what the API refuses. */
export async function refusal(
  call: PromiseLike<unknown>,
): Promise<{ status: number; code: number; message: string }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Cloudflare.APIError)) throw error;
    const [first] = error.errors as { code: number; message: string }[];
    return { status: error.status ?? 0, code: first?.code ?? 0, message: first?.message ?? "" };
  }
  throw new Error("it was not refused");
}
