import { Type } from '@fastify/type-provider-typebox';
import type { LogisticsGraph } from '../../network/logistics/logistics-graph.ts';
import { buildLogisticsGraph } from '../../network/logistics/logistics-graph.ts';
import { toGexf, toGraphJson, toGraphMl } from '../../network/logistics/logistics-graph-formats.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { closed, CountyParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { getCurrentDataset } from './county-map-routes.ts';
import { getPlanSubject } from './plan-subject.ts';

interface GraphFormat {
  readonly path: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly write: (graph: LogisticsGraph) => string;
}

const FORMATS: readonly GraphFormat[] = [
  {
    path: 'network',
    summary: 'Sites and links with what they carry, as a graph in JSON (graphology)',
    mediaType: 'application/json',
    write: (graph) => JSON.stringify(toGraphJson(graph)),
  },
  {
    path: 'network.graphml',
    summary: 'Sites and links as GraphML',
    mediaType: 'application/graphml+xml',
    write: toGraphMl,
  },
  {
    path: 'network.gexf',
    summary: 'Sites and links as GEXF',
    mediaType: 'application/gexf+xml',
    write: toGexf,
  },
];

/** The logistics graph of a county: its hierarchy, or the flows of one of its plans. */
export function addNetworkRoutes(app: App, { stores }: AppDependencies): void {
  const buildGraph = async (code: string, planId: string | undefined): Promise<LogisticsGraph> => {
    const { county } = await getCurrentDataset(stores, code);
    if (planId === undefined) return buildLogisticsGraph(county, null);
    if ((await stores.plans.get(planId)).countyCode !== code) {
      throw new ProblemError('plan_not_found', `County ${code} has no plan ${planId}.`);
    }
    const subject = await getPlanSubject(stores, planId);
    return buildLogisticsGraph(subject.county, subject.plan);
  };
  for (const { path, summary, mediaType, write } of FORMATS) {
    app.route({
      method: 'GET',
      url: `/counties/:code/${path}`,
      schema: {
        tags: ['counties'],
        summary,
        params: CountyParams,
        querystring: closed({
          plan: Type.Optional(Type.String({ maxLength: 64, description: 'A plan: its links and flows' })),
        }),
        response: {
          200: { description: summary, content: { [mediaType]: { schema: Type.Unknown() } } },
          ...problemAnswers('county_not_found', 'plan_not_found'),
        },
      },
      handler: async (request, reply) => {
        const graph = await buildGraph(request.params.code, request.query.plan);
        return reply.type(`${mediaType}; charset=utf-8`).send(write(graph));
      },
    });
  }
}
