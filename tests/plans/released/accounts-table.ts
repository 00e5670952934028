/** The accounts that are watched, and the role that the program takes on in each. A line for each region. */
export const accounts = {
  shop: { accountId: "1100000000000001", region: "cn-hangzhou", role: "monitoring" },
  payments: { accountId: "1100000000000002", region: "cn-hangzhou", role: "monitoring" },
  analytics: { accountId: "1100000000000003", region: "ap-southeast-1", role: "monitoring-reader" },
} as const;

export type AccountName = keyof typeof accounts;

export const roleArn = (name: AccountName) =>
  `acs:ram::${accounts[name].accountId}:role/${accounts[name].role}`;
