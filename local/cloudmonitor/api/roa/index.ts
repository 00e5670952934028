import { ALERT_RULES } from "./alert-rules.ts";
import { NOTIFY_POLICIES } from "./notify-policies.ts";
import { matchPath, type Route } from "./route.ts";
import { WEBHOOKS } from "./webhooks.ts";
import { WORKSPACES } from "./workspaces.ts";

export const ROA_VERSION = "2024-03-30";

/** The operations of CloudMonitor 2024-03-30 that are served. */
const ROUTES: readonly Route[] = [...WEBHOOKS, ...ALERT_RULES, ...NOTIFY_POLICIES, ...WORKSPACES];

/** The operation of a name. */
export function routeOf(action: string): Route | undefined {
  return ROUTES.find((route) => route.action === action);
}

export function findRoute(method: string, path: string): { route: Route; segments: string[] } | undefined {
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    const segments = matchPath(route.path, path);
    if (segments) return { route, segments };
  }
  return undefined;
}
