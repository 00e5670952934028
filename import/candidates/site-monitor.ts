import {
  AgentGroup,
  AssertionOperator,
  AssertionSubject,
  DnsMatch,
  DnsRecord,
  HttpMethod,
  Probe,
  ProbeNetwork,
} from "../../components/enums.ts";
import type { SiteMonitorArgs } from "../../components/site-monitors/args.ts";
import type { Tree } from "../code.ts";
import type { ArgumentsOf, Written } from "./candidate.ts";
import { duration, filled, word } from "./words.ts";

/** A task alone: its rules are rules on metrics. One that signs in stays the provider's: its first update would replace it. */
export const siteMonitor: ArgumentsOf = ({ parts: [{ inputs }] }, { name, secrets }) => {
  const { taskType, taskName, optionJson = {}, ispCities, customSchedule } = inputs;
  const options = optionJson as Tree;
  if (customSchedule !== undefined || options.password !== undefined) return [];
  const http = taskType === Probe.Http;
  const dns = taskType === Probe.Dns;
  const ping = taskType === Probe.Ping;
  const searched = options.responseContent;
  const args: Written<SiteMonitorArgs> = {
    address: inputs.address,
    probe: http ? undefined : word("Probe", Probe, taskType),
    taskName: taskName === name.replaceAll("-", "_") ? undefined : taskName,
    interval: inputs.interval === "1" ? undefined : `${inputs.interval} minutes`,
    timeout: options.timeout === undefined ? undefined : duration(Number(options.timeout) / 1000),
    agentGroup:
      inputs.agentGroup === AgentGroup.Pc ? undefined : word("AgentGroup", AgentGroup, inputs.agentGroup),
    cities: (ispCities as Tree[] | undefined)?.map(({ city, isp, type }) => ({
      city,
      isp,
      network: type === ProbeNetwork.DataCentre ? undefined : word("ProbeNetwork", ProbeNetwork, type),
    })),
    assertions: (options.assertions as Tree[] | undefined)?.map(({ type, operator, target }) => ({
      subject: word("AssertionSubject", AssertionSubject, type),
      operator: word("AssertionOperator", AssertionOperator, operator),
      target,
    })),
    http: http
      ? filled({
          method:
            options.httpMethod === "get" ? undefined : word("HttpMethod", HttpMethod, options.httpMethod),
          headers: headersOf(options.header, (value) => secrets.code("headers", value)),
          cookie: options.cookie && secrets.code("cookie", String(options.cookie)),
          body: options.requestContent,
          contains: options.matchRule === 1 ? searched : undefined,
          lacks: options.matchRule === 0 ? searched : undefined,
        })
      : undefined,
    dns: dns
      ? filled({
          server: options.dnsServer,
          record: options.dnsType === "A" ? undefined : word("DnsRecord", DnsRecord, options.dnsType),
          expected: options.expectValue === undefined ? undefined : String(options.expectValue).split("\n"),
          match: options.dnsMatchRule && word("DnsMatch", DnsMatch, options.dnsMatchRule),
          attempts: options.attempts,
        })
      : undefined,
    ping: ping
      ? filled({ packets: options.pingNum, lossRate: options.failureRate && Number(options.failureRate) })
      : undefined,
    port: options.port,
    request: http ? undefined : options.requestContent,
    response: http ? undefined : searched,
    login: undefined,
    enabled: inputs.status === "2" ? false : undefined,
    rule: undefined,
  };
  return [{ component: "SiteMonitor", args }];
};

/** Each header's value as a secret of its own. */
function headersOf(lines: unknown, secret: (value: string) => unknown): Tree | undefined {
  if (typeof lines !== "string") return undefined;
  const pairs = lines.split("\n").map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at), secret(line.slice(at + 1))] as const;
  });
  return Object.fromEntries(pairs);
}
