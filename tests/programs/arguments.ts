import * as pulumi from "@pulumi/pulumi";
import { CASES } from "../engine/cases.ts";

/** Every argument that is changed alone, as it is before or after the change. */
const changed = new pulumi.Config().requireBoolean("changed");
for (const each of CASES) each.declare(changed);
