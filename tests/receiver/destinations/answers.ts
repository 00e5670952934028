import type { DestinationKind } from "../../../receiver/destinations/registry.ts";
import type { Verdict } from "../../../receiver/destinations/verdict.ts";

/** What each vendor answers, and what is to be made of it. */
export interface Answers {
  /** How the vendor says yes. */
  success: { status: number; body: string };
  /** Verdicts on a status with an empty body, where they differ from `STATUSES`. */
  statuses: Record<number, Short>;
  /** Verdicts on the vendor's own answers: status, body, verdict. */
  answers: [status: number, body: unknown, verdict: Short][];
}

/** `!` says that an operator must act, `stop` that nothing more is sent, `slow` that everything waits. */
export type Short = "delivered" | "retry" | "slow" | "rejected" | "rejected!" | "stop";

export function short(verdict: Verdict): Short {
  if (verdict.outcome === "retry") return verdict.everyone ? "slow" : "retry";
  if (verdict.outcome === "delivered") return "delivered";
  return verdict.stop ? "stop" : verdict.operator ? "rejected!" : "rejected";
}

/** Verdicts on a status with an empty body, unless the vendor says otherwise. */
export const STATUSES: Record<number, Short> = {
  200: "retry",
  201: "retry",
  202: "retry",
  204: "retry",
  301: "rejected!",
  302: "rejected!",
  400: "rejected",
  401: "rejected!",
  402: "rejected!",
  403: "rejected!",
  404: "rejected!",
  408: "retry",
  409: "rejected",
  410: "stop",
  413: "rejected",
  415: "rejected",
  422: "rejected",
  425: "retry",
  429: "slow",
  500: "retry",
  502: "retry",
  503: "retry",
  504: "retry",
};

/** A refusal of Flashduty. */
const refused = (code: string, message = "") => ({ request_id: "r", error: { code, message } });

export const ANSWERS: Record<DestinationKind, Answers> = {
  itoc360: {
    success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
    statuses: { 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [200, "<html>", "retry"],
      [200, [], "retry"],
      [400, { error: "Invalid payload" }, "rejected"],
      [401, "Unauthorized", "rejected!"],
      [402, { error: "Subscription inactive" }, "rejected!"],
      [404, { error: "Source not found" }, "rejected!"],
    ],
  },
  "itoc360-native": {
    success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
    statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [200, { error: "Invalid payload" }, "retry"],
      [401, "Unauthorized", "rejected!"],
      [402, { error: "Subscription inactive" }, "rejected!"],
    ],
  },
  ilert: {
    success: { status: 202, body: "" },
    statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [400, { code: "BAD_REQUEST" }, "rejected"],
      [401, { code: "KEY_ERROR" }, "rejected!"],
      [404, { code: "NOT_FOUND" }, "rejected!"],
      [429, { code: "RATE_LIMIT" }, "slow"],
    ],
  },
  "ilert-native": {
    success: { status: 202, body: "" },
    statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [200, { error: "no such source" }, "retry"],
      [404, "", "rejected!"],
      [429, "", "slow"],
    ],
  },
  flashduty: {
    success: { status: 200, body: '{"request_id":"r","data":{"alert_key":"k"}}' },
    statuses: {},
    answers: [
      [200, "<html>", "retry"],
      [400, refused("InvalidParameter", "title is required"), "rejected"],
      [400, refused("InvalidParameter", "integration_key is not a valid one"), "rejected!"],
      [400, refused("InvalidContentType"), "rejected"],
      [400, refused("ResourceNotFound"), "rejected!"],
      [400, refused("NoLicense"), "rejected!"],
      [401, refused("Unauthorized"), "rejected!"],
      [403, refused("AccessDenied"), "rejected!"],
      [404, refused("RouteNotFound"), "rejected!"],
      [429, refused("RequestTooFrequently"), "slow"],
      [500, refused("InternalError"), "retry"],
      [200, refused("InvalidParameter", "a refusal under a 200"), "rejected"],
      [200, refused("SomethingNew"), "retry"],
      [200, refused("constructor"), "retry"],
    ],
  },
  "flashduty-metrics-native": {
    success: { status: 200, body: '{"request_id":"r","data":{}}' },
    statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [200, { request_id: "r", error: { code: "InvalidParameter", message: "" } }, "rejected"],
      [200, { request_id: "r", error: { code: "NoLicense", message: "" } }, "rejected!"],
      [
        400,
        { request_id: "r", error: { code: "InvalidParameter", message: "integration_key" } },
        "rejected!",
      ],
      [429, "", "slow"],
    ],
  },
  "flashduty-prometheus-native": {
    success: { status: 200, body: '{"request_id":"r","data":{}}' },
    statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [200, { request_id: "r", error: { code: "InvalidParameter", message: "" } }, "rejected"],
      [200, { request_id: "r", error: { code: "NoLicense", message: "" } }, "rejected!"],
      [
        400,
        { request_id: "r", error: { code: "InvalidParameter", message: "integration_key" } },
        "rejected!",
      ],
      [429, "", "slow"],
    ],
  },
  pagerduty: {
    success: { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"k"}' },
    statuses: { 202: "delivered" },
    answers: [
      [200, "<html>a page in between</html>", "retry"],
      [400, { status: "invalid event", errors: ["Length of 'payload.source' is too long"] }, "rejected"],
      [400, { status: "invalid event", errors: ["Invalid routing key"] }, "rejected!"],
      [429, "", "slow"],
    ],
  },
  opsgenie: {
    success: { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"r"}' },
    statuses: { 202: "delivered", 410: "rejected" },
    answers: [
      [200, "<html>", "retry"],
      [422, { message: "Request body is not processable" }, "rejected"],
      [403, { message: "You are not authorized" }, "rejected!"],
    ],
  },
  jsm: {
    success: { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"r"}' },
    statuses: { 202: "delivered", 410: "rejected" },
    answers: [
      [200, "<html>", "retry"],
      [422, { message: "Request body is not processable" }, "rejected"],
      [403, { message: "You are not authorized" }, "rejected!"],
    ],
  },
  incidentio: {
    success: { status: 202, body: '{"status":"success","message":"Event accepted for processing"}' },
    statuses: { 202: "delivered" },
    answers: [
      [200, "<html>", "retry"],
      [422, { type: "validation_error", status: 422, errors: [] }, "rejected"],
      [401, { type: "authentication_error" }, "rejected!"],
    ],
  },
  alertmanager: {
    success: { status: 200, body: "" },
    statuses: { 200: "delivered" },
    answers: [
      [202, "", "retry"],
      [400, JSON.stringify("bad label"), "rejected"],
      [500, JSON.stringify("boom"), "retry"],
    ],
  },
  dingtalk: {
    success: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
    statuses: {},
    answers: [
      [200, { errcode: 310000, errmsg: "sign not match" }, "rejected!"],
      [200, { errcode: 130101, errmsg: "send too fast" }, "slow"],
      [200, { errcode: 400101, errmsg: "something new" }, "retry"],
      [200, { errcode: "0" }, "retry"],
      [200, "ok", "retry"],
      [503, { errcode: 0 }, "retry"],
    ],
  },
  feishu: {
    success: { status: 200, body: '{"code":0,"msg":"success","data":{}}' },
    statuses: {},
    answers: [
      [200, { StatusCode: 0, StatusMessage: "success" }, "delivered"],
      [200, { code: 19021, msg: "sign match fail" }, "rejected!"],
      [200, { code: 19022, msg: "ip not allowed" }, "rejected!"],
      [200, { code: 19024, msg: "keyword not found" }, "rejected!"],
      [200, { code: 11232, msg: "frequency limited" }, "slow"],
      [400, { code: 9499, msg: "too many request" }, "slow"],
      [200, { code: 99999, msg: "something new" }, "retry"],
      [200, "<html>", "retry"],
    ],
  },
  wecom: {
    success: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
    statuses: {},
    answers: [
      [200, { errcode: -1, errmsg: "system busy" }, "retry"],
      [200, { errcode: 45009, errmsg: "api freq out of limit" }, "slow"],
      [200, { errcode: 40058, errmsg: "too long" }, "rejected"],
      [200, { errcode: 93000, errmsg: "invalid webhook url" }, "rejected!"],
      [200, { errcode: 40008, errmsg: "something new" }, "retry"],
      [200, "ok", "retry"],
    ],
  },
  slack: {
    success: { status: 200, body: "ok" },
    statuses: {},
    answers: [
      [200, "<html>", "retry"],
      [200, "", "retry"],
      [400, "invalid_payload", "rejected"],
      [403, "action_prohibited", "rejected!"],
      [404, "channel_not_found", "rejected!"],
      [404, "no_service", "rejected!"],
      [410, "channel_is_archived", "stop"],
      [429, "rate_limited", "slow"],
    ],
  },
  webhook: {
    success: { status: 204, body: "" },
    statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
    answers: [
      [200, "anything", "delivered"],
      [410, "gone", "stop"],
    ],
  },
};
