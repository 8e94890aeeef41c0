import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { App, AppDependencies } from './app-dependencies.ts';
import { requireApiKeys } from './plugins/api-keys.ts';
import { addDocumentation } from './plugins/documentation.ts';
import { addProtection } from './plugins/protection.ts';
import { watchRoutes } from './plugins/route-table.ts';
import { addTransport } from './plugins/transport.ts';
import { addWebPage } from './plugins/web-page.ts';
import { handleProblems, sendProblem } from './problems/error-handler.ts';
import { toProblem } from './problems/to-problem.ts';
import { createMapMaker } from './maps/map-maker.ts';
import type { MapMaker } from './maps/map-maker.ts';
import type { TravelEngines } from './routing/request-travel.ts';
import { createTravelEngines } from './routing/request-travel.ts';
import { addCountyMapRoutes } from './routes/county-map-routes.ts';
import { addCountyRoutes } from './routes/county-routes.ts';
import { addCountyUploadRoute } from './routes/county-upload-route.ts';
import { addDiagnosisRoutes } from './routes/diagnosis-routes.ts';
import { addHealthRoutes } from './routes/health-routes.ts';
import { addIsolineRoutes } from './routes/isoline-routes.ts';
import { addJobEventRoutes } from './routes/job-event-routes.ts';
import { addJobRoutes } from './routes/job-routes.ts';
import { addMatrixRoutes } from './routes/matrix-routes.ts';
import { addNetworkRoutes } from './routes/network-routes.ts';
import { addOsrmRoutes } from './routes/osrm-routes.ts';
import { addPlanGeojsonRoutes } from './routes/plan-geojson-routes.ts';
import { addPlanOrderRoutes } from './routes/plan-order-routes.ts';
import { addPlanRoutes } from './routes/plan-routes.ts';
import { addPlanTableRoutes } from './routes/plan-table-routes.ts';
import { addPoolingStudyRoutes } from './routes/pooling-study-routes.ts';
import { addStudyTableRoutes } from './routes/study-table-routes.ts';
import { addRouteRoutes } from './routes/route-routes.ts';
import { addScenarioRoutes } from './routes/scenario-routes.ts';
import { addSolveRoutes } from './routes/solve-routes.ts';
import { addTileRoutes } from './routes/tile-routes.ts';
import { closed } from './schemas/primitives.ts';
import { createCountyImporter } from './upload/county-importer.ts';

const JSON_BODY_BYTES = 1024 * 1024;
/** Coordinates of an OSRM address; Node takes 16 KiB of headers in all. */
const MAX_PARAMETER_LENGTH = 16 * 1024;

/**
 * The HTTP API, its documentation and the page. Listens to nothing yet; closing it leaves database, jobs and solver
 * open. Bodies are validated without coercion, all errors at once; answers are written as they are, and that they
 * keep to their schemas is for the tests to show.
 */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const app = Fastify({
    ...(dependencies.log === null ? { logger: false } : { loggerInstance: dependencies.log }),
    bodyLimit: JSON_BODY_BYTES,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, toProblem(error)),
    forceCloseConnections: true,
  })
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .setSerializerCompiler(() => JSON.stringify)
    .withTypeProvider<TypeBoxTypeProvider>() as App;
  handleProblems(app, watchRoutes(app));
  await addProtection(app, dependencies.settings);
  await addTransport(app);
  await addDocumentation(app, dependencies.settings);
  addHealthRoutes(app, dependencies);
  const maps = createMapMaker(dependencies.stores);
  app.addHook('onClose', () => maps.close());
  const engines = createTravelEngines(
    dependencies.stores,
    dependencies.settings.travelEngine ?? null,
    (error) => app.log.warn({ error: String(error) }, 'road hierarchies are not kept'),
  );
  await app.register(async (scope) => addVersionOne(scope as App, dependencies, engines, maps), {
    prefix: '/v1',
  });
  await app.register(async (scope) => {
    requireApiKeys(scope, dependencies.settings.apiKeys);
    addOsrmRoutes(scope, dependencies, engines);
  });
  await app.register(async (scope) => {
    requireApiKeys(scope, dependencies.settings.apiKeys);
    addTileRoutes(scope, dependencies, maps);
  });
  await addWebPage(app);
  return app;
}

async function addVersionOne(
  app: App,
  dependencies: AppDependencies,
  engines: TravelEngines,
  maps: MapMaker,
): Promise<void> {
  requireApiKeys(app, dependencies.settings.apiKeys);
  refuseUnknownParameters(app);
  addCountyRoutes(app, dependencies);
  addCountyMapRoutes(app, dependencies);
  addNetworkRoutes(app, dependencies);
  addScenarioRoutes(app, dependencies);
  addPlanOrderRoutes(app, dependencies);
  addPlanRoutes(app, dependencies);
  addPoolingStudyRoutes(app, dependencies);
  addStudyTableRoutes(app, dependencies);
  addPlanTableRoutes(app, dependencies);
  addPlanGeojsonRoutes(app, dependencies);
  addJobRoutes(app, dependencies);
  addJobEventRoutes(app, dependencies);
  addSolveRoutes(app, dependencies, engines);
  addMatrixRoutes(app, engines);
  addRouteRoutes(app, engines);
  addIsolineRoutes(app, dependencies, maps);
  addDiagnosisRoutes(app, dependencies, maps);
  const importer = createCountyImporter();
  app.addHook('onClose', () => importer.close());
  await app.register(async (scope) => addCountyUploadRoute(scope as App, dependencies, importer));
}

/** A route without query parameters refuses any. */
function refuseUnknownParameters(app: App): void {
  app.addHook('onRoute', (route) => {
    route.schema = { querystring: closed({}), ...route.schema };
  });
}
