import * as pulumi from "@pulumi/pulumi";

/** What Pulumi's SDK loads only when a program uses it. */
export const stack = pulumi.automation.fullyQualifiedStackName("organization", "receiver", "prod");

const { text } = await pulumi.runtime.serializeFunction(() => 42);
export const serialized = /return 42|=> 42/.test(text);

export const codePaths = [...(await pulumi.runtime.computeCodePaths()).keys()].some((path) =>
  path.includes("node_modules"),
);
