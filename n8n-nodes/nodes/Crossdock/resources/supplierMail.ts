import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { chosen, digest, idempotencyKey, type Resource } from '../shared/operation';
import { asItem, partlyFetched } from '../shared/problems';
import { call, CrossdockApiError } from '../shared/transport';

const show = (operation: string, more: IDataObject = {}) => ({
	show: { resource: ['supplierMail'], operation: [operation], ...more },
});

export const supplierMail: Resource = {
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['supplierMail'] } },
			options: [
				{
					name: 'Fetch New',
					value: 'fetchNew',
					action: 'Fetch new supplier mails',
					description:
						'Store new mails of a mailbox durably, and return one item per mail that waits for its decision',
				},
				{
					name: 'Read',
					value: 'read',
					action: 'Read a supplier mail',
					description: 'Read a mail, compare it with its purchase order and decide',
				},
			],
			default: 'fetchNew',
		},
		{
			displayName: 'Mailbox',
			name: 'mailbox',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'A mailbox of the sidecar’s settings (CROSSDOCK_MAILBOX__&lt;NAME&gt;__…)',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchMailboxes', searchable: true },
				},
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. purchasing',
					validation: [
						{
							type: 'regex',
							properties: {
								regex: '^[a-z0-9][a-z0-9_-]{0,62}$',
								errorMessage: 'Small letters, digits, "_" and "-", as in the sidecar’s settings',
							},
						},
					],
				},
			],
			displayOptions: show('fetchNew'),
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 200 },
			default: 50,
			description: 'Max number of results to return',
			hint: 'More mails than this wait safely for the next run',
			displayOptions: show('fetchNew'),
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			default: 'stored',
			options: [
				{
					name: 'Stored Mail',
					value: 'stored',
					description: 'A mail that Fetch New has stored, by its inbox ID',
				},
				{
					name: 'Raw Mail',
					value: 'raw',
					description: 'The whole mail (.eml) as a file of this item',
				},
			],
			description: 'Where the mail is',
			displayOptions: show('read'),
		},
		{
			displayName: 'Inbox ID',
			name: 'inboxId',
			type: 'string',
			default: '={{ $json.inbox_id }}',
			required: true,
			description: 'The inbox_id that Fetch New returned',
			displayOptions: show('read', { source: ['stored'] }),
		},
		{
			displayName: 'Input Binary Field',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input field that holds the mail as it was received, headers included',
			displayOptions: show('read', { source: ['raw'] }),
		},
		{
			displayName: 'Idempotency Key',
			name: 'idempotencyKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.messageId }}',
			description:
				'The mail’s own identity, so that a repeat is harmless. Leave empty to use the digest of its content.',
			displayOptions: show('read', { source: ['raw'] }),
		},
	],
	operations: { fetchNew, read },
};

async function fetchNew(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const mailbox = chosen(context, 'mailbox', 'Mailbox', item);
	const limit = context.getNodeParameter('limit', item) as number;
	const request = { path: { name: mailbox }, qs: { limit } };
	const answer = await call(context, 'supplierMail.fetchNew', request, item);
	const { outcome, correlation_id } = answer;
	const mails = (answer.mails as IDataObject[]).map((mail) => ({
		...mail,
		mailbox,
		outcome: 'fetched',
		correlation_id,
	}));
	if (outcome !== 'partly_fetched') return mails;
	const problem = partlyFetched(answer);
	if (!context.continueOnFail()) throw new CrossdockApiError(context, problem, item);
	// behind the mails: n8n takes a first item with an error for a failure of all, and repeats it
	return [...mails, asItem(problem, context.getNode())];
}

async function read(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	if (context.getNodeParameter('source', item) === 'stored') {
		const inboxId = Number(context.getNodeParameter('inboxId', item));
		if (!Number.isInteger(inboxId) || inboxId < 1) {
			throw new NodeOperationError(context.getNode(), 'Inbox ID is not a number from 1 on', {
				itemIndex: item,
				description: 'Put this node behind Fetch New, or map inbox_id into the field "Inbox ID".',
			});
		}
		const request = { body: { inbox_id: inboxId }, headers: { 'Idempotency-Key': runOf(context) } };
		return [await call(context, 'supplierMail.read', request, item)];
	}
	const field = context.getNodeParameter('binaryProperty', item) as string;
	const mail = await context.helpers.getBinaryDataBuffer(item, field);
	const named = (context.getNodeParameter('idempotencyKey', item, '') as string).trim();
	const headers = { 'Idempotency-Key': named ? idempotencyKey(named) : digest(mail) };
	return [await call(context, 'supplierMail.read', { body: mail, headers }, item)];
}

/** The name of this run: where runs overlap, the sidecar tells one of them what became of a mail. */
function runOf(context: IExecuteFunctions): string {
	return idempotencyKey(`${context.getWorkflow().id}:${context.getExecutionId()}`);
}
