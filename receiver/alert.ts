import { sha256 } from "./digest.ts";
import type { Level } from "./level.ts";
import { stableName } from "./stable-name.ts";

/** What the rule says about its resource. `no-data` opens an incident just as `firing` does. */
export type AlertState = "firing" | "no-data" | "resolved";

/** Which kind of body an alert came in. One file in `sources/` for each. */
export const SOURCE_KINDS = [
  "metric",
  "event",
  "subscription",
  "contact",
  "prometheus",
  "grafana",
  "log-service",
  "test",
  "unrecognised",
  "receiver",
] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];

/**
 * The one model between sources and destinations: what a callback says, whatever its shape was.
 * A source parser fills it in; nothing after the parser looks at the vendor's own field names,
 * except through `fields`.
 */
export interface Alert {
  kind: SourceKind;
  state: AlertState;
  /** The level that fired. On a recovery: the level that had fired, or undefined if the body does not say. */
  level?: Level | undefined;
  /** When the rule was evaluated, in milliseconds since 1970. Undefined if the body carries no time. */
  time?: number | undefined;
  /**
   * The vendor's id of the stretch from the first firing to the recovery (`transId`), if any.
   * Lets a recovery find its incident even when the timestamps are of no use.
   */
  episode?: string | undefined;
  rule: {
    /** Stable name of the rule: survives the replacement of the rule in the cloud. See `ruleKey`. */
    key: string;
    /** The vendor's rule id, if the body carries one. */
    id?: string | undefined;
    /** Name for people; not unique. */
    name: string;
  };
  /** Which resource: never empty of meaning, but may hold `userId` alone for account-wide metrics. */
  dimensions: Record<string, string>;
  /** Instance name for people. Not part of the identity: it changes and is localised. */
  resourceName?: string | undefined;
  account?: string | undefined;
  region?: string | undefined;
  namespace?: string | undefined;
  metric?: string | undefined;
  value?: string | undefined;
  unit?: string | undefined;
  /** Condition as the vendor writes it, e.g. `$Average>=95`. */
  condition?: string | undefined;
  /** How long the alert has lasted, as localised text. */
  duration?: string | undefined;
  /** Labels that the rule was declared with: `label.team=shop` of the callback URL. */
  labels?: Readonly<Record<string, string>> | undefined;
  /** What happened, as the vendor wrote it for people: one or more lines. */
  text?: string | undefined;
  /** What makes it the same incident, where rule and dimensions don't: see `identityOf`. */
  identity?: string | undefined;
  /**
   * A second name of the incident, for alerts that can't say the first: a recovery without labels finds
   * the one open incident with this alias. Equal to `identity` in an alert that knows no more than it.
   */
  alias?: string | undefined;
  /** Name of the route in whose words it is told, where it stands for many that this route took. */
  route?: string | undefined;
  /**
   * The identity that the alert has for a sender that knows the rule by its id alone, as a contact does,
   * where the callback URL gives the rule a key of its own.
   */
  byId?: string | undefined;
  /** How long the incident stays open if nothing resolves it, in milliseconds. Undefined: until it is resolved. */
  openFor?: number | undefined;
  /**
   * Words that could not be understood, by what they should have said; an empty one stands for a level that
   * is missing. An alert without a level is taken as critical, one without a time is of its arrival, and
   * whoever reads it is told: see `message/unclear.ts`.
   */
  unclear?: { level?: string | undefined; time?: string | undefined };
  /** The body's own fields, unknown ones included. `null` values are left out. May be made when it is asked for: only messages hold it. */
  fields: Record<string, string>;
}

/** Ids of regions, as `cn-hangzhou` and `us-east-1`. Their names, which some bodies have instead, are localised. */
const REGION_ID = /^[a-z]{2,}(-[a-z0-9]+)+$/;

type Identified = Pick<Alert, "rule" | "dimensions" | "region" | "identity">;

/**
 * What makes two callbacks speak of the same thing, within one source: the rule, the resource, and the
 * region where the body says it, since one rule key may be declared in several.
 */
export function identityOf(alert: Identified, anywhere = identityAnywhere(alert)): string {
  const isPlaced = alert.identity === undefined && REGION_ID.test(alert.region ?? "");
  return isPlaced ? `${anywhere}@${alert.region}` : anywhere;
}

/**
 * The same without the region: what a body that doesn't say one knows of it. JSON text, because a
 * separator character could occur in a dimension's value; so what begins with it and `@` is the same
 * rule and resource in some region.
 */
export function identityAnywhere({ rule, dimensions, identity }: Identified): string {
  if (identity !== undefined) return identity;
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify([rule.key, ...sorted.map(([key, value]) => `${key}=${value}`)]);
}

/**
 * Key of one incident at the destinations: SHA-256 of the source, the identity and the number of
 * the episode, as 64 hexadecimal digits. Fits every vendor's limit, survives vendors that ignore
 * case (ilert), and says nothing about account or resource to whoever sees it.
 */
export function incidentKey(source: string, identity: string, episode: number): string {
  return sha256([source, identity, episode]);
}

/**
 * The stable name of the rule behind a callback: the `rule=` of the callback URL if there is one,
 * else what the rule id begins with if a component made it, else the rule id, else the rule's name
 * with its metric (callbacks of 2017 carry no rule id).
 */
export function ruleKey(
  fromUrl: string | undefined,
  ruleId: string | undefined,
  name: string,
  metric: string | undefined,
): string {
  if (fromUrl) return fromUrl;
  if (ruleId) return stableName(ruleId);
  return metric ? `${stableName(name)}/${metric}` : stableName(name);
}
