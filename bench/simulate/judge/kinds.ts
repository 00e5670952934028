import { CHATS } from "../world/vendors/accounts.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";

/** Whether people read every message there, so that one which arrives twice is read twice. */
export function isChat({ kind }: SimulatedVendor): boolean {
  return CHATS.includes(kind);
}

/** Whether it takes callbacks as they came, and finds incidents in them by itself. */
export function isNative({ kind }: SimulatedVendor): boolean {
  return kind.endsWith("-native");
}
