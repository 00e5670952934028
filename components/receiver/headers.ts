/** What is wrong with headers that a program gives, or undefined. Never repeats a value: it may be a secret. */
export function checkHeaders(headers: Record<string, string>): string | undefined {
  for (const [header, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9-]+$/.test(header)) return `hold "${header}", which is no name of a header`;
    if (/^(content-(type|length|encoding)|host|connection)$/i.test(header))
      return `must not hold ${header}: the relay sets it itself`;
    if (!/^[\x20-\x7e]+$/.test(value)) return `must give printable ASCII characters for ${header}`;
  }
  return undefined;
}
