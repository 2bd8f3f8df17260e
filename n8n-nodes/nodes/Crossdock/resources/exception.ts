import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { chosen, given, idempotencyKey, pages, paging, type Resource } from '../shared/operation';
import { call } from '../shared/transport';
import simple from './exception.simple.json';

const show = (...operations: string[]) => ({
	show: { resource: ['exception'], operation: operations },
});

const openFields: INodeProperties[] = [
	{
		displayName: 'Category',
		name: 'category',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. integration',
		description: 'Small letters, digits and "_". The glossary lists the usual ones.',
		displayOptions: show('open'),
	},
	{
		displayName: 'Sub Category',
		name: 'subCategory',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. workflow_failed',
		description:
			'What kind of it. A fact of the same category, sub category and subject adds to the case that is open.',
		displayOptions: show('open'),
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Supplier phoned: P00042 leaves a week late',
		description: 'What happened, in one line, for the person who will work it',
		displayOptions: show('open'),
	},
	{
		displayName: 'Fact Key',
		name: 'factKey',
		type: 'string',
		default:
			'={{ $workflow.id }}:{{ $execution.id }}:{{ $nodeId }}:{{ $runIndex }}:{{ $itemIndex }}',
		required: true,
		description:
			'The identity of what happened, up to 200 characters. The same key again never opens a second case, so use an ID of the fact where there is one. As it stands, a retry of this node is the same fact and a new execution is another.',
		displayOptions: show('open'),
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: show('open'),
		options: [
			{
				displayName: 'About',
				name: 'about',
				type: 'string',
				default: '',
				placeholder: 'e.g. workflow:42',
				description:
					'What it is about, where it is about no order. Further facts about the same add to the open case instead of opening one each.',
			},
			{
				displayName: 'Company ID',
				name: 'company_id',
				type: 'number',
				default: 1,
				description: 'The company’s ID in Odoo. By default the sidecar’s own.',
			},
			{
				displayName: 'Evidence',
				name: 'evidence',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				description: 'The text that shows it',
			},
			{
				displayName: 'Impact',
				name: 'impact',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3 },
				default: 1,
				description: 'How bad it is, 0 to 3',
			},
			{
				displayName: 'Line',
				name: 'line',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1,
				description: 'Position of the line in the purchase order, from 1',
			},
			{
				displayName: 'Purchase Order',
				name: 'purchase_order',
				type: 'string',
				default: '',
				placeholder: 'e.g. P00042',
				description: 'The number in Odoo of the order that it is about',
			},
			{
				displayName: 'Quiet Minutes',
				name: 'quiet_minutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 10080 },
				default: 60,
				description:
					'For a state that lasts and is told by each run: while its case is open, a fact within so many minutes of the last one adds nothing to it (outcome "found"). Without it each fact adds one.',
			},
			{
				displayName: 'Recommended Action',
				name: 'recommended_action',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '',
				description: 'What the person should do, in one sentence',
			},
			{
				displayName: 'Source',
				name: 'source',
				type: 'string',
				default: 'n8n',
				description: 'Where the fact comes from: small letters, digits and "_"',
			},
			{
				displayName: 'Source Reference',
				name: 'source_ref',
				type: 'string',
				default: '',
				description: 'How it is called there, for example the address of an execution',
			},
			{
				displayName: 'Urgency',
				name: 'urgency',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3 },
				default: 1,
				description: 'How soon it must be worked, 0 to 3',
			},
		],
	},
];

export const exception: Resource = {
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['exception'] } },
			options: [
				{
					name: 'Get',
					value: 'get',
					action: 'Get an exception',
					description: 'Retrieve one case by its key',
				},
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many exceptions',
					description: 'Retrieve a list of cases, newest first',
				},
				{
					name: 'Open',
					value: 'open',
					action: 'Open an exception',
					description:
						'Open a case in Odoo, or add to the open one of the same subject and category',
				},
			],
			default: 'getAll',
		},
		{
			displayName: 'Exception',
			name: 'exceptionId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The case, by the key that Open, Read and the trigger give',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchExceptions', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 5f1c0b7ad92e4b6b8c3d2e1f',
					hint: 'The key of the case ("case_key" of a reading, "id" of a case), not its number in Odoo',
				},
			],
			displayOptions: show('get'),
		},
		...paging('exception'),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			displayOptions: show('getAll'),
			options: [
				{
					displayName: 'Category',
					name: 'category',
					type: 'string',
					default: '',
					placeholder: 'e.g. supply',
					description: 'Only cases of this category',
				},
				{
					displayName: 'Company ID',
					name: 'company_id',
					type: 'number',
					default: 1,
					description: 'Only cases of this company, by its ID in Odoo',
				},
				{
					displayName: 'State',
					name: 'state',
					type: 'options',
					default: 'open',
					description: 'Only cases in this state',
					options: [
						{ name: 'Cancelled', value: 'cancelled' },
						{ name: 'In Progress', value: 'in_progress' },
						{ name: 'New', value: 'new' },
						{ name: 'On Hold', value: 'on_hold' },
						{ name: 'Open (New, in Progress or on Hold)', value: 'open' },
						{ name: 'Resolved', value: 'resolved' },
					],
				},
			],
		},
		...openFields,
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
			displayOptions: show('get', 'getAll'),
		},
	],
	operations: { get, getAll, open },
};

/** What most flows need of a case; all of it is there with Simplify switched off. */
function shown(context: IExecuteFunctions, item: number, row: IDataObject): IDataObject {
	if (!(context.getNodeParameter('simplify', item, true) as boolean)) return row;
	return Object.fromEntries(simple.map((name) => [name, row[name]]));
}

async function get(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const id = chosen(context, 'exceptionId', 'Exception', item);
	const answer = await call(context, 'exception.get', { path: { id } }, item);
	return [shown(context, item, answer.exception as IDataObject)];
}

async function getAll(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const filters = context.getNodeParameter('filters', item, {}) as IDataObject;
	const rows = await pages(context, item, 'exception.getAll', 'exceptions', filters);
	return rows.map((row) => shown(context, item, row));
}

async function open(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const value = (name: string) => context.getNodeParameter(name, item) as string;
	const factKey = value('factKey');
	const body = {
		source: 'n8n',
		...given(context.getNodeParameter('additionalFields', item, {}) as IDataObject),
		category: value('category'),
		sub_category: value('subCategory'),
		title: value('title'),
		fact_key: factKey,
	};
	const headers = { 'Idempotency-Key': idempotencyKey(factKey) };
	return [await call(context, 'exception.open', { body, headers }, item)];
}
