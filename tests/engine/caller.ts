import { type IncomingMessage, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Cloudflare } from "../../local/cloudflare/cloudflare.ts";

export interface Reply {
  status: number;
  body: string;
}

/** Sends a request to whatever Worker the URL's host name leads to in the local Cloudflare. */
export function call(
  cloud: Pick<Cloudflare, "gatewayUrl">,
  url: string,
  form?: Record<string, string>,
): Promise<Reply> {
  const { pathname, search, hostname } = new URL(url);
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const asked = request(
      `${cloud.gatewayUrl}${pathname}${search}`,
      {
        method: body === undefined ? "GET" : "POST",
        headers: {
          host: hostname,
          ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
        },
      },
      (answer) => void readReply(answer).then(resolve, reject),
    );
    asked.once("error", reject);
    asked.end(body);
  });
}

async function readReply(answer: IncomingMessage): Promise<Reply> {
  let body = "";
  for await (const piece of answer) body += piece;
  return { status: answer.statusCode ?? 0, body };
}

/** A callback of a rule that fires on an instance. */
export function firing(instanceId: string): Record<string, string> {
  return {
    userId: "1100000000000000",
    alertName: "ECS CPU",
    alertState: "ALERT",
    curValue: "97.4",
    dimensions: `{userId=1100000000000000, instanceId=${instanceId}}`,
    expression: "$Average>=95",
    instanceName: instanceId,
    metricName: "CPU",
    rawMetricName: "CPUUtilization",
    metricProject: "acs_ecs",
    namespace: "acs_ecs",
    triggerLevel: "CRITICAL",
    preTriggerLevel: "null",
    ruleId: "ecs-cpu--0123456789",
    timestamp: String(Date.now()),
    lastTime: "0 minutes",
    unit: "%",
    regionId: "cn-hangzhou",
    regionName: "China (Hangzhou)",
  };
}

/** The same rule on the same instance, recovered. */
export function recovered(instanceId: string): Record<string, string> {
  return {
    ...firing(instanceId),
    alertState: "OK",
    triggerLevel: "OK",
    preTriggerLevel: "CRITICAL",
    curValue: "12",
  };
}

/** Milliseconds between two rounds of steady calls. */
const PAUSE = 25;

/** Calls steadily while something else happens, and tells what was not answered with 200. */
export async function during<T>(
  cloud: Cloudflare,
  callbackUrl: string,
  work: () => Promise<T>,
): Promise<{ result: T; calls: number; refused: string[] }> {
  let isOver = false;
  let calls = 0;
  const refused: string[] = [];
  const steady = async () => {
    while (!isOver) {
      const posted = await call(cloud, callbackUrl, firing("i-steady"));
      const health = await call(cloud, new URL("/health", callbackUrl).href);
      for (const { status, body } of [posted, health]) if (status !== 200) refused.push(`${status} ${body}`);
      calls += 2;
      await setTimeout(PAUSE);
    }
  };
  const caller = steady();
  const result = await work().finally(() => {
    isOver = true;
  });
  await caller;
  return { result, calls, refused };
}
