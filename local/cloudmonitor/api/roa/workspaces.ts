import type { Context } from "../context.ts";
import { ApiError } from "../errors.ts";
import type { Route } from "./route.ts";

function notExist(): ApiError {
  return new ApiError(404, "WorkspaceNotExist", "The workspace does not exist.");
}

/** Creates or changes it: the path names it. */
function put({ region, body, now }: Context, [workspaceName = ""]: string[]) {
  const before = region.workspaces.get(workspaceName);
  const time = new Date(now).toISOString();
  region.workspaces.set(workspaceName, {
    ...before,
    ...body,
    workspaceName,
    regionId: region.name,
    createTime: before?.createTime ?? time,
    lastModifyTime: time,
  });
  return { workspaceName };
}

function get({ region }: Context, [workspaceName = ""]: string[]) {
  const workspace = region.workspaces.get(workspaceName);
  if (!workspace) throw notExist();
  return workspace;
}

function remove({ region }: Context, [workspaceName = ""]: string[]) {
  if (!region.workspaces.delete(workspaceName)) throw notExist();
  return { workspaceName };
}

export const WORKSPACES: Route[] = [
  { action: "PutWorkspace", method: "POST", path: "/workspace/*", run: put },
  { action: "GetWorkspace", method: "GET", path: "/workspace/*", run: get },
  { action: "DeleteWorkspace", method: "DELETE", path: "/workspace/*", run: remove },
];
