import type {
	IDataObject,
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { call } from '../Crossdock/shared/transport';
import { EVENT_TYPES } from './eventTypes';
import { refusal } from './signature';

const ROUTE = '/v1/event-subscriptions';
const REMEMBERED = 1000;

export class CrossdockTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crossdock Trigger',
		name: 'crossdockTrigger',
		icon: { light: 'file:crossdock.svg', dark: 'file:crossdock.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: 'Starts the workflow when something happens in Crossdock',
		defaults: { name: 'Crossdock Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crossdockApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'crossdock',
			},
		],
		properties: [
			{
				displayName:
					'Publishing the workflow registers it with Crossdock by itself. The sidecar must allow this n8n’s address (CROSSDOCK_EVENTS_ALLOWED_URLS), and the credential needs the signing secret.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				options: EVENT_TYPES,
				default: [],
				required: true,
				description: 'What starts the workflow',
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const wanted = subscription(this);
				const page = await call(this, { method: 'GET', path: ROUTE });
				const known = (page.subscriptions as IDataObject[]).find(({ url }) => url === wanted.url);
				return (
					known !== undefined && known.is_active === true && sameEvents(known.events, wanted.events)
				);
			},

			async create(this: IHookFunctions): Promise<boolean> {
				await secretsOf(this);
				await call(this, { method: 'POST', path: ROUTE, body: subscription(this) });
				return true;
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				const { url } = subscription(this);
				await call(this, { method: 'DELETE', path: ROUTE, qs: { url } });
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const headers = this.getHeaderData();
		const id = textOf(headers['webhook-id']);
		const reason = refusal(
			{
				id,
				timestamp: textOf(headers['webhook-timestamp']),
				signature: textOf(headers['webhook-signature']),
				body:
					(this.getRequestObject() as unknown as { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0),
			},
			await secretsOf(this),
			new Date(),
		);
		if (reason !== null) return answer(this, 401, { outcome: 'refused', code: reason });
		if (isRepeat(this, id as string)) return answer(this, 200, { outcome: 'duplicate' });
		const event = this.getBodyData();
		return {
			webhookResponse: { outcome: 'accepted' },
			workflowData: [this.helpers.returnJsonArray([event])],
		};
	}
}

function subscription(context: IHookFunctions): { url: string; events: string[] } {
	return {
		url: context.getNodeWebhookUrl('default') as string,
		events: context.getNodeParameter('events', []) as string[],
	};
}

function sameEvents(known: unknown, wanted: string[]): boolean {
	return JSON.stringify([...(known as string[])].sort()) === JSON.stringify([...wanted].sort());
}

async function secretsOf(context: IHookFunctions | IWebhookFunctions): Promise<string[]> {
	const credential = await context.getCredentials('crossdockApi');
	const secrets = [credential.signingSecret, credential.previousSigningSecret]
		.map((secret) => String(secret ?? '').trim())
		.filter(Boolean);
	if (secrets.length === 0) {
		throw new NodeOperationError(context.getNode(), 'The credential has no signing secret', {
			description:
				'Enter the value of the sidecar’s CROSSDOCK_EVENTS_SIGNING_SECRET in the Crossdock API credential.',
		});
	}
	return secrets;
}

/** Best effort: exactly-once comes from the keys of what the workflow does with the event. */
function isRepeat(context: IWebhookFunctions, id: string): boolean {
	const memory = context.getWorkflowStaticData('node');
	const seen = (memory.seen as string[] | undefined) ?? [];
	if (seen.includes(id)) return true;
	memory.seen = [...seen, id].slice(-REMEMBERED);
	return false;
}

function answer(
	context: IWebhookFunctions,
	status: number,
	body: IDataObject,
): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}

function textOf(header: unknown): string | undefined {
	return typeof header === 'string' ? header : undefined;
}
