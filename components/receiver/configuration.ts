import type * as pulumi from "@pulumi/pulumi";
import type { RelayConfig, SourceConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { isChina, WORKERS_DEV_REFUSED } from "../china.ts";
import type { ConsoleSite } from "../enums.ts";
import { readHeartbeats } from "../heartbeats/expected.ts";
import { configuredRegion } from "../region.ts";
import { readDuration } from "../validation/duration.ts";
import { isMadeUp } from "../validation/made-up.ts";
import { isPlain, type Problems } from "../validation/problems.ts";
import type { AlertReceiverArgs, SourceArgs } from "./args.ts";
import { addressFor, readDrill } from "./drills.ts";
import { fallback } from "./fallback.ts";
import { flapping } from "./gatherings.ts";
import { checkRetired, withPages } from "./going.ts";
import { inhibitions } from "./inhibitions.ts";
import { maintenance } from "./maintenance.ts";
import { checkMentions, mentionConfig } from "./mention.ts";
import { tooLong } from "./parts.ts";
import { readPings } from "./pings.ts";
import { checkRoutes, routing } from "./routes.ts";
import { parseConfig } from "./schema.ts";
import { byLevel, mapValues } from "./severities.ts";

/**
 * Checks the arguments of a receiver and turns them into the Worker's configuration. `console`: where links lead
 * from sources that don't say it.
 */
export function readConfiguration(
  problems: Problems,
  args: AlertReceiverArgs,
  scriptName: string,
  console?: ConsoleSite,
): RelayConfig {
  checkAddress(problems, args, scriptName);
  for (const [name, source] of Object.entries(args.sources)) checkRoutes(problems, name, source);
  checkRetired(problems, args);
  checkMentions(problems, args);
  if (Object.keys(args.sources).length === 0) problems.add("sources", "must name at least one source");

  const parsed = parseConfig({
    destinations: Object.fromEntries(
      Object.entries(args.destinations).map(([name, destination]) => [
        name,
        {
          kind: destination.kind,
          severities: byLevel(destination.severities),
          ...(destination.template && { template: destination.template }),
          ...(destination.mention && { mention: mentionConfig(destination.mention) }),
          ...fallback(problems, name, destination),
          ...(destination.formerly && { formerly: destination.formerly }),
          ...(destination.retired && { retired: true }),
          ...(destination.drill && { drill: true }),
        },
      ]),
    ),
    ...(args.operatorGeneration !== undefined && { operatorGeneration: args.operatorGeneration }),
    ...readPings(args),
    ...(args.console && { console: args.console }),
    ...addressFor(args, scriptName),
    sources: mapValues(args.sources, (source, name) => ({
      generation: source.generation ?? 1,
      deliverTo: withPages(args.destinations, source.deliverTo),
      ...routing(source, (names) => withPages(args.destinations, names)),
      language: source.language ?? "en",
      ...(source.timeZone !== undefined && { timeZone: source.timeZone }),
      ...reminding(problems, name, source),
      ...maintenance(problems, name, source),
      ...readHeartbeats(problems, name, source),
      ...inhibitions(problems, name, source),
      ...flapping(problems, name, source),
      ...readDrill(problems, name, source),
      ...(source.accountName !== undefined && { accountName: source.accountName }),
      ...consoleOf(source, console),
      severities: mapValues(source.severities ?? {}, byLevel),
    })),
  });
  if (!parsed.ok) {
    for (const problem of parsed.problems) problems.add(argumentOf(problem.path), problem.message);
    problems.throwIfAny();
    throw new Error("unreachable");
  }
  for (const [name, destination] of Object.entries(args.destinations)) {
    const { credential, url, urlIs } = destinationOf(destination.kind).setup;
    const path = `destinations.${name}.credential`;
    if (credential && !credential.optional && isEmpty(destination.credential))
      problems.add(path, `is missing: ${destination.kind} needs its ${credential.name}`);
    if (!credential && destination.credential !== undefined)
      problems.add(path, `must be left out: the URL of ${destination.kind} is its only secret`);
    if (url === undefined && isEmpty(destination.url)) {
      const what = urlIs === undefined ? "" : `; give ${urlIs}`;
      problems.add(
        `destinations.${name}.url`,
        `is missing: ${destination.kind} has no address of its own${what}`,
      );
    }
  }
  checkAccesses(problems, args.destinations);
  for (const problem of tooLong(parsed.config)) problems.add(problem.path, problem.message);
  problems.throwIfAny();
  return parsed.config;
}

/** Where links to the console of a source's account lead, as far as the program says. */
function consoleOf(source: SourceArgs, otherwise: ConsoleSite | undefined): { console?: ConsoleSite } {
  const { console = otherwise } = source;
  return console === undefined ? {} : { console };
}

/** From an hour, since a rule may be muted for as long, to what the ledger keeps callbacks for. */
const REMINDING = { least: 3600, most: 30 * 86_400 };

/** As the ledger has it where the program doesn't say. */
const REMINDED = 26 * 3600;

function reminding(
  problems: Problems,
  name: string,
  { remindAfter, closeAfter }: SourceArgs,
): Pick<SourceConfig, "remindAfter" | "closeAfter"> {
  const at = (field: string) => `sources.${name}.${field}`;
  const reminds =
    remindAfter === undefined || remindAfter === "never"
      ? undefined
      : readDuration(problems, at("remindAfter"), remindAfter, REMINDING);
  const closes =
    closeAfter === undefined ? undefined : readDuration(problems, at("closeAfter"), closeAfter, REMINDING);
  if (closes !== undefined && remindAfter === "never")
    problems.add(at("closeAfter"), "must be left out where nobody is reminded: the reminder comes before it");
  else if (closes !== undefined && closes <= (reminds ?? REMINDED))
    problems.add(
      at("closeAfter"),
      `must be longer than remindAfter (${remindAfter ?? "26 hours"}), since people are reminded before, not "${closeAfter}"`,
    );
  return {
    ...(remindAfter === "never" && { remindAfter: 0 }),
    ...(reminds !== undefined && { remindAfter: reminds }),
    ...(closes !== undefined && { closeAfter: closes }),
  };
}

/** Finds one access under two names, as far as both are plain; secrets are compared when they are known. */
function checkAccesses(problems: Problems, destinations: AlertReceiverArgs["destinations"]): void {
  const names = new Map<string, string>();
  for (const [name, { kind, url, credential }] of Object.entries(destinations)) {
    if (!isPlain([url, credential])) continue;
    const access = JSON.stringify([kind, url, credential]);
    const same = names.get(access);
    if (same !== undefined) problems.add(`destinations.${name}`, sameAccess(same));
    else names.set(access, name);
  }
}

/** A vendor's limit is its key's, and each destination keeps to it by itself. */
export function sameAccess(other: string): string {
  return `has the URL and the credential of destinations.${other}: give one of them a key of its own, or name ${other} in its place`;
}

/** The argument that a part of the configuration was made of: `routes.0.levels` of `routes.0.when.level`. */
function argumentOf(path: string): string {
  return path
    .replace("no-data", "noData")
    .replace(/\.fallback\.levels\b/, ".fallbackLevels")
    .replace(".fallback.deliverTo", ".fallback")
    .replace(/\.when\.(label\.)?(\w+)/, (_, label, name) => (label ? `.labels.${name}` : `.${name}s`));
}

function checkAddress(problems: Problems, args: AlertReceiverArgs, scriptName: string): void {
  if (!isMadeUp(scriptName) && !/^[a-z][a-z0-9-]{0,52}$/.test(scriptName)) {
    const path =
      args.scriptName === undefined ? "scriptName (by default the component's name)" : "scriptName";
    problems.add(
      path,
      `must be 1 to 53 lower-case letters, digits or hyphens, beginning with a letter, not "${scriptName}"`,
    );
  }
  if (
    args.hostname !== undefined &&
    !isMadeUp(args.hostname) &&
    !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(args.hostname)
  ) {
    problems.add(
      "hostname",
      `must be a host name in lower case, without scheme or path, not "${args.hostname}"`,
    );
  }
  if (
    args.workersDevSubdomain !== undefined &&
    !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(args.workersDevSubdomain)
  ) {
    problems.add(
      "workersDevSubdomain",
      `must be the part before .workers.dev, not "${args.workersDevSubdomain}"`,
    );
  }
  if (args.hostname === undefined && args.workersDevSubdomain === undefined) {
    problems.add("hostname", "is missing: give a host name in a zone of your own, or workersDevSubdomain");
  }
  if (args.hostname !== undefined && args.workersDevSubdomain !== undefined) {
    problems.add("workersDevSubdomain", "must be left out where there is a hostname: one address is enough");
  }
  if (args.hostname === undefined) checkRegions(problems, args);
}

function checkRegions(problems: Problems, args: AlertReceiverArgs): void {
  for (const [name, source] of Object.entries(args.sources)) {
    const region = source.region ?? configuredRegion();
    if (isChina(region)) {
      problems.add("hostname", `is needed for the source "${name}" in ${region}: ${WORKERS_DEV_REFUSED}`);
    }
  }
}

function isEmpty(input: pulumi.Input<string> | undefined): boolean {
  return input === undefined || input === "";
}
