import type { FastifyReply } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { Static, TObject, TProperties, TSchema } from '@fastify/type-provider-typebox';
import type { CsvOptions } from '../../report/csv.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { prefersCsv } from '../content-negotiation.ts';
import type { PagedRequest } from '../page-answer.ts';
import { csvAnswer } from '../schemas/geojson-schema.ts';
import { CSV_OPTIONS } from '../schemas/plan-schemas.ts';
import { closed, documented, IdParams, PAGE_PROPERTIES } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import type { PlanSubject } from './plan-subject.ts';
import { getPlanSubject } from './plan-subject.ts';

const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8';

/** A table of a plan: as JSON, and whole as CSV. */
export interface PlanTable<Conditions extends TProperties> {
  readonly name: string;
  readonly summary: string;
  /** Query parameters that choose what is in the table. */
  readonly conditions: Conditions;
  /** True: the JSON is a page of a list. */
  readonly paged: boolean;
  readonly answer: TSchema;
  readonly toJson: (
    subject: PlanSubject,
    query: Static<TObject<Conditions>>,
    request: PagedRequest,
  ) => unknown;
  readonly toCsv: (subject: PlanSubject, query: Static<TObject<Conditions>>, options: CsvOptions) => string;
}

/** Adds a table at `/plans/{id}/{name}`, CSV there by `Accept: text/csv` and at `/plans/{id}/{name}.csv`. */
export function addPlanTable<Conditions extends TProperties>(
  app: App,
  { stores }: AppDependencies,
  table: PlanTable<Conditions>,
): void {
  type Query = Static<TObject<Conditions>>;
  const { name, summary, conditions } = table;
  const problems = problemAnswers('invalid_request', 'plan_not_found', 'rung_not_found');
  const sendCsv = async (id: string, query: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const csv = table.toCsv(
      await getPlanSubject(stores, id),
      query as Query,
      toCsvOptions(query as CsvQuery),
    );
    return reply
      .type(CSV_MEDIA_TYPE)
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .send(csv);
  };
  app.route({
    method: 'GET',
    url: `/plans/:id/${name}`,
    schema: {
      tags: ['tables'],
      summary: `${summary}; the whole table as CSV with \`Accept: text/csv\``,
      params: IdParams,
      querystring: closed({ ...conditions, ...CSV_OPTIONS, ...(table.paged ? PAGE_PROPERTIES : {}) }),
      response: {
        200: {
          description: summary,
          content: {
            'application/json': { schema: documented<unknown>(table.answer) },
            'text/csv': { schema: documented<unknown>(Type.String()) },
          },
        },
        ...problems,
      },
    },
    handler: async (request, reply) => {
      void reply.header('vary', 'accept');
      const { id } = request.params;
      if (prefersCsv(request)) return sendCsv(id, request.query, reply);
      const subject = await getPlanSubject(stores, id);
      return table.toJson(subject, request.query as Query, request);
    },
  });
  app.route({
    method: 'GET',
    url: `/plans/:id/${name}.csv`,
    schema: {
      tags: ['tables'],
      summary: `${summary}, as CSV`,
      params: IdParams,
      querystring: closed({ ...conditions, ...CSV_OPTIONS }),
      response: { ...csvAnswer(summary), ...problems },
    },
    handler: (request, reply) => sendCsv(request.params.id, request.query, reply),
  });
}

interface CsvQuery {
  readonly bom?: '0' | '1';
  readonly lang?: 'en' | 'zh';
}

function toCsvOptions({ bom, lang }: CsvQuery): CsvOptions {
  return { byteOrderMark: bom === '1', language: lang };
}
