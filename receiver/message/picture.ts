import type { Alert } from "../alert.ts";
import type { Links, Picture } from "../destinations/destination.ts";
import { webAddress } from "./links.ts";
import { noteOf } from "./note.ts";

/** What Grafana photographed of the panel. Only under https: vendors take no other. */
export function pictureOf(alert: Alert, title: string, { resource, rule }: Links): Picture | undefined {
  const src = webAddress(noteOf(alert, "imageURL"));
  if (!src?.startsWith("https:")) return undefined;
  const href = (resource ?? rule)?.href;
  return { src, alt: title, ...(href && { href }) };
}
