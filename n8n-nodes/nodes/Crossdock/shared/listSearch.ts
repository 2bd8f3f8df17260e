import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { call, type RouteName } from './transport';

type Named = { name: string; value: string };
type List = {
	route: RouteName;
	rows: string;
	named: (row: IDataObject) => Named;
};

/** How many pages are searched at once for what the user typed. */
const PAGES = 10;

const EXCEPTIONS: List = {
	route: 'exception.getAll',
	rows: 'exceptions',
	named: (row) => ({
		name: `${String(row.name)}: ${String(row.title)}`,
		value: String(row.id),
	}),
};
const DEAD_LETTERS: List = {
	route: 'outbox.getAll',
	rows: 'dead_letters',
	named: (row) => ({
		name: `${String(row.id)}: ${String(row.kind)}, ${String(row.last_error)}`.slice(0, 120),
		value: String(row.id),
	}),
};

/** The next rows that have what the user typed: a page, or as many pages as it takes to find one. */
async function search(
	context: ILoadOptionsFunctions,
	list: List,
	filter = '',
	token?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	let before = token;
	let results: Named[] = [];
	for (let page = 0; page < PAGES && results.length === 0; page++) {
		const qs = { limit: 100, ...(before ? { before_id: before } : {}) };
		const answer = await call(context, list.route, { qs });
		results = (answer[list.rows] as IDataObject[])
			.map(list.named)
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		before = answer.next_before_id ? String(answer.next_before_id) : undefined;
		if (!before) break;
	}
	return { results, paginationToken: before };
}

export async function searchMailboxes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const answer = await call(this, 'mailbox.getAll');
	const results = (answer.mailboxes as string[])
		.filter((name) => name.includes((filter ?? '').toLowerCase()))
		.map((name) => ({ name, value: name }));
	return { results };
}

export async function searchExceptions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, EXCEPTIONS, filter, paginationToken);
}

export async function searchDeadLetters(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, DEAD_LETTERS, filter, paginationToken);
}
