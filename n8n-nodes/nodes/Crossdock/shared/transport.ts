import type {
	IAllExecuteFunctions,
	IDataObject,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { problemOf, unreachable, type Problem } from './problems';

/** One request to the sidecar. `body` is JSON, or a raw mail as bytes. */
export interface Call {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	body?: IDataObject | Buffer;
	headers?: IDataObject;
}

/** What the sidecar refuses or cannot do now; `problem` is what a workflow branches on. */
export class CrossdockApiError extends NodeApiError {
	readonly problem: Problem;

	constructor(context: Context, problem: Problem, itemIndex?: number) {
		super(context.getNode(), problem as unknown as JsonObject, {
			message: problem.message,
			description: problem.advice,
			httpCode: problem.status === null ? undefined : String(problem.status),
			itemIndex,
		});
		// n8n would put its own words in place of a message that names, say, ECONNREFUSED
		this.message = problem.message;
		this.problem = problem;
	}
}

/** Where a node asks from: a run, the editor's lists, or the trigger's lifecycle. */
type Context = IAllExecuteFunctions | IHookFunctions;

/** Sweeps and fetches may take this long; a decision is answered (or `stored`) within seconds. */
const TIMEOUT_MS = 120_000;

/** Send one request; return the answer's JSON. Throws CrossdockApiError. */
export async function call(
	context: Context,
	request: Call,
	itemIndex?: number,
): Promise<IDataObject> {
	const { answer, problem } = await attempt(context, request, itemIndex);
	if (problem) throw new CrossdockApiError(context, problem, itemIndex);
	return answer;
}

/** What one request led to: the answer's JSON, or what went wrong. */
type Attempt = { answer: IDataObject; problem: null } | { answer: null; problem: Problem };

/** Send one request, for a caller that gets on with some problems. */
export async function attempt(
	context: Context,
	{ method, path, qs, body, headers }: Call,
	itemIndex?: number,
): Promise<Attempt> {
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('crossdockApi', itemIndex);
	const isRaw = Buffer.isBuffer(body);
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl.replace(/\/+$/, '')}${path}`,
		qs,
		body,
		headers: {
			Accept: 'application/json',
			...(isRaw ? { 'Content-Type': 'message/rfc822' } : {}),
			...headers,
		},
		json: !isRaw,
		timeout: TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	const response: IN8nHttpFullResponse | Error = await context.helpers.httpRequestWithAuthentication
		.call(context, 'crossdockApi', options)
		.catch((error: Error) => error);
	if (response instanceof Error) return { answer: null, problem: unreachable(baseUrl, response) };
	const answer = asJson(response.body);
	const isDone = response.statusCode >= 200 && response.statusCode < 300;
	return isDone && answer && typeof answer.outcome === 'string'
		? { answer, problem: null }
		: { answer: null, problem: problemOf(response.statusCode, answer, baseUrl) };
}

/** The parsed body, whatever n8n made of it; null where it is no JSON object. */
function asJson(body: unknown): IDataObject | null {
	if (typeof body === 'string' || Buffer.isBuffer(body)) {
		try {
			return asJson(JSON.parse(body.toString()) as unknown);
		} catch {
			return null;
		}
	}
	return typeof body === 'object' && body !== null && !Array.isArray(body)
		? (body as IDataObject)
		: null;
}
