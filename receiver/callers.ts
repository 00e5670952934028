import type { Alert } from "./alert.ts";

/** Whether an address is in one of some ranges, `a.b.c.d/n`. Only IPv4: CloudMonitor calls from nothing else. */
export function isAllowed(address: string | null, ranges: readonly string[]): boolean {
  const number = ipv4(address ?? "");
  return ranges.some((range) => {
    const [first = "", bits = "32"] = range.split("/");
    const size = 2 ** (32 - Number(bits));
    return Math.floor(number / size) === Math.floor(ipv4(first) / size);
  });
}

/** An IPv4 address as a number; NaN if it is none. */
export function ipv4(text: string): number {
  const parts = text.split(".").map((part) => (/^\d{1,3}$/.test(part) && +part < 256 ? +part : Number.NaN));
  return parts.length === 4 ? parts.reduce((number, part) => number * 256 + part) : Number.NaN;
}

/** Whether an alert says that it is of another account than the source's. */
export function isOfAnother(expected: string | undefined, { account }: Alert): boolean {
  return expected !== undefined && account !== undefined && account !== expected;
}
