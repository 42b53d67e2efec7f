/**
 * The packages of `package-lock.json` that are not in `node_modules` in that version, going by the list that npm keeps there
 * (`node_modules/.package-lock.json`; null when there is none). Compared by content, not by age: a checkout or an `npm install` leaves files with
 * any age. Packages for other platforms are optional and may be missing; those of development are asked for by `dev`.
 */
export function stalePackages({ locked, installed, dev }) {
  return Object.entries(locked.packages)
    .filter(([path, entry]) => path !== "" && !entry.link && (dev || !entry.dev))
    .filter(([path, entry]) => {
      const there = installed?.packages[path];
      return there ? there.version !== entry.version : !entry.optional && !entry.devOptional;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}
