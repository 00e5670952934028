import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The vendor's generic client, which signs calls, and its usual chain of credentials. */
interface VendorSdk {
  core: typeof import("@alicloud/openapi-core");
  credentials: typeof import("@alicloud/credentials");
}

/** Where the published package has both, below its compiled code. */
export const SDK_FILE = join("alibaba-cloud", "sdk.cjs");

// CommonJS.
const require = createRequire(import.meta.url);
const packed = join(dirname(fileURLToPath(import.meta.url)), "..", "..", SDK_FILE);

/**
 * Loaded when it is needed, since most programs never need it. The published package has the half megabyte that is
 * used of it in one file: installed, the two packages come with 17 MB of others.
 */
export function vendorSdk(): VendorSdk {
  if (existsSync(packed)) return require(packed) as VendorSdk;
  return { core: require("@alicloud/openapi-core"), credentials: require("@alicloud/credentials") };
}
