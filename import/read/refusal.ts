/** What to do about the API's refusals that people meet. */
const HINTS: Record<string, string> = {
  SignatureDoesNotMatch: "the access key's secret is not the right one",
  InvalidAccessKeyId: "there is no such access key",
  Forbidden: "the key may not read CloudMonitor: it needs the policy AliyunCloudMonitorReadOnlyAccess",
};

/** The first line: the vendor's messages may go on with all that was signed. */
export function refusalText(error: unknown): string {
  const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  const hint = Object.entries(HINTS).find(([code]) => message.includes(code))?.[1];
  return hint === undefined ? message : `${message.split(" server StringToSign")[0]} (${hint})`;
}
