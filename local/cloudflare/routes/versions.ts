import { page, success } from "../answer.ts";
import { refuse } from "../errors.ts";
import type { Deployment } from "../script.ts";
import { shownVersion } from "../shown.ts";
import { readUpload } from "../upload.ts";
import { jsonBody, part, type Routes, routes, type Services, scriptOf } from "./context.ts";

interface Wanted {
  versions?: { version_id: string; percentage: number }[];
  annotations?: Record<string, unknown>;
}

/** Versions that wait to be deployed, and deployments: how `wrangler deploy` uploads to a known script. */
export function versionRoutes({ workers }: Services): Routes {
  const app = routes();

  app.get("/scripts/:script/versions", (c) => {
    const script = scriptOf(c);
    const items = script.versions.toReversed().map((version) => shownVersion(script, version));
    return page(items, new URL(c.req.url).searchParams, (shown) => ({ items: shown }));
  });

  app.post("/scripts/:script/versions", async (c) => {
    const upload = await readUpload(c.req.raw);
    const name = part(c, "script");
    const version = await workers.addVersion(c.get("account"), name, upload, { source: "api" });
    return success(shownVersion(scriptOf(c), version));
  });

  app.get("/scripts/:script/versions/:version", (c) => {
    const script = scriptOf(c);
    const version = script.versions.find(({ id }) => id === part(c, "version"));
    if (!version) throw refuse("noVersion");
    return success(shownVersion(script, version));
  });

  app.get("/scripts/:script/deployments", (c) =>
    success({ deployments: scriptOf(c).deployments.map(shown) }),
  );

  app.get("/scripts/:script/deployments/:deployment", (c) => {
    const deployment = scriptOf(c).deployments.find(({ id }) => id === part(c, "deployment"));
    if (!deployment) throw refuse("noDeployment");
    return success(shown(deployment));
  });

  app.post("/scripts/:script/deployments", async (c) => {
    const { versions = [], annotations } = await jsonBody<Wanted>(c);
    const [first] = versions;
    if (!first) throw refuse("badBody", "versions is empty");
    if (versions.length > 1) throw refuse("notHere", "it deploys one version at a time");
    const origin = { source: "api", annotations };
    const name = part(c, "script");
    const script = await workers.deployVersion(c.get("account"), name, first.version_id, origin);
    return success(script.deployments[0] && shown(script.deployments[0]));
  });

  return app;
}

function shown({ id, createdOn, source, versionId, annotations }: Deployment) {
  return {
    id,
    created_on: createdOn,
    source,
    strategy: "percentage",
    versions: [{ version_id: versionId, percentage: 100 }],
    annotations,
  };
}
