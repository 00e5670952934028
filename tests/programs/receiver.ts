import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, type DestinationArgs, DestinationKind } from "../../components/index.ts";
import { OBJECTS } from "../../receiver/config/bindings.ts";
import { MIGRATIONS, type Migration } from "../../receiver/config/migrations.ts";
import { FormerReceiver } from "./former-receiver.ts";

/** One receiver whose life a test lives with the real engine; what changes comes from the configuration. */
const config = new pulumi.Config();

// A later version of the package: one more class of objects, with its migration.
const isLater = config.getBoolean("laterVersion");
if (isLater) {
  (MIGRATIONS as Migration[]).push({ tag: "later", newSqliteClasses: ["Later"] });
  (OBJECTS as Record<string, string>).LATER = "Later";
}

const webhook = (path: string): DestinationArgs => ({
  kind: DestinationKind.Webhook,
  credential: config.requireSecret("signingSecret"),
  url: `https://hooks.example.com/${path}`,
});
const destinations = (config.get("destinations") ?? "first").split(",");

// Other code: the same bundle with other last lines.
const variant = config.get("code") ?? "";
const withOtherCode: pulumi.ResourceTransform = async ({ type, props, opts }) => {
  if (type !== "cloudflare:index/workersScript:WorkersScript" || !(isLater || variant)) return undefined;
  const later =
    'import { DurableObject as Base } from "cloudflare:workers"; export class Later extends Base {}';
  const lines = [props.content, isLater ? later : "", variant && `// variant ${variant}`];
  return { props: { ...props, content: lines.filter((line) => line !== "").join("\n") }, opts };
};

function declare(): AlertReceiver | undefined {
  const accountId = config.require("accountId");
  const hostname = config.require("hostname");
  const callbackSecret = config.requireSecret("callbackSecret");
  if (config.getBoolean("deleted")) return undefined;
  if (config.getBoolean("former")) {
    const signingSecret = config.requireSecret("signingSecret");
    const bundles = config.require("bundles");
    new FormerReceiver("relay", { accountId, hostname, callbackSecret, signingSecret, bundles });
    return undefined;
  }
  return new AlertReceiver(
    "relay",
    {
      accountId,
      hostname,
      scriptName: config.get("scriptName"),
      callbackSecret,
      destinations: Object.fromEntries(destinations.map((name) => [name, webhook(name)])),
      sources: { shop: { deliverTo: destinations, generation: config.getNumber("generation") } },
      protectIncidents: config.getBoolean("protectIncidents"),
    },
    { transforms: [withOtherCode] },
  );
}

const receiver = declare();

export const callbackUrl = receiver?.callback("shop");
export const statusUrl = receiver?.statusUrl;
