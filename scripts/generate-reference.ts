// Writes schema.json and fills in docs/components/*.md and docs/destinations/*.md. Run it after a change of a
// component's arguments, of an example or of what is sent to a destination: npm run reference
import { writeFileSync } from "node:fs";
import { destinationFiles, referenceFiles } from "./reference/files.ts";

for (const [path, text] of [...referenceFiles(), ...(await destinationFiles())])
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
