import { found, type Resource } from "./resource.ts";
import { camel, type Properties } from "./values.ts";

/** A custom domain: every change replaces it. */
export const workersCustomDomain: Resource = {
  replaces: ["accountId", "hostname", "service", "zoneId", "zoneName", "environment"],
  computed: ["zoneId", "zoneName", "environment"],

  async create(client, inputs) {
    const domain = await client.workers.domains.update({
      account_id: String(inputs.accountId),
      hostname: String(inputs.hostname),
      service: String(inputs.service),
      zone_id: inputs.zoneId,
      zone_name: inputs.zoneName,
    } as never);
    const { id, ...outputs } = camel(domain) as Properties & { id: string };
    return { id, outputs };
  },

  async read(client, id, state) {
    const [imported, domain = id] = id.includes("/") ? id.split("/") : [undefined, id];
    const accountId = String(state.accountId ?? imported);
    const now = await found(client.workers.domains.get(domain, { account_id: accountId }));
    if (!now) return undefined;
    const { id: _, ...outputs } = camel(now) as Properties & { id: string };
    return { accountId, ...outputs };
  },

  async update() {
    throw new Error("a custom domain is never updated");
  },

  async delete(client, id, { accountId }) {
    await found(client.workers.domains.delete(id, { account_id: String(accountId) }));
  },
};
