/** Regions of the China site: accounts there call back from mainland China. */
export function isChina(region: string | undefined): boolean {
  return region?.startsWith("cn-") ?? false;
}

export const WORKERS_DEV_REFUSED =
  "workers.dev does not resolve in mainland China, so callbacks of a cn-* region would never arrive; give the receiver a hostname in a zone of your own";
