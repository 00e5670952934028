// What Pulumi starts when a program in another language uses the components: see PulumiPlugin.yaml.
import { provider } from "@pulumi/pulumi";
import { ComponentPlugin } from "./provider.ts";

provider.main(new ComponentPlugin(), process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
