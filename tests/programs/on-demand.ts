import * as pulumi from "@pulumi/pulumi";

/** What Pulumi's SDK loads only when a program uses it. */
export const stack = pulumi.automation.fullyQualifiedStackName("organization", "receiver", "prod");

const { text } = await pulumi.runtime.serializeFunction(() => 42);
export const serialized = /return 42|=> 42/.test(text);

export const codePaths = [...(await pulumi.runtime.computeCodePaths()).keys()].some((path) =>
  path.includes("node_modules"),
);

/** What stops it is said with the place of the function. */
const bound = Math.max.bind(Math);
const refusal = await pulumi.runtime.serializeFunction(() => bound(1, 2)).catch(({ message }) => message);
export const place = /on-demand\.ts\((\d+),/.exec(refusal)?.[1];
