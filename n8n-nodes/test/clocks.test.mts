import { describe, expect, it } from 'vitest';

import { credentialOf, run } from './n8n.mts';
import { aSidecar } from './sidecar.mts';

const sidecar = aSidecar();

describe('what clocks and operators ask for', () => {
	it.each([
		['inbox', 'sweep', '/v1/inbox-sweeps', { limit: '50' }],
		['odoo', 'sweepChanges', '/v1/odoo-change-sweeps', {}],
		['outbox', 'deliver', '/v1/outbox-deliveries', {}],
		['outbox', 'replayAll', '/v1/dead-letters/replays', {}],
	])('%s → %s posts to %s and returns the answer', async (resource, operation, path, query) => {
		const answer = { outcome: 'swept', correlation_id: 'c1', reasons: [], done: 2, left: 0 };
		sidecar.answer(answer);

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { resource, operation },
		});

		expect(out).toEqual([{ json: answer, pairedItem: { item: 0 } }]);
		expect(sidecar.last).toMatchObject({ method: 'POST', path, query });
		expect(sidecar.last.body).toHaveLength(0);
	});

	it('Outbox → Get Many returns dead letters one by one', async () => {
		const rows = [{ id: 42 }, { id: 41 }];
		sidecar.answer({ outcome: 'listed', dead_letters: rows, next_before_id: null });

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { resource: 'outbox', operation: 'getAll' },
		});

		expect(out.map(({ json }) => json)).toEqual(rows);
		expect(sidecar.last).toMatchObject({ method: 'GET', path: '/v1/dead-letters' });
	});

	it('Outbox → Replay makes one due again', async () => {
		sidecar.answer({ outcome: 'replayed', replayed: 1 });

		await run({
			credential: credentialOf(sidecar),
			parameters: {
				resource: 'outbox',
				operation: 'replay',
				deadLetterId: { __rl: true, mode: 'list', value: 42 },
			},
		});

		expect(sidecar.last).toMatchObject({ method: 'POST', path: '/v1/dead-letters/42/replays' });
	});
});
