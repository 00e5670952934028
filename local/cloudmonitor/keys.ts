import type { AccessKey } from "./api/authenticate.ts";

/** The access key of an account on this machine. Made up: it opens nothing else. */
export function localKey(account: string): AccessKey {
  return { id: `local-${account}`, secret: `local-secret-${account}`, account };
}
