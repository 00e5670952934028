import { createHash, randomBytes } from "node:crypto";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";

/** Region of a stack that names none. */
export const LOCAL_REGION = "cn-hangzhou";

/** The URL of a vendor that takes no other, for keys that name it: `dingUrl`, `larkWebhook`, `incident.ioUrl`. */
function urlOf(kind: DestinationKind): [RegExp, () => string][] {
  const { title, exampleUrl } = destinationOf(kind).setup;
  if (exampleUrl === undefined) return [];
  // Four letters of a name are enough to know it by, in short forms too.
  const names = [kind, ...title.split(" / ")].map((name) => name.slice(0, 4));
  return [[new RegExp(`(${names.join("|")}).*(url|webhook)`, "i"), () => exampleUrl]];
}

/** A value that a program is likely to accept, by what the key is called. */
const GUESSES: [RegExp, (key: string) => string][] = [
  [/host|domain/i, () => "alerts.example.com"],
  [/mail/i, () => "on-call@example.com"],
  [/phone|sms/i, () => "86-13800000000"],
  [/account.?id/i, (key) => createHash("md5").update(key).digest("hex")],
  ...DESTINATION_KINDS.flatMap(urlOf),
  [/url|webhook/i, () => "https://hooks.example.com/in"],
  [/region/i, () => LOCAL_REGION],
];

/** A value of a declared type, random where it is secret. `key` is without the project's name. */
export function madeUp(key: string, type: string, secret: boolean): string {
  if (type === "integer" || type === "number") return "1";
  if (type === "boolean") return "false";
  if (type === "array") return "[]";
  if (secret && /sign/i.test(key)) return `whsec_${randomBytes(32).toString("base64")}`;
  const guess = GUESSES.find(([pattern]) => pattern.test(key));
  if (guess) return guess[1](key);
  return secret ? randomBytes(24).toString("base64url") : "local";
}

/** What stands for an encrypted value: of the declared type, and with the structure that the file shows. */
export function standInFor(encrypted: string, key: string, type: string): string {
  const value = JSON.parse(encrypted) as object;
  if (Object.hasOwn(value, "secure")) return madeUp(key, type, true);
  const fill = (each: unknown, name: string): unknown => {
    if (typeof each !== "object" || each === null) return each;
    if (Object.hasOwn(each, "secure")) return madeUp(name, "string", true);
    if (Array.isArray(each)) return each.map((one) => fill(one, name));
    return Object.fromEntries(Object.entries(each).map(([inner, one]) => [inner, fill(one, inner)]));
  };
  return JSON.stringify(fill(value, key));
}
