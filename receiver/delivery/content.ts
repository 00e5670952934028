import type { Alert } from "../alert.ts";
import type { Story } from "../message/story.ts";
import type { Held } from "../quiet/stage.ts";
import type { AlertLetter } from "./letter.ts";

/** What an incident's or a parcel's `message` holds. Of an incident that an older version stored the alert alone. */
export type Content = {
  alert: Alert | undefined;
  callback?: AlertLetter["callback"];
  /** The newest word is that there was none since this time. */
  silentSince?: number;
  /** That is why it is over. */
  unheard?: boolean;
  /** What held it back before it was told. */
  held?: Held | undefined;
  /** Of a parcel: key of the incident that its first alert belongs to. */
  key?: string;
} & Partial<Story>;
