import type { HttpReply } from "./destination.ts";
import { jsonObject } from "./text.ts";
import { delivered, fromTable, isSuccess, judgeStatus, retry, type Table, type Verdict } from "./verdict.ts";

/**
 * Judges by the status alone. Any success but the vendor's own comes from somebody in between, such as
 * a proxy's log-in page: tried again, because the page did not arrive.
 */
export function byStatus(success: number, table: Table = {}): (reply: HttpReply) => Verdict {
  return ({ status }) =>
    isSuccess(status) && status !== success
      ? retry(`HTTP ${status} instead of ${success}`)
      : judgeStatus(status, table);
}

/**
 * Judges by a code in the body, 0 for success, whatever the status is: chat robots answer errors with
 * 200. A code that the table does not know may mean anything, and is tried again as an outage is.
 */
export function byCode(field: string, table: Table): (reply: HttpReply) => Verdict {
  return ({ status, body }) => {
    const answer = jsonObject(body);
    // Feishu's older answers spell it otherwise.
    const code = answer?.[field] ?? answer?.StatusCode;
    // A number may come as text. What is no number may be anything, a secret too.
    const known = /^-?\d{1,9}$/.test(String(code)) ? Number(code) : "none";
    if (status === 200 && known === 0) return delivered;
    const answered = `HTTP ${status}, code ${known}`;
    const refusal = fromTable(table, known, answered);
    return refusal ?? (isSuccess(status) ? retry(answered) : judgeStatus(status));
  };
}
