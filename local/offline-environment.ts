/** An address that refuses every connection: the discard port, on which nothing listens. */
const DEAD_END = "http://127.0.0.1:9";

/** Variables that could lead a deployment to a real account, emptied. */
const REAL = [
  "ALICLOUD_PROFILE",
  "ALIBABA_CLOUD_PROFILE",
  "ALICLOUD_SECURITY_TOKEN",
  "ALIBABA_CLOUD_SECURITY_TOKEN",
  "CLOUDFLARE_API_KEY",
  "CLOUDFLARE_EMAIL",
];

/**
 * Environment in which nothing but this machine can be reached: whatever goes to a host elsewhere is
 * refused at once. `endpoints` are the local APIs, as `127.0.0.1:40123`.
 */
export function offlineExcept(endpoints: readonly string[]): Record<string, string> {
  // With their ports too: the vendor's Go client compares the whole address.
  const here = ["127.0.0.1", "localhost", ...endpoints].join(",");
  return {
    ...Object.fromEntries(REAL.map((name) => [name, ""])),
    HTTPS_PROXY: DEAD_END,
    https_proxy: DEAD_END,
    HTTP_PROXY: DEAD_END,
    http_proxy: DEAD_END,
    NO_PROXY: here,
    no_proxy: here,
    // Node's own fetch looks at the variables above only if it is told to.
    NODE_USE_ENV_PROXY: "1",
  };
}
