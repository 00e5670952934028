import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, type DestinationArgs, DestinationKind } from "../../components/index.ts";
import { MIGRATIONS, type Migration } from "../../receiver/config/migrations.ts";

/** One receiver whose life a test lives with the real engine; what changes comes from the configuration. */
const config = new pulumi.Config();

// A later version of the package, with one more migration.
if (config.getBoolean("laterMigration")) (MIGRATIONS as Migration[]).push({ tag: "v2" });

const webhook = (path: string): DestinationArgs => ({
  kind: DestinationKind.Webhook,
  credential: config.requireSecret("signingSecret"),
  url: `https://hooks.example.com/${path}`,
});
const destinations = (config.get("destinations") ?? "first").split(",");

// Other code: the same bundle with another last line.
const variant = config.get("code");
const withOtherCode: pulumi.ResourceTransform = async ({ type, props, opts }) => {
  if (variant === undefined || type !== "cloudflare:index/workersScript:WorkersScript") return undefined;
  return { props: { ...props, content: `${props.content}\n// variant ${variant}\n` }, opts };
};

const receivers = config.getBoolean("deleted")
  ? []
  : [
      new AlertReceiver(
        "relay",
        {
          accountId: config.require("accountId"),
          hostname: config.require("hostname"),
          scriptName: config.get("scriptName"),
          callbackSecret: config.requireSecret("callbackSecret"),
          destinations: Object.fromEntries(destinations.map((name) => [name, webhook(name)])),
          sources: { shop: { deliverTo: destinations, generation: config.getNumber("generation") } },
          protectIncidents: config.getBoolean("protectIncidents"),
        },
        { transforms: [withOtherCode] },
      ),
    ];

export const callbackUrl = receivers[0]?.callback("shop");
export const statusUrl = receivers[0]?.statusUrl;
