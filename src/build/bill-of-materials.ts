/** Lists every package whose code may be in the bundle, as pinned by the lock file. */
import { z } from 'zod';

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

export type Shipped = {
  name: string;
  version: string;
  /** The registry's subresource integrity, such as `sha512-…`. */
  integrity: string;
  license: string;
  hasInstallScript: boolean;
};

/**
 * @param lock the text of package-lock.json
 * @param inputs paths of the bundled files, relative to the project's root
 * @returns their packages and all transitive dependencies, unique and sorted by name and version
 * @throws Error if the lock file does not pin a package
 */
export function shippedPackages(lock: string, inputs: readonly string[]): Shipped[] {
  const { packages } = lockFile.parse(JSON.parse(lock));
  const paths = new Set(inputs.flatMap((input) => packagePath(input) ?? []));
  // Iteration includes paths added meanwhile. Dependencies count because a file may inline them.
  for (const path of paths)
    for (const name of Object.keys(packages[path]?.dependencies ?? {}))
      paths.add(installedPath(packages, path, name));
  const found = [...paths].map((path) => {
    const { version, integrity, license = 'NOASSERTION', hasInstallScript } = packages[path] ?? {};
    if (!version || !integrity) throw new Error(`package-lock.json does not pin ${path}`);
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { name, version, integrity, license, hasInstallScript: hasInstallScript === true };
  });
  const byId = new Map(found.map((each) => [`${each.name}@${each.version}`, each]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** @returns a CycloneDX 1.6 document; the same input gives the same text */
export function billOfMaterials(
  product: { name: string; version: string },
  shipped: readonly Shipped[],
): string {
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...product } },
    components: shipped.map(({ name, version, integrity, license }) => ({
      type: 'library',
      'bom-ref': `${name}@${version}`,
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      licenses: [{ expression: license }],
      hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }],
    })),
    compositions: [{ aggregate: 'complete' }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Packages may be nested: the innermost counts. */
function packagePath(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
}

/** Resolves as Node does: inside the package first, then in each enclosing folder. */
function installedPath(packages: Record<string, unknown>, from: string, name: string): string {
  const steps = `/${from}`.split('/node_modules/');
  for (let depth = steps.length; depth > 0; depth--) {
    const path = [...steps.slice(0, depth), name].join('/node_modules/').slice(1);
    if (path in packages) return path;
  }
  return `node_modules/${name}`;
}

function hexOf(integrity: string): string {
  const hash = /^sha512-(\S+)/.exec(integrity)?.[1];
  if (!hash) throw new Error('the lock file holds a hash that is not SHA-512');
  return Buffer.from(hash, 'base64').toString('hex');
}
