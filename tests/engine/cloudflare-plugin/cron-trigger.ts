import type Client from "cloudflare";
import { found, type Resource } from "./resource.ts";
import type { Properties } from "./values.ts";

/** The times at which a script is called by itself. What they become elsewhere is not seen, and they stay when it is deleted. */
export const workersCronTrigger: Resource = {
  replaces: ["accountId", "scriptName"],
  computed: [],

  async create(client, inputs) {
    return { id: `${inputs.accountId}/${inputs.scriptName}`, outputs: await put(client, inputs) };
  },

  update: (client, _id, inputs) => put(client, inputs),

  async read(client, id, state) {
    const [accountId = "", scriptName = ""] = id.split("/");
    const now = await found(client.workers.scripts.schedules.get(scriptName, { account_id: accountId }));
    return now && { schedules: now.schedules.map(({ cron }) => ({ cron })), ...state, accountId, scriptName };
  },

  async delete() {},
};

async function put(client: Client, inputs: Properties): Promise<Properties> {
  const { accountId, scriptName, schedules } = inputs;
  const body = schedules as { cron: string }[];
  await client.workers.scripts.schedules.update(String(scriptName), { account_id: String(accountId), body });
  return { schedules: body };
}
