/** Where a rule's callbacks go, without what is secret in the URL. */
export interface Callback {
  host: string;
  /** The receiver's source that the URL names; undefined for a URL of somebody else. */
  source: string | undefined;
  /** The stable key that incidents are told apart by, as far as the URL says. */
  key: string | undefined;
  /** Labels that the URL carries to the receiver. */
  labels: Record<string, string>;
  /** What else the URL tells the receiver, e.g. what ends an event. Of a URL of somebody else nothing is read. */
  parameters: Record<string, string>;
  /** Everything else of the URL, token included: only ever compared. */
  rest: string;
}

/** Reads a callback URL; undefined where there is none, or none that could be posted to. */
export function readCallback(text: unknown): Callback | undefined {
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const source = /^\/callbacks\/([a-z][a-z0-9-]*)$/.exec(url.pathname)?.[1];
  const key = source === undefined ? undefined : (url.searchParams.get("rule") ?? undefined);
  const labels: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  const rest: string[] = [url.protocol, source === undefined ? url.pathname : ""];
  for (const [name, value] of url.searchParams) {
    if (source === undefined || name === "token") rest.push(`${name}=${value}`);
    else if (name.startsWith("label.")) labels[name.slice("label.".length)] = value;
    else if (name !== "rule") parameters[name] = value;
  }
  return { host: url.host, source, key, labels, parameters, rest: rest.join("\n") };
}
