/** Secret configuration of tests/programs/verified.ts: made up. */
export const SECRETS = {
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  pagerKey: "0123456789abcdef0123456789abcdef",
  genieKey: "made-up-genie-key",
  slackUrl: "https://hooks.slack.com/services/T0/B0/made-up",
  botToken: "1:0123456789abcdef0123456789abcdef",
  alertmanagerToken: "made-up-bearer-token",
  rehearsalSecret: `whsec_${"YWFh".repeat(10)}`,
};

/** Stands for the address of CloudMonitor. */
export const ENDPOINT = "CLOUDMONITOR";

interface State {
  deployment: { resources: { urn: string; custom: boolean; inputs?: Record<string, unknown> }[] };
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** An exported state without what another run has otherwise, and without the Worker's code. */
export function recorded(exported: string, endpoint: string): string {
  const { deployment } = JSON.parse(exported.replaceAll(endpoint, ENDPOINT)) as State;
  const kept = ["urn", "custom", "id", "type", "inputs", "parent", "provider"];
  const resources = deployment.resources
    .toSorted((a, b) => (a.urn < b.urn ? -1 : 1))
    .map((resource) => {
      const entries = Object.entries(resource).filter(
        ([key]) => kept.includes(key) || (key === "outputs" && !resource.custom),
      );
      const { inputs, ...rest } = Object.fromEntries(entries);
      return { ...rest, ...(inputs !== undefined && { inputs: withoutCode(inputs as object) }) };
    });
  const ids = new Map<string, string>();
  const text = JSON.stringify({ version: 3, deployment: { resources } }, null, 2);
  const numbered = text.replace(UUID, (id) => {
    const known = ids.get(id) ?? `id-${ids.size + 1}`;
    ids.set(id, known);
    return known;
  });
  return `${numbered}\n`;
}

function withoutCode(inputs: object): object {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, key === "content" ? "" : value]),
  );
}
