import type { FastifyError } from 'fastify';
import { CostSharingError } from '../../cost-sharing/cost-sharing-error.ts';
import { TravelEngineError } from '../../network/external/travel-engine-error.ts';
import { PersistenceError } from '../../persistence/persistence-error.ts';
import { StudyError } from '../../planning/pooling-study/study-error.ts';
import { ScenarioError } from '../../planning/scenario-error.ts';
import { RoutingProblemError } from '../../solver/routing/routing-problem-error.ts';
import type { ProblemCode } from './catalogue.ts';
import { findProblemKind } from './catalogue.ts';
import { ProblemError } from './problem-error.ts';
import type { RequestPart } from './validation-details.ts';
import { toValidationDetails } from './validation-details.ts';

/** Errors of the framework and its plugins, by their codes. */
const FRAMEWORK_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
  FST_REQ_FILE_TOO_LARGE: 'body_too_large',
  FST_FILES_LIMIT: 'body_too_large',
  FST_FIELDS_LIMIT: 'body_too_large',
  FST_PARTS_LIMIT: 'body_too_large',
  FST_FILE_BUFFER_NOT_FOUND: 'malformed_upload',
  FST_UNDER_PRESSURE: 'overloaded',
  FST_ERR_BAD_URL: 'route_not_found',
};

const STATUS_CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid_request',
  404: 'route_not_found',
  406: 'not_acceptable',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'overloaded',
};

/** Any error as a problem with a stable code; what is not known to be the client's doing is an `internal_error`. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof PersistenceError) return toPersistenceProblem(error);
  if (error instanceof TravelEngineError) return new ProblemError(error.code, error.message);
  if (error instanceof RoutingProblemError) {
    return new ProblemError('invalid_routing_problem', error.message, {
      errors: error.issues.map(({ path, ...issue }) => toPlain({ ...issue, path: `/${path}` })),
    });
  }
  if (error instanceof ScenarioError) {
    return new ProblemError('invalid_scenario', error.message, { errors: error.problems.map(toPlain) });
  }
  if (error instanceof CostSharingError && error.code === 'settlement_invalid') {
    const { path, message } = error;
    return new ProblemError('invalid_settlement', message, {
      errors: [{ code: 'settlement_invalid', path, message }],
    });
  }
  if (error instanceof StudyError) {
    return new ProblemError('invalid_study', error.message, { errors: error.problems.map(toPlain) });
  }
  return error instanceof Error ? toFrameworkProblem(error as FastifyError) : toInternalError();
}

function toPersistenceProblem(error: PersistenceError): ProblemError {
  const known = findProblemKind(error.code) !== undefined;
  return known ? new ProblemError(error.code as ProblemCode, error.message) : toInternalError();
}

function toFrameworkProblem(error: FastifyError): ProblemError {
  if (error.validation !== undefined) {
    const part: RequestPart = error.validationContext ?? 'body';
    const errors = toValidationDetails(error.validation, part);
    return new ProblemError('invalid_request', summarise(errors), { errors });
  }
  const status = error.statusCode ?? 500;
  const code =
    FRAMEWORK_CODES[error.code] ?? (status < 500 || status === 503 ? STATUS_CODES[status] : undefined);
  return code === undefined ? toInternalError() : new ProblemError(code, error.message);
}

function toInternalError(): ProblemError {
  return new ProblemError(
    'internal_error',
    'The request could not be answered because of a mistake in the server.',
  );
}

function summarise(errors: ProblemError['errors']): string {
  return errors.map((error) => `${String(error.in)} ${error.path ?? ''} ${error.message}`).join('; ');
}

function toPlain(issue: { code: string; path: string; message: string }): ProblemError['errors'][number] {
  return { code: issue.code, path: issue.path, message: issue.message };
}
