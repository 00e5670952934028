import type { Binding, ObjectClass } from "../runtime/version.ts";
import { refuse } from "./errors.ts";

/** Durable Object migrations as an upload's metadata has them: one step, or several in `steps`. */
export interface Migrations extends MigrationStep {
  old_tag?: string;
  new_tag?: string;
  steps?: MigrationStep[];
}

interface MigrationStep {
  new_classes?: string[];
  new_sqlite_classes?: string[];
  deleted_classes?: string[];
  renamed_classes?: { from: string; to: string }[];
  transferred_classes?: unknown[];
}

/** What a script has of Durable Objects. */
export interface ObjectState {
  migrationTag: string | undefined;
  classes: Record<string, ObjectClass>;
}

/**
 * What a script has after an upload's migrations; unchanged where there are none. Throws what the API
 * refuses: a tag that is not the current one, a class that exists already or is not exported.
 */
export function applyMigrations(
  before: ObjectState,
  migrations: Migrations | undefined,
  upload: { exported: string[]; bindings: Binding[] },
  newId: () => string,
): ObjectState {
  if (!migrations) return before;
  if ((migrations.old_tag ?? "") !== (before.migrationTag ?? ""))
    throw refuse("migrationTag", before.migrationTag ?? "");
  const classes = { ...before.classes };
  for (const step of migrations.steps ?? [migrations]) applyStep(classes, step, upload, newId);
  return { migrationTag: migrations.new_tag ?? before.migrationTag, classes };
}

function applyStep(
  classes: Record<string, ObjectClass>,
  step: MigrationStep,
  { exported, bindings }: { exported: string[]; bindings: Binding[] },
  newId: () => string,
): void {
  if (step.transferred_classes?.length)
    throw refuse("notHere", "it does not transfer Durable Object classes between scripts");
  const create = (kind: string, sqlite: boolean) => (name: string) => {
    if (classes[name]) throw refuse("classExists", kind, name);
    if (!exported.includes(name)) throw refuse("classNotExported", kind, name);
    classes[name] = { namespaceId: newId(), sqlite };
  };
  const take = (kind: string, name: string): ObjectClass => {
    const known = classes[name];
    if (!known) throw refuse("classUnknown", kind, name);
    delete classes[name];
    return known;
  };
  for (const name of step.deleted_classes ?? []) {
    take("delete-class", name);
    if (bindings.some(({ class_name }) => class_name === name)) throw refuse("classStillBound", name);
  }
  for (const { from, to } of step.renamed_classes ?? []) {
    if (classes[to]) throw refuse("classExists", "rename-class", to);
    if (!exported.includes(to)) throw refuse("classNotExported", "rename-class", to);
    classes[to] = take("rename-class", from);
  }
  step.new_classes?.forEach(create("new-class", false));
  step.new_sqlite_classes?.forEach(create("new-sqlite-class", true));
}

/** Checks that a version goes with the classes that the script has. Throws what the API refuses. */
export function checkClasses(
  classes: Record<string, ObjectClass>,
  upload: { exported: string[]; bindings: Binding[] },
): void {
  for (const name of Object.keys(classes)) {
    if (!upload.exported.includes(name)) throw refuse("classLeftOut", name);
  }
  for (const { type, class_name } of upload.bindings) {
    if (type === "durable_object_namespace" && !classes[String(class_name)])
      throw refuse("classNotConfigured", String(class_name));
  }
}
