import type { TUnsafe } from '@fastify/type-provider-typebox';
import type { CountyStore, Dataset } from '../../persistence/county-store.ts';
import type { App } from '../app-dependencies.ts';
import { toListPage } from '../page-answer.ts';
import { CountyParams, PageQuery, pageOf } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

type AddList = <Item>(
  name: string,
  summary: string,
  item: TUnsafe<Item>,
  list: (dataset: Dataset) => readonly Item[],
) => void;

/** Returns a function that adds `GET /counties/{code}/{name}`, a paged list out of the county's current dataset. */
export function addCountyListRoute(app: App, counties: CountyStore): AddList {
  return (name, summary, item, list) => {
    app.route({
      method: 'GET',
      url: `/counties/:code/${name}`,
      schema: {
        tags: ['counties'],
        summary,
        params: CountyParams,
        querystring: PageQuery,
        response: { 200: pageOf(item), ...problemAnswers('invalid_cursor', 'county_not_found') },
      },
      handler: async (request) => {
        const { datasetHash } = await counties.get(request.params.code);
        return toListPage(request, list(await counties.getDataset(datasetHash)));
      },
    });
  };
}
