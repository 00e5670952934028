import type { RelayConfig } from "../../receiver/config/config.ts";

/** Bindings of the Worker under test. Every secret here is made up for the test. */
export const CONFIG: RelayConfig = {
  destinations: {
    itoc360: { kind: "itoc360", severities: {} },
    ilert: { kind: "ilert", severities: {} },
    flashduty: { kind: "flashduty", severities: { "no-data": "Warning" } },
    hook: { kind: "webhook", severities: {} },
  },
  sources: {
    production: {
      generation: 3,
      deliverTo: ["itoc360"],
      language: "en",
      severities: { itoc360: { warn: "high" } },
    },
    everywhere: {
      generation: 1,
      deliverTo: ["itoc360", "ilert", "flashduty", "hook"],
      language: "en",
      severities: {},
    },
    hangzhou: { generation: 1, deliverTo: ["flashduty"], language: "zh", severities: {} },
    guarded: {
      generation: 1,
      deliverTo: ["itoc360"],
      language: "en",
      severities: {},
      expectedAccountId: "1100000000000000",
      callers: ["47.74.206.0/24", "121.41.9.246/32"],
      unrecognised: "keep",
    },
    routed: {
      generation: 1,
      deliverTo: ["itoc360"],
      language: "en",
      severities: { hook: { critical: "CRITICAL" } },
      routes: [
        {
          name: "what wakes the shop",
          when: { level: ["critical"], "label.team": ["shop"] },
          deliverTo: ["ilert"],
          severities: { ilert: { critical: "HIGH/2" } },
          template: { title: "Shop: {rule}" },
        },
        { name: "web servers", when: { resource: ["web-*"] }, deliverTo: ["flashduty", "hook"] },
      ],
    },
    keyless: { generation: 1, deliverTo: ["unset"], language: "en", severities: {} },
  },
};
CONFIG.destinations.unset = { kind: "ilert", severities: {} };
Object.assign(CONFIG.destinations, {
  slack: {
    kind: "slack",
    severities: {},
    template: { title: "{level}! {rule}", body: "{resource}\n{owner}" },
  },
  opsgenie: { kind: "opsgenie", severities: {} },
  alertmanager: { kind: "alertmanager", severities: {} },
  native: { kind: "ilert-native", severities: {} },
  robot: { kind: "dingtalk", severities: {} },
  oncall: {
    kind: "itoc360",
    severities: {},
    fallback: { deliverTo: ["ilert"], levels: ["critical", "warn"] },
  },
  second: { kind: "itoc360", severities: {}, fallback: { deliverTo: ["ilert"] } },
} satisfies RelayConfig["destinations"]);
CONFIG.sources.both = { generation: 1, deliverTo: ["second", "ilert"], language: "en", severities: {} };
CONFIG.sources.counting = {
  generation: 1,
  deliverTo: ["itoc360"],
  language: "en",
  severities: {},
  tests: "count",
};
for (const [name, to] of [
  ["night", "oncall"],
  ["chat", "slack"],
  ["keeper", "opsgenie"],
  ["forgetter", "alertmanager"],
  ["passing", "native"],
  ["shop", "robot"],
  ["bank", "robot"],
] as const) {
  CONFIG.sources[name] = { generation: 1, deliverTo: [to], language: "en", severities: {} };
}

export const SECRET = "a-stack-secret-that-is-made-up-for-tests";

const access = (url: string, credential: string) => JSON.stringify({ url, credential });

export const CREDENTIALS = {
  itoc360: "itoc-token-0001",
  ilert: "ilert-key-0001",
  flashduty: "flash-key-0001",
  hook: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
};

export const TEST_BINDINGS = {
  CONFIG: CONFIG as unknown as Record<string, never>,
  CALLBACK_SECRET: SECRET,
  DESTINATION_ITOC360: access("https://api.itoc360.app/functions/v1/events", CREDENTIALS.itoc360),
  DESTINATION_ONCALL: access("https://api.itoc360.app/functions/v1/events", "itoc-token-0002"),
  DESTINATION_SECOND: access("https://api.itoc360.app/functions/v1/events", "itoc-token-0003"),
  DESTINATION_ILERT: access("https://api.ilert.com/api/events", CREDENTIALS.ilert),
  DESTINATION_FLASHDUTY: access(
    "https://api.flashcat.cloud/event/push/alert/standard",
    CREDENTIALS.flashduty,
  ),
  DESTINATION_SLACK: JSON.stringify({ url: "https://hooks.slack.com/services/T0/B0/slack-secret-0001" }),
  DESTINATION_OPSGENIE: access("https://api.opsgenie.com/v2/alerts", "opsgenie-key-0001"),
  DESTINATION_ALERTMANAGER: JSON.stringify({
    url: "https://alertmanager.example.com",
    headers: { "X-Scope-OrgID": "shop" },
  }),
  DESTINATION_NATIVE: JSON.stringify({ url: "https://native.example.com/ilert-native-0001" }),
  DESTINATION_ROBOT: access("https://oapi.dingtalk.com/robot/send?access_token=robot-0001", "SEC-robot-0001"),
  DESTINATION_HOOK: access("https://hooks.example.com/secret-path", CREDENTIALS.hook),
};
