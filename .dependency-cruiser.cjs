/**
 * Which folder may import which. The arrows: app → protocol, lessons, prisma; sandbox-server → protocol, lessons;
 * lessons → nothing of ours; protocol → zod only; prisma → nothing of ours; scripts that run before npm install → Node only.
 */
const test = String.raw`\.test\.tsx?$|^e2e/|^scripts/bench/|^sandbox-server/(smoke|containment)/|/testing/|conformance\.ts$`;
const ours = '^(app|e2e|lessons|prisma|sandbox-server|scripts)/';
const protocol = '^sandbox-server/protocol/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'app-arrows',
      comment: 'The web app never talks to Docker and never reaches into the sandbox server.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: ours, pathNot: ['^app/', '^lessons/', '^prisma/', protocol] },
    },
    {
      name: 'sandbox-server-arrows',
      comment: 'The sandbox server never renders and has no database.',
      severity: 'error',
      from: { path: '^sandbox-server/', pathNot: [protocol, test] },
      to: { path: ours, pathNot: ['^sandbox-server/', '^lessons/'] },
    },
    {
      name: 'lessons-arrows',
      comment: 'Lessons know neither React nor Docker nor any other part of ours.',
      severity: 'error',
      from: { path: '^lessons/' },
      to: { path: ours, pathNot: '^lessons/' },
    },
    {
      name: 'lessons-know-no-framework',
      severity: 'error',
      from: { path: '^lessons/' },
      to: { path: 'node_modules/(react|react-dom|next|dockerode|ws|fastify)/' },
    },
    {
      name: 'prisma-arrows',
      severity: 'error',
      from: { path: '^prisma/' },
      to: { path: ours, pathNot: '^prisma/' },
    },
    {
      name: 'protocol-knows-its-schemas-only',
      comment: 'Both ends and the browser import the protocol, so it brings nothing along but zod.',
      severity: 'error',
      from: { path: protocol, pathNot: test },
      to: { pathNot: [protocol, 'node_modules/zod/'] },
    },
    {
      name: 'scripts-before-install',
      comment:
        'npm start and npm test run before npm install: only what Node itself brings is there. Later, import() may do more.',
      severity: 'error',
      from: { path: String.raw`^scripts/.*\.mjs$` },
      to: { dynamic: false, dependencyTypesNot: ['core', 'local', 'type-only', 'unknown'] },
    },
    {
      name: 'author-files-stay-behind',
      comment: 'Solutions and checks never get near what a browser can ask for.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^lessons/.+/author/' },
    },
    {
      name: 'author-loader-stays-behind',
      comment: 'What reads solutions and checks is for the sandbox server only.',
      severity: 'error',
      from: { path: '^app/', pathNot: test },
      to: { path: String.raw`^lessons/(_loader/author|_coverage/lesson-work)\.ts$` },
    },
    {
      name: 'driver-is-the-sandbox-servers',
      severity: 'error',
      from: { pathNot: '^sandbox-server/' },
      to: { path: '^sandbox-server/driver/' },
    },
    {
      name: 'docker-client-is-the-docker-drivers',
      comment: 'Everything else asks the driver contract.',
      severity: 'error',
      from: { pathNot: ['^sandbox-server/driver/docker/', '^sandbox-server/testing/', '^node_modules/'] },
      to: { path: 'node_modules/(@types/)?dockerode/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: '^(node_modules|prisma/generated)/' },
      to: { circular: true, viaOnly: { pathNot: '^prisma/generated/' } },
    },
    {
      name: 'not-to-dev-dependency',
      comment: 'The product must run after `npm ci --omit=dev`.',
      severity: 'error',
      from: { path: '^(app|lessons|prisma|sandbox-server)/', pathNot: [test, '^sandbox-server/verify/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { pathNot: test },
      to: { path: test },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    exclude: { path: String.raw`^\.next/|^lessons/[^/]+/[^/]+/files/` },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
