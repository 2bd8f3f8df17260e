import { createHash } from 'node:crypto';

import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { call, type RouteName } from './transport';

/** One operation of the node: what is sent for an item, and which items come out. */
export type Run = (context: IExecuteFunctions, item: number) => Promise<IDataObject[]>;

/** One resource: its operations and their fields, as the editor shows them. */
export interface Resource {
	properties: INodeProperties[];
	operations: Record<string, Run>;
}

/** Send a request whose answer is the one item that comes out; `qs` names the parameters it is given. */
export function plain(
	name: RouteName,
	qs?: (context: IExecuteFunctions, item: number) => IDataObject,
): Run {
	return async (context, item) => [await call(context, name, { qs: qs?.(context, item) }, item)];
}

/** The chosen value of a resource locator, which an expression may have left empty. */
export function chosen(
	context: IExecuteFunctions,
	name: string,
	label: string,
	item: number,
): string {
	const value = context.getNodeParameter(name, item, '', { extractValue: true }) ?? '';
	const text = String(value).trim();
	if (text) return text;
	throw new NodeOperationError(context.getNode(), `${label} is empty`, {
		itemIndex: item,
		description: `Choose one in the field "${label}", or check the expression there: it gives nothing for this item.`,
	});
}

/** Return the digest that names a content. */
export function digest(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

/** Return a fact's name as a header takes it: itself, or its digest where it has spaces or other letters. */
export function idempotencyKey(name: string): string {
	return /^[\x21\x23-\x7e]{1,255}$/.test(name) ? name : digest(name);
}

/** Leave out what the user left empty. */
export function given(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) => value !== '' && value !== undefined && value !== null,
		),
	);
}

/** All rows of a paged list, or the first `limit`. Pages are walked by `next_before_id`. */
export async function pages(
	context: IExecuteFunctions,
	item: number,
	name: RouteName,
	rowsKey: string,
	filters: IDataObject = {},
): Promise<IDataObject[]> {
	const all = context.getNodeParameter('returnAll', item, false) as boolean;
	const limit = all ? Infinity : (context.getNodeParameter('limit', item, 50) as number);
	const rows: IDataObject[] = [];
	let before: unknown;
	do {
		const size = Math.min(200, limit - rows.length);
		const qs = given({ ...filters, limit: size, before_id: before as number | undefined });
		const page = await call(context, name, { qs }, item);
		rows.push(...(page[rowsKey] as IDataObject[]));
		before = page.next_before_id;
	} while (before && rows.length < limit);
	return rows;
}

/** Return All and Limit, as every list has them. */
export function paging(resource: string): INodeProperties[] {
	const show = { resource: [resource], operation: ['getAll'] };
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
		},
	];
}
