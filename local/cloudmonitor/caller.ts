import { isAllowed, PUBLISHED } from "../../receiver/callers.ts";

const firstOf = (range: string) => range.replace(/\/.*/, "").replace(/\.0$/, ".1");

/**
 * The published address that a callback comes from: of the China site for a region there, else of the
 * international one. An account of either site may have rules in any region, so the other site's count where the
 * receiver takes none of the first. `callers`: the ranges that it takes callbacks from, if that is known.
 */
export function callerAddress(region: string, callers?: readonly string[]): string {
  const { china = [], international = [] } = PUBLISHED;
  const published = region.startsWith("cn-") ? [...china, ...international] : [...international, ...china];
  const addresses = published.map(firstOf);
  const [usual = ""] = addresses;
  if (!callers) return usual;
  return (
    addresses.find((each) => isAllowed(each, callers)) ??
    callers.map(firstOf).find((each) => isAllowed(each, published)) ??
    usual
  );
}
