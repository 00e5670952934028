import { readFileSync } from "node:fs";
import { DESTINATION_KINDS } from "../../receiver/destinations/registry.ts";
import { ACCESS } from "../receiver/destinations/contracts.ts";

const PROGRAM = readFileSync(new URL("../../examples/destinations.ts", import.meta.url), "utf8");

/** The keys that a destination of the example asks for, with what its access has there. */
function keysOf(kind: (typeof DESTINATION_KINDS)[number]): [string, string][] {
  const [, declaration = ""] = PROGRAM.split(new RegExp(`^    "?${kind}"?: `, "m"));
  const [own = ""] = declaration.split(/^ {4}"?[\w-]+"?: \{/m);
  return (["url", "credential"] as const).flatMap((field) => {
    const [, key] = new RegExp(`${field}: config.requireSecret\\("(\\w+)"\\)`).exec(own) ?? [];
    return key === undefined ? [] : [[key, ACCESS[kind][field]] as [string, string]];
  });
}

/** Configuration of examples/destinations.ts, made up; most of it is secret. */
export const DESTINATIONS_CONFIG: Record<string, string> = {
  cloudflareAccountId: "0".repeat(32),
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  accessSecret: "access-secret-0001",
  ...Object.fromEntries(DESTINATION_KINDS.flatMap(keysOf)),
};
