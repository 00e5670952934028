import { isChina } from "../components/china.ts";
import type { Check } from "./support/check.ts";

export const workersDevInChina: Check<"metric-rule" | "contact"> = {
  id: "workers-dev-in-china",
  severity: "bug",
  summary: "An account in mainland China posts to workers.dev, which does not resolve there.",
  appliesTo: ["metric-rule", "contact"],
  find({ kind, callback }, { program }) {
    if (!callback?.host.endsWith(".workers.dev") || !isChina(program.region)) return [];
    return [
      {
        path: kind === "contact" ? "dingTalkWebhook" : "callback",
        message: `posts to workers.dev from ${program.region}, where that name does not resolve: nothing arrives`,
      },
    ];
  },
};
