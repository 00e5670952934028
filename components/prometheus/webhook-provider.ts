import type * as pulumi from "@pulumi/pulumi";
import { type AlertWebhook, AlertWebhookApi, type ApiAccess, ApiError } from "./webhook-api.ts";

/** Inputs of the dynamic resource. Credentials are of the deployment and no part of the object. */
export type WebhookInputs = AlertWebhook & ApiAccess & { adopt: boolean };

/** What another object has to be made for. */
const REPLACES = ["webhookId", "workspace", "region"] as const;
/** What can be changed in place. */
const UPDATES = ["name", "url", "method", "contentType", "headers", "lang"] as const;

/**
 * Create, update, read, delete and compare a custom webhook notification object. Runs in the process
 * of Pulumi's dynamic provider; see `webhook-resource.ts`.
 */
export const webhookProvider: pulumi.dynamic.ResourceProvider<WebhookInputs> = {
  async diff(_id, olds, news) {
    const differs = (key: keyof WebhookInputs) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]);
    const replaces = REPLACES.filter(differs);
    return {
      changes: replaces.length > 0 || UPDATES.some(differs),
      replaces: [...replaces],
      // Ids are chosen so that the new object never meets the old one.
      deleteBeforeReplace: false,
    };
  },

  async create(inputs) {
    const api = new AlertWebhookApi(inputs);
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
    const found = await new AlertWebhookApi(props).get(id, props.workspace);
    return found ? { id, props: { ...props, ...found } } : {};
  },

  async update(_id, _olds, news) {
    await new AlertWebhookApi(news).update(objectOf(news));
    return { outs: news };
  },

  async delete(id, props) {
    await new AlertWebhookApi(props).delete(id);
  },
};

function objectOf(inputs: WebhookInputs): AlertWebhook {
  const { webhookId, name, url, method, contentType, headers, lang, workspace } = inputs;
  return { webhookId, name, url, method, contentType, headers, lang, workspace };
}
