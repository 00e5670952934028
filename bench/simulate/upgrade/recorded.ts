import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Recording } from "./recording.ts";

const FOLDER = new URL("recorded/", import.meta.url);

/** What earlier versions of the receiver left, oldest first: nights that ran with their code and were stopped. */
export function readRecordings(): Recording[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json.gz"))
    .sort()
    .flatMap((name) => JSON.parse(gunzipSync(readFileSync(new URL(name, FOLDER))).toString()) as Recording[]);
}
