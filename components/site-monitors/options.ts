import type { input as inputs } from "@pulumi/alicloud/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import { DnsMatch, DnsRecord, HttpMethod, Probe } from "../enums.ts";
import type { SiteMonitorArgs } from "./args.ts";

/** Options of a task as the provider takes them. */
type TaskOptions = inputs.cms.SiteMonitorOptionJson;

/**
 * The options of a task, by probe. Every option that a probe has is always written, with the vendor's default
 * where there is one: the provider takes what is left out for unchanged.
 */
export function taskOptions(args: SiteMonitorArgs, timeout: number | undefined): TaskOptions {
  return {
    ...BY_PROBE[args.probe ?? Probe.Http](args),
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
  };
}

const BY_PROBE: Record<Probe, (args: SiteMonitorArgs) => TaskOptions> = {
  [Probe.Http]: httpOptions,
  [Probe.Ping]: ({ ping = {} }) => ({
    pingNum: ping.packets ?? 20,
    failureRate: String(ping.lossRate ?? 0.1),
  }),
  [Probe.Tcp]: exchange,
  [Probe.Udp]: exchange,
  [Probe.Dns]: ({ dns = {} }) => ({
    dnsType: dns.record ?? DnsRecord.A,
    ...(dns.server !== undefined && { dnsServer: dns.server }),
    ...(dns.expected !== undefined && {
      expectValue: [...dns.expected].sort().join("\n"),
      dnsMatchRule: dns.match ?? DnsMatch.ExpectedInAnswer,
    }),
    ...(dns.attempts !== undefined && { attempts: dns.attempts }),
  }),
  [Probe.Smtp]: signedIn,
  [Probe.Pop3]: signedIn,
  [Probe.Ftp]: signedIn,
};

function httpOptions({ http = {}, assertions = [] }: SiteMonitorArgs): TaskOptions {
  const { method = HttpMethod.Get, headers, cookie, body, contains, lacks } = http;
  const searched = contains ?? lacks;
  return {
    httpMethod: method,
    // 1: good if the body has the content; 0: good if it has not. The typings' text says something else.
    ...(searched !== undefined && { matchRule: contains === undefined ? 0 : 1, responseContent: searched }),
    ...(headers && { header: pulumi.secret(pulumi.output(headers).apply(headerLines)) }),
    ...(cookie !== undefined && { cookie: pulumi.secret(cookie) }),
    ...(body !== undefined && { requestContent: body }),
    ...(assertions.length > 0 && {
      assertions: assertions.map(({ subject, operator, target }) => ({ type: subject, operator, target })),
    }),
  };
}

/** One `Name:value` a line, in order. */
function headerLines(headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  return lines.sort().join("\n");
}

function exchange({ port, request, response }: SiteMonitorArgs): TaskOptions {
  return {
    ...(port !== undefined && { port }),
    ...(request !== undefined && { requestContent: request, requestFormat: "text" }),
    ...(response !== undefined && { responseContent: response, responseFormat: "text", matchRule: 1 }),
  };
}

function signedIn({ port, login }: SiteMonitorArgs): TaskOptions {
  return {
    ...(port !== undefined && { port }),
    ...(login && { userName: login.user, password: pulumi.secret(login.password), isBaseEncode: false }),
  };
}
