/** What an identity says besides the rule and the resource; undefined where it is said by nobody. */
interface Said {
  /** The rule and the resource alone. */
  bare: string;
  account: string | undefined;
  region: string | undefined;
}

/** The dimension that is the account. Some senders say it, and some that speak of the same resource don't. */
const ACCOUNT = "userId=";

/** Takes an identity of rule, dimensions and region apart. Undefined for any other. */
function saidIn(identity: string): Said | undefined {
  const end = identity.lastIndexOf("]") + 1;
  const parts = partsOf(identity.slice(0, end));
  return (
    parts && {
      bare: JSON.stringify(parts.filter((part) => !part.startsWith(ACCOUNT))),
      account: parts.find((part) => part.startsWith(ACCOUNT)),
      region: identity.slice(end) || undefined,
    }
  );
}

function partsOf(json: string): string[] | undefined {
  try {
    const parts: unknown = JSON.parse(json);
    return Array.isArray(parts) && parts.every((part) => typeof part === "string") ? parts : undefined;
  } catch {
    return undefined;
  }
}

function nameIn(part: string): string {
  return part.split("=", 1)[0] ?? "";
}

/** Ranges of identities, from and up to but not including, in which all of the same rule and resource are. */
export function rangesOf(
  identity: string,
): { bare: string; ranges: [from: string, to: string][] } | undefined {
  const said = saidIn(identity);
  if (!said) return undefined;
  const { bare } = said;
  const before = (partsOf(bare) ?? []).filter((part, index) => index === 0 || nameIn(part) < nameIn(ACCOUNT));
  const open = `${JSON.stringify(before).slice(0, -1)},"userId`;
  // `^` comes after `]`, and `>` after `=`.
  return {
    bare,
    ranges: [
      [bare, `${bare.slice(0, -1)}^`],
      [`${open}=`, `${open}>`],
    ],
  };
}

/** Whether two identities can be of the same rule and resource: what both say has to be the same. */
export function isKin(one: string, other: string): boolean {
  const [a, b] = [saidIn(one), saidIn(other)];
  const agree = (name: keyof Said) => !a?.[name] || !b?.[name] || a[name] === b[name];
  return a !== undefined && b !== undefined && a.bare === b.bare && agree("account") && agree("region");
}
