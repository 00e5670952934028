import type { Access } from "../../../receiver/destinations/destination.ts";
import { DESTINATION_KINDS, type DestinationKind } from "../../../receiver/destinations/registry.ts";
import type { Contract } from "./contract.ts";

/** What the file of a kind, `<kind>.cases.ts`, holds. */
interface Cases {
  contract: Contract;
  /** Tests of what only this vendor has. */
  cases?: () => void;
}

const load = async (kind: DestinationKind) => [kind, await import(`./${kind}.cases.ts`)] as const;

/** By kind. One that has no file fails every test of destinations. */
export const CASES = Object.fromEntries(await Promise.all(DESTINATION_KINDS.map(load))) as Record<
  DestinationKind,
  Cases
>;

/** How each destination is reached. */
export const ACCESS = Object.fromEntries(
  Object.entries(CASES).map(([kind, { contract }]) => [kind, contract.access]),
) as Record<DestinationKind, Access>;
