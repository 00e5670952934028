import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";

/** What `vendorSdk` loads. */
const ENTRY = `
exports.core = require("@alicloud/openapi-core");
exports.credentials = require("@alicloud/credentials");
`;

/**
 * Writes what is used of the vendor's client and credentials into one file, and beside it the licences of all
 * the packages that it was made of.
 */
export function bundleVendorSdk(root: string, file: string): void {
  const { metafile } = buildSync({
    stdin: { contents: ENTRY, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    minify: true,
    // Names of classes are told in errors.
    keepNames: true,
    legalComments: "none",
    metafile: true,
    outfile: file,
    logLevel: "error",
  });
  const folders = Object.keys(metafile.inputs).map(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0],
  );
  const licences = [...new Set(folders)]
    .filter((each) => each !== undefined)
    .map((each) => licence(join(root, each)));
  writeFileSync(join(dirname(file), "LICENSES.txt"), licences.sort().join("\n"));
}

/** Name, version, licence, and its text where the package has it. */
function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const files = readdirSync(folder).filter((each) => /^licen[cs]e/i.test(each));
  const [text = ""] = files.map((each) => readFileSync(join(folder, each), "utf8").trim());
  return `${name} ${version}: ${license}\n${text && `\n${text}\n`}`;
}
