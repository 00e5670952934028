// `npm run costs`: writes what callbacks cost into the page of AlertReceiver.
import { readFileSync, writeFileSync } from "node:fs";
import { withCosts } from "./page.ts";

const PAGE = new URL("../../docs/components/AlertReceiver.md", import.meta.url);
writeFileSync(PAGE, withCosts(readFileSync(PAGE, "utf8")));
