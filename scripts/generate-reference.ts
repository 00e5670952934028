// Writes schema.json and fills in docs/components/*.md. Run it after a change of a component's arguments
// or of its example: npm run reference
import { writeFileSync } from "node:fs";
import { referenceFiles } from "./reference/files.ts";

for (const [path, text] of referenceFiles()) writeFileSync(new URL(`../${path}`, import.meta.url), text);
