import * as pulumi from "@pulumi/pulumi";

/** What an engine has to do, besides components of ours. */
class Parent extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Parent", name, {}, opts);
    const child = new Thing(`${name}-child`, { size: 1 }, { parent: this });
    this.registerOutputs({ size: child.size });
  }
}

class Thing extends pulumi.CustomResource {
  declare readonly size: pulumi.Output<number>;
  declare readonly computed: pulumi.Output<string>;
  constructor(
    name: string,
    args: { size: pulumi.Input<number>; secret?: pulumi.Input<string> },
    opts?: pulumi.CustomResourceOptions,
  ) {
    super("test:index:Thing", name, { ...args, computed: undefined }, opts);
  }
}

const config = new pulumi.Config();
new Parent("parent");
const first = new Thing("first", { size: 2, secret: config.requireSecret("password") });
const second = new Thing(
  "second",
  { size: first.size },
  {
    dependsOn: [first],
    protect: true,
    ignoreChanges: ["size"],
    transforms: [(args) => ({ props: { ...args.props, size: 42 }, opts: args.opts })],
  },
);
const other = new pulumi.StackReference("organization/receiver/prod");

export const id = first.id;
export const size = second.size;
export const password = first.urn.apply(() => config.requireSecret("password"));
export const shared = other.requireOutput("url");
