/** What a fault is about. */
export type About = "hand-over" | "gate" | "alarm" | "perhaps arrived" | "upgrade" | "expiry";

/** A fault of one token or line. */
export interface Planted {
  about: About;
  /** Path from the project's folder. */
  file: string;
  /** Stands there exactly once. */
  find: string;
  replace: string;
  /** What goes wrong. */
  why: string;
}

const HAND_OVER = "receiver/ledger/hand-over.ts";
const LEDGER = "receiver/ledger/ledger.ts";
const TAKE = "receiver/delivery/take.ts";
const WAKE = "receiver/delivery/wake.ts";
const BEGIN = "receiver/delivery/begin.ts";

export const PLANTED: readonly Planted[] = [
  {
    about: "hand-over",
    file: "receiver/delivery/postman.ts",
    find: "await take(destination, sender,",
    replace: "void take(destination, sender,",
    why: "a letter for the fallback is dropped before it is safe there",
  },
  {
    about: "hand-over",
    file: HAND_OVER,
    find: "if (letters.length > 0) await take(",
    replace: "if (letters.length > 0) void take(",
    why: "a batch is forgotten before it is safe at its destination",
  },
  {
    about: "gate",
    file: "receiver/delivery/line.ts",
    find: "line.refused ? now + REFUSED_EVERY : isProbing",
    replace: "isProbing",
    why: "each start of the object probes a vendor that refuses the access",
  },
  {
    about: "alarm",
    file: WAKE,
    find: "if (over && !hasSummary(memory))",
    replace: "if (over && hasSummary(memory))",
    why: "nothing wakes the object for a summary",
  },
  {
    about: "alarm",
    file: LEDGER,
    find: "      this.#handOver.next(),\n      closing,",
    replace: "      closing,",
    why: "nothing wakes the ledger for what is left to hand over",
  },
  {
    about: "perhaps arrived",
    file: "receiver/delivery/send.ts",
    find: "(status >= 500 && verdict",
    replace: "(status > 504 && verdict",
    why: "a gateway's 504 counts as not arrived",
  },
  {
    about: "perhaps arrived",
    file: TAKE,
    find: "take(known, source, letter, now, memory.underWay.has(key))",
    replace: "take(known, source, letter, now)",
    why: "a recovery that comes while the page is under way counts it as never sent",
  },
  {
    about: "perhaps arrived",
    file: BEGIN,
    find: "if (jobs.length > 0) memory.saveDesk();",
    replace: "if (jobs.length > 1) memory.saveDesk();",
    why: "a single try is not written down before it goes out",
  },
  {
    about: "upgrade",
    file: HAND_OVER,
    find: "row.number + BEFORE_ALL",
    replace: "row.number",
    why: "what was inherited has the numbers of the first events, which are taken for known",
  },
  {
    about: "upgrade",
    file: HAND_OVER,
    find: 'kind === "opened" || kind === "resolved" ? kind',
    replace: 'kind === "opened" ? kind',
    why: "recoveries that waited during the upgrade are told as news",
  },
  {
    about: "expiry",
    file: "receiver/ledger/journal.ts",
    find: "closesAt: alert.closesAt ??",
    replace: "closesAt: before?.closesAt ?? alert.closesAt ??",
    why: "a callback does not keep an incident open any longer",
  },
  {
    about: "expiry",
    file: "receiver/ledger/store.ts",
    find: "ORDER BY closes_at LIMIT 100",
    replace: "ORDER BY closes_at DESC LIMIT 100",
    why: "the ledger is woken for the incident that ends last",
  },
];
