import type {
	IAllExecuteFunctions,
	IDataObject,
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

	constructor(context: IAllExecuteFunctions, problem: Problem, itemIndex?: number) {
		super(context.getNode(), problem as unknown as JsonObject, {
			message: problem.message,
			description: problem.advice,
			httpCode: problem.status === null ? undefined : String(problem.status),
			itemIndex,
		});
		this.problem = problem;
	}
}

/** The sidecar waits for Odoo up to 20 s itself; below that a slow answer would be cut off here. */
const TIMEOUT_MS = 60_000;

/** Send one request; return the answer's JSON. Throws CrossdockApiError. */
export async function call(
	context: IAllExecuteFunctions,
	{ method, path, qs, body, headers }: Call,
	itemIndex?: number,
): Promise<IDataObject> {
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
	if (response instanceof Error) {
		throw new CrossdockApiError(context, unreachable(baseUrl, response), itemIndex);
	}
	const answer = asJson(response.body);
	if (response.statusCode >= 200 && response.statusCode < 300 && answer) return answer;
	throw new CrossdockApiError(context, problemOf(response.statusCode, answer, baseUrl), itemIndex);
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
