/** Dependencies point one way: http → domain → store → policy. */
const domain =
  'accounts|backup|factors|sessions|organizations|audit|mail|timers|privacy|notices|imports|move-in|openid|reviews|signals';
const rule = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-folder-cycles',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(src|test)/' },
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@azure/functions-core$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src' },
      to: {},
    },
    rule('policy-knows-nobody', '^src/policy', '^src/(?!policy)'),
    rule('store-knows-policy-only', '^src/store', '^src/(?!store|policy|settings|deps)'),
    rule(
      'only-the-store-knows-tables-and-containers',
      '^src/(?!store/|local/provision)',
      '^src/store/(tables|row-keys|names)[.]ts$',
    ),
    rule(
      'domain-stays-below-http',
      `^src/(${domain})`,
      '^src/(http|handlers|assemble|main|local|build|client|portal|api)',
    ),
    rule(
      'http-stays-in-the-service',
      '^src/http',
      '^src/(local|build|client|portal|main|assemble|handlers)',
    ),
    rule('client-knows-the-table-only', '^src/client', '^src/(?!client|api|policy)'),
    // The list of passwords is the one thing of the domain that pages have: they judge by the same.
    rule(
      'portal-knows-the-client-only',
      '^src/portal',
      '^src/(?!portal|client|policy|api|sessions/common-passwords[.]ts)',
    ),
    rule('nobody-knows-the-portal', '^src/(?!portal|build)', '^src/portal'),
    rule('nothing-that-ships-is-local', '^src/(?!local|build)', '^src/(local|build)'),
    rule('nothing-that-ships-is-a-test', '^src', '^test'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/bench/peer' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
