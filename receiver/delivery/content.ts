import type { Alert } from "../alert.ts";
import type { AlertLetter } from "./letter.ts";

/** What an incident's or a parcel's `message` holds. */
export type Content = { alert: Alert | undefined; callback?: AlertLetter["callback"] };
