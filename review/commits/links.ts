import { commitOf, isClean } from "./git.ts";

/** What a pipeline says of where its repository is, and how a line is found there. */
const PIPELINES: { url: (env: NodeJS.ProcessEnv) => string | undefined; path: string }[] = [
  {
    url: ({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) =>
      server && name ? `${server}/${name}` : undefined,
    path: "/blob/{commit}/{file}#L{line}",
  },
  { url: ({ CI_PROJECT_URL }) => CI_PROJECT_URL, path: "/-/blob/{commit}/{file}#L{line}" },
];

/**
 * URL of a line of the head, with `{file}` and `{line}`. Undefined where nobody knows it: outside of a pipeline
 * without `given`, and for a working tree that is no commit.
 */
export async function lineLinks(
  root: string,
  head: string | undefined,
  given: string | undefined,
): Promise<string | undefined> {
  const known = PIPELINES.flatMap(({ url, path }) => {
    const repository = url(process.env);
    return repository ? [repository + path] : [];
  });
  const pattern = given ?? known[0];
  if (pattern === undefined || (head === undefined && !(await isClean(root)))) return undefined;
  return pattern.replace("{commit}", head ?? (await commitOf(root, "HEAD")));
}
