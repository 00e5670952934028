import type { Params } from "./params.ts";

interface Page<T> {
  items: T[];
  total: number;
  pageNumber: number;
  pageSize: number;
}

/** One page of a list. `PageNumber` counts from 1; metric rules call it `Page`, newer operations `pageNumber`. */
export function page<T>(
  all: T[],
  params: Params,
  options: { size: number; most?: number; number?: string; per?: string },
): Page<T> {
  const pageNumber = params.integer(options.number ?? "PageNumber", { least: 1 }) ?? 1;
  const pageSize =
    params.integer(options.per ?? "PageSize", { least: 1, most: options.most ?? 100 }) ?? options.size;
  const from = (pageNumber - 1) * pageSize;
  return { items: all.slice(from, from + pageSize), total: all.length, pageNumber, pageSize };
}
