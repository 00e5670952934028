import { PARAMETER } from "../../receiver/config/urls.ts";
import type { CallbackTarget } from "./callback.ts";

/** The name of the heartbeat that a rule or a contact sends in place of alerts; undefined: it sends alerts. */
export function heartbeatOf({ callback }: { callback: CallbackTarget | undefined }): string | undefined {
  return callback?.parameters[PARAMETER.heartbeat];
}
