import type { Alert } from "./alert.ts";

/**
 * Addresses that Alibaba Cloud publishes for the callbacks of its rules, by site. The international page
 * prints the last one once as a single address and once as a range: the range is taken.
 *
 * Sources: https://www.alibabacloud.com/help/en/document_detail/60714.html,
 * https://help.aliyun.com/en/mongodb/user-guide/using-alarm-callbacks
 */
export const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  international: ["47.74.206.0/24", "8.222.159.64/26"],
  china: [
    "106.11.225.0/24",
    "106.11.226.0/23",
    "106.11.242.0/24",
    "106.11.167.0/24",
    "106.11.245.0/24",
    "59.82.0.0/16",
    "203.119.128.0/17",
    "121.41.9.246/32",
  ],
};

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
