import { createHash } from "node:crypto";
import { exampleUrl } from "../../components/receiver/examples.ts";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";

/** Region of a stack that names none. */
export const LOCAL_REGION = "cn-hangzhou";

/** A value that has to be made up. */
export interface Wanted {
  /** Without the project's name. */
  key: string;
  /** As `Pulumi.yaml` calls it, or as the call that asks for it takes it. */
  type: string;
  secret: boolean;
  /**
   * What the value is made of besides the key: the same key and seed always make the same value. Default: the
   * key alone.
   */
  seed?: string | undefined;
}

/** The URL of a vendor that takes no other, for keys that name it: `dingUrl`, `larkWebhook`, `incident.ioUrl`. */
function urlOf(kind: DestinationKind): Guess[] {
  const { setup } = destinationOf(kind);
  if (setup.exampleUrl === undefined) return [];
  // Four letters of a name are enough to know it by, in short forms too.
  const names = [kind, ...setup.title.split(" / ")].map((name) => name.slice(0, 4));
  return [[new RegExp(`(${names.join("|")}).*(url|webhook)`, "i"), (digest) => exampleUrl(setup, digest)]];
}

type Guess = [RegExp, (digest: string) => string];

/** A value that a program is likely to accept, by what the key is called. */
const GUESSES: Guess[] = [
  [/host|domain/i, () => "alerts.example.com"],
  [/mail/i, () => "on-call@example.com"],
  [/phone|sms/i, () => "86-13800000000"],
  [/account.?id/i, (digest) => digest.slice(0, 32)],
  ...DESTINATION_KINDS.flatMap(urlOf),
  [/url|webhook/i, (digest) => `https://hooks.example.com/${digest.slice(0, 16)}`],
  [/region/i, () => LOCAL_REGION],
];

/**
 * A value of a type, the same for the same key and seed: what is made up on both sides of a review is no
 * change. A secret has 32 characters.
 */
export function madeUp({ key, type, secret, seed = "" }: Wanted): string {
  if (type === "integer" || type === "number") return "1";
  if (type === "boolean") return "false";
  if (type === "array") return "[]";
  if (type === "object") return "{}";
  const digest = createHash("sha256").update(`${key}\n${seed}`).digest("hex");
  if (secret && /sign/i.test(key)) return `whsec_${Buffer.from(digest, "hex").toString("base64")}`;
  const guess = GUESSES.find(([pattern]) => pattern.test(key));
  if (guess) return guess[1](digest);
  return secret ? `made-up-${digest.slice(0, 24)}` : nameOf(key);
}

/** The key as the name of something: `receiverStack` is `receiver-stack`. */
function nameOf(key: string): string {
  const words = key.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/g, "-").toLowerCase();
  return words.replaceAll(/^-+|-+$/g, "").slice(0, 24) || "local";
}

/** What stands for an encrypted value: of the declared type, and with the structure that the file shows. */
export function standInFor(encrypted: string, { key, type, seed }: Omit<Wanted, "secret">): string {
  const value = JSON.parse(encrypted) as object;
  if (Object.hasOwn(value, "secure")) return madeUp({ key, type, secret: true, seed });
  const fill = (each: unknown, name: string, path: string): unknown => {
    if (typeof each !== "object" || each === null) return each;
    if (Object.hasOwn(each, "secure"))
      return madeUp({ key: name, type: "string", secret: true, seed: `${path}\n${seed ?? ""}` });
    if (Array.isArray(each)) return each.map((one, index) => fill(one, name, `${path}.${index}`));
    return Object.fromEntries(
      Object.entries(each).map(([inner, one]) => [inner, fill(one, inner, `${path}.${inner}`)]),
    );
  };
  return JSON.stringify(fill(value, key, ""));
}
