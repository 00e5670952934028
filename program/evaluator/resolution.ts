// Loaded into the program's process before Pulumi's host.
//
// Pulumi runs TypeScript by way of ts-node, where `./rules` finds rules.ts and `./rules.js` too. Node itself
// wants the file's own name; what it does not find is looked for as ts-node would.
import { registerHooks } from "node:module";

const RELATIVE = /^\.\.?\//;

/** Other names that a file may have, for one that was not found. */
function others(specifier: string): string[] {
  const source = specifier.replace(/\.([cm]?)js$/, ".$1ts");
  return [
    ...(source === specifier ? [] : [source]),
    ...[".ts", ".js", "/index.ts", "/index.js"].map((end) => specifier + end),
  ];
}

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!RELATIVE.test(specifier)) throw error;
      for (const other of others(specifier)) {
        try {
          return next(other, context);
        } catch {
          // The next one may be there.
        }
      }
      throw error;
    }
  },
});
