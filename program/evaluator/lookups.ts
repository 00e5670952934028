/**
 * Answers to what a program asks its clouds while it runs, by the function's token or name. The evaluator has no
 * account, so it answers only what it can know; undefined stands for what it can't.
 */
export type Lookups = Record<string, (args: Record<string, unknown>) => Record<string, unknown> | undefined>;

/** The account id of the clouds on this machine. */
export const LOCAL_ACCOUNT = "1100000000000000";

export const LOCAL_LOOKUPS: Lookups = {
  // No script has been deployed yet.
  "cloudflare:index/getWorkersScripts:getWorkersScripts": (args) => ({ ...args, results: [] }),
  // A group that a tag makes: as if something had the tag. Its id is the rule's, so that it can be told.
  "alicloud:cms/getMonitorGroups:getMonitorGroups": (args) => ({
    ...args,
    id: "groups",
    groups: [{ id: args.dynamicTagRuleId, groupId: args.dynamicTagRuleId }],
  }),
  "alicloud:index/getAccount:getAccount": () => ({ id: LOCAL_ACCOUNT }),
  "alicloud:index/getCallerIdentity:getCallerIdentity": () => ({
    id: LOCAL_ACCOUNT,
    accountId: LOCAL_ACCOUNT,
    arn: `acs:ram::${LOCAL_ACCOUNT}:root`,
    identityType: "Account",
  }),
};
