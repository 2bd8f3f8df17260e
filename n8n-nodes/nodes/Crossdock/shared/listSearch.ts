import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { call } from './transport';

type Named = { name: string; value: string };

/** One page of a list, narrowed to what the user typed. */
async function search(
	context: ILoadOptionsFunctions,
	path: string,
	rowsKey: string,
	named: (row: IDataObject) => Named,
	filter = '',
	before?: string,
): Promise<INodeListSearchResult> {
	const qs = { limit: 100, ...(before ? { before_id: before } : {}) };
	const page = await call(context, { method: 'GET', path, qs });
	const wanted = filter.toLowerCase();
	const results = (page[rowsKey] as IDataObject[])
		.map(named)
		.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
	const next = page.next_before_id;
	return { results, paginationToken: next ? String(next) : undefined };
}

export async function searchMailboxes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const page = await call(this, { method: 'GET', path: '/v1/mailboxes' });
	const results = (page.mailboxes as string[])
		.filter((name) => name.includes((filter ?? '').toLowerCase()))
		.map((name) => ({ name, value: name }));
	return { results };
}

export async function searchExceptions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const named = (row: IDataObject) => ({
		name: `${String(row.name)}: ${String(row.title)}`,
		value: String(row.id),
	});
	return await search(this, '/v1/exceptions', 'exceptions', named, filter, paginationToken);
}

export async function searchDeadLetters(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const named = (row: IDataObject) => ({
		name: `${String(row.id)}: ${String(row.kind)}, ${String(row.last_error)}`.slice(0, 120),
		value: String(row.id),
	});
	return await search(this, '/v1/dead-letters', 'dead_letters', named, filter, paginationToken);
}
