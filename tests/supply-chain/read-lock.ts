import { readFileSync } from "node:fs";
import { z } from "zod";

const Names = z.record(z.string(), z.string()).default({});

const LockedPackage = z.object({
  name: z.string().optional(),
  version: z.string().default(""),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().default(false),
  dev: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  optional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
});
type LockedPackage = z.infer<typeof LockedPackage>;

const Lock = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), LockedPackage) });
export type Lock = z.infer<typeof Lock>;

/** A package of the lock file, where it lies below the project: "node_modules/hono". */
export interface Package extends LockedPackage {
  path: string;
  /** As a dependency names it: "@hono/node-server". */
  called: string;
}

export const readLock = (): Lock =>
  Lock.parse(JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")));

const FOLDER = "node_modules/";
const calledOf = (path: string): string => path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);

/** All packages, the project itself not among them. */
export const packagesOf = ({ packages }: Lock): Package[] =>
  Object.entries(packages).flatMap(([path, locked]) =>
    path === "" ? [] : [{ ...locked, path, called: calledOf(path) }],
  );

/** What `npm ci --omit dev` installs, for whichever machine. */
export const productionPackages = (lock: Lock): Package[] =>
  packagesOf(lock).filter(({ dev, devOptional }) => !dev && !devOptional);

/** The project's own dependencies at run time, as package.json names them. */
export function directDependencies({ packages }: Lock): string[] {
  const { dependencies = {}, optionalDependencies = {} } = packages[""] ?? {};
  return Object.keys({ ...dependencies, ...optionalDependencies }).sort();
}

/**
 * For every package that a direct dependency brings, itself included, the shortest way to it: names from the package up to the
 * dependency. Found as Node finds a package: in the nearest node_modules on the way up.
 */
export function broughtBy(lock: Lock, direct: string): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  const start = resolve(lock, "", direct);
  const waiting: [path: string, way: string[]][] = start === undefined ? [] : [[start, [direct]]];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [path, way] = next;
    if (ways.has(path)) continue;
    ways.set(path, way);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = lock.packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = resolve(lock, path, name);
      if (found !== undefined) waiting.push([found, [name, ...way]]);
    }
  }
  return ways;
}

function resolve({ packages }: Lock, from: string, name: string): string | undefined {
  const above = from.split(`/${FOLDER}`);
  for (let depth = above.length; depth >= 0; depth -= 1) {
    const folder = above.slice(0, depth).join(`/${FOLDER}`);
    const path = folder === "" ? `${FOLDER}${name}` : `${folder}/${FOLDER}${name}`;
    if (packages[path] !== undefined) return path;
  }
  return undefined;
}
