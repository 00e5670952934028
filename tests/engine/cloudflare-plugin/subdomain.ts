import type Client from "cloudflare";
import { found, type Resource } from "./resource.ts";
import type { Properties } from "./values.ts";

/** Whether a script answers under workers.dev. */
export const workersScriptSubdomain: Resource = {
  replaces: ["accountId", "scriptName"],
  computed: ["previewsEnabled"],

  async create(client, inputs) {
    return { id: `${inputs.accountId}/${inputs.scriptName}`, outputs: await put(client, inputs) };
  },

  update: (client, _id, inputs) => put(client, inputs),

  async read(client, id) {
    const [accountId = "", scriptName = ""] = id.split("/");
    const now = await found(client.workers.scripts.subdomain.get(scriptName, { account_id: accountId }));
    return now && { accountId, scriptName, enabled: now.enabled, previewsEnabled: now.previews_enabled };
  },

  async delete(client, _id, { accountId, scriptName }) {
    await found(
      client.workers.scripts.subdomain.delete(String(scriptName), { account_id: String(accountId) }),
    );
  },
};

async function put(client: Client, inputs: Properties): Promise<Properties> {
  const { enabled, previews_enabled } = await client.workers.scripts.subdomain.create(
    String(inputs.scriptName),
    {
      account_id: String(inputs.accountId),
      enabled: inputs.enabled === true,
      previews_enabled: inputs.previewsEnabled as boolean | undefined,
    },
  );
  return { enabled, previewsEnabled: previews_enabled };
}
