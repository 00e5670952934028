import type { Program } from "../program/model/program.ts";
import { accessOf, type Receiver } from "../program/model/receivers.ts";
import { authorizationOf } from "../receiver/destinations/alertmanager.ts";
import type { Access } from "../receiver/destinations/destination.ts";
import { type DestinationKind, destinationOf } from "../receiver/destinations/registry.ts";
import type { Finding } from "./finding.ts";
import type { Answered, Asked, Web } from "./web.ts";

type Verdict = "accepted" | "refused" | "unknown";

/** A call of a vendor's that shows whether a credential is accepted, and pages nobody. */
interface Probe {
  ask(access: Access): { url: string } & Asked;
  /** By the answer; "unknown" where it says neither. */
  judge(answer: Extract<Answered, { status: number }>): Verdict;
}

/** Which statuses say what. */
const byStatus =
  (accepted: readonly number[], refused: readonly number[]): Probe["judge"] =>
  ({ status }) =>
    accepted.includes(status) ? "accepted" : refused.includes(status) ? "refused" : "unknown";

/**
 * The state of a request that was never made: asks for nothing, and needs the key. A key that may only write
 * is answered 403, which does not say whether it is right.
 * Source: https://docs.opsgenie.com/docs/alert-api#get-request-status.
 */
const requestStatus: Probe = {
  ask: ({ url, credential }) => ({
    url: `${url}/requests/00000000-0000-0000-0000-000000000000`,
    headers: { authorization: `GenieKey ${credential}` },
  }),
  judge: byStatus([200, 404], [401, 402]),
};

/** The vendors that have such a call. Of the others only a real message shows it. */
const PROBES: Partial<Record<DestinationKind, Probe>> = {
  // Source: prometheus/alertmanager `api/v2/openapi.yaml`.
  alertmanager: {
    ask: ({ url, credential }) => ({
      url: `${url.replace(/\/$/, "")}/api/v2/status`,
      headers: authorizationOf(credential),
    }),
    judge: byStatus([200], [401, 403, 404]),
  },
  opsgenie: requestStatus,
  jsm: requestStatus,
  /**
   * Slack refuses a message without text after it has found the hook, and posts nothing.
   * Source: what clients of webhooks print of it; the vendor's page lists the errors alone.
   */
  slack: {
    ask: ({ url }) => ({
      url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: "" }),
    }),
    judge: ({ status, body }) =>
      status === 400 && /^(no_text|missing_text_or_fallback_or_attachments)$/.test(body.trim())
        ? "accepted"
        : [403, 404, 410].includes(status)
          ? "refused"
          : "unknown",
  },
  // Shows the bot's token and that it is in the chat. Source: https://core.telegram.org/bots/api#getchat.
  telegram: {
    ask: ({ url, credential }) => {
      const { origin, pathname, search } = new URL(url);
      return { url: `${origin}${pathname.replace(/\/$/, "")}/bot${credential}/getChat${search}` };
    },
    judge: byStatus([200], [400, 401, 403, 404]),
  },
};

/** Of each destination whether the vendor accepts its credential, as far as that can be asked without paging anybody. */
export async function verifyCredentials({ receivers }: Program, web: Web): Promise<Finding[]> {
  const all = receivers.flatMap((receiver) =>
    Object.entries(receiver.config.destinations).map(
      async ([name, { kind }]): Promise<Finding> => ({
        check: "destination",
        about: `destination ${name}`,
        ...(await credential(receiver, name, kind, web)),
      }),
    ),
  );
  return Promise.all(all);
}

async function credential(
  receiver: Receiver,
  name: string,
  kind: DestinationKind,
  web: Web,
): Promise<Pick<Finding, "outcome" | "text" | "todo">> {
  const { title } = destinationOf(kind).setup;
  const probe = PROBES[kind];
  const access = accessOf(receiver, name);
  if (!access) return { outcome: "failed", text: "has no secret binding", todo: "run `pulumi up --refresh`" };
  const drill =
    "only a real message shows it: a fire drill by `verify --drill`, or a POST to the callback URL with an empty body, which sends a test";
  if (!probe)
    return {
      outcome: "unchecked",
      text: `${title} has no call that checks it and pages nobody`,
      todo: drill,
    };
  const { url, ...asked } = probe.ask(access);
  const answered = await web(url, { ...asked, headers: { ...access.headers, ...asked.headers } });
  if ("problem" in answered)
    return {
      outcome: "unchecked",
      text: `${title} can't be asked from here: ${answered.problem}`,
      todo: "ask from another network: the receiver may reach it",
    };
  const verdict = probe.judge(answered);
  if (verdict === "accepted") return { outcome: "passed", text: `${title} accepts its credential` };
  if (verdict === "refused")
    return {
      outcome: "failed",
      text: `${title} refuses its credential or address (${answered.status})`,
      todo: "give the stack the right one with `pulumi config set --secret`, and run `pulumi up`",
    };
  return {
    outcome: "unchecked",
    text: `${title} answers ${answered.status}, which does not say it`,
    todo: drill,
  };
}
