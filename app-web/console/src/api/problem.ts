/** What the API says about one field of a request. */
export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

/** An answer that was not a success: application/problem+json, or the lack of any answer. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: FieldFault[];
  readonly requestId?: string;
  readonly retryAfter?: number;

  constructor(status: number, code: string, detail: string, more: { faults?: FieldFault[]; requestId?: string; retryAfter?: number } = {}) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.faults = more.faults ?? [];
    this.requestId = more.requestId;
    this.retryAfter = more.retryAfter;
  }

  /** No answer came: the server or the way to it is away. */
  get offline(): boolean {
    return this.status === 0;
  }
}

interface ProblemBody {
  title?: string;
  code?: string;
  detail?: string;
  errors?: FieldFault[];
  request_id?: string;
}

/** The problem that an answer tells, whether or not its body is one. */
export async function problemOf(response: Response): Promise<ProblemError> {
  let body: ProblemBody = {};
  try {
    body = (await response.clone().json()) as ProblemBody;
  } catch {
    // A proxy's page instead of the API's answer: the status has to do.
  }
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ProblemError(response.status, body.code ?? `http_${response.status}`, body.detail ?? body.title ?? response.statusText, {
    faults: Array.isArray(body.errors) ? body.errors : [],
    requestId: body.request_id ?? response.headers.get('X-Request-Id') ?? undefined,
    retryAfter: Number.isNaN(seconds) ? undefined : seconds,
  });
}

/** Any thrown thing as a problem. */
export function asProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof TypeError || (thrown instanceof DOMException && thrown.name === 'NetworkError')) {
    return new ProblemError(0, 'offline', 'The server could not be reached');
  }
  return new ProblemError(-1, 'unexpected', thrown instanceof Error ? thrown.message : String(thrown));
}

/**
 * The faults by the form's field. A form names its fields as the request does ("address.city", "lines[0].quantity" or
 * "lines.0.quantity"); what fits no field of the form is left for the form's head.
 */
export function faultsByField(problem: ProblemError, fields: Iterable<string>): { fields: Map<string, string>; rest: FieldFault[] } {
  const known = new Set(fields);
  const found = new Map<string, string>();
  const rest: FieldFault[] = [];
  for (const fault of problem.faults) {
    const name = fault.field.replaceAll(/\[(\d+)\]/g, '.$1');
    if (known.has(name)) found.set(name, found.has(name) ? `${found.get(name)}; ${fault.message}` : fault.message);
    else rest.push(fault);
  }
  return { fields: found, rest };
}
