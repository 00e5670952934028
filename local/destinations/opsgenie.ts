import * as v from "valibot";
import { text } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: https://docs.opsgenie.com/docs/alert-api. The API of Jira Service Management is the same. */
const Alert = v.object({
  message: text(130, 1),
  alias: text(512, 1),
  description: v.optional(text(15_000)),
  priority: v.optional(v.picklist(["P1", "P2", "P3", "P4", "P5"]), "P3"),
  source: v.optional(text(100)),
  entity: v.optional(text(512)),
  tags: v.optional(v.pipe(v.array(text(50)), v.maxLength(20))),
  details: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.check((details) => Array.from(Object.entries(details).flat().join("")).length <= 8000),
    ),
  ),
});

export const vendor =
  (): Vendor =>
  ({ method, url, headers, json }, incidents, { credential, url: own }) => {
    const accepted = {
      status: 202,
      body: { result: "Request will be processed", took: 0.1, requestId: "request-1" },
    };
    if (headers.get("authorization") !== `GenieKey ${credential}`)
      return { status: 401, body: { message: "Could not authenticate" } };
    const [alias, action, ...rest] = url.pathname.slice(new URL(own).pathname.length + 1).split("/");
    if (method === "GET") return { status: 404, body: { message: "Request not found" } };
    if (alias) {
      if (action !== "close" || rest.length > 0) return { status: 404, body: { message: "no such action" } };
      if (url.searchParams.get("identifierType") !== "alias")
        return { status: 422, body: { message: "the id of an alert is no alias" } };
      // An alias that is not open fails later, where only a poll of the request would show it.
      incidents.resolve(decodeURIComponent(alias));
      return accepted;
    }
    const alert = v.safeParse(Alert, json);
    if (!alert.success) return { status: 422, body: { message: v.summarize(alert.issues) } };
    const { message, alias: key, priority } = alert.output;
    // An open alert only counts a second one with its alias.
    if (!incidents.repeat(key)) incidents.trigger({ key, title: message, severity: priority });
    return accepted;
  };
