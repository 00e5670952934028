import { type Account, type Found, KINDS, type Note } from "./account.ts";
import type { Context } from "./candidates/candidate.ts";
import { CANDIDATES } from "./candidates/index.ts";
import type { Declared } from "./declared.ts";
import { importFile } from "./import-file.ts";
import { Names } from "./names.ts";
import { type Files, programFiles } from "./program.ts";
import { referTo } from "./references.ts";
import { type Place, settle } from "./resolve.ts";
import { Secrets } from "./secrets.ts";

export { readAccount } from "./read/account.ts";
export { readingClient } from "./read/client.ts";
export { readOneClickRules } from "./read/one-click.ts";

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

interface ImportOptions {
  /** Package that the program imports the components from. Default: `cloudmonitor-relay`. */
  package?: string;
  /** Version of `@pulumi/alicloud`. */
  providerVersion: string;
  /** The project that the program will be of. Default: unknown. */
  project?: string;
  /** The stack that adopts what exists. Default: unknown. */
  stack?: string;
}

/** No project or stack is called so: an id that hangs on one is then equal to nothing that exists. */
const UNKNOWN: Place = { project: "(unknown)", stack: "(unknown)" };

/**
 * A program that declares exactly what an account has: components where evaluating them gives what
 * exists, the provider's own resources elsewhere. Group rules, silences and Prometheus rules have ids or
 * names that hang on project and stack: without those they stand as the provider's resources.
 */
export async function importProgram(account: Account, options: ImportOptions): Promise<ImportedProgram> {
  const { package: package_ = "cloudmonitor-relay", providerVersion, project, stack } = options;
  const place = project !== undefined && stack !== undefined ? { project, stack } : UNKNOWN;
  const names = new Names();
  const secrets = new Secrets();
  const declared: Declared[] = [];
  const refer: Context["refer"] = (kind, calledBy) => referTo(declared, kind, calledBy);
  // Groups refer to contacts, rules to groups.
  for (const kind of KINDS) {
    const named = account.found
      .filter((found) => found.kind === kind)
      .map((found) => {
        const name = names.take(...wishes(found));
        return { found, name, candidates: CANDIDATES[kind](found, { name, secrets, refer }) };
      });
    const settled = await settle(named, place);
    for (const each of named) {
      const own = each.found.parts.map(({ suffix }) =>
        suffix === undefined ? each.name : names.take(`${each.name}-${suffix}`),
      );
      declared.push({ ...each, candidate: undefined, parts: own, ...settled.get(each) });
    }
  }
  const files = programFiles(declared, { secrets, refer }, package_);
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

/** What a thing may be called in the program, the best first: people's name may be in Chinese. */
function wishes({ kind, name, parts: [{ inputs }] }: Found): string[] {
  const { namespace, metricName = kind, eventPattern } = inputs as Record<string, { product?: string }>;
  const product = String(namespace ?? eventPattern?.product ?? "").replace(/^acs_|_dashboard$/g, "");
  return [name, `${product} ${metricName}`, kind];
}
