import { type WebhookInputs, webhookProvider } from "../components/prometheus/webhook-provider.ts";
import { refusalText } from "../import/read/refusal.ts";
import type { Program } from "../program/model/program.ts";
import { record, text } from "../program/model/values.ts";
import type { Finding } from "./finding.ts";

/** The webhook objects of Prometheus rules: that they lead to our callback, with its token. */
export async function verifyWebhooks({ prometheusWebhooks }: Program): Promise<Finding[]> {
  return Promise.all(
    prometheusWebhooks.map(async ({ component, resource: { id, inputs } }): Promise<Finding> => {
      const about = `webhook object ${component.name}`;
      const failed = (what: string, todo: string): Finding => ({
        ...{ check: "webhook", outcome: "failed", about, text: what, todo },
      });
      let found: Record<string, unknown>;
      try {
        found = record((await webhookProvider.read?.(id, inputs as unknown as WebhookInputs))?.props);
      } catch (error) {
        return failed(
          `can't be read: ${refusalText(error)}`,
          "CloudMonitor 2.0 has permissions of its own: give them to the role, read-only",
        );
      }
      const restore = "see who changed it, then run `pulumi up --refresh`, which puts it back";
      if (text(found.url) === undefined) return failed("is not there", restore);
      const isOurs = found.url === inputs.url && tokenOf(found) === tokenOf(inputs);
      if (!isOurs) return failed("has another callback or token than ours", restore);
      return { check: "webhook", outcome: "passed", about, text: "leads to our callback" };
    }),
  );
}

function tokenOf({ headers }: Record<string, unknown>): string | undefined {
  return text(record(headers).Authorization);
}
