import { findEntry } from "../components/metrics/find.ts";
import { ruleNamespace } from "../receiver/sources/namespaces.ts";
import { classOf, KINDS, type Part } from "./account.ts";
import { comment, literal, propertyName } from "./code.ts";
import type { Declared } from "./declared.ts";
import { inputsOf, type Making } from "./provider-inputs.ts";
import { EXPORTED, isReferred } from "./references.ts";

/** Text of each file of the program, by name. */
export type Files = Record<string, string>;

/** A file for what others refer to, one for silences, one for the rules of each product, and `index.ts`. */
export function programFiles(declared: Declared[], making: Making, package_: string): Files {
  const byFile = new Map<string, Declared[]>();
  for (const each of declared) {
    const file = fileOf(each);
    byFile.set(file, [...(byFile.get(file) ?? []), each]);
  }
  const files: Files = {};
  for (const [file, list] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    files[file] = fileText(file, list, making, package_);
  }
  files["index.ts"] = `${Object.keys(files)
    .map((file) => `import "./${file}";`)
    .join("\n")}\n`;
  return files;
}

function fileOf({ found: { kind, parts } }: Declared): string {
  if (isReferred(kind)) return EXPORTED[kind].file;
  if (kind === "silence") return "silences.ts";
  if (kind === "site monitor") return "site-monitors.ts";
  if (kind === "event rule") return "rules/events.ts";
  if (kind === "Prometheus rule") return "rules/prometheus.ts";
  const [{ inputs }] = parts;
  const namespace = String(inputs.namespace ?? "");
  // The catalogue's own word for the product where it has one.
  const known = findEntry(ruleNamespace(namespace), String(inputs.metricName));
  const product = known?.product ?? namespace.replace(/^acs_/, "").replace(/_dashboard$/, "");
  return `rules/${product.replace(/[^A-Za-z0-9-]+/g, "-").toLowerCase() || "other"}.ts`;
}

/** What the package exports and a program may hold. */
const OWN = [
  ...[
    "AlertContact",
    "ApplicationGroup",
    "Comparison",
    "ContactGroup",
    "GroupMetricRule",
    "Join",
    "Language",
  ],
  ...["MetricRule", "NoDataPolicy", "PromComparison", "PrometheusRule", "PrometheusSeverity", "RuleLevel"],
  ...["Silence", "Statistic", "metrics"],
  ...[
    "AgentGroup",
    "AssertionOperator",
    "AssertionSubject",
    "DnsMatch",
    "DnsRecord",
    "HttpMethod",
    "Probe",
    "TagMatch",
  ],
  ...["ProbeNetwork", "SiteMonitor"],
];

function fileText(file: string, list: Declared[], making: Making, package_: string): string {
  const body = KINDS.map((kind) => list.filter(({ found }) => found.kind === kind))
    .filter((each) => each.length > 0)
    .map((each) => kindText(each, making))
    .join("\n\n");
  const used = OWN.filter((name) => new RegExp(`(?<![\\w."'])${name}(?=[.(])`).test(body));
  const uses = (pattern: RegExp) => pattern.test(body);
  const up = file.includes("/") ? "../" : "./";
  const records = Object.values(EXPORTED)
    .filter((each) => each.file !== file && uses(new RegExp(`(?<![\\w."'])${each.record}[.[]`)))
    .map(({ record, file: from }) => `import { ${record} } from "${up}${from}";`);
  const lines = [
    uses(/new alicloud\./) && 'import * as alicloud from "@pulumi/alicloud";',
    uses(/\bconfig\.requireSecret\(/) && 'import * as pulumi from "@pulumi/pulumi";',
    used.length > 0 && `import { ${used.join(", ")} } from "${package_}";`,
    ...records,
    uses(/\bconfig\.requireSecret\(/) && "\nconst config = new pulumi.Config();",
  ].filter(Boolean);
  return `${lines.join("\n")}\n\n${body}\n`;
}

/** All of one kind: in an exported record where others refer to it. */
function kindText(list: Declared[], making: Making): string {
  const kind = list[0]?.found.kind;
  const exported = kind !== undefined && isReferred(kind) ? EXPORTED[kind] : undefined;
  const [first, others] = [
    list.map((each) => [each.name, construction(each, 0, making, exported ? "  " : "")] as const),
    list.flatMap((each) =>
      // A component is one statement, whatever is in it.
      each.candidate ? [] : each.parts.slice(1).map((_, index) => construction(each, index + 1, making, "")),
    ),
  ];
  const statements = others.map((text) => `${text};`);
  if (!exported) return [...first.map(([, text]) => `${text};`), ...statements].join("\n\n");
  const members = first.map(([name, text]) => `  ${propertyName(name)}: ${text},\n`);
  const record = `${comment(exported.heading)}\nexport const ${exported.record} = {\n${members.join("")}};`;
  return [record, ...statements].join("\n\n");
}

function construction(
  { found, name, candidate, parts }: Declared,
  index: number,
  making: Making,
  indent: string,
): string {
  if (candidate)
    return `new ${candidate.component}(${JSON.stringify(name)}, ${literal(candidate.args, indent)})`;
  const part = found.parts[index] as Part;
  const inputs = literal(inputsOf(part, making), indent);
  return `new ${classOf(part.of)}(${JSON.stringify(parts[index])}, ${inputs})`;
}
