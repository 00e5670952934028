import { userInfo } from "node:os";

/** The person's name at this machine; some containers have none. */
export function whoami(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
