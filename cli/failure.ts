/** What a vendor's client says at length, in one sentence that says what to do. */
const SENTENCES: readonly (readonly [RegExp, (found: RegExpMatchArray) => string])[] = [
  [
    /unable to get credentials from any of the providers/,
    () =>
      "no credentials for Alibaba Cloud: looked in ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, ~/.aliyun/config.json, ~/.alibabacloud/credentials and the machine's role; set the two variables, or run `aliyun configure`",
  ],
  [
    /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\w.-]+?)(?=POST|GET|\s|$)/,
    ([, host]) => `the host ${host} was not found: check the region or --endpoint, and the network`,
  ],
  [/connect ECONNREFUSED ([\w.:[\]-]+?)(?=POST|GET|\s|$)/, ([, host]) => `nothing listens at ${host}`],
  [
    /(?:ETIMEDOUT|ConnectTimeout|ReadTimeout)/,
    () => "no answer in time: check the network, or a proxy in HTTPS_PROXY",
  ],
];

/** What an error says. Of what vendors' clients throw, a sentence. */
export function failureText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, sentence] of SENTENCES) {
    const found = message.match(pattern);
    if (found) return sentence(found);
  }
  return message;
}

/** Says on standard error why a command ends: `error: …`. */
export function printFailure(error: unknown): void {
  process.stderr.write(`error: ${failureText(error)}\n`);
}
