/** OpenAPI 3.1, generated from the endpoint table, so the description always matches the code. */
import { z } from 'zod';
import { commonErrors } from '../api/common-errors.ts';
import { api, type Endpoint } from '../api.ts';
import { linkPurposes } from '../policy/link-purposes.ts';
import { linkStates } from '../policy/link-states.ts';
import { type ProblemCode, problems } from '../policy/problems.ts';
import { protocolErrors } from '../policy/protocol-errors.ts';
import { needsNoBody } from './parse.ts';

type Json = Record<string, unknown>;

/** @param publicUrl the URL of the service */
export function openApi(publicUrl: string): Json {
  paths ??= describePaths();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Accounts of the Employment Services Manual',
      version: '1.0.0',
      description: 'Every error is a problem (RFC 9457) with a `code`.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
    },
  };
}

/** Built once, on first use: the route is public, and building takes 50 ms of processor time. */
let paths: Json | undefined;

function describePaths(): Json {
  const described: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(api)) {
    const path = `/${endpoint.path}`;
    const method = endpoint.method.toLowerCase();
    described[path] = { ...described[path], [method]: operation(name, endpoint) };
  }
  return described;
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    requestId: { type: 'string' },
    link: {
      type: 'object',
      description: 'With `link_invalid`, for a genuine link: why it no longer works.',
      properties: {
        purpose: { type: 'string', enum: [...linkPurposes] },
        state: { type: 'string', enum: [...linkStates] },
      },
    },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string' },
          message: { type: 'string' },
          rule: { type: 'string' },
          names: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
};

function operation(name: string, endpoint: Endpoint): Json {
  const { output, contentType = 'application/json' } = endpoint;
  return {
    operationId: name,
    summary: endpoint.summary,
    'x-permission': endpoint.permission,
    ...(endpoint.permission !== 'public' && { security: [{ bearer: [] }] }),
    parameters: parameters(endpoint),
    ...(endpoint.body && {
      requestBody: {
        required: !needsNoBody(endpoint.body),
        content: {
          [endpoint.protocol ? 'application/x-www-form-urlencoded' : 'application/json']: {
            schema: schemaOf(endpoint.body, 'input'),
          },
        },
      },
    }),
    responses: {
      [endpoint.status]: {
        description: 'Success.',
        ...(output && {
          content: { [contentType.split(';')[0] ?? '']: { schema: schemaOf(output, 'output') } },
        }),
      },
      ...(endpoint.protocol ? protocolRefusals : refusals(endpoint)),
    },
  };
}

function parameters(endpoint: Endpoint): Json[] {
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const inQuery = Object.entries(endpoint.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: schemaOf(z.object({ schema }).shape.schema, 'input'),
  }));
  const header = (name: string, required = true) => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
  });
  return [
    ...inPath,
    ...inQuery,
    ...(endpoint.ifMatch ? [header('If-Match')] : []),
    ...(endpoint.idempotent ? [header('Idempotency-Key', endpoint.idempotent === true)] : []),
  ];
}

function refusals(endpoint: Endpoint): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set<ProblemCode>([...commonErrors, ...endpoint.errors])) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].message}`).join('\n'),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}

/** In OAuth's own form (RFC 6749, 5.2). */
const protocolRefusals: Json = Object.fromEntries(
  [...Map.groupBy(Object.entries(protocolErrors), ([, { status }]) => status)].map(
    ([status, errors]) => [
      status,
      { description: errors.map(([code, { means }]) => `\`${code}\`: ${means}`).join('\n') },
    ],
  ),
);

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
