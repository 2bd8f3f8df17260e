import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { exception } from './resources/exception';
import { outbox } from './resources/outbox';
import { supplierMail } from './resources/supplierMail';
import { inbox, odoo } from './resources/sweeps';
import { searchDeadLetters, searchExceptions, searchMailboxes } from './shared/listSearch';
import type { Resource } from './shared/operation';
import { asItem, invalidInput } from './shared/problems';
import { CrossdockApiError } from './shared/transport';

const RESOURCES: Record<string, Resource> = { exception, inbox, odoo, outbox, supplierMail };

export class Crossdock implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crossdock',
		name: 'crossdock',
		icon: { light: 'file:crossdock.svg', dark: 'file:crossdock.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Read supplier mail, work exceptions and deliver to Odoo through Crossdock',
		defaults: { name: 'Crossdock' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crossdockApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Exception',
						value: 'exception',
						description: 'A case that a person works in Odoo',
					},
					{ name: 'Inbox', value: 'inbox', description: 'Stored facts that wait for a decision' },
					{ name: 'Odoo', value: 'odoo', description: 'What people changed in Odoo' },
					{ name: 'Outbox', value: 'outbox', description: 'What waits to be delivered' },
					{ name: 'Supplier Mail', value: 'supplierMail', description: 'Mail that suppliers sent' },
				],
				default: 'supplierMail',
			},
			...Object.values(RESOURCES).flatMap((resource) => resource.properties),
		],
	};

	methods = { listSearch: { searchDeadLetters, searchExceptions, searchMailboxes } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const out: INodeExecutionData[] = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			try {
				const rows = await run(this, item);
				out.push(...rows.map((json) => ({ json, pairedItem: { item } })));
			} catch (error) {
				if (!this.continueOnFail()) throw asNodeError(this, error as Error, item);
				out.push(failed(this, error as Error, item));
			}
		}
		return [out];
	}
}

async function run(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const resource = context.getNodeParameter('resource', item) as string;
	const operation = context.getNodeParameter('operation', item) as string;
	const chosen = RESOURCES[resource]?.operations[operation];
	if (!chosen) {
		const message = `Operation "${operation}" of resource "${resource}" is not known`;
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
	}
	return await chosen(context, item);
}

function failed(context: IExecuteFunctions, error: Error, item: number): INodeExecutionData {
	const wrapped = asNodeError(context, error, item);
	const problem = wrapped instanceof CrossdockApiError ? wrapped.problem : invalidInput(wrapped);
	return { json: asItem(problem, context.getNode()), pairedItem: { item } };
}

function asNodeError(
	context: IExecuteFunctions,
	error: Error,
	itemIndex: number,
): CrossdockApiError | NodeOperationError {
	if (error instanceof CrossdockApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(context.getNode(), error, { itemIndex });
}
