import { readFileSync } from "node:fs";
import type Client from "cloudflare";
import { found, type Resource } from "./resource.ts";
import { checkScript, completeScript, sha256 } from "./script-inputs.ts";
import { camel, type Properties, snake } from "./values.ts";

interface Script {
  etag: string;
  handlers: string[];
  modified_on: string;
  migration_tag?: string;
  compatibility_date?: string;
}

interface Service {
  result: { default_environment: { script: Script } };
}

type Binding = { name: string; type: string } & Properties;

/** Inputs that travel in the upload's metadata. */
const METADATA = [
  "mainModule",
  "compatibilityDate",
  "compatibilityFlags",
  "bindings",
  "keepBindings",
  "migrations",
  "observability",
  "usageModel",
  "logpush",
];

/** A script: one module, uploaded whole at every change, with whatever migrations the program gives. */
export const workersScript: Resource = {
  replaces: ["accountId", "scriptName"],
  computed: ["compatibilityDate", "compatibilityFlags"],
  check: checkScript,
  complete: completeScript,

  async create(client, inputs) {
    return { id: String(inputs.scriptName), outputs: await upload(client, inputs) };
  },

  update: (client, _id, inputs) => upload(client, inputs),

  async read(client, id, state) {
    const [imported, name = id] = id.includes("/") ? id.split("/") : [undefined, id];
    const account_id = String(state.accountId ?? imported);
    const at = `/accounts/${account_id}/workers`;
    const service = await found(client.get<Service>(`${at}/services/${name}`));
    if (!service) return undefined;
    const { script } = service.result.default_environment;
    const settings = await client.workers.scripts.scriptAndVersionSettings.get(name, { account_id });
    const content = await client.workers.scripts.content.get(name, { account_id });
    const module = [...(await content.formData()).values()][0] as File | undefined;
    const text = (await module?.text()) ?? "";
    return {
      ...state,
      accountId: account_id,
      scriptName: name,
      // Of a file only its hash is kept, and so only that is read back.
      ...(state.contentFile === undefined ? { content: text } : { contentSha256: sha256(text) }),
      bindings: refreshed((state.bindings ?? []) as Binding[], camel(settings.bindings) as Binding[]),
      ...(settings.observability && { observability: camel(settings.observability) }),
      ...computedOf(script),
    };
  },

  async delete(client, id, { accountId }) {
    await found(client.workers.scripts.delete(id, { account_id: String(accountId) }));
  },
};

async function upload(client: Client, inputs: Properties): Promise<Properties> {
  const content = inputs.content ?? readFileSync(String(inputs.contentFile), "utf8");
  const mainModule = String(inputs.mainModule);
  const complete = completeScript(inputs);
  const given = Object.fromEntries(METADATA.map((key) => [key, complete[key]]));
  const metadata = new File([JSON.stringify(snake(given))], "metadata.json", { type: "application/json" });
  const main = new File([String(content)], mainModule, { type: "application/javascript+module" });
  const answer = (await client.workers.scripts.update(
    String(inputs.scriptName),
    { account_id: String(inputs.accountId), metadata, [mainModule]: main } as never,
    // The client would say that the form is JavaScript.
    { headers: { "Content-Type": null } },
  )) as unknown as Script & { startup_time_ms: number };
  return { ...computedOf(answer), startupTimeMs: answer.startup_time_ms };
}

/** What Cloudflare alone knows. A preview does not: the engine takes a plan's outputs from the inputs. */
function computedOf({ etag, handlers, modified_on, migration_tag }: Script): Properties {
  return { etag, handlers, modifiedOn: modified_on, migrationTag: migration_tag, hasModules: true };
}

/**
 * Bindings as the provider sees them again: those of the state, whatever the server has of the same name,
 * but for a secret that is gone; and what the server has besides, which is never a secret.
 */
function refreshed(state: Binding[], server: Binding[]): Binding[] {
  const kept = state.filter(
    ({ name, type }) => type !== "secret_text" || server.some((each) => each.name === name),
  );
  const besides = server.filter(
    ({ name, type }) => type !== "secret_text" && !state.some((each) => each.name === name),
  );
  return [...kept, ...besides];
}
