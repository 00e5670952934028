import { getCallerIdentityOutput } from "@pulumi/alicloud";
import { OidcProvider } from "@pulumi/alicloud/ims/oidcProvider.js";
import { Policy } from "@pulumi/alicloud/ram/policy.js";
import { Role } from "@pulumi/alicloud/ram/role.js";
import { RolePolicyAttachment } from "@pulumi/alicloud/ram/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { accounts, roleArn } from "../accounts/accounts.ts";

const config = new pulumi.Config();
const repository = config.require("repository");
const ISSUER = "https://token.actions.githubusercontent.com";
const AUDIENCE = "sts.aliyuncs.com";

const account = getCallerIdentityOutput().accountId;
const github = new OidcProvider("github", {
  oidcProviderName: "github",
  issuerUrl: ISSUER,
  clientIds: [AUDIENCE],
  // Certificates of the issuer, which RAM checks: read them with `openssl s_client` before they are trusted.
  fingerprints: config.getObject<string[]>("fingerprints") ?? [],
});

/** A role for the jobs of one environment of the repository, and for nobody else. */
function roleFor(environment: string): Role {
  const provider = pulumi.interpolate`acs:ram::${account}:oidc-provider/${github.oidcProviderName}`;
  const document = provider.apply((arn) =>
    JSON.stringify({
      Version: "1",
      Statement: [
        {
          Effect: "Allow",
          // Although the call is AssumeRoleWithOIDC.
          Action: "sts:AssumeRole",
          Principal: { Federated: [arn] },
          Condition: {
            StringEquals: {
              "oidc:iss": [ISSUER],
              "oidc:aud": [AUDIENCE],
              "oidc:sub": [`repo:${repository}:environment:${environment}`],
            },
          },
        },
      ],
    }),
  );
  const roleName = `alerts-${environment}`;
  return new Role(roleName, { roleName, assumeRolePolicyDocument: document, maxSessionDuration: 3600 });
}

/** Lets a role do what a policy of the system or of the account says. */
function allow(role: Role, name: string, type: "System" | "Custom", policy: pulumi.Input<string>): void {
  new RolePolicyAttachment(name, { roleName: role.roleName, policyType: type, policyName: policy });
}

const preview = roleFor("preview");
allow(preview, "preview-reads", "System", "AliyunCloudMonitorReadOnlyAccess");

const production = roleFor("production");
allow(production, "production-writes", "System", "AliyunCloudMonitorFullAccess");

// Only where the rules of further accounts are declared through roles there.
const others = new Policy("alerts-accounts", {
  policyName: "alerts-accounts",
  policyDocument: JSON.stringify({
    Version: "1",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: (Object.keys(accounts) as (keyof typeof accounts)[]).map(roleArn),
      },
    ],
  }),
});
allow(production, "production-accounts", "Custom", others.policyName);

/** Variables of the repository: OIDC_PROVIDER_ARN, and a role for each environment. */
export const oidcProviderArn = github.arn;
export const previewRoleArn = preview.arn;
export const deployRoleArn = production.arn;
