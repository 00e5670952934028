import type { WebhookRecord } from "../../store/records.ts";
import type { Context } from "../context.ts";
import { ApiError } from "../errors.ts";
import { page } from "../paging.ts";
import { invalid, type Route, textList } from "./route.ts";

const WORDS = { method: ["GET", "POST"], contentType: ["JSON", "FORM"], lang: ["zh_CN", "en_US"] } as const;

function text(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalid(name);
  return value;
}

function required(body: Record<string, unknown>, name: string): string {
  const value = text(body, name);
  if (value === undefined) throw invalid(name);
  return value;
}

function word(body: Record<string, unknown>, name: keyof typeof WORDS): string | undefined {
  const value = text(body, name);
  if (value !== undefined && !(WORDS[name] as readonly string[]).includes(value)) throw invalid(name);
  return value;
}

function headersOf(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw invalid("headers");
  if (Object.values(value).some((each) => typeof each !== "string")) throw invalid("headers");
  return value as Record<string, string>;
}

function urlOf(body: Record<string, unknown>): string {
  const url = required(body, "url");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw invalid("url");
  return url;
}

function create({ region, body, newId }: Context) {
  const webhookId = text(body, "webhookId") ?? newId();
  if (region.webhooks.has(webhookId)) throw new ApiError(400, "ResourceExist", "Resource already exist .");
  region.webhooks.set(webhookId, {
    webhookId,
    name: required(body, "name"),
    url: urlOf(body),
    method: word(body, "method") ?? "POST",
    contentType: word(body, "contentType") ?? "JSON",
    headers: headersOf(body.headers) ?? {},
    lang: word(body, "lang") ?? "zh_CN",
    workspace: text(body, "workspace"),
  });
  return { alertWebhookId: webhookId };
}

/** A field that is left out keeps its value; `headers` that are given are all headers. */
function update({ region, body }: Context, [webhookId = ""]: string[]) {
  const before = region.webhooks.get(webhookId);
  if (!before) throw new ApiError(404, "ResourceNotFound", "The specified resource is not found.");
  region.webhooks.set(webhookId, {
    ...before,
    name: text(body, "name") ?? before.name,
    url: text(body, "url") === undefined ? before.url : urlOf(body),
    method: word(body, "method") ?? before.method,
    contentType: word(body, "contentType") ?? before.contentType,
    headers: headersOf(body.headers) ?? before.headers,
    lang: word(body, "lang") ?? before.lang,
  });
  return {};
}

function list({ region, params }: Context) {
  const ids = textList(params.text("webhookIds"), "webhookIds");
  const workspace = params.text("workspace");
  const found = [...region.webhooks.values()].filter(
    (each) =>
      (ids === undefined || ids.includes(each.webhookId)) &&
      each.name.includes(params.text("name") ?? "") &&
      (workspace === undefined || each.workspace === undefined || each.workspace === workspace),
  );
  const { items, ...rest } = page(found, params, { size: 20, number: "pageNumber", per: "pageSize" });
  return { ...rest, webhooks: items.map(describe) };
}

function describe({ workspace, ...webhook }: WebhookRecord) {
  return { ...webhook, ...(workspace !== undefined && { workspace }) };
}

/** Ids that aren't there are passed over. */
function remove({ region, params }: Context) {
  const ids = textList(params.text("webhookIds"), "webhookIds");
  if (!ids || ids.length === 0) throw invalid("webhookIds");
  for (const id of ids) region.webhooks.delete(id);
  return {};
}

export const WEBHOOKS: Route[] = [
  { action: "CreateAlertWebhook", method: "POST", path: "/webhook", run: create },
  { action: "UpdateAlertWebhook", method: "PATCH", path: "/webhook/*", run: update },
  { action: "ListAlertWebhooks", method: "GET", path: "/webhooks", run: list },
  { action: "DeleteAlertWebhooks", method: "DELETE", path: "/webhooks", run: remove },
];
