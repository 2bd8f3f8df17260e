/**
 * n8n's side of the contract, as far as our nodes use it: parameters with the defaults of the description
 * (by n8n's own NodeHelpers), the credential's own authentication, requests over real HTTP.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import type { Sidecar } from './sidecar.mts';

// the compiled nodes are CommonJS: this way tests and nodes share n8n's classes of errors
const require = createRequire(import.meta.url);
const { NodeApiError, NodeHelpers, NodeOperationError } =
	require('n8n-workflow') as typeof import('n8n-workflow');
const { Crossdock } =
	require('../dist/nodes/Crossdock/Crossdock.node.js') as typeof import('../dist/nodes/Crossdock/Crossdock.node.js');
const { CrossdockTrigger } =
	require('../dist/nodes/CrossdockTrigger/CrossdockTrigger.node.js') as typeof import('../dist/nodes/CrossdockTrigger/CrossdockTrigger.node.js');
const { CrossdockApi } =
	require('../dist/credentials/CrossdockApi.credentials.js') as typeof import('../dist/credentials/CrossdockApi.credentials.js');

export { Crossdock, CrossdockApi, CrossdockTrigger, NodeApiError, NodeOperationError };

export const API_KEY = 'cdk_of_the_tests';

export interface Credential extends IDataObject {
	baseUrl: string;
	apiKey: string;
	signingSecret?: string;
	previousSigningSecret?: string;
}

/** The credential as a user fills it in. */
export function credentialOf(sidecar: Sidecar, more: IDataObject = {}): Credential {
	return { baseUrl: sidecar.url, apiKey: API_KEY, ...more };
}

const crossdock = new Crossdock();
const trigger = new CrossdockTrigger();

function nodeOf(description: INodeTypeDescription): INode {
	return {
		id: 'n1',
		name: description.displayName,
		type: `n8n-nodes-crossdock.${description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
}

/** What the user chose, with the description's defaults for the fields that are then shown. */
function filledIn(description: INodeTypeDescription, chosen: INodeParameters): INodeParameters {
	const node = nodeOf(description);
	const properties = description.properties;
	const filled = NodeHelpers.getNodeParameters(properties, chosen, true, false, node, description);
	if (!filled) throw new Error('no parameters');
	const strange = Object.keys(chosen).filter((name) => !(name in filled));
	if (strange.length > 0) throw new Error(`The node does not show: ${strange.join(', ')}`);
	return filled;
}

function valueOf(parameters: INodeParameters, name: string, fallback: unknown, extract = false) {
	const value = name in parameters ? parameters[name] : fallback;
	if (value === undefined) throw new Error(`Could not get parameter ${name}`);
	if (typeof value === 'string' && value.startsWith('=')) {
		throw new Error(`An expression is left: ${name}`);
	}
	const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
	return extract && isLocator ? (value as unknown as { value: unknown }).value : value;
}

/** What n8n gives every kind of context. */
function shared(description: INodeTypeDescription, credential: Credential) {
	return {
		getNode: () => nodeOf(description),
		getCredentials: async () => credential,
		helpers: {
			httpRequestWithAuthentication: async function (
				this: unknown,
				_type: string,
				options: IHttpRequestOptions,
			) {
				return await sent(description, credential, options);
			},
			returnJsonArray: (rows: IDataObject[]) => rows.map((json) => ({ json })),
		},
	};
}

/** One request, authenticated as the credential says; n8n wraps what fails before an answer. */
async function sent(
	description: INodeTypeDescription,
	credential: Credential,
	options: IHttpRequestOptions,
): Promise<unknown> {
	const url = new URL(options.url);
	for (const [name, value] of Object.entries(options.qs ?? {})) {
		if (value !== undefined) url.searchParams.set(name, String(value));
	}
	const headers = new Headers(options.headers as Record<string, string>);
	for (const [name, value] of Object.entries(authentication())) {
		headers.set(name, filled(value, credential));
	}
	if (options.body && !Buffer.isBuffer(options.body))
		headers.set('Content-Type', 'application/json');
	try {
		const answer = await fetch(url, {
			method: options.method,
			headers,
			body: bytesOf(options.body),
			redirect: options.disableFollowRedirect ? 'manual' : 'follow',
			signal: AbortSignal.timeout(options.timeout ?? 10_000),
		});
		const text = await answer.text();
		if (!answer.ok && !options.ignoreHttpStatusErrors) throw new Error(`HTTP ${answer.status}`);
		return { statusCode: answer.status, headers: {}, body: parsed(text) };
	} catch (error) {
		const { message, code } = ((error as Error).cause ?? error) as Error & { code?: string };
		throw new NodeApiError(nodeOf(description), { message, code: code ?? null });
	}
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> | string | undefined {
	if (Buffer.isBuffer(body)) return new Uint8Array(body);
	return body === undefined ? undefined : JSON.stringify(body);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function authentication(): Record<string, string> {
	return new CrossdockApi().authenticate.properties.headers as Record<string, string>;
}

/** `=text {{$credentials.name}}` with the credential's values in it. */
function filled(expression: string, credential: Credential): string {
	return expression
		.replace(/^=/, '')
		.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, name: string) => String(credential[name]));
}

/** How one run of the node is set up. */
export interface Run {
	credential: Credential;
	/** What the user chose; a function where an expression gives another value for each item. */
	parameters: INodeParameters | ((item: number) => INodeParameters);
	items?: INodeExecutionData[];
	files?: Record<string, Buffer>;
	continueOnFail?: boolean;
	/** The id of the execution. */
	execution?: string;
}

/** Run the Crossdock node; return the items that come out. */
export async function run(setup: Run): Promise<INodeExecutionData[]> {
	const { credential, parameters, items = [{ json: {} }], files = {} } = setup;
	const chosen = (item: number) =>
		filledIn(
			crossdock.description,
			typeof parameters === 'function' ? parameters(item) : parameters,
		);
	const common = shared(crossdock.description, credential);
	const context = {
		...common,
		getInputData: () => items,
		getWorkflow: () => ({ id: 'w1', name: 'Tests', active: true }),
		getExecutionId: () => setup.execution ?? '1',
		continueOnFail: () => setup.continueOnFail ?? false,
		getNodeParameter: (
			name: string,
			item: number,
			fallback?: unknown,
			options?: { extractValue?: boolean },
		) => valueOf(chosen(item), name, fallback, options?.extractValue),
		helpers: {
			...common.helpers,
			getBinaryDataBuffer: async (item: number, field: string) => {
				const file = files[field];
				if (file) return file;
				const message = `This operation expects the node's input data to contain a binary file '${field}'`;
				throw new NodeOperationError(common.getNode(), message, { itemIndex: item });
			},
		},
	};
	const [out] = await crossdock.execute.call(context as unknown as IExecuteFunctions);
	return out.map(normalised);
}

/** n8n keeps nothing but the message of an item that has an error beside its JSON. */
function normalised(item: INodeExecutionData): INodeExecutionData {
	return item.error ? { ...item, json: { error: item.error.message } } : item;
}

/** Whether n8n sends the item to the error output, where the node has one. */
export function goesToErrorOutput({ json }: INodeExecutionData): boolean {
	const keys = ['error', 'message', 'details'];
	return Boolean(json.error) && Object.keys(json).every((key) => keys.includes(key));
}

/** Ask for one of the lists that the editor shows. */
export async function list(
	name: keyof (typeof crossdock)['methods']['listSearch'],
	credential: Credential,
	filter?: string,
	token?: string,
) {
	const context = shared(crossdock.description, credential) as unknown as ILoadOptionsFunctions;
	return await crossdock.methods.listSearch[name].call(context, filter, token);
}

export const WEBHOOK_URL = 'http://127.0.0.1:5678/webhook/9b1c/crossdock';

/** Call one of the trigger's lifecycle methods, as publishing and unpublishing a workflow does. */
export async function lifecycle(
	method: 'checkExists' | 'create' | 'delete',
	credential: Credential,
	parameters: INodeParameters,
	memory: IDataObject = {},
): Promise<boolean> {
	const chosen = filledIn(trigger.description, parameters);
	const context = {
		...shared(trigger.description, credential),
		getNodeWebhookUrl: () => WEBHOOK_URL,
		getNodeParameter: (name: string, fallback?: unknown) => valueOf(chosen, name, fallback),
		getWorkflowStaticData: () => memory,
	};
	return await trigger.webhookMethods.default[method].call(context as unknown as IHookFunctions);
}

/** A request to the trigger's webhook. */
export interface Delivery {
	headers: Record<string, string | string[] | undefined>;
	body: Buffer;
}

/** What the trigger made of a delivery: which answer, and which items start the workflow (null: none). */
export interface Received {
	status: number;
	answer: unknown;
	items: IDataObject[] | null;
}

let workflows = 0;

/** One published workflow with the trigger. */
export class PublishedTrigger {
	private readonly id = `w${++workflows}`;

	constructor(
		private readonly credential: Credential,
		private readonly parameters: INodeParameters,
	) {}

	/** Deliver; `n8n` fails to start the execution, or its answer reaches nobody. */
	async receive(
		{ headers, body }: Delivery,
		n8n: 'well' | 'fails' | 'unheard' = 'well',
	): Promise<Received> {
		const chosen = filledIn(trigger.description, this.parameters);
		const response = new Response();
		const context = {
			...shared(trigger.description, this.credential),
			getNodeParameter: (name: string, fallback?: unknown) => valueOf(chosen, name, fallback),
			getHeaderData: () => headers,
			getRequestObject: () => ({ rawBody: body }),
			getResponseObject: () => response,
			getBodyData: () => parsed(body.toString()) as IDataObject,
			getWorkflow: () => ({ id: this.id, name: 'Tests', active: true }),
			getMode: () => 'webhook',
		};
		const result: IWebhookResponseData = await trigger.webhook.call(
			context as unknown as IWebhookFunctions,
		);
		const items = result.workflowData?.[0].map(({ json }) => json) ?? null;
		if (!result.noWebhookResponse) {
			if (n8n === 'fails') response.status(500);
			if (n8n === 'unheard') response.emit('close');
			else
				response.json(n8n === 'well' ? result.webhookResponse : { message: 'Error in workflow' });
		}
		return { status: response.statusCode, answer: response.body, items };
	}
}

/** Express' response, as far as a webhook touches it. */
class Response extends EventEmitter {
	statusCode = 200;
	writableFinished = false;
	body: unknown;

	status(status: number): this {
		this.statusCode = status;
		return this;
	}

	json(body: unknown): void {
		this.body = body;
		this.writableFinished = true;
		this.emit('close');
	}
}
