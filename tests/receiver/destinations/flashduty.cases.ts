import { aMinute, type Contract, points } from "./contract.ts";

/** A refusal. */
const refused = (code: string, message = "") => ({ request_id: "r", error: { code, message } });

export const contract: Contract = {
  access: { url: "https://api.flashcat.cloud/event/push/alert/standard", credential: "flash-key-0001" },
  success: { status: 200, body: '{"request_id":"r","data":{"alert_key":"k"}}' },
  statuses: {},
  answers: [
    [200, "<html>", "retry"],
    [400, refused("InvalidParameter", "title is required"), "rejected"],
    [400, refused("InvalidParameter", "integration_key is not a valid one"), "operator"],
    [400, refused("InvalidContentType"), "rejected"],
    [400, refused("ResourceNotFound"), "operator"],
    [400, refused("NoLicense"), "operator"],
    [401, refused("Unauthorized"), "operator"],
    [403, refused("AccessDenied"), "operator"],
    [404, refused("RouteNotFound"), "operator"],
    [429, refused("RequestTooFrequently"), "wait"],
    [500, refused("InternalError"), "retry"],
    [200, refused("InvalidParameter", "a refusal under a 200"), "rejected"],
    [200, refused("SomethingNew"), "retry"],
    [200, refused("constructor"), "retry"],
  ],
  rate: aMinute(2000),
  limits: (body: { title_rule: string; description: string; labels: Record<string, string> }) => [
    ["title_rule", points(body.title_rule), 512],
    ["description", points(body.description), 2048],
    ["labels", Object.keys(body.labels).length, 50],
    ...Object.entries(body.labels).flatMap(([key, value]): [string, number, number][] => [
      ["name of a label", /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? points(key) : 1000, 128],
      ["value of a label", points(value), 2048],
    ]),
  ],
};
