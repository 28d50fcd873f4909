/** The path below the base path, beginning with one slash: "/measures/5-3". "/" for a path that is not below it. */
export function sitePath(path: string, basePath: string): string {
  const below = basePath === "" || path === basePath || path.startsWith(`${basePath}/`);
  // "//host" at the beginning of an address would be another host's.
  return below ? `/${path.slice(basePath.length).replace(/^[/\\]+/u, "")}` : "/";
}
