import { plain, type Resource } from '../shared/operation';

export const inbox: Resource = {
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['inbox'] } },
			options: [
				{
					name: 'Sweep',
					value: 'sweep',
					action: 'Sweep the inbox',
					description: 'Decide stored facts that wait, for example after Odoo was away',
				},
			],
			default: 'sweep',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 200 },
			default: 50,
			description: 'Max number of results to return',
			hint: 'How many facts one sweep decides; "left" tells how many still wait',
			displayOptions: { show: { resource: ['inbox'], operation: ['sweep'] } },
		},
	],
	operations: {
		sweep: plain('inbox.sweep', (context, item) => ({
			limit: context.getNodeParameter('limit', item),
		})),
	},
};

export const odoo: Resource = {
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['odoo'] } },
			options: [
				{
					name: 'Sweep Changes',
					value: 'sweepChanges',
					action: 'Sweep changes in odoo',
					description: 'Follow what people did in Odoo since the last sweep',
				},
			],
			default: 'sweepChanges',
		},
	],
	operations: { sweepChanges: plain('odoo.sweepChanges') },
};
