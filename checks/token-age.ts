import type { Check } from "./support/check.ts";

const DAY = 86_400_000;

export const tokenAge: Check<"receiver"> = {
  id: "token-age",
  severity: "warning",
  summary: "A callback token is older than the configuration allows.",
  appliesTo: ["receiver"],
  parameters: {
    days: { about: "Oldest age of a token.", default: 365 },
    rotated: { about: 'When which source was rotated: "production 2026-05-01, staging 2026-06-01".' },
  },
  find({ config }, { parameters, now }) {
    const dates = new Map(
      String(parameters.rotated)
        .split(",")
        .map((each) => {
          const [source = "", date = ""] = each.trim().split(/\s+/);
          return [source, date] as const;
        }),
    );
    return Object.keys(config.sources).flatMap((source) => {
      const path = `sources.${source}`;
      const date = Date.parse(dates.get(source) ?? "");
      if (Number.isNaN(date)) {
        return [
          { path, message: `has the source "${source}", of whose token no date of rotation is written down` },
        ];
      }
      const age = Math.floor((now - date) / DAY);
      return age <= Number(parameters.days)
        ? []
        : [
            {
              path,
              message: `has a token for "${source}" that is ${age} days old; ${parameters.days} are allowed`,
            },
          ];
    });
  },
};
