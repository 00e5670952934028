/**
 * Addresses that Alibaba Cloud publishes for the callbacks of its rules, by site. The international page
 * prints the last one once as a single address and once as a range: the range is taken.
 *
 * Sources: https://www.alibabacloud.com/help/en/document_detail/60714.html,
 * https://help.aliyun.com/en/mongodb/user-guide/using-alarm-callbacks
 */
const CALLERS: Readonly<Record<string, readonly string[]>> = {
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

/** Ranges, with those of a site in place of its name. */
export function callerRanges(callers: readonly string[]): string[] {
  return callers.flatMap((each) => (Object.hasOwn(CALLERS, each) ? (CALLERS[each] ?? []) : each));
}
