import { apiCaller, refusalOf } from "../../components/alibaba-cloud/api.ts";

/** An account of the resource directory. */
export interface DirectoryAccount {
  accountId: string;
  displayName: string;
}

interface Access {
  endpoint: string;
  protocol: string;
}

interface Answer {
  Accounts?: { Account?: { AccountId: string; DisplayName?: string; Status?: string }[] };
}

/** The most that the API gives at once. */
const PAGE = 100;
/** Pages that are read at most, so that an answer that never ends does not go on for ever. */
const MOST_PAGES = 100;

/**
 * The accounts that are members of the resource directory, in the order of their ids. Reads only; the management
 * account may ask, and one that it delegated. Throws with the vendor's code and message.
 * Source: `ListAccounts` of ResourceDirectoryMaster 2022-04-19, as alicloud's Terraform provider calls it.
 */
export async function readDirectory({ endpoint, protocol }: Access): Promise<DirectoryAccount[]> {
  const call = apiCaller({ region: "cn-hangzhou", endpoint, protocol });
  const found: DirectoryAccount[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const accounts = await pageOf(call, page);
    for (const { AccountId, DisplayName, Status } of accounts) {
      // Others are still being made or invited, or were never let in.
      if (Status === undefined || /Success$/.test(Status))
        found.push({ accountId: String(AccountId), displayName: DisplayName || String(AccountId) });
    }
    if (accounts.length < PAGE) break;
  }
  return found.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

async function pageOf(call: ReturnType<typeof apiCaller>, page: number) {
  const query = { PageNumber: String(page), PageSize: String(PAGE) };
  try {
    const operation = { action: "ListAccounts", version: "2022-04-19", style: "RPC" } as const;
    const { Accounts }: Answer = await call(operation, { query });
    return Accounts?.Account ?? [];
  } catch (error) {
    const { code = "no answer", message = "no reason" } = refusalOf(error);
    throw new Error(`ListAccounts: ${code}: ${message}`);
  }
}
