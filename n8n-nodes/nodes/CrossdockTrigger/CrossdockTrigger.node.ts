import type {
	IDataObject,
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { call, callIfFound } from '../Crossdock/shared/transport';
import { EVENT_TYPES } from './eventTypes';
import { forget, isRepeat } from './repeats';
import { isSigningSecret, refusal } from './signature';

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
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Company ID',
						name: 'companyId',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: 1,
						description:
							'Only events of this company, by its ID in Odoo. Without it, those of every company.',
					},
				],
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const wanted = subscription(this);
				const memory = registration(this);
				memory.done = false;
				// here as well: one that is subscribed already, and could verify nothing, is to be shown as failed
				await secretsOf(this);
				const page = await call(this, 'subscription.getAll', { qs: { url: wanted.url } });
				memory.done = (page.subscriptions as IDataObject[]).some((known) =>
					isAsWanted(known, wanted),
				);
				return memory.done;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				await secretsOf(this);
				await call(this, 'subscription.create', { body: subscription(this) });
				registration(this).done = true;
				return true;
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				const { url } = subscription(this);
				// there may be none: somebody ended it, or the sidecar began anew
				const ended = callIfFound(this, 'subscription.delete', { qs: { url } });
				// After a registration that failed n8n tidies up by this, and it must succeed then: n8n 2.40 else takes
				// the trigger for registered, and leaves it off when the workflow is published again.
				await (registration(this).done === false ? ended.catch(() => null) : ended);
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
		const event = this.getBodyData();
		const wanted = this.getNodeParameter('events', []) as string[];
		// what was on its way when the choice of events was changed
		if (!wanted.includes(String(event.type))) return answer(this, 200, { outcome: 'ignored' });
		if (isKnown(this, id as string)) return answer(this, 200, { outcome: 'duplicate' });
		return {
			webhookResponse: { outcome: 'accepted' },
			workflowData: [this.helpers.returnJsonArray([event])],
		};
	}
}

/** What the sidecar is asked to send; a type, so that it is a plain JSON object as well. */
type Subscription = { url: string; event_types: string[]; company_id: number | null };

/** What is remembered of the last registration, as long as n8n has the workflow. */
function registration(context: IHookFunctions): { done?: boolean } {
	return context.getWorkflowStaticData('node');
}

function subscription(context: IHookFunctions): Subscription {
	const options = context.getNodeParameter('options', {}) as { companyId?: number };
	return {
		url: context.getNodeWebhookUrl('default') as string,
		event_types: [...(context.getNodeParameter('events', []) as string[])].sort(),
		company_id: options.companyId ?? null,
	};
}

/** A disabled one is made anew, and so is one of other events: the URL is its key. */
function isAsWanted(known: IDataObject, wanted: Subscription): boolean {
	const types = [...(known.event_types as string[])].sort();
	return (
		known.disabled_at === null &&
		known.company_id === wanted.company_id &&
		JSON.stringify(types) === JSON.stringify(wanted.event_types)
	);
}

/** The secrets that may have signed. Throws where the credential has none, or one that is mistyped. */
async function secretsOf(context: IHookFunctions | IWebhookFunctions): Promise<string[]> {
	const { signingSecret, previousSigningSecret } = await context.getCredentials<{
		signingSecret?: string;
		previousSigningSecret?: string;
	}>('crossdockApi');
	const current = signingSecret?.trim() ?? '';
	const previous = previousSigningSecret?.trim() ?? '';
	const advice =
		'Enter the value of the sidecar’s CROSSDOCK_EVENTS_SIGNING_SECRET (whsec_…) in the Crossdock API credential.';
	const refused = (message: string) =>
		new NodeOperationError(context.getNode(), message, { description: advice });
	if (!current) throw refused('The credential has no signing secret');
	if (!isSigningSecret(current)) throw refused('The credential’s signing secret is not complete');
	if (previous && !isSigningSecret(previous)) {
		throw refused('The credential’s previous signing secret is not complete');
	}
	return previous ? [current, previous] : [current];
}

/** Best effort: exactly-once comes from the keys of what the workflow does with the event. */
function isKnown(context: IWebhookFunctions, id: string): boolean {
	const trigger = [context.getWorkflow().id, context.getNode().id, context.getMode()].join(' ');
	if (isRepeat(trigger, id)) return true;
	// n8n answers once it has the execution; without that answer the sidecar sends again, which must start it
	const response = context.getResponseObject();
	response.once('close', () => {
		if (!response.writableFinished || response.statusCode >= 300) forget(trigger, id);
	});
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
