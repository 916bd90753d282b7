// Who may import whom. A call's life, in order: a stage may import stages to its left, never to its right.
// Tested with deliberate breaks in scripts/import-rules.test.ts.
const stages = ['telemetry', 'quality', 'diagnosis', 'sessions', 'alerting', 'incidents', 'status-pages', 'notifications', 'realtime']
const core = '^lib/(?!browser-sdk/|simulator/|db/generated/).*(?<!\\.server|\\.test)\\.ts$'
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...stages
      .slice(0, -1)
      .map((stage, i) =>
        rule(`${stage}-looks-left-only`, { path: `^lib/${stage}/` }, { path: `^lib/(${stages.slice(i + 1).join('|')})/` }),
      ),
    rule('ground-floor-knows-no-stage', { path: '^lib/(access|activity|db|errors)', pathNot: '\\.test\\.ts$' }, { path: `^lib/(${stages.join('|')})/` }),
    rule('lib-knows-no-screen', { path: '^lib/' }, { path: '^(app|components)/|node_modules/(next|react|react-dom|recharts)/' }),
    rule('core-has-no-io', { path: core }, { path: '\\.server\\.ts$' }),
    rule('core-has-no-node', { path: core }, { dependencyTypes: ['core'] }),
    rule('core-has-no-driver', { path: core }, { path: 'node_modules/(socket\\.io|pg|@prisma)' }),
    rule('screen-never-reaches-io', { path: '^components/' }, { path: '\\.server\\.ts$' }),
    rule('app-holds-no-live-state', { path: '^app/' }, { path: '^lib/(realtime|sessions/live)[^.]*\\.server' }),
    rule('app-asks-verbs-not-stores', { path: '^(app/|engine|start)' }, { path: '/store\\.server\\.ts$' }),
    rule('only-stores-query', { path: '^(app|components|lib|engine|start)', pathNot: '/store\\.server(\\.test)?\\.ts$|\\.server\\.test\\.ts$|^lib/db/' }, { path: '^lib/db/(generated/(client|internal|models)|client\\.server)' }),
    rule('browser-sdk-ships-alone', { path: '^lib/browser-sdk/', pathNot: '\\.test\\.ts$' }, { path: '^lib/(?!browser-sdk/|telemetry/(columns|event-types)\\.ts)', dependencyTypesNot: ['type-only'] }),
    rule('simulator-knows-only-the-wire', { path: '^lib/simulator/', pathNot: '\\.test\\.ts$' }, { path: '^lib/(?!simulator/|telemetry/(contract|columns|event-types)\\.ts)' }),
    rule('charts-only-in-charts', { path: '^(app|components)/', pathNot: '^components/charts/' }, { path: 'node_modules/(recharts|uplot)/' }),
    rule('no-cycles', { pathNot: '^lib/db/generated/' }, { circular: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|public|test-results)/' },
  },
}
