import type { RouteArgs } from "./args.ts";

/** What people call a route; its number where nobody named it. */
export function routeName({ name }: RouteArgs, index: number): string {
  return name ?? `route ${index + 1}`;
}
