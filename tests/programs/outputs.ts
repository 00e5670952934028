import * as pulumi from "@pulumi/pulumi";

/** The receiver's stack, as other stacks see it. */
export const callbackUrls = pulumi.secret({ shop: new pulumi.Config().requireSecret("callback") });
