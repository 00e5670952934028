/** Names of the Worker's bindings, shared by the component that declares them and the Worker that reads them. */
export const BINDING = {
  /** JSON: `RelayConfig`, or the first part of one; see `configBinding`. */
  config: "CONFIG",
  /** Secret text: the stack secret that callback tokens are derived from. */
  secret: "CALLBACK_SECRET",
  /** Durable Object namespace of the class `Ledger`, one object for each source. */
  ledger: "LEDGER",
  /** Durable Object namespace of the class `Delivery`, one object for each destination. */
  delivery: "DELIVERY",
} as const;

/** The class of Durable Objects behind each binding that leads to one. */
export const OBJECTS: Readonly<Record<string, string>> = {
  [BINDING.ledger]: "Ledger",
  [BINDING.delivery]: "Delivery",
};

/**
 * The binding of a part of the configuration, from 0: `CONFIG`, `CONFIG_2`, …. Each holds some of the
 * destinations and sources, because Cloudflare takes at most 5 KB in one.
 */
export function configBinding(part: number): string {
  return part === 0 ? BINDING.config : `${BINDING.config}_${part + 1}`;
}

/** Secret text, JSON `Access`, one for each destination: `DESTINATION_ON_CALL` for "on-call". */
export function destinationBinding(name: string): string {
  return `DESTINATION_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Secret text, JSON `PingAccess`, one for each watcher: `PING_HEALTHCHECKS` for "healthchecks". */
export function pingBinding(name: string): string {
  return `PING_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Since 2026-07: SQLite Durable Objects with synchronous transactions, RPC, `nodejs_compat` not needed. */
export const COMPATIBILITY_DATE = "2026-07-01";

/**
 * Lets a Worker reach its own public address, as its fire drills do: without it, Cloudflare answers a request to
 * the account's own workers.dev with the error 1042, and leads one to a custom domain past the Worker.
 */
export const REACHES_ITSELF = "global_fetch_strictly_public";

/**
 * When the Worker looks after its objects, every five minutes: Cloudflare gives an alarm up after six runs
 * that failed, and then what waits would wait for the next callback.
 * Source: https://developers.cloudflare.com/durable-objects/api/alarms/
 */
export const CRON = "*/5 * * * *";
