import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";
import { declarationOn, fillDestinationPage } from "./destination.ts";
import { fill, read } from "./page.ts";

const INDEX = "docs/destinations/README.md";

/** What follows from the registry of destinations alone: words for programs, stand-ins, the table of their index. */
export function registryFiles(): Map<string, string> {
  return new Map([
    ["components/destination-kind.ts", kindsFile()],
    ["local/destinations/vendors.ts", standInsFile()],
    [INDEX, fill(read(INDEX), "destinations", table())],
  ]);
}

/**
 * The page of every kind of destination, and the program that declares them all, by path, as they should
 * be. Throws with what a kind lacks.
 */
export function destinationFiles(): Map<string, string> {
  const pages = DESTINATION_KINDS.map((kind): [string, string] => {
    const path = `docs/destinations/${kind}.md`;
    try {
      return [path, fillDestinationPage(read(path), kind)];
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      throw new Error(`${path}: ${reason}; goldens come of: npx vitest run destinations --update`);
    }
  });
  return new Map([
    ...pages,
    ["examples/destinations.ts", exampleProgram(pages.map(([, page]) => declarationOn(page)))],
  ]);
}

/** Pulumi's analyzer reads the words of an enumeration from literals only. */
function kindsFile(): string {
  const members = DESTINATION_KINDS.flatMap((kind) => {
    const { name, note } = destinationOf(kind).setup;
    return [...(note ? [`  /** ${note} */`] : []), `  ${name}: "${kind}",`];
  });
  return `// Written by \`npm run reference\` from receiver/destinations/registry.ts.

/** The kinds of on-call destination that the receiver can deliver to. */
export const DestinationKind = {
${members.join("\n")}
} as const;
export type DestinationKind = (typeof DestinationKind)[keyof typeof DestinationKind];
`;
}

/** Without a stand-in it does not compile. */
function standInsFile(): string {
  const nameOf = (kind: string) => kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const imports = [
    ["stand-in", "type { Vendor }"],
    ...DESTINATION_KINDS.map((kind) => [kind, `{ vendor as ${nameOf(kind)} }`]),
  ].map(([file = "", names]) => ({ file, line: `import ${names} from "./${file}.ts";` }));
  // In the formatter's order.
  imports.sort((a, b) => (a.file < b.file ? -1 : 1));
  const members = DESTINATION_KINDS.map((kind) =>
    kind === nameOf(kind) ? `  ${kind},` : `  "${kind}": ${nameOf(kind)},`,
  );
  return `// Written by \`npm run reference\` from receiver/destinations/registry.ts.
import type { DestinationKind } from "../../receiver/destinations/registry.ts";
${imports.map(({ line }) => line).join("\n")}

/** How each kind of vendor answers, by its clock. */
export const VENDORS: Record<DestinationKind, (now: () => number) => Vendor> = {
${members.join("\n")}
};
`;
}

/** Kinds that take the body of a Prometheus webhook only. */
const isForPrometheus = (kind: DestinationKind) => kind.endsWith("-prometheus-native");

function exampleProgram(declarations: string[]): string {
  const names = (kinds: DestinationKind[]) => kinds.map((kind) => `"${kind}"`);
  const others = names(DESTINATION_KINDS.filter((kind) => !isForPrometheus(kind)));
  const prometheus = names(DESTINATION_KINDS.filter(isForPrometheus));
  return `// Put together by \`npm run reference\` from the pages in docs/destinations.
import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, ConsoleSite, DestinationKind, Language } from "cloudmonitor-relay";

/** Every kind of destination, as it is declared. */
const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
${declarations.join("\n")}
  },
  sources: {
    production: {
      deliverTo: [
${others.map((name) => `        ${name},`).join("\n")}
      ],
      language: Language.Chinese,
      timeZone: "Asia/Shanghai",
      accountName: "商城",
      console: ConsoleSite.China,
    },
    prometheus: { deliverTo: [${prometheus.join(", ")}], console: ConsoleSite.China },
  },
});

export const callbackUrls = receiver.callbackUrls;
`;
}

function table(): string {
  const rows = DESTINATION_KINDS.map((kind) => {
    const { name, title, url, urlIs, credential } = destinationOf(kind).setup;
    const secret = credential && `${credential.name}${credential.optional ? " (if there is one)" : ""}`;
    const needs = [url === undefined ? urlIs : undefined, secret].filter((each) => each !== undefined);
    return `| [${title}](${kind}.md) | \`${name}\` | ${needs.join("; ")} |`;
  });
  return ["| destination | `DestinationKind` | needs |", "|---|---|---|", ...rows].join("\n");
}
