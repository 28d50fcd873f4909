import { COMPILED, INSTALL_SCRIPTS, OTHER_LICENCES, REASONS } from "./allowed.ts";
import { broughtBy, directDependencies, type Lock, type Package, productionPackages } from "./read-lock.ts";

const MACHINE = { os: "linux", cpu: "x64" };

/** Whether a package is installed on Linux with an x64 processor and glibc. */
const isForMachine = ({ os, cpu, called }: Package): boolean =>
  (os?.includes(MACHINE.os) ?? true) && (cpu?.includes(MACHINE.cpu) ?? true) && !called.includes("linuxmusl");

/** The page docs/dependencies.md: what the product is made of beside its own code, who brings it, and why. */
export function describeDependencies(lock: Lock): string {
  const packages = productionPackages(lock);
  const byPath = new Map(packages.map((one) => [one.path, one]));
  const direct = directDependencies(lock);
  const ways = new Map(direct.map((name) => [name, broughtBy(lock, name)]));
  const here = packages.filter(isForMachine);
  const bringers = (path: string): string[] => direct.filter((name) => ways.get(name)?.has(path));
  const sections = direct.map((name) => {
    const brought = Array.from(ways.get(name) ?? []).filter(([, way]) => way.length > 1);
    const own = brought.filter(([path]) => bringers(path).length === 1);
    const rows = brought
      .filter(([path]) => byPath.has(path))
      .map(([path, way]) => rowOf(byPath.get(path), way, bringers(path).length > 1))
      .sort();
    const counts =
      brought.length === 0 ? "Brings nothing else." : `Brings ${brought.length}, ${own.length} of them alone.`;
    const table =
      rows.length === 0 ? [] : ["", "| package | licence | by way of | also by others |", "|---|---|---|---|", ...rows];
    return [`### ${name}`, "", `${REASONS[name] ?? ""} ${counts}`, ...table].join("\n");
  });
  return [
    HEAD,
    `${direct.length} packages are chosen by us. With all that they bring, the lock file has ${packages.length} for production on any machine, ` +
      `of which ${here.length} are installed on Linux (x64, glibc); the others are the same binaries for other machines.`,
    LICENCES,
    OTHER_LICENCES.map(({ packages: names, why }) => `- ${names}: ${why}`).join("\n"),
    "## Scripts at installation\n\nThese packages run one, and no other may:",
    Object.entries({ ...INSTALL_SCRIPTS, ...COMPILED })
      .map(([name, why]) => `- ${name}: ${why}`)
      .join("\n"),
    "## Who brings what",
    ...sections,
    "",
  ].join("\n\n");
}

const HEAD = `# Dependencies

Written by \`npx tsx tests/supply-chain/main.ts\` from package-lock.json; a test fails when it is not up to date.

A bill of materials (CycloneDX 1.5), for a release:

\`\`\`sh
npm sbom --sbom-format cyclonedx --package-lock-only > sbom.json
\`\`\`

It lists every package of the lock file. Those for development only carry the property \`cdx:npm:package:development\`; with
\`--omit dev\`, npm 11 would leave out zod and others too, because development wants them as well.`;

const LICENCES = "## Licences\n\nAll are under MIT, ISC, BSD, Apache 2.0 or 0BSD, but these:";

function rowOf(found: Package | undefined, way: readonly string[], shared: boolean): string {
  const { called = "", license = "", os, cpu } = found ?? {};
  const machine = os || cpu ? ` (${[...(os ?? []), ...(cpu ?? [])].join(" ")})` : "";
  return `| ${called}${machine} | ${license} | ${way.slice(1).join(" ← ")} | ${shared ? "yes" : ""} |`;
}
