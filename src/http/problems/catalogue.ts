/** What a stable problem code means: served at `/problems/{code}` and listed in `docs/errors.md`. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Every code that the API answers with, by code. */
export const PROBLEMS = {
  invalid_request: {
    status: 400,
    title: 'The request is not as described',
    cause: 'A query parameter, path or body field is unknown, missing, of the wrong type or out of range.',
    remedy:
      'Correct what `errors` lists; each entry names its place. The expected form is in `/openapi.json`.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    cause: 'The body is empty or cannot be parsed as JSON in UTF-8.',
    remedy: 'Send valid JSON with `Content-Type: application/json`.',
  },
  malformed_upload: {
    status: 400,
    title: 'The upload cannot be read',
    cause: 'The multipart body is broken, ends early, or brings no file.',
    remedy: 'Send `multipart/form-data` with one zip or several files, e.g. `curl -F file=@county.zip`.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor is not one of this list',
    cause: 'The `cursor` was changed, or belongs to another list.',
    remedy: 'Start from the first page and follow `next`.',
  },
  unauthorized: {
    status: 401,
    title: 'An API key is needed',
    cause: 'The server has API keys configured and the request carries none, or a wrong one.',
    remedy: 'Send `Authorization: Bearer <key>` or `X-API-Key: <key>`.',
  },
  foreign_origin: {
    status: 403,
    title: 'A page of elsewhere may not do this',
    cause:
      'A browser sent the request for a page that is neither of this server nor listed in `CORS_ORIGINS`.',
    remedy:
      'List the origin of the page in `CORS_ORIGINS`. Behind a proxy, let it hand the `Host` header on, or list its address.',
  },
  route_not_found: {
    status: 404,
    title: 'There is nothing at this address',
    cause: 'No endpoint has this path.',
    remedy: 'See `/docs` for the endpoints.',
  },
  problem_not_found: {
    status: 404,
    title: 'There is no such problem code',
    cause: 'The code asked for is not one that the API answers with.',
    remedy: 'See `docs/errors.md` for all codes.',
  },
  county_not_found: {
    status: 404,
    title: 'There is no such county',
    cause: 'No county with this code was imported, or it was deleted.',
    remedy: 'List the counties with `GET /v1/counties`.',
  },
  site_not_found: {
    status: 404,
    title: 'The county has no such site',
    cause: 'No site of the county has this id.',
    remedy: 'List them with `GET /v1/counties/{code}/sites`.',
  },
  dataset_not_found: {
    status: 404,
    title: 'The dataset is no longer there',
    cause: 'The dataset that the plan or scenario was made from was deleted.',
    remedy: 'Import the county again and plan anew.',
  },
  scenario_not_found: {
    status: 404,
    title: 'There is no such scenario',
    cause: 'No scenario has this id, or it was deleted.',
    remedy: 'List them with `GET /v1/counties/{code}/scenarios`.',
  },
  plan_not_found: {
    status: 404,
    title: 'There is no such plan',
    cause: 'No plan has this id, or it was deleted.',
    remedy: 'List them with `GET /v1/counties/{code}/plans`.',
  },
  study_not_found: {
    status: 404,
    title: 'There is no such pooling study',
    cause: 'No pooling study has this id, or it was deleted.',
    remedy: 'List them with `GET /v1/counties/{code}/pooling-studies`.',
  },
  carrier_not_in_study: {
    status: 404,
    title: 'The carrier has no part in the study',
    cause: 'The carrier is not among those whose pool was studied.',
    remedy: 'Ask for one of the carriers that `players` of the study lists.',
  },
  rule_not_defined: {
    status: 404,
    title: 'The rule is not defined for these carriers',
    cause: 'The carriers have nothing of what the rule shares the cost in proportion to.',
    remedy: 'Ask for one of the rules that `allocations` of the study lists.',
  },
  rung_not_found: {
    status: 404,
    title: 'The plan has no such rung',
    cause: 'The county brought no operations of today, so its plans have no `as_operated` rung.',
    remedy: 'Ask for `rung=alone` or `rung=pooled`, or import `operations.csv`.',
  },
  tile_not_found: {
    status: 404,
    title: 'There is no such tile',
    cause: 'Column or row lie outside the pyramid of that zoom.',
    remedy: 'Both run from 0 to 2^z - 1; `/tiles.json` describes the tiles.',
  },
  job_not_found: {
    status: 404,
    title: 'There is no such job',
    cause: 'No job has this id, or its county was deleted.',
    remedy: 'List them with `GET /v1/jobs`.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The method does not fit this address',
    cause: 'The address exists, but not with this method.',
    remedy: 'Use one of the methods in the `Allow` header.',
  },
  not_acceptable: {
    status: 406,
    title: 'The answer has no such form',
    cause: 'The `Accept` header asks for a form that this address does not have.',
    remedy: 'See `/docs` for the forms of each answer.',
  },
  county_not_chosen: {
    status: 409,
    title: 'It is not said which county is meant',
    cause: 'The request names no county, no default is configured, and there is none or more than one.',
    remedy: 'Add `?county=` with its code, or set `DEFAULT_COUNTY`.',
  },
  county_exists: {
    status: 409,
    title: 'The county is there already',
    cause: 'A county with this code was imported before.',
    remedy: 'Add `?replace=true` to replace its data; its older plans stay readable.',
  },
  county_busy: {
    status: 409,
    title: 'The county is being planned',
    cause: 'Jobs of the county are queued or running.',
    remedy: 'Wait for them or cancel them, then delete.',
  },
  scenario_busy: {
    status: 409,
    title: 'The scenario is being planned',
    cause: 'A job of the scenario is queued or running.',
    remedy: 'Wait for it or cancel it, then delete.',
  },
  study_unfinished: {
    status: 409,
    title: 'The pooling study has no results yet',
    cause: 'Its job is queued, running, failed or cancelled; `detail` says which.',
    remedy: 'Follow the job; order the study again if it has ended. What was solved is not solved again.',
  },
  study_busy: {
    status: 409,
    title: 'The pooling study is being worked on',
    cause: 'The job of the study is queued or running.',
    remedy: 'Wait for it or cancel it, then delete.',
  },
  body_too_large: {
    status: 413,
    title: 'The request is too large',
    cause: 'The body, or one uploaded file, exceeds the limit that `detail` names.',
    remedy: 'Send less, or raise the limit in the configuration of the server.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a type that is not understood',
    cause: 'The `Content-Type` is not one that this address takes.',
    remedy: 'Send `application/json`, or `multipart/form-data` where files are uploaded.',
  },
  foreign_host: {
    status: 421,
    title: 'The server has another name',
    cause:
      'The server has no API keys, so it answers for `localhost` and loopback addresses only, but `Host` names another.',
    remedy: 'Use `http://127.0.0.1` with the port, set `API_KEYS`, or list the origin in `CORS_ORIGINS`.',
  },
  county_files_invalid: {
    status: 422,
    title: 'The county files hold errors',
    cause: 'At least one file cannot be taken as it is; nothing was imported.',
    remedy: 'Correct what `errors` lists (file, row, column, code, remedy) and upload again.',
  },
  import_ended: {
    status: 422,
    title: 'The import was ended',
    cause: 'Reading the files took longer than the server allows, or the caller left; nothing was imported.',
    remedy: 'Cut the roads to the county and leave out what the planner does not need.',
  },
  invalid_scenario: {
    status: 422,
    title: 'The scenario does not fit the county',
    cause: 'A choice names something that the county does not have, or contradicts another.',
    remedy: 'Correct what `errors` lists.',
  },
  invalid_study: {
    status: 422,
    title: 'The pooling study cannot be made',
    cause: 'The scenario pools fewer than 2 or more than 12 carriers, or an option contradicts another.',
    remedy: 'Correct what `errors` lists.',
  },
  invalid_settlement: {
    status: 422,
    title: 'The month cannot be settled',
    cause:
      'A volume is of no member, stands twice, or has no rate; or a carrier has nothing to price its cost by.',
    remedy: 'Correct what `errors` lists, or take another unit.',
  },
  invalid_routing_problem: {
    status: 422,
    title: 'The routing problem contradicts itself',
    cause: 'An id is unknown or given twice, an amount is out of range, or two values exclude each other.',
    remedy: 'Correct what `errors` lists.',
  },
  invalid_road_overrides: {
    status: 422,
    title: 'The road overrides do not fit the roads',
    cause:
      'An override contradicts itself, names a way that the roads do not have or a place far from it, or adds a road that meets none.',
    remedy: 'Correct what `errors` lists; `/v1/counties/{code}/roads.geojson` has the ids of the ways.',
  },
  county_without_roads: {
    status: 422,
    title: 'The county has no roads',
    cause: 'What is asked for is worked out from a road network, but the county was imported without one.',
    remedy: 'Import the county again with `roads.osm.pbf`, `.osm`, `.osm.bz2` or GeoJSON lines.',
  },
  point_off_network: {
    status: 422,
    title: 'The point is off the road network',
    cause: 'No road that the vehicle can both reach and leave lies within 2,000 m of the point.',
    remedy: 'Check longitude, latitude and coordinate system, or take another profile.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key was used for another request',
    cause: 'The same `Idempotency-Key` came with another address or body before.',
    remedy: 'Use a new key for a new request.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    cause: 'The client exceeded the number of requests a minute.',
    remedy: 'Wait as long as `Retry-After` says.',
  },
  internal_error: {
    status: 500,
    title: 'The server made a mistake',
    cause: 'A bug. The log has the details under the id in `instance`.',
    remedy: 'Report it with that id.',
  },
  travel_engine_refused: {
    status: 502,
    title: 'The travel engine refused the request',
    cause:
      'The external engine would not answer this request, e.g. because its limits are lower than configured.',
    remedy:
      'Read `detail`; the operator may lower `TRAVEL_ENGINE_MAX_POINTS` or correct `TRAVEL_ENGINE_PROFILES`.',
  },
  travel_engine_bad_answer: {
    status: 502,
    title: 'The travel engine gave an answer that cannot be used',
    cause: 'The answer of the external engine was damaged, too large, of the wrong shape, or a redirect.',
    remedy: 'Check the engine behind `TRAVEL_ENGINE_URL`; nothing of its answer was used.',
  },
  travel_engine_unavailable: {
    status: 503,
    title: 'The travel engine does not answer',
    cause: 'The external engine could not be reached, took too long, or failed as often as it was asked.',
    remedy: 'Start the engine, or set `TRAVEL_ENGINE_FALLBACK=embedded`.',
  },
  overloaded: {
    status: 503,
    title: 'The server is at its limit',
    cause: 'Too much is going on at once.',
    remedy: 'Try again after the time in `Retry-After`.',
  },
  not_ready: {
    status: 503,
    title: 'The server is still starting',
    cause: 'The database is being prepared, or the first plan is still being made.',
    remedy: 'Try again in a few seconds.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The kind of a code, or undefined where there is none. */
export function findProblemKind(code: string): ProblemKind | undefined {
  return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code as ProblemCode] : undefined;
}
