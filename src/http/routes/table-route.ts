import type { FastifyReply } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { Static, TObject, TProperties, TSchema } from '@fastify/type-provider-typebox';
import type { CsvOptions } from '../../report/csv.ts';
import type { App } from '../app-dependencies.ts';
import type { ProblemCode } from '../problems/catalogue.ts';
import { prefersCsv } from '../content-negotiation.ts';
import type { PagedRequest } from '../page-answer.ts';
import { csvAnswer } from '../schemas/geojson-schema.ts';
import { CSV_OPTIONS } from '../schemas/plan-schemas.ts';
import { closed, documented, IdParams, PAGE_PROPERTIES } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8';

/** A table of a subject, e.g. of a plan: as JSON, and whole as CSV. */
export interface Table<Subject, Conditions extends TProperties> {
  readonly name: string;
  readonly summary: string;
  /** Query parameters that choose what is in the table. */
  readonly conditions: Conditions;
  /** True: the JSON is a page of a list. */
  readonly paged: boolean;
  readonly answer: TSchema;
  readonly toJson: (subject: Subject, query: Static<TObject<Conditions>>, request: PagedRequest) => unknown;
  readonly toCsv: (subject: Subject, query: Static<TObject<Conditions>>, options: CsvOptions) => string;
}

/** Where tables of one kind of subject are found, how the subject is, and what may go wrong. */
export interface TablePlace<Subject> {
  /** Below `/v1`, e.g. `/plans/:id`. */
  readonly url: string;
  readonly tags: readonly string[];
  readonly getSubject: (id: string) => Promise<Subject>;
  readonly problems: readonly ProblemCode[];
}

/** Adds a table at `{url}/{name}`, CSV there by `Accept: text/csv` and at `{url}/{name}.csv`. */
export function addTable<Subject, Conditions extends TProperties>(
  app: App,
  place: TablePlace<Subject>,
  table: Table<Subject, Conditions>,
): void {
  type Query = Static<TObject<Conditions>>;
  const { name, summary, conditions } = table;
  const tags = [...place.tags];
  const problems = problemAnswers('invalid_request', ...place.problems);
  const sendCsv = async (id: string, query: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const csv = table.toCsv(await place.getSubject(id), query as Query, toCsvOptions(query as CsvQuery));
    return reply
      .type(CSV_MEDIA_TYPE)
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .send(csv);
  };
  app.route({
    method: 'GET',
    url: `${place.url}/${name}`,
    schema: {
      tags,
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
      const subject = await place.getSubject(id);
      return table.toJson(subject, request.query as Query, request);
    },
  });
  app.route({
    method: 'GET',
    url: `${place.url}/${name}.csv`,
    schema: {
      tags,
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
