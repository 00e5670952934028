import { findEntry } from "../components/metrics/find.ts";
import { ruleNamespace } from "../receiver/sources/namespaces.ts";
import { KINDS, RESOURCES } from "./account.ts";
import type { Candidate } from "./candidates.ts";
import { comment, literal, propertyName, type Tree } from "./code.ts";
import type { Named } from "./resolve.ts";
import type { Secrets } from "./secrets.ts";

/** What one resource becomes in the program. */
export interface Declared extends Named {
  /** The component that declares it; else the provider's own resource does. */
  candidate: Candidate | undefined;
}

/** Text of each file of the program, by name. */
export type Files = Record<string, string>;

const CONTACTS = "contacts.ts";

/** One file for contacts and their groups, one for the rules of each product, and `index.ts`. */
export function programFiles(declared: Declared[], secrets: Secrets, package_: string): Files {
  const byFile = new Map<string, Declared[]>();
  for (const each of declared) {
    const file = fileOf(each);
    byFile.set(file, [...(byFile.get(file) ?? []), each]);
  }
  const files: Files = {};
  for (const [file, list] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    files[file] = fileText(file, list, secrets, package_);
  }
  files["index.ts"] = `${Object.keys(files)
    .map((file) => `import "./${file}";`)
    .join("\n")}\n`;
  return files;
}

function fileOf({ found }: Declared): string {
  if (found.kind === "contact" || found.kind === "contact group") return CONTACTS;
  if (found.kind === "event rule") return "rules/events.ts";
  const namespace = String(found.inputs.namespace ?? "");
  // The catalogue's own word for the product where it has one.
  const known = findEntry(ruleNamespace(namespace), String(found.inputs.metricName));
  const product = known?.product ?? namespace.replace(/^acs_/, "").replace(/_dashboard$/, "");
  return `rules/${product.replace(/[^A-Za-z0-9-]+/g, "-").toLowerCase() || "other"}.ts`;
}

function fileText(file: string, list: Declared[], secrets: Secrets, package_: string): string {
  const body = KINDS.map((kind) => list.filter(({ found }) => found.kind === kind))
    .filter((each) => each.length > 0)
    .map((each) => (file === CONTACTS ? record(each, secrets) : statements(each, secrets)))
    .join("\n\n");
  const own = [
    "AlertContact",
    "Comparison",
    "ContactGroup",
    "Join",
    "Language",
    "MetricRule",
    "NoDataPolicy",
    "RuleLevel",
    "Statistic",
    "metrics",
  ];
  const used = own.filter((name) => new RegExp(`(?<![\\w."'])${name}(?=[.(])`).test(body));
  const uses = (pattern: RegExp) => pattern.test(body);
  const lines = [
    uses(/new alicloud\./) && 'import * as alicloud from "@pulumi/alicloud";',
    uses(/\bconfig\.requireSecret\(/) && 'import * as pulumi from "@pulumi/pulumi";',
    used.length > 0 && `import { ${used.join(", ")} } from "${package_}";`,
    file !== CONTACTS && uses(/\bgroups[.[]/) && 'import { groups } from "../contacts.ts";',
    uses(/\bconfig\.requireSecret\(/) && "\nconst config = new pulumi.Config();",
  ].filter(Boolean);
  return `${lines.join("\n")}\n\n${body}\n`;
}

/** Contacts and groups are referred to by rules, so they stand in an exported record. */
function record(list: Declared[], secrets: Secrets): string {
  const name = list[0]?.found.kind === "contact" ? "contacts" : "groups";
  const members = list.map((each) => `  ${propertyName(each.name)}: ${construction(each, secrets, "  ")},\n`);
  return `${comment(name === "contacts" ? "Contacts" : "Contact groups")}\nexport const ${name} = {\n${members.join("")}};`;
}

function statements(list: Declared[], secrets: Secrets): string {
  return list.map((each) => `${construction(each, secrets, "")};`).join("\n\n");
}

function construction({ found, name, candidate }: Declared, secrets: Secrets, indent: string): string {
  if (candidate)
    return `new ${candidate.component}(${JSON.stringify(name)}, ${literal(candidate.args, indent)})`;
  const inputs = literal(withSecrets(found.inputs, secrets), indent);
  return `new ${RESOURCES[found.kind].class}(${JSON.stringify(name)}, ${inputs})`;
}

/** The provider's inputs with every secret read from the configuration. */
function withSecrets(inputs: Tree, secrets: Secrets): Tree {
  const kinds: Record<string, "callback" | "phone" | "webhook"> = {
    webhook: "callback",
    url: "callback",
    channelsSms: "phone",
    channelsDingWebHook: "webhook",
    channelsAliim: "webhook",
  };
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => {
        const kind = kinds[key];
        return [key, kind && typeof each === "string" ? secrets.code(kind, each) : replace(each)];
      }),
    );
  };
  return replace(inputs) as Tree;
}
