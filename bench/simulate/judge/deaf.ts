import type { Scenario } from "../world/scenario.ts";

/**
 * Whether a destination goes whose disk fails for so long that it can't take what its sources say: it hands on what
 * it did not hear is over.
 */
export function mayBeDeaf({ platformFaults, changes }: Scenario): boolean {
  const goes = changes.some(({ what }) => what.startsWith("a destination is "));
  return (
    goes &&
    platformFaults.some(
      (fault) => fault.kind === "statement" && fault.times > 1 && fault.object.startsWith("Delivery"),
    )
  );
}
