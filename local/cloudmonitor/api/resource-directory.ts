import type { Clouds } from "../store/accounts.ts";
import type { Reply } from "./context.ts";
import type { Params } from "./params.ts";

export const RESOURCE_DIRECTORY_VERSION = "2022-04-19";

interface DirectoryContext {
  clouds: Clouds;
  params: Params;
}

/** Every account of this machine is a member of one directory, and may ask. The real one lets its management account. */
function listAccounts({ clouds, params }: DirectoryContext): Reply {
  const size = params.integer("PageSize", { least: 1, most: 100 }) ?? 10;
  const page = params.integer("PageNumber", { least: 1, most: 100_000 }) ?? 1;
  const all = [...clouds.accounts.values()];
  const Account = all.slice((page - 1) * size, page * size).map(({ id, displayName }) => ({
    ...{ AccountId: id, DisplayName: displayName ?? id, Type: "ResourceAccount", Status: "CreateSuccess" },
  }));
  return { Accounts: { Account }, PageNumber: page, PageSize: size, TotalCount: all.length };
}

/** Operations of the resource directory. */
export const RESOURCE_DIRECTORY_OPERATIONS: Readonly<Record<string, (context: DirectoryContext) => Reply>> = {
  ListAccounts: listAccounts,
};
