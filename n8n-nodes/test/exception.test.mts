import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { credentialOf, run } from './n8n.mts';
import { aSidecar } from './sidecar.mts';

const sidecar = aSidecar();
const CASE = {
	id: '5f1c0b7a',
	row_id: 9,
	name: 'EXC/00009',
	title: 'Late by a week',
	category: 'supply',
	sub_category: 'late',
	state: 'new',
	priority: 2,
	purchase_order_id: 42,
	purchase_line_id: 421,
	user_id: 7,
	odoo_id: 90,
	correlation_id: 'c1',
	evidence: 'will be a week late',
};
const SIMPLE = Object.keys(CASE).filter((name) => name !== 'row_id' && name !== 'evidence');

describe('Exception → Open', () => {
	const open = {
		resource: 'exception',
		operation: 'open',
		category: 'integration',
		subCategory: 'workflow_failed',
		title: 'Workflow 10 stopped',
		factKey: 'wf10:executions/77',
	};
	const answer = { outcome: 'opened', correlation_id: 'c1', reasons: [], exception: CASE };

	it('sends the fact under its key, as body and as Idempotency-Key, from the source n8n', async () => {
		sidecar.answer(answer);

		const out = await run({ credential: credentialOf(sidecar), parameters: open });

		expect(out).toEqual([{ json: answer, pairedItem: { item: 0 } }]);
		expect(sidecar.last).toMatchObject({ method: 'POST', path: '/v1/exceptions' });
		expect(sidecar.sent).toEqual({
			source: 'n8n',
			category: 'integration',
			sub_category: 'workflow_failed',
			title: 'Workflow 10 stopped',
			fact_key: 'wf10:executions/77',
		});
		expect(sidecar.last.headers['idempotency-key']).toBe('wf10:executions/77');
	});

	it('keeps a key that no header can carry in the body, and its digest in the header', async () => {
		sidecar.answer(answer);

		await run({
			credential: credentialOf(sidecar),
			parameters: { ...open, factKey: 'Anruf Müller' },
		});

		expect(sidecar.sent.fact_key).toBe('Anruf Müller');
		const digest = createHash('sha256').update('Anruf Müller').digest('hex');
		expect(sidecar.last.headers['idempotency-key']).toBe(digest);
	});

	it('sends the additional fields that are filled in, zero among them, and no empty one', async () => {
		sidecar.answer(answer);
		const additionalFields = {
			purchase_order: 'P00042',
			line: 1,
			urgency: 0,
			evidence: '',
			source: 'phone',
		};

		await run({ credential: credentialOf(sidecar), parameters: { ...open, additionalFields } });

		expect(sidecar.sent).toMatchObject({
			purchase_order: 'P00042',
			line: 1,
			urgency: 0,
			source: 'phone',
		});
		expect(sidecar.sent).not.toHaveProperty('evidence');
	});
});

describe('Exception → Get', () => {
	const get = {
		resource: 'exception',
		operation: 'get',
		exceptionId: { __rl: true, mode: 'id', value: '5f1c0b7a' },
	};
	const answer = { outcome: 'found', correlation_id: 'c2', reasons: [], exception: CASE };

	it('returns the case itself, simplified', async () => {
		sidecar.answer(answer);

		const [item] = await run({ credential: credentialOf(sidecar), parameters: get });

		expect(sidecar.last).toMatchObject({ method: 'GET', path: '/v1/exceptions/5f1c0b7a' });
		expect(Object.keys(item.json).sort()).toEqual(SIMPLE.sort());
		expect(item.json.correlation_id).toBe('c1');
	});

	it('returns all of it with Simplify switched off', async () => {
		sidecar.answer(answer);

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { ...get, simplify: false },
		});

		expect(out).toEqual([{ json: CASE, pairedItem: { item: 0 } }]);
	});

	it('names the item whose expression gives no case', async () => {
		const parameters = { ...get, exceptionId: { __rl: true, mode: 'id', value: '' } };

		await expect(run({ credential: credentialOf(sidecar), parameters })).rejects.toMatchObject({
			message: 'Exception is empty',
			context: { itemIndex: 0 },
		});
		expect(sidecar.got).toEqual([]);
	});
});

describe('Exception → Get Many', () => {
	const getAll = { resource: 'exception', operation: 'getAll', simplify: false };
	const page = (ids: number[], next: number | null = null) => ({
		outcome: 'listed',
		correlation_id: 'c1',
		reasons: [],
		exceptions: ids.map((id) => ({ id: String(id) })),
		next_before_id: next,
	});

	it('returns one item per case, by the chosen filters, and asks for 50', async () => {
		sidecar.answer(page([2, 1]));

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { ...getAll, filters: { state: 'open', category: '', company_id: 3 } },
		});

		expect(out.map(({ json }) => json.id)).toEqual(['2', '1']);
		expect(sidecar.got[0].query).toEqual({ limit: '50', state: 'open', company_id: '3' });
	});

	it('walks the pages to the limit and asks for no more than is left', async () => {
		const ids = Array.from({ length: 200 }, (_, index) => 1000 - index);
		sidecar.answer(page(ids, 801), page([800, 799, 798], 798));

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { ...getAll, limit: 203 },
		});

		expect(out).toHaveLength(203);
		expect(sidecar.got.map(({ query }) => query)).toEqual([
			{ limit: '200' },
			{ limit: '3', before_id: '801' },
		]);
	});

	it('walks to the end with Return All', async () => {
		sidecar.answer(page([3], 3), page([2], 2), page([1]));

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { ...getAll, returnAll: true },
		});

		expect(out.map(({ json }) => json.id)).toEqual(['3', '2', '1']);
		expect(sidecar.got.map(({ query }) => query.before_id)).toEqual([undefined, '3', '2']);
	});
});
