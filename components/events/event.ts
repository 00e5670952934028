import type { EventType, RuleLevel } from "../enums.ts";

/**
 * A system event of CloudMonitor. Usually taken from the catalogue
 * (`events.ecs.Instance_SystemMaintenance_Reboot_Scheduled`); one that is not in it is written as
 * `{ product: "VPN", name: "…" }`, and then nothing is checked that the catalogue would know.
 */
export interface SystemEvent {
  /** Service as events name it, e.g. `ECS`. */
  product: string;
  /** Name of the event, e.g. `Instance:SystemMaintenance.Reboot:Scheduled`. */
  name: string;
  type?: EventType;
  level?: RuleLevel;
  /** The word that its `status` field holds. The vendor's pages write some of them with a capital. */
  status?: string;
  /** Names of the events of the same product that end what this one begins. */
  resolvedBy?: string[];
  /**
   * Says that the event exists although the catalogue, which has others of its product, lacks it; without
   * that it is taken for a slip. Default: false.
   */
  unlisted?: boolean;
}
