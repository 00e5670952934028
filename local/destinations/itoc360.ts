import * as v from "valibot";
import type { Vendor } from "./stand-in.ts";

/** Source: itoc360/itoc360-githubactions (`payload.ts`) and the SDK's test fixtures for the answers. */
const Event = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  title: v.pipe(v.string(), v.minLength(1)),
  status: v.picklist(["trigger", "resolve"]),
  severity: v.picklist(["critical", "high", "medium", "low"]),
  message: v.string(),
});

export const vendor =
  (): Vendor =>
  ({ headers, json }, incidents, { credential }) => {
    const token = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
    if (token === undefined) return { status: 401, body: "Unauthorized" };
    if (token !== credential) return { status: 404, body: "Source not found" };
    const event = v.safeParse(Event, json);
    if (!event.success) {
      // An unknown status word is the vendor's own 500.
      const statusIsWrong = event.issues.some((issue) => v.getDotPath(issue) === "status");
      return statusIsWrong ? { status: 500 } : { status: 400, body: { error: "Invalid payload" } };
    }
    const { id, title, status, severity } = event.output;
    if (status === "resolve") incidents.resolve(id);
    else incidents.trigger({ key: id, title, severity });
    return {
      status: 200,
      body: { id: "event-1", type: status === "resolve" ? "RESOLVE" : "ALERT", fingerprint: id },
    };
  };
