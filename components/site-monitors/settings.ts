import { AssertionOperator, AssertionSubject, Probe } from "../enums.ts";
import { readDuration } from "../validation/duration.ts";
import { Problems } from "../validation/problems.ts";
import { DURATION_FORMAT, parseDuration } from "../vocabulary/duration.ts";
import type { AssertionArgs, ProbeCityArgs, SiteMonitorArgs } from "./args.ts";

interface SiteMonitorSettings {
  taskName: string;
  /** Minutes. */
  interval: number;
  /** Seconds. */
  timeout: number | undefined;
}

/** Minutes between two probes. Source: the provider's validation of `interval`. */
const INTERVALS = [1, 5, 15, 30, 60];

/** The probes that an argument is for. */
const ONLY_FOR = {
  assertions: [Probe.Http],
  http: [Probe.Http],
  dns: [Probe.Dns],
  ping: [Probe.Ping],
  port: [Probe.Tcp, Probe.Udp, Probe.Smtp, Probe.Pop3],
  request: [Probe.Tcp, Probe.Udp],
  response: [Probe.Tcp, Probe.Udp],
  login: [Probe.Smtp, Probe.Pop3, Probe.Ftp],
} satisfies Partial<Record<keyof SiteMonitorArgs, Probe[]>>;

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkSiteMonitor(name: string, args: SiteMonitorArgs): SiteMonitorSettings {
  const problems = new Problems({ type: "SiteMonitor", name });
  const taskName = args.taskName ?? name.replace(/[^\p{L}\p{N}_]/gu, "_");
  if (!/^[\w\p{Script=Han}]{4,100}$/u.test(taskName))
    problems.add(
      args.taskName === undefined ? "taskName (by default the component's name)" : "taskName",
      `must be 4 to 100 letters, digits, underscores or Chinese characters, not "${taskName}"`,
    );
  const probe = args.probe ?? Probe.Http;
  for (const [argument, probes] of Object.entries(ONLY_FOR)) {
    if (args[argument as keyof typeof ONLY_FOR] === undefined || (probes as Probe[]).includes(probe))
      continue;
    problems.add(argument, `is for ${probes.join(", ")} and not for ${probe}`);
  }
  checkHttp(problems, args);
  checkDnsAndPing(problems, args);
  checkCities(problems, args.cities);
  const { port } = args;
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535))
    problems.add("port", `must be a whole number from 1 to 65535, not ${port}`);
  const timeout =
    args.timeout === undefined ? undefined : readDuration(problems, "timeout", args.timeout, { least: 1 });
  const interval = readInterval(problems, args.interval ?? "1 minute");
  problems.throwIfAny();
  return { taskName, interval, timeout };
}

function readInterval(problems: Problems, text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) problems.add("interval", `must be ${DURATION_FORMAT}, not "${text}"`);
  else if (!INTERVALS.includes(seconds / 60))
    problems.add("interval", `must be 1, 5, 15, 30 or 60 minutes, not "${text}"`);
  return (seconds ?? 60) / 60;
}

function checkHttp(problems: Problems, { http = {}, assertions }: SiteMonitorArgs): void {
  if (http.contains !== undefined && http.lacks !== undefined)
    problems.add("http.contains, http.lacks", "must not be given both: a task searches for one text");
  for (const name of ["contains", "lacks"] as const)
    if (http[name] === "") problems.add(`http.${name}`, "must not be empty");
  if (http.body !== undefined && http.method !== "post")
    problems.add("http.body", "goes with HttpMethod.Post only");
  for (const header of Object.keys(http.headers ?? {}))
    if (!/^[A-Za-z0-9-]+$/.test(header))
      problems.add("http.headers", `must have names of letters, digits and hyphens, not "${header}"`);
  if (assertions?.length === 0) problems.add("assertions", "must not be an empty list; leave it out");
  for (const [index, each] of (assertions ?? []).entries())
    problems.addIf(`assertions[${index}]`, checkAssertion(each));
}

const ON_NUMBERS: readonly string[] = [AssertionOperator.LessThan, AssertionOperator.MoreThan];
const ON_BOTH: readonly string[] = [AssertionOperator.Is, AssertionOperator.IsNot];
const ON_PATTERNS: readonly string[] = [AssertionOperator.Matches, AssertionOperator.DoesNotMatch];

function checkAssertion({ subject, operator, target }: AssertionArgs): string | undefined {
  const number = subject !== AssertionSubject.BodyText;
  if (number && !ON_NUMBERS.includes(operator) && !ON_BOTH.includes(operator))
    return `can't compare ${subject}, a number, by ${operator}`;
  if (!number && ON_NUMBERS.includes(operator)) return `can't compare ${subject}, a text, by ${operator}`;
  if (number && !/^\d+(\.\d+)?$/.test(target)) return `must have a number as target, not "${target}"`;
  if (target === "") return "must have a target";
  if (!ON_PATTERNS.includes(operator)) return undefined;
  try {
    new RegExp(target);
    return undefined;
  } catch {
    return "must have a regular expression as target";
  }
}

function checkDnsAndPing(problems: Problems, { dns = {}, ping = {} }: SiteMonitorArgs): void {
  if (dns.expected?.length === 0) problems.add("dns.expected", "must not be an empty list; leave it out");
  if (dns.match !== undefined && dns.expected === undefined)
    problems.add("dns.match", "says how dns.expected is compared, which is missing");
  const { packets = 20, lossRate = 0.1 } = ping;
  if (!(Number.isInteger(packets) && packets >= 1 && packets <= 100))
    problems.add("ping.packets", `must be a whole number from 1 to 100, not ${packets}`);
  if (!(lossRate > 0 && lossRate <= 1))
    problems.add("ping.lossRate", `must be over 0 and at most 1, not ${lossRate}`);
}

function checkCities(problems: Problems, cities: ProbeCityArgs[] | undefined): void {
  if (cities?.length === 0)
    problems.add("cities", "must not be an empty list; leave it out for three that CloudMonitor picks");
  const seen = new Set<string>();
  for (const [index, { city, isp, network }] of (cities ?? []).entries()) {
    for (const [name, id] of Object.entries({ city, isp })) {
      if (/^\d+$/.test(id)) continue;
      problems.add(
        `cities[${index}].${name}`,
        `must be an id such as "546", not "${id}": \`cloudmonitor-relay catalogue --cities cities.ts\` writes a file with all of them by name`,
      );
    }
    const place = JSON.stringify([city, isp, network]);
    if (seen.has(place)) problems.add(`cities[${index}]`, "is the same as another one");
    seen.add(place);
  }
}

/** What is wrong with an address for a probe, or undefined. */
export function checkAddress(probe: Probe): (address: string) => string | undefined {
  return (address) => {
    const url = /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address) : undefined;
    if (probe === Probe.Http && !url) return "must be an http or https URL";
    if (probe !== Probe.Http && !/^[A-Za-z0-9._:[\]-]+$/.test(address))
      return `must be a host name or an address without a scheme for ${probe}`;
    const host = url?.hostname ?? address;
    return PRIVATE.test(host)
      ? `must be public: probes come from the Internet (code 703 for ${host})`
      : undefined;
  };
}

const PRIVATE = /^(localhost$|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;
