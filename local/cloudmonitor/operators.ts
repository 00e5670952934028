/** How a value can be compared. The last six take a percentage of an earlier value. */
export const COMPARISONS: readonly string[] = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
  "NotEqualToThreshold",
  "EqualToThreshold",
  "GreaterThanYesterday",
  "LessThanYesterday",
  "GreaterThanLastWeek",
  "LessThanLastWeek",
  "GreaterThanLastPeriod",
  "LessThanLastPeriod",
];
