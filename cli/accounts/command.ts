import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { parseAccountTable } from "../../components/accounts/table.ts";
import { type Difference, differencesOf, type Table, tableOf } from "./compare.ts";
import { readDirectory } from "./directory.ts";

interface Options {
  out: string;
  check: boolean;
  json: boolean;
  region: string;
  role: string;
  endpoint: string;
  protocol: string;
}

/** Exit codes: what a script may rely on. */
const EXIT = { differs: 1, unusable: 2 } as const;

export function accountsCommand(): Command {
  return new Command("accounts")
    .summary("write the table of accounts from the resource directory")
    .description(
      "Asks the resource directory for its accounts (ListAccounts; nothing is changed), and writes them into the table that programs read with readAccountTable. What people wrote there stays: region, role, leftOut, and the key of an account that is renamed. An account changes alerts only by a commit of that file.",
    )
    .option("-o, --out <file>", "the table", "accounts.json")
    .option("--check", "write nothing; say what differs, and end with 1 where something does", false)
    .option("--json", "print the differences as JSON", false)
    .option("--region <id>", "region of a new account's line", "cn-hangzhou")
    .option("--role <name>", "role of a new account's line", "cloudmonitor-relay")
    .option("--endpoint <host>", "host of the resource directory", "resourcedirectory.aliyuncs.com")
    .addOption(new Option("--protocol <name>").choices(["https", "http"]).default("https"))
    .addHelpText(
      "after",
      `
Credentials come from Alibaba Cloud's usual chain: environment, profile, role. They are those of the directory's
management account, or of one that it delegated; the policy AliyunResourceDirectoryReadOnlyAccess is enough.

Exit codes:
  0  the table is written; with --check, it has every account of the directory and no other
  1  with --check, it has not
  2  an option, the table or the answer is not usable; nothing is written

Examples:
  cloudmonitor-relay accounts
  cloudmonitor-relay accounts --check --json
  cloudmonitor-relay accounts --region ap-southeast-1 --role monitoring`,
    )
    .action(async (options: Options) => {
      try {
        process.exitCode = await run(options);
      } catch (error) {
        process.stderr.write(`accounts: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = EXIT.unusable;
      }
    });
}

async function run({ out, check, json, region, role, ...access }: Options): Promise<number> {
  if (check && !existsSync(out)) throw new Error(`${out}: is not there; write it without --check first`);
  const before: Table = existsSync(out) ? parseAccountTable(readFileSync(out, "utf8"), out) : {};
  const directory = await readDirectory(access);
  if (directory.length === 0) throw new Error("the resource directory has no account: nothing is written");
  const after = tableOf(directory, before, { region, role });
  const found = differencesOf(before, after);
  if (!check) writeFileSync(out, `${JSON.stringify(after, null, 2)}\n`);
  process.stdout.write(
    json ? `${JSON.stringify({ ok: found.length === 0, differences: found })}\n` : text(found, out),
  );
  return check && found.length > 0 ? EXIT.differs : 0;
}

const WORDS: Record<Difference["what"], string> = {
  added: "is in the directory, and not in the table: nobody is told of its alerts until it is",
  gone: "is no longer in the directory: its rules can't be reached, and leave the program with its line",
  renamed: "has another name in the directory; its key stays",
};

function text(found: readonly Difference[], file: string): string {
  if (found.length === 0) return `${file} has every account of the resource directory\n`;
  return found
    .map(
      ({ what, key, accountId, displayName }) =>
        `- \`${key}\` (${displayName}, ${accountId}) ${WORDS[what]}\n`,
    )
    .join("");
}
