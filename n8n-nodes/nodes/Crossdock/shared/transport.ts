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

import routes from '../routes.json';
import { problemOf, unreachable, type Problem } from './problems';

/** A route of the sidecar, as routes.json names it: that file is held against the sidecar's OpenAPI. */
export type RouteName = keyof typeof routes;

/** Where a node asks from: a run, the editor's lists, or the trigger's lifecycle. */
type Context = IAllExecuteFunctions | IHookFunctions;

/** What a route is given. `path` fills its placeholders; `body` is JSON, or a raw mail as bytes. */
export interface Request {
	path?: Record<string, string>;
	qs?: IDataObject;
	body?: IDataObject | Buffer;
	headers?: IDataObject;
}

/** What one request led to: the answer's JSON, or what went wrong. */
type Attempt = { answer: IDataObject; problem: null } | { answer: null; problem: Problem };

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
		this.name = 'NodeApiError';
		// n8n would put its own words in place of a message that names, say, ECONNREFUSED
		this.message = problem.message;
		this.problem = problem;
	}
}

/** Sweeps and fetches may take this long; a decision is answered (or `stored`) within seconds. */
const TIMEOUT_MS = 120_000;

/** Send one request; return the answer's JSON. Throws CrossdockApiError. */
export async function call(
	context: Context,
	route: RouteName,
	request: Request = {},
	itemIndex?: number,
): Promise<IDataObject> {
	const { answer, problem } = await attempt(context, route, request, itemIndex);
	if (problem) throw new CrossdockApiError(context, problem, itemIndex);
	return answer;
}

/** Send one request whose answer may be that there is nothing: null then. */
export async function callIfFound(
	context: Context,
	route: RouteName,
	request: Request,
): Promise<IDataObject | null> {
	const { answer, problem } = await attempt(context, route, request);
	if (problem && problem.code !== 'not_found') throw new CrossdockApiError(context, problem);
	return answer;
}

async function attempt(
	context: Context,
	route: RouteName,
	request: Request,
	itemIndex?: number,
): Promise<Attempt> {
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('crossdockApi', itemIndex);
	const response: IN8nHttpFullResponse | Error = await context.helpers.httpRequestWithAuthentication
		.call(context, 'crossdockApi', options(baseUrl, route, request))
		.catch((error: Error) => error);
	if (response instanceof Error) return { answer: null, problem: unreachable(baseUrl, response) };
	const answer = asJson(response.body);
	const isDone = response.statusCode >= 200 && response.statusCode < 300;
	return isDone && typeof answer?.outcome === 'string'
		? { answer, problem: null }
		: { answer: null, problem: problemOf(response.statusCode, answer, baseUrl) };
}

function options(baseUrl: string, name: RouteName, request: Request): IHttpRequestOptions {
	const { path = {}, qs, body, headers } = request;
	const route = routes[name];
	const isRaw = Buffer.isBuffer(body);
	const filled = route.path.replace(/\{(\w+)\}/g, (_, key: string) =>
		encodeURIComponent(path[key] ?? ''),
	);
	return {
		method: route.method as IHttpRequestMethods,
		url: `${baseUrl.replace(/\/+$/, '')}${filled}`,
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
