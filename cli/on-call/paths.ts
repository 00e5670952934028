import type { ActionName } from "../../receiver/answers.ts";
import { PATH } from "../../receiver/config/urls.ts";

/** Where a destination's dead letters are read, and what an operator can do there. */
export function destinationPath(destination: string, what: ActionName | "dead-letters"): string {
  return `${PATH.operate}destinations/${encodeURIComponent(destination)}/${what}`;
}
