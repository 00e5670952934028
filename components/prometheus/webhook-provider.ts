import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import type { Surroundings } from "./credentials.ts";
import { type AlertWebhook, AlertWebhookApi, type ApiAccess, ApiError } from "./webhook-api.ts";

/** Inputs of the dynamic resource. Credentials are of the deployment and no part of the object. */
export type WebhookInputs = AlertWebhook & ApiAccess & { adopt: boolean };

/** Of the process that runs the operations; the stack's configuration comes before the first. */
const surroundings: Surroundings = { config: () => undefined, env: process.env };

const apiOf = (access: ApiAccess) => new AlertWebhookApi(access, surroundings);

/** Stands in a preview for what is not known yet. Source: `unknownValue` of Pulumi's SDK, `runtime/rpc.ts`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What another object has to be made for. */
const REPLACES = ["webhookId", "workspace", "region"] as const;
/** What can be changed in place. */
const UPDATES = ["name", "url", "method", "contentType", "headers", "lang"] as const;

/**
 * Create, update, read, delete and compare a custom webhook notification object. Runs in the process
 * of Pulumi's dynamic provider; see `webhook-resource.ts`.
 */
export const webhookProvider: pulumi.dynamic.ResourceProvider<WebhookInputs> = {
  async configure({ config }) {
    surroundings.config = (key) => config.get(key);
  },

  async diff(_id, olds, news) {
    const differs = (key: keyof WebhookInputs) => !isDeepStrictEqual(olds[key], news[key]);
    const replaces = REPLACES.filter(differs);
    // Where an account is reached otherwise the state has to know, or the object could not be deleted. In a
    // preview nobody knows whether an explicit provider has what it was not given.
    const otherAccess = (news.account as unknown) !== UNKNOWN && differs("account");
    return {
      changes: replaces.length > 0 || UPDATES.some(differs) || otherAccess,
      replaces: [...replaces],
      // Ids are chosen so that the new object never meets the old one.
      deleteBeforeReplace: false,
    };
  },

  async create(inputs) {
    const api = apiOf(inputs);
    try {
      return { id: await api.create(objectOf(inputs)), outs: inputs };
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "ResourceExist") throw error;
      if (!inputs.adopt) {
        throw new Error(
          `a notification object with the identifier "${inputs.webhookId}" exists already; set adopt to true to take it over, or give another webhookId`,
        );
      }
      await api.update(objectOf(inputs));
      return { id: inputs.webhookId, outs: inputs };
    }
  },

  async read(id, props) {
    if (!props) return {};
    const found = await apiOf(props).get(id, props.workspace);
    return found ? { id, props: { ...props, ...found } } : {};
  },

  async update(_id, _olds, news) {
    await apiOf(news).update(objectOf(news));
    return { outs: news };
  },

  async delete(id, props) {
    await apiOf(props).delete(id);
  },
};

function objectOf(inputs: WebhookInputs): AlertWebhook {
  const { webhookId, name, url, method, contentType, headers, lang, workspace } = inputs;
  return { webhookId, name, url, method, contentType, headers, lang, workspace };
}
