import { type Account, KINDS, type Note } from "./account.ts";
import { candidates, type References } from "./candidates.ts";
import { Code } from "./code.ts";
import { importFile } from "./import-file.ts";
import { Names } from "./names.ts";
import { type Declared, type Files, programFiles } from "./program.ts";
import { settle } from "./resolve.ts";
import { Secrets } from "./secrets.ts";

export { readingClient } from "./client.ts";
export { readAccount } from "./read.ts";

export interface ImportedProgram {
  /** Text of each file of the program, by its path. */
  files: Files;
  /** Pulumi's import file. */
  importFile: ReturnType<typeof importFile>;
  /** What the stack's configuration must hold, with the values that exist. Show the names only. */
  secrets: { name: string; value: string }[];
  /** What could not be written, or not wholly. */
  notes: Note[];
  /** How many of each kind, and how many of them stand as the provider's own resource. */
  counts: { kind: string; imported: number; plain: number }[];
}

export interface ImportOptions {
  /** Package that the program imports the components from. Default: `cloudmonitor-relay`. */
  package?: string;
  /** Version of `@pulumi/alicloud`. */
  providerVersion: string;
}

/**
 * A program that declares exactly what an account has: components where evaluating them gives what
 * exists, the provider's own resources elsewhere.
 */
export async function importProgram(account: Account, options: ImportOptions): Promise<ImportedProgram> {
  const names = new Names();
  const secrets = new Secrets();
  const declared: Declared[] = [];
  const refer: References = (kind, wanted) => {
    const target = declared.find(({ found }) => found.kind === kind && found.name === wanted);
    return target ? reference(target) : wanted;
  };
  // Groups refer to contacts, rules to groups.
  for (const kind of KINDS) {
    const named = account.found
      .filter((found) => found.kind === kind)
      .map((found) => {
        const { namespace, metricName, eventPattern } = found.inputs as Record<string, { product?: string }>;
        const name = names.take(
          found.name,
          `${String(namespace ?? eventPattern?.product ?? "").replace(/^acs_|_dashboard$/g, "")} ${metricName ?? kind}`,
          kind,
        );
        return { found, name, candidates: candidates(found, name, secrets, refer) };
      });
    const settled = await settle(named);
    declared.push(...named.map((each) => ({ ...each, candidate: settled.get(each) })));
  }
  const { package: package_ = "cloudmonitor-relay", providerVersion } = options;
  const files = programFiles(declared, secrets, package_);
  const program = Object.values(files).join("\n");
  return {
    files,
    importFile: importFile(declared, providerVersion),
    // Without those that only a component needed which was not taken in the end.
    secrets: secrets
      .entries()
      .filter(({ name }) => program.includes(`requireSecret(${JSON.stringify(name)})`)),
    notes: account.notes,
    counts: KINDS.map((kind) => {
      const own = declared.filter(({ found }) => found.kind === kind);
      return { kind, imported: own.length, plain: own.filter(({ candidate }) => !candidate).length };
    }),
  };
}

/** The expression for a contact or group of the program. */
function reference({ found, name, candidate }: Declared): Code {
  const variable = found.kind === "contact" ? "contacts" : "groups";
  const of =
    found.kind === "contact" ? ["contactName", "alarmContactName"] : ["groupName", "alarmContactGroupName"];
  const access = /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  return new Code(`${variable}${access}.${candidate ? of[0] : of[1]}`, found.name);
}
