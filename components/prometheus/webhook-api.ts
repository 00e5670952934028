import { apiCaller, refusalOf } from "../alibaba-cloud/api.ts";
import type { AccountAccess } from "./account-access.ts";
import { credentialsOf, type Surroundings } from "./credentials.ts";

/** How to reach CloudMonitor. */
export interface ApiAccess {
  region: string;
  /** Host, and port if any. Default: `metrics.<region>.aliyuncs.com`. */
  endpoint?: string;
  /** `http` for a local endpoint. Default: `https`. */
  protocol?: string;
  /** Key pair; without one it is found as `credentialsOf` says. */
  accessKeyId?: string;
  accessKeySecret?: string;
  /** How the account is reached where the key pair, or what the operation finds, is not its own. */
  account?: AccountAccess;
}

/** A custom webhook notification object, in the API's own names. */
export interface AlertWebhook {
  webhookId: string;
  name: string;
  url: string;
  method: string;
  contentType: string;
  headers: Record<string, string>;
  lang: string;
  workspace: string;
}

/** The API refused. `code` is the vendor's, e.g. `ResourceExist`. */
export class ApiError extends Error {
  readonly code: string;

  constructor(action: string, code: string, message: string) {
    super(`${action}: ${code}: ${message}`);
    this.name = "ApiError";
    this.code = code;
  }
}

const VERSION = "2024-03-30";

/**
 * The four calls on custom webhook notification objects of CloudMonitor 2.0, signed by the vendor's own
 * generic client: there is no SDK for this API version on npm.
 */
export class AlertWebhookApi {
  readonly #access: ApiAccess;
  readonly #surroundings: Surroundings;

  constructor(access: ApiAccess, surroundings: Surroundings) {
    this.#access = access;
    this.#surroundings = surroundings;
  }

  /** Answers the id of the new object. Throws `ResourceExist` where the id is taken. */
  async create({ workspace, ...webhook }: AlertWebhook): Promise<string> {
    const body = { ...webhook, ...(workspace !== "" && { workspace }) };
    const answer = await this.#call("CreateAlertWebhook", "POST", "/webhook", { body });
    return String(answer.alertWebhookId);
  }

  /** Writes every field: whether a field that is left out keeps its value is not documented. */
  async update({ webhookId, workspace: _, ...webhook }: AlertWebhook): Promise<void> {
    await this.#call("UpdateAlertWebhook", "PATCH", `/webhook/${encodeURIComponent(webhookId)}`, {
      body: webhook,
    });
  }

  /** There is no call that gets one: this lists by id and compares. */
  async get(webhookId: string, workspace: string): Promise<AlertWebhook | undefined> {
    const query = { webhookIds: JSON.stringify([webhookId]), ...(workspace !== "" && { workspace }) };
    const { webhooks } = await this.#call("ListAlertWebhooks", "GET", "/webhooks", { query });
    const found = ((webhooks ?? []) as Partial<AlertWebhook>[]).find((each) => each.webhookId === webhookId);
    return (
      found && {
        webhookId,
        name: found.name ?? "",
        url: found.url ?? "",
        method: found.method ?? "POST",
        contentType: found.contentType ?? "JSON",
        headers: found.headers ?? {},
        lang: found.lang ?? "",
        workspace: found.workspace ?? workspace,
      }
    );
  }

  async delete(webhookId: string): Promise<void> {
    const query = { webhookIds: JSON.stringify([webhookId]) };
    await this.#call("DeleteAlertWebhooks", "DELETE", "/webhooks", { query });
  }

  async #call(
    action: string,
    method: string,
    pathname: string,
    request: { query?: Record<string, string>; body?: unknown },
  ): Promise<Record<string, unknown>> {
    const { region, endpoint, protocol } = this.#access;
    const keys = await credentialsOf(this.#access, this.#surroundings);
    const call = apiCaller({ region, endpoint, protocol, keys });
    try {
      const operation = { action, version: VERSION, style: "ROA", method, pathname } as const;
      return (await call(operation, request)) as Record<string, unknown>;
    } catch (error) {
      const { code = "unknown", message = "no answer" } = refusalOf(error);
      throw new ApiError(action, code, message);
    }
  }
}
