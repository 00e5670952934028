import type * as pulumi from "@pulumi/pulumi";
import type { Metric } from "../metrics/metric.ts";

/** Arguments of a silence. */
export interface SilenceArgs {
  /** The resources that stay quiet, each by its dimensions, e.g. `[{ instanceId: "i-…" }]`. At most 100. */
  resources: pulumi.Input<Record<string, pulumi.Input<string>>>[];
  /** Only alerts on these metrics, at most ten of one namespace. Default: on every metric of the resources. */
  metrics?: Metric[];
  /** Further dimensions of the metrics, e.g. `{ device: "/dev/vda1" }`. Default: all. */
  dimensions?: Record<string, pulumi.Input<string>>;
  /** Namespace of the resources, e.g. `acs_ecs_dashboard`. Default: that of `metrics`. */
  namespace?: string;
  /**
   * Service as CloudMonitor's blacklists spell it, e.g. `ecs`, `rds`, `kvstore_standard`. Default: the
   * namespace's own word, where it has one.
   */
  category?: string;
  /**
   * When it is quiet, in words: `22:00 to 06:00 daily until 2026-12-01`, `02:00 to 03:30`,
   * `from 2026-11-28 22:00 to 2026-11-29 06:00`, `until 2026-12-01`. A date without a time is its
   * midnight. Default: always.
   */
  window?: string;
  /** How far the clock of the window is from UTC. Default: "+08:00", which CloudMonitor itself goes by. */
  offset?: string;
  /** Only alerts of these application groups: `ApplicationGroup.groupId` of each. Default: of the whole account. */
  groups?: pulumi.Input<string>[];
  /** Name that people see. CloudMonitor's own ends in a hash of what replaces the silence. Default: the component's name. */
  silenceName?: string;
}
