/** Under which names the access of a destination holds lists of phone numbers: its own, and those of routes. */
export const OWN_NUMBERS = "destination";

export function numbersOfRoute(source: string, route: string): string {
  return `${source}/${route}`;
}
