import type { Taken } from "../world/vendors/record.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";

/** What a vendor was told of one incident of the receiver. */
export interface VendorIncident {
  /** The beginning of the receiver's key. */
  incident: string;
  /** Everything, in the order in which the vendor took it. */
  taken: Taken[];
  /** How often it began there, and how often it ended. */
  beginnings: Taken[];
  ends: Taken[];
  isOpen: boolean;
}

/**
 * A vendor's incidents by the receiver's key. Some vendors make several of one: Alertmanager and Opsgenie have
 * one for each level. It is open while one of them is; one that is resolved and followed by another at once
 * has only changed its level.
 */
export function incidentsAt({ incidents, kind }: SimulatedVendor): Map<string, VendorIncident> {
  const byKey = new Map<string, VendorIncident & { open: Set<string> }>();
  for (const taken of incidents.taken) {
    const { incident, identity, what } = taken;
    let known = byKey.get(incident);
    if (!known) {
      known = { incident, taken: [], beginnings: [], ends: [], isOpen: false, open: new Set() };
      byKey.set(incident, known);
    }
    known.taken.push(taken);
    if (what === "opens") known.open.add(identity);
    if (what === "resolves") known.open.delete(identity);
    const isOpen = known.open.size > 0;
    const last = known.ends.at(-1);
    if (isOpen && !known.isOpen) {
      const since = last ? known.taken.slice(known.taken.indexOf(last) + 1, -1) : [];
      const isAnother = last?.identity !== identity && last?.severity !== taken.severity;
      // Alertmanager may lose the second half of a change, and the next change may lead back.
      const isLevel = last && (isAnother || kind === "alertmanager");
      if (isLevel && since.every((each) => each.what === "resolves nothing")) known.ends.pop();
      else known.beginnings.push(taken);
    }
    if (!isOpen && known.isOpen) known.ends.push(taken);
    known.isOpen = isOpen;
  }
  // Alertmanager's end by themselves.
  for (const known of byKey.values())
    known.isOpen = [...known.open].some((identity) => incidents.open(identity) !== undefined);
  return byKey;
}
