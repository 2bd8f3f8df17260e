import { describe, expect, it } from 'vitest';

import { credentialOf, goesToErrorOutput, NodeApiError, run } from './n8n.mts';
import { aSidecar, problem } from './sidecar.mts';

const sidecar = aSidecar();
const sweep = { resource: 'odoo', operation: 'sweepChanges' };
const three = [{ json: {} }, { json: {} }, { json: {} }];
const done = { outcome: 'nothing_new', correlation_id: 'c1', reasons: [], done: 0, left: 0 };

async function refused(baseUrl = sidecar.url): Promise<Record<string, unknown>> {
	const credential = { ...credentialOf(sidecar), baseUrl };
	return await run({ credential, parameters: sweep }).then(
		() => Promise.reject(new Error('nothing was refused')),
		(error: unknown) => error as Record<string, unknown>,
	);
}

describe('an error', () => {
	it('says what the sidecar says, then how to get on, with code and request for the log', async () => {
		sidecar.answer(problem(403, 'forbidden', { detail: 'The key lacks `sweeps:run`.' }));

		const error = await refused();

		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.name).toBe('NodeApiError');
		expect(error).toMatchObject({
			message: 'The key lacks `sweeps:run`.',
			description: expect.stringMatching(/crossdock keys create.*Code forbidden, request r1\./),
			httpCode: '403',
			context: { itemIndex: 0 },
		});
	});

	it('names each field that the sidecar did not take', async () => {
		const errors = [
			{ pointer: '/urgency', detail: 'must be at most 3' },
			{ parameter: 'limit', detail: 'must be at most 200' },
		];
		sidecar.answer(problem(422, 'invalid_request', { detail: 'Some fields are wrong.', errors }));

		expect((await refused()).message).toBe(
			'Some fields are wrong. /urgency: must be at most 3 limit: must be at most 200',
		);
	});

	it.each([
		['http://127.0.0.1:1', /^Crossdock does not answer at http:\/\/127\.0\.0\.1:1/],
		['http://no-such-host.invalid', /^Crossdock does not answer at http:\/\/no-such-host\.invalid/],
	])('tells that nobody answers at %s, in our words and not in n8n’s', async (baseUrl, words) => {
		const error = await refused(baseUrl);

		expect(error.message).toMatch(words);
		expect(error.description).toMatch(/Base URL.*Nothing is lost/);
		expect(error.problem).toMatchObject({ code: 'sidecar_unreachable', retryable: true });
	});

	it.each([
		{ status: 502, text: '<html>Bad gateway</html>' },
		{ status: 200, text: '<html>n8n</html>' },
		{ status: 200, type: 'application/json', text: '{"status":"ok"}' },
		{ status: 302, text: '', headers: { Location: '/login' } },
	])('tells that something else answers ($status $text)', async (answer) => {
		sidecar.answer(answer);

		const error = await refused();

		expect(error.message).toBe(
			`Something other than Crossdock answered at ${sidecar.url} (HTTP ${answer.status})`,
		);
		expect(error.problem).toMatchObject({
			code: 'not_crossdock',
			retryable: false,
		});
		expect(sidecar.got, 'no redirect is followed: the key goes nowhere else').toHaveLength(1);
	});

	it('forgives a slash behind the Base URL', async () => {
		sidecar.answer(done);
		const credential = { ...credentialOf(sidecar), baseUrl: `${sidecar.url}//` };

		await run({ credential, parameters: sweep });

		expect(sidecar.last.path).toBe('/v1/odoo-change-sweeps');
	});

	it('stops at the item it belongs to and names that one', async () => {
		sidecar.answer(done, problem(422, 'invalid_request'));

		await expect(
			run({ credential: credentialOf(sidecar), parameters: sweep, items: three }),
		).rejects.toMatchObject({ context: { itemIndex: 1 } });
		expect(sidecar.got).toHaveLength(2);
	});
});

describe('with On Error set to continue', () => {
	it('goes on with the other items; the failed one goes to the error output with what to branch on', async () => {
		sidecar.answer(done, problem(503, 'erp_unavailable', { retry_after: 30 }), done);

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: sweep,
			items: three,
			continueOnFail: true,
		});

		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect([out[0].json, out[2].json]).toEqual([done, done]);
		expect(out.map(goesToErrorOutput)).toEqual([false, true, false]);
		expect(out[1].json).toEqual({
			error: 'Detail of erp_unavailable.',
			details: {
				node: 'Crossdock',
				code: 'erp_unavailable',
				outcome: 'unavailable',
				status: 503,
				retryable: true,
				retry_after: 30,
				correlation_id: 'c0ffee',
				request_id: 'r1',
				advice: expect.stringContaining('Odoo is away'),
			},
		});
	});

	it.each([
		[400, 'idempotency_key_missing', {}, false],
		[401, 'unauthenticated', {}, false],
		[409, 'conflict', {}, false],
		[409, 'request_running', { retry_after: 5 }, true],
		[422, 'idempotency_key_reused', {}, false],
		[500, 'internal', {}, false],
		[502, 'erp_refused', {}, false],
		[503, 'storage_unavailable', { retry_after: 30 }, true],
	])('says of %i %s with %j whether waiting helps: %s', async (status, code, more, retryable) => {
		sidecar.answer(problem(status, code, more));

		const [item] = await run({
			credential: credentialOf(sidecar),
			parameters: sweep,
			continueOnFail: true,
		});

		expect(item.json.details).toMatchObject({ code, retryable });
	});

	it('gives what the user left out the code invalid_input', async () => {
		const [item] = await run({
			credential: credentialOf(sidecar),
			parameters: { resource: 'supplierMail', operation: 'read', inboxId: 'none' },
			continueOnFail: true,
		});

		expect(goesToErrorOutput(item)).toBe(true);
		expect(item.json).toMatchObject({
			error: 'Inbox ID is not a number from 1 on',
			details: { code: 'invalid_input', outcome: 'refused', retryable: false },
		});
	});
});
