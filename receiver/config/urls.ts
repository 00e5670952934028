import { parseForm } from "../sources/form.ts";

/** Names of what a URL tells the receiver in its query; every other name is a field of the body, if it is a GET. */
export const PARAMETER = {
  token: "token",
  /** Stable key of the rule that calls. */
  rule: "rule",
  /** Names or statuses of the events that end what the rule's other events began, parted by commas. */
  resolvedBy: "resolvedBy",
  /** Seconds for which an incident stays open that nothing ends. */
  openFor: "openFor",
  /** Id of the fire drill that the callback is of. */
  drill: "drill",
  /** Name of the heartbeat that the callback is, and nothing else. */
  heartbeat: "heartbeat",
  /** Begins the name of a label that the rule was declared with. */
  label: "label.",
} as const;

/** What Prometheus rules, which share a callback URL, say in an annotation instead of `openFor`. */
export const OPEN_FOR_ANNOTATION = "relay_open_for";

/** Most parameters that are read. A component writes at most 200 characters of URL. */
const MOST = 100;

/** The receiver's paths whose query holds a token; what ends with a slash goes on. */
export const PATH = {
  callbacks: "/callbacks/",
  status: "/status",
  operate: "/operate/",
  /** Everything that people and programs can ask; see `docs/api.md`. */
  api: "/api/v1",
  /** Pages for people, where the receiver has any. */
  console: "/console",
  /** The receiver's own metrics, for Prometheus. */
  metrics: "/metrics",
  /** POST begins a fire drill, GET shows the newest one of each source. With the operator token. */
  drill: "/operate/drill",
} as const;
const CALLBACK = new RegExp(`^(https?://[^/?#]+${PATH.callbacks}([a-z][a-z0-9-]*))(?:\\?([^#]*))?$`);

/** Where a source's alerts are posted to. `origin` is the receiver's, without a slash at its end. */
export function callbackUrl(origin: string, source: string, token: string): string {
  return `${origin}${PATH.callbacks}${source}?${PARAMETER.token}=${token}`;
}

/** Where the receiver's status is read. */
export function statusUrl(origin: string, token: string): string {
  return `${origin}${PATH.status}?${PARAMETER.token}=${token}`;
}

/** Whether a path is one of those whose query holds a token. */
export function isTokenPath(pathname: string): boolean {
  const own = [PATH.status, PATH.metrics] as string[];
  return (
    own.includes(pathname) ||
    [PATH.callbacks, PATH.operate, PATH.api].some((path) => pathname.startsWith(path))
  );
}

/** The callback URL with what a rule tells the receiver. Another URL stays as it is. */
export function withParameters(url: string, parameters: Record<string, string>): string {
  if (readCallbackUrl(url)?.token === undefined) return url;
  return (
    url +
    Object.entries(parameters)
      .map(([name, value]) => `&${name}=${encodeValue(value)}`)
      .join("")
  );
}

/** Colons and slashes stay as they are, as RFC 3986 allows in a query: a runbook's URL is long enough. */
function encodeValue(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2F", "/");
}

/** Labels as parameters of a callback URL. */
export function labelParameters<T>(labels: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(labels).map(([label, value]) => [`${PARAMETER.label}${label}`, value]),
  );
}

/** The labels among the parameters of a callback URL. */
export function labelsOf(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const labels: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(parameters)) {
    if (name.startsWith(PARAMETER.label)) labels[name.slice(PARAMETER.label.length)] = value;
  }
  return labels;
}

/** The parameters of a query; of a repeated name the first counts. Undefined if there are too many to be a component's. */
export function parametersOf(query: string): Record<string, string> | undefined {
  return parseForm(query, MOST);
}

/** A callback URL of the receiver, read. */
interface CallbackUrl {
  /** The source's address, without query. */
  address: string;
  source: string;
  token: string | undefined;
  /** Stable key of the rule, if it says one. */
  rule: string | undefined;
  labels: Record<string, string>;
  /** What else it tells, as it stands there. */
  others: Record<string, string>;
}

/** Reads a callback URL; undefined for what is none of a receiver's. */
export function readCallbackUrl(text: string): CallbackUrl | undefined {
  const [, address, source, query = ""] = CALLBACK.exec(text) ?? [];
  if (address === undefined || source === undefined) return undefined;
  const parameters = parametersOf(query) ?? {};
  const { token, rule } = parameters;
  const own = ([name]: [string, string]) =>
    name === PARAMETER.token || name === PARAMETER.rule || name.startsWith(PARAMETER.label);
  return {
    address,
    source,
    token,
    rule: rule || undefined,
    labels: { ...labelsOf(parameters) },
    others: Object.fromEntries(Object.entries(parameters).filter((each) => !own(each))),
  };
}
