/** Products that EventBridge names otherwise than events do. */
const SOURCES: Record<string, string> = { CloudMonitor: "cms", Redis: "redis" };

/** The vendor's pages write `acs.ecs`, and in one sample `acs:aliyuncvc`. */
export function sourcesOf(product: string): string[] {
  const word = SOURCES[product] ?? product.toLowerCase();
  return [`acs.${word}`, `acs:${word}`];
}
