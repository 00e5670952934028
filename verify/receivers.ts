import { type CallbackTarget, readCallback } from "../program/model/callback.ts";
import type { Program } from "../program/model/program.ts";
import type { PrometheusWebhook } from "../program/model/prometheus-rules.ts";
import { json, record, text } from "../program/model/values.ts";
import { PARAMETER } from "../receiver/config/urls.ts";
import type { Finding } from "./finding.ts";
import type { Web } from "./web.ts";

/** Each receiver: that it answers over HTTPS by a certificate that is valid, and could take a callback now. */
export async function verifyReceivers({ receivers }: Program, web: Web, isHere: boolean): Promise<Finding[]> {
  const all = receivers.map(async (receiver): Promise<Finding[]> => {
    const url = text(receiver.component.outputs.url);
    if (url === undefined) return [];
    return [
      {
        check: "receiver",
        about: `receiver ${receiver.component.name}`,
        ...(await health(url, web, isHere)),
      },
    ];
  });
  return (await Promise.all(all)).flat();
}

async function health(
  url: string,
  web: Web,
  isHere: boolean,
): Promise<Pick<Finding, "outcome" | "text" | "todo">> {
  const answered = await web(`${url}/health`);
  if ("problem" in answered)
    return {
      outcome: "failed",
      text: `${url} does not answer: ${answered.problem}`,
      todo: "see the Worker's custom domain and its certificate at Cloudflare: a new one takes some minutes",
    };
  const { ok, problem } = record(json(answered.body));
  if (answered.status === 200 && ok === true)
    return {
      outcome: "passed",
      text: `${url} answers ${isHere ? "on this machine, without HTTPS" : "over HTTPS with a valid certificate"}, and can take callbacks`,
    };
  const why = text(problem) ?? `it answers ${answered.status}, and not as a receiver does`;
  return {
    outcome: "failed",
    text: `${url} can't take callbacks: ${why}`,
    todo: text(problem)
      ? "run `pulumi up --refresh`, which brings back bindings and secrets that are missing"
      : "see which Worker the host name leads to at Cloudflare",
  };
}

/** Each address that CloudMonitor is to call: that it answers a GET as the vendor's verification asks. */
export async function verifyCallbacks(program: Program, web: Web): Promise<Finding[]> {
  const found = await Promise.all(
    callbacksOf(program).map(async ({ url, ...target }): Promise<Finding> => {
      const answered = await web(url);
      const about = `callback ${target.source}`;
      if ("status" in answered && answered.status === 200)
        return { check: "callback", outcome: "passed", about, text: `at ${target.host} answers a GET` };
      const unknown = "status" in answered && answered.status === 404;
      return {
        check: "callback",
        outcome: "failed",
        about,
        text: `at ${target.host} ${"problem" in answered ? `does not answer: ${answered.problem}` : `answers a GET with ${answered.status}`}`,
        todo: unknown
          ? "its token is no longer valid, or the receiver has no such source: deploy the receiver's stack, then this one"
          : "see the receiver's own line, and the Worker's log",
      };
    }),
  );
  return found;
}

/** What a GET asks, whichever rule it is of. */
interface Callback {
  host: string;
  source: string;
  /** With the token. */
  url: string;
}

/** One for each source and token: rules differ in what else they tell. */
function callbacksOf(program: Program): Callback[] {
  const { receivers, metricRules, eventRules, contacts, prometheusWebhooks } = program;
  const own = receivers.flatMap(({ callbackUrls }) => Object.values(callbackUrls).map(readCallback));
  const rules = [...metricRules, ...contacts].map(({ callback }) => callback);
  const webhooks = prometheusWebhooks.map(withToken);
  const all = [...own, ...rules, ...webhooks, ...eventRules.flatMap(({ callbacks }) => callbacks)];
  const found = new Map<string, Callback>();
  for (const target of all) {
    // What is no receiver's is somebody else's, and a GET may do anything there.
    if (target?.source === undefined) continue;
    const { host, source } = target;
    const url = bare(target.url);
    found.set(url, { host, source, url });
  }
  return [...found.values()];
}

/** Without what a rule adds: a GET with fields of a body is a callback. */
function bare(url: string): string {
  const { origin, pathname, searchParams } = new URL(url);
  const token = searchParams.get(PARAMETER.token);
  return `${origin}${pathname}${token === null ? "" : `?${PARAMETER.token}=${encodeURIComponent(token)}`}`;
}

/** A webhook object has the token in a header. */
function withToken({ callback, resource }: PrometheusWebhook): CallbackTarget | undefined {
  const [, token] = /^Bearer (\S+)$/.exec(text(record(resource.inputs.headers).Authorization) ?? "") ?? [];
  if (!callback || token === undefined) return callback;
  return readCallback(`${callback.url}?${PARAMETER.token}=${encodeURIComponent(token)}`);
}
