import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Account } from "../../import/account.ts";
import { type ImportedProgram, readAccount, readingClient } from "../../import/index.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { evaluate } from "../../program/evaluator/evaluate.ts";
import { LOCAL_LOOKUPS } from "../../program/evaluator/lookups.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { TAG_LOOKUP } from "./shared.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Programs import the components from here. */
export const OPTIONS = { package: join(ROOT, "components/index.ts"), providerVersion: "3.108.0" };

/** Where the imported program is evaluated. */
export const PLACE = { project: "imported", stack: "test" };

/** The account and region that are imported. */
export const AT = { account: "1100000000000000", region: "cn-hangzhou" };

/** What the vendor's client reads of the local CloudMonitor, after something was put there. */
export async function readFrom(fill: (served: ServedCloudMonitor) => void): Promise<Account> {
  const key = localKey(AT.account);
  const served = await serveCloudMonitor({ keys: [key], region: AT.region });
  try {
    fill(served);
    const access = { endpoint: served.endpoint, protocol: "http" };
    const { id: accessKeyId, secret: accessKeySecret } = key;
    return await readAccount(readingClient({ region: AT.region, ...access, accessKeyId, accessKeySecret }));
  } finally {
    await served.stop();
  }
}

/** Gives each resource the id that `pulumi import` would have found it by. */
function adopted({ importFile }: ImportedProgram): string {
  const ids = importFile.resources.flatMap(({ type, name, id }) => (id ? [[`${type} ${name}`, id]] : []));
  return `import * as pulumi from "@pulumi/pulumi";

const ids = new Map<string, string>(${JSON.stringify(ids)});
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
  const id = ids.get(\`\${type} \${name}\`);
  return id === undefined ? undefined : { props, opts: { ...opts, import: id } };
});
`;
}

/** Writes the program below the repository, so that it finds its packages, and evaluates it. */
export async function evaluateProgram(program: ImportedProgram, place = PLACE): Promise<Plan> {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "dist", "imported-"));
  try {
    for (const [file, text] of Object.entries(program.files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const index = join(folder, "index.ts");
    writeFileSync(join(folder, "adopted.ts"), adopted(program));
    writeFileSync(index, `import "./adopted.ts";\n${program.files["index.ts"]}`);
    const config = Object.fromEntries(
      program.secrets.map(({ name, value }) => [`${place.project}:${name}`, value]),
    );
    return await evaluate({
      directory: folder,
      main: "index.ts",
      ...place,
      config,
      secretKeys: Object.keys(config),
      lookups: { ...LOCAL_LOOKUPS, ...TAG_LOOKUP },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
