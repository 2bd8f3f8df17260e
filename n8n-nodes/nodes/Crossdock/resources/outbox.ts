import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { chosen, pages, paging, plain, type Resource } from '../shared/operation';
import { call } from '../shared/transport';

export const outbox: Resource = {
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['outbox'] } },
			options: [
				{
					name: 'Deliver',
					value: 'deliver',
					action: 'Deliver the outbox',
					description: 'Deliver to Odoo and n8n what is due. Harmless when nothing is.',
				},
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many dead letters',
					description: 'Retrieve a list of deliveries that were given up, newest first',
				},
				{
					name: 'Replay',
					value: 'replay',
					action: 'Replay a dead letter',
					description: 'Make one dead delivery due again, after its cause was mended',
				},
				{
					name: 'Replay All',
					value: 'replayAll',
					action: 'Replay all dead letters',
					description: 'Make all dead deliveries due again',
				},
			],
			default: 'deliver',
		},
		...paging('outbox'),
		{
			displayName: 'Dead Letter',
			name: 'deadLetterId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'A delivery that was given up, by its ID in Get Many',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchDeadLetters', searchable: true },
				},
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 42' },
			],
			displayOptions: { show: { resource: ['outbox'], operation: ['replay'] } },
		},
	],
	operations: {
		deliver: plain('outbox.deliver'),
		getAll: async (context, item) => await pages(context, item, 'outbox.getAll', 'dead_letters'),
		replay,
		replayAll: plain('outbox.replayAll'),
	},
};

async function replay(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const id = chosen(context, 'deadLetterId', 'Dead Letter', item);
	return [await call(context, 'outbox.replay', { path: { id } }, item)];
}
