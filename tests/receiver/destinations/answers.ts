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

/**
 * `slower` is tried again less densely, `wait` makes everything for the destination wait, `rejected` is about
 * this message, `operator` about the access, and `stop` asks for nothing more.
 */
export type Short = "delivered" | "retry" | "slower" | "wait" | "rejected" | "operator" | "stop";

export function short(verdict: Verdict): Short {
  if (verdict.outcome === "delivered") return "delivered";
  if (verdict.outcome === "retry") return verdict.everyone ? "wait" : verdict.slow ? "slower" : "retry";
  return verdict.stop ? "stop" : verdict.operator ? "operator" : "rejected";
}

/** Verdicts on a status with an empty body, unless the vendor documents another. */
export const STATUSES: Record<number, Short> = {
  200: "retry",
  201: "retry",
  202: "retry",
  204: "retry",
  301: "operator",
  302: "operator",
  400: "retry",
  401: "operator",
  402: "operator",
  403: "operator",
  404: "operator",
  405: "retry",
  408: "retry",
  409: "retry",
  410: "stop",
  413: "retry",
  415: "retry",
  422: "retry",
  425: "retry",
  429: "wait",
  451: "retry",
  500: "retry",
  502: "retry",
  503: "retry",
  504: "retry",
};

/** What most vendors say of any success. */
const TAKEN = { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" } as const;

/** A refusal of Flashduty. */
const refused = (code: string, message = "") => ({ request_id: "r", error: { code, message } });

export const ANSWERS: Record<DestinationKind, Answers> = {
  itoc360: {
    success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
    statuses: { 201: "delivered", 202: "delivered", 204: "delivered", 400: "rejected", 500: "slower" },
    answers: [
      [200, "<html>", "retry"],
      [200, [], "retry"],
      [400, { error: "Invalid payload" }, "rejected"],
      [401, "Unauthorized", "operator"],
      [402, { error: "Subscription inactive" }, "operator"],
      [404, { error: "Source not found" }, "operator"],
      [404, { error: "Tenant not found" }, "operator"],
      [500, { error: "Internal error" }, "slower"],
      [503, "", "retry"],
    ],
  },
  "itoc360-native": {
    success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
    statuses: { ...TAKEN, 400: "rejected", 500: "slower" },
    answers: [
      [200, { error: "Invalid payload" }, "retry"],
      [401, "Unauthorized", "operator"],
      [402, { error: "Subscription inactive" }, "operator"],
    ],
  },
  ilert: {
    success: { status: 202, body: "" },
    statuses: { ...TAKEN, 400: "rejected", 413: "rejected", 415: "rejected", 422: "rejected" },
    answers: [
      [400, { code: "BAD_REQUEST" }, "rejected"],
      [401, { code: "KEY_ERROR" }, "operator"],
      [404, { code: "NOT_FOUND" }, "operator"],
      [429, { code: "RATE_LIMIT" }, "wait"],
    ],
  },
  "ilert-native": {
    success: { status: 202, body: "" },
    statuses: { ...TAKEN, 400: "rejected", 413: "rejected", 415: "rejected", 422: "rejected" },
    answers: [
      [200, { error: "no such source" }, "retry"],
      [404, "", "operator"],
      [429, "", "wait"],
    ],
  },
  flashduty: {
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
  },
  "flashduty-metrics-native": {
    success: { status: 200, body: '{"request_id":"r","data":{}}' },
    statuses: { ...TAKEN },
    answers: [
      [200, { request_id: "r", error: { code: "InvalidParameter", message: "" } }, "rejected"],
      [200, { request_id: "r", error: { code: "NoLicense", message: "" } }, "operator"],
      [400, { request_id: "r", error: { code: "InvalidParameter", message: "integration_key" } }, "operator"],
      [429, "", "wait"],
    ],
  },
  "flashduty-prometheus-native": {
    success: { status: 200, body: '{"request_id":"r","data":{}}' },
    statuses: { ...TAKEN },
    answers: [
      [200, { request_id: "r", error: { code: "InvalidParameter", message: "" } }, "rejected"],
      [200, { request_id: "r", error: { code: "NoLicense", message: "" } }, "operator"],
      [400, { request_id: "r", error: { code: "InvalidParameter", message: "integration_key" } }, "operator"],
      [429, "", "wait"],
    ],
  },
  pagerduty: {
    success: { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"k"}' },
    statuses: { 202: "delivered", 400: "rejected" },
    answers: [
      [200, "<html>a page in between</html>", "retry"],
      [400, { status: "invalid event", errors: ["Length of 'payload.source' is too long"] }, "rejected"],
      [400, { status: "invalid event", errors: ["Invalid routing key"] }, "operator"],
      [429, "", "wait"],
    ],
  },
  opsgenie: {
    success: { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"r"}' },
    statuses: {
      202: "delivered",
      400: "rejected",
      409: "rejected",
      410: "rejected",
      415: "rejected",
      422: "rejected",
    },
    answers: [
      [200, "<html>", "retry"],
      [422, { message: "Request body is not processable" }, "rejected"],
      [403, { message: "You are not authorized" }, "operator"],
    ],
  },
  jsm: {
    success: { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"r"}' },
    statuses: {
      202: "delivered",
      400: "rejected",
      409: "rejected",
      410: "rejected",
      415: "rejected",
      422: "rejected",
    },
    answers: [
      [200, "<html>", "retry"],
      [422, { message: "Request body is not processable" }, "rejected"],
      [403, { message: "You are not authorized" }, "operator"],
    ],
  },
  incidentio: {
    success: { status: 202, body: '{"status":"success","message":"Event accepted for processing"}' },
    statuses: { 202: "delivered", 400: "rejected", 413: "rejected", 422: "rejected" },
    answers: [
      [200, "<html>", "retry"],
      [422, { type: "validation_error", status: 422, errors: [] }, "rejected"],
      [401, { type: "authentication_error" }, "operator"],
    ],
  },
  alertmanager: {
    success: { status: 200, body: "" },
    statuses: { 200: "delivered", 400: "rejected" },
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
      [200, { errcode: "0", errmsg: "ok" }, "delivered"],
      [200, { errcode: 130101, errmsg: "send too fast" }, "wait"],
      [200, { errcode: 410100, errmsg: "sent too fast, and limited" }, "wait"],
      [200, { errcode: 660026, errmsg: "sent too fast" }, "wait"],
      [200, { errcode: 90030, errmsg: "quota" }, "wait"],
      [200, { errcode: 300001, errmsg: "token is not exist" }, "operator"],
      [200, { errcode: 300005, errmsg: "token is not exist" }, "operator"],
      [200, { errcode: 310000, errmsg: "sign not match" }, "operator"],
      [200, { errcode: 400013, errmsg: "group disbanded" }, "operator"],
      [200, { errcode: 400101, errmsg: "token does not exist" }, "operator"],
      [200, { errcode: 400102, errmsg: "robot disabled" }, "operator"],
      [200, { errcode: "400102", errmsg: "robot disabled" }, "operator"],
      [200, { errcode: 400106, errmsg: "robot not in the group" }, "operator"],
      [200, { errcode: 400105, errmsg: "no such message type" }, "rejected"],
      [200, { errcode: 460101, errmsg: "message too long" }, "rejected"],
      [200, { errcode: 499999, errmsg: "something new" }, "retry"],
      [200, "ok", "retry"],
      [503, { errcode: 0 }, "retry"],
    ],
  },
  feishu: {
    success: { status: 200, body: '{"code":0,"msg":"success","data":{}}' },
    statuses: {},
    answers: [
      [200, { StatusCode: 0, StatusMessage: "success" }, "delivered"],
      [200, { code: 19001, msg: "param invalid: incoming webhook access token invalid" }, "operator"],
      [400, { code: 19001, msg: "param invalid: incoming webhook access token invalid" }, "operator"],
      [200, { code: 19021, msg: "sign match fail" }, "operator"],
      [200, { code: 19022, msg: "ip not allowed" }, "operator"],
      [200, { code: 19024, msg: "keyword not found" }, "operator"],
      [200, { code: 11232, msg: "frequency limited" }, "wait"],
      [400, { code: 9499, msg: "too many request" }, "wait"],
      [200, { code: 99999, msg: "something new" }, "retry"],
      [200, "<html>", "retry"],
    ],
  },
  wecom: {
    success: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
    statuses: {},
    answers: [
      [200, { errcode: -1, errmsg: "system busy" }, "retry"],
      [200, { errcode: 45009, errmsg: "api freq out of limit" }, "wait"],
      [200, { errcode: 40058, errmsg: "too long" }, "rejected"],
      [200, { errcode: 93000, errmsg: "invalid webhook url" }, "operator"],
      [200, { errcode: 40008, errmsg: "something new" }, "retry"],
      [200, "ok", "retry"],
    ],
  },
  slack: {
    success: { status: 200, body: "ok" },
    statuses: { 400: "rejected" },
    answers: [
      [200, "<html>", "retry"],
      [200, "", "retry"],
      [400, "invalid_payload", "rejected"],
      [403, "action_prohibited", "operator"],
      [404, "channel_not_found", "operator"],
      [404, "no_service", "operator"],
      [410, "channel_is_archived", "stop"],
      [429, "rate_limited", "wait"],
    ],
  },
  webhook: {
    success: { status: 204, body: "" },
    statuses: { ...TAKEN, 400: "rejected", 413: "rejected", 415: "rejected", 422: "rejected" },
    answers: [
      [200, "anything", "delivered"],
      [410, "gone", "stop"],
    ],
  },
};
