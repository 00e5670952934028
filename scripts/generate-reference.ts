// Writes schema.json, the OpenAPI document and what follows from the registry of destinations, and fills in docs/components/*.md and
// docs/destinations/*.md. Run it after a change of a component's arguments, of an example or of a destination:
// npm run reference
import { writeFileSync } from "node:fs";
import { destinationFiles, registryFiles } from "./reference/destinations.ts";
import { referenceFiles } from "./reference/files.ts";
import { openApi } from "./reference/openapi.ts";

const write = (files: Map<string, string>) => {
  for (const [path, text] of files) writeFileSync(new URL(`../${path}`, import.meta.url), text);
};
// Tests need the list of stand-ins before they can write the goldens that pages show, and the schema is read
// from the sources, the words for destinations among them.
write(registryFiles());
write(new Map([["receiver/api/openapi.json", `${JSON.stringify(openApi(), null, 2)}\n`]]));
write(destinationFiles());
write(referenceFiles());
