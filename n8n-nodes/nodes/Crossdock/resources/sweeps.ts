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
	],
	operations: { sweep: plain('inbox.sweep') },
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
