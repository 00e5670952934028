import type { Check } from "./support/check.ts";

const SECRET_KEY = /(secret|token|password|credential|accesskey|apikey|integrationkey)(id)?$|key$/i;
const SECRET_VALUE = /^(whsec_|LTAI|xox[abp]-|sk_|ghp_)|[?&](token|access_token|key)=/;

export const secretInPlainConfig: Check<"program"> = {
  id: "secret-in-plain-config",
  severity: "bug",
  summary: "Something that looks like a secret stands in the open in the stack's configuration.",
  appliesTo: ["program"],
  find: (_whole, { program: { plainConfig = {}, stack } }) =>
    Object.entries(plainConfig)
      .filter(
        ([key, value]) =>
          value !== "" && (SECRET_KEY.test(key.split(":").at(-1) ?? "") || SECRET_VALUE.test(value)),
      )
      .map(([key]) => ({
        message: `has ${key} in the open in Pulumi.${stack}.yaml; \`pulumi config set --secret\` keeps it`,
      })),
};
