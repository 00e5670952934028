import * as pulumi from "@pulumi/pulumi";

/** Takes not every number. */
const size = new pulumi.Config().requireNumber("size");
if (size < 2 || Math.log2(size) % 1 !== 0)
  throw new pulumi.RunError(`size must be a power of two, not ${size}`);
