import type { Alert } from "../alert.ts";
import type { MessageKind } from "../destinations/destination.ts";
import { type Both, type Language, say } from "./language.ts";

const ALONE: Both = [
  "From a contact's message: no single open incident has the rule and resource it names, so it is one of its own",
  "来自联系人消息：未能按规则和资源对应到唯一的未恢复告警，因此单独告警",
];

/** Says of an incident that a contact's message opened that it may be the same as another one. */
export function aloneLines({ kind }: Alert, message: MessageKind, language: Language): string[] {
  return kind === "contact" && message === "opened" ? [say(ALONE, language)] : [];
}
