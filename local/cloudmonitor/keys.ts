import type { AccessKey } from "./api/authenticate.ts";

/** The access key of an account on this machine. Made up: it opens nothing else. */
export function localKey(account: string): AccessKey {
  return { id: `local-${account}`, secret: `local-secret-${account}`, account };
}

/** The key of that id, if it is the key of an account on this machine. */
export function findLocalKey(id: string): AccessKey | undefined {
  const [, account] = /^local-(\d{1,20})$/.exec(id) ?? [];
  return account === undefined ? undefined : localKey(account);
}
