import type * as Miniflare from "miniflare";

/**
 * The runtime of Workers on this machine, an optional peer of the package: with its binary it is ten times as
 * large as all the rest, and who only declares never runs a Worker. Throws with what to install.
 */
export async function loadMiniflare(): Promise<typeof Miniflare> {
  try {
    return await import("miniflare");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error(
      "Workers run on this machine by the package miniflare, which is not installed: run `npm install --save-dev miniflare@4`",
    );
  }
}
