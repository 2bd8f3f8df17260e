import { describe, expect, it } from 'vitest';

import { credentialOf, list } from './n8n.mts';
import { aSidecar, problem } from './sidecar.mts';

const sidecar = aSidecar();

function exceptions(titles: string[], next: number | null = null) {
	const rows = titles.map((title, index) => ({ id: `k${index}`, name: `EXC/${index}`, title }));
	return { outcome: 'listed', exceptions: rows, next_before_id: next };
}

describe('the lists in the editor', () => {
	it('show the mailboxes of the sidecar, narrowed to what is typed', async () => {
		sidecar.answer({ outcome: 'listed', mailboxes: ['purchasing', 'returns'] });

		expect(await list('searchMailboxes', credentialOf(sidecar), 'Purch')).toEqual({
			results: [{ name: 'purchasing', value: 'purchasing' }],
		});
		expect(sidecar.last).toMatchObject({ method: 'GET', path: '/v1/mailboxes' });
	});

	it('show exceptions by number and title, and go on where a page ends', async () => {
		sidecar.answer(exceptions(['Late', 'Short'], 7), exceptions(['Price']));

		const first = await list('searchExceptions', credentialOf(sidecar));
		const second = await list(
			'searchExceptions',
			credentialOf(sidecar),
			'',
			first.paginationToken as string,
		);

		expect(first).toEqual({
			results: [
				{ name: 'EXC/0: Late', value: 'k0' },
				{ name: 'EXC/1: Short', value: 'k1' },
			],
			paginationToken: '7',
		});
		expect(sidecar.last.query).toEqual({ limit: '100', before_id: '7' });
		expect(second.paginationToken).toBeUndefined();
	});

	it('look through page after page for what is typed', async () => {
		sidecar.answer(exceptions(['Late'], 9), exceptions(['Short'], 5), exceptions(['Price']));

		const found = await list('searchExceptions', credentialOf(sidecar), 'short');

		expect(found).toEqual({
			results: [{ name: 'EXC/0: Short', value: 'k0' }],
			paginationToken: '5',
		});
	});

	it('show dead letters with what went wrong', async () => {
		const row = { id: 42, kind: 'create_case', last_error: 'refused: no such company' };
		sidecar.answer({ outcome: 'listed', dead_letters: [row], next_before_id: null });

		const { results } = await list('searchDeadLetters', credentialOf(sidecar));

		expect(results).toEqual([{ name: '42: create_case, refused: no such company', value: '42' }]);
	});

	it('say why they are empty', async () => {
		sidecar.answer(problem(403, 'forbidden', { detail: 'The key lacks `mailboxes:fetch`.' }));

		await expect(list('searchMailboxes', credentialOf(sidecar))).rejects.toMatchObject({
			message: 'The key lacks `mailboxes:fetch`.',
		});
	});
});
