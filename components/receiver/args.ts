import type * as pulumi from "@pulumi/pulumi";
import type { DestinationKind, Language } from "../enums.ts";

/** The destination's own word for each level, where it is to differ from the default table. */
export interface SeverityArgs {
  critical?: string;
  /** The second of the four levels of Prometheus rules. */
  error?: string;
  warn?: string;
  info?: string;
  /** When a metric stopped arriving. */
  noData?: string;
}

export interface DestinationArgs {
  kind: DestinationKind;
  /** Token, integration key or signing secret, by kind. Kept secret. */
  credential: pulumi.Input<string>;
  /** Where requests go. Kept secret. Default: the vendor's own address; a webhook has none, so it must be given. */
  url?: pulumi.Input<string>;
  /** Words that differ from the default table. */
  severities?: SeverityArgs;
}

export interface SourceArgs {
  /** Names of destinations, each told of every incident of this source. */
  deliverTo: string[];
  /** Language of the texts that people read. Default: English. */
  language?: Language;
  /**
   * Number of the callback token. Raise it by one to rotate the token: the one before stays valid, so
   * that nothing is refused while the rules change over. Default: 1.
   */
  generation?: number;
  /** Region of the account behind this source. Default: `alicloud:region` of the stack. */
  region?: string;
  /** Words of this source alone, by destination. */
  severities?: Record<string, SeverityArgs>;
}

export interface AlertReceiverArgs {
  /** Cloudflare account. */
  accountId: pulumi.Input<string>;
  /** Name of the Worker: lower-case letters, digits and hyphens. Default: the component's name. */
  scriptName?: string;
  /** Host name in a zone of the account. Needed for regions of the China site, where workers.dev does not resolve. */
  hostname?: string;
  /** Zone of the host name. Default: Cloudflare finds it. */
  zoneId?: pulumi.Input<string>;
  /** The account's subdomain of workers.dev, for a receiver without a host name of its own: `acme` for `acme.workers.dev`. */
  workersDevSubdomain?: string;
  /**
   * The stack secret that callback tokens are made of: at least 32 characters. Kept secret.
   * Default: `cloudmonitor-relay:callbackSecret` of the stack.
   */
  callbackSecret?: pulumi.Input<string>;
  /** Where incidents go, by name. */
  destinations: Record<string, DestinationArgs>;
  /** Where callbacks come from, by name: an account, a team, an environment. Each has a token and a ledger of its own. */
  sources: Record<string, SourceArgs>;
  /**
   * Whether Pulumi refuses to delete or rename the Worker, which would delete the stored incidents with
   * it. Default: true. Set it to false, run `pulumi up`, and then the Worker can go.
   */
  protectIncidents?: boolean;
}
