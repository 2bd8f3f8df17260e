import { createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { credentialOf, lifecycle, PublishedTrigger, WEBHOOK_URL, type Delivery } from './n8n.mts';
import { aSidecar, problem } from './sidecar.mts';

const sidecar = aSidecar();
const PATH = '/v1/event-subscriptions';
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const PREVIOUS = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const events = ['exception.opened', 'exception.closed'];

function credential(more: object = { signingSecret: SECRET }) {
	return credentialOf(sidecar, { ...more });
}

const known = {
	id: 1,
	url: WEBHOOK_URL,
	event_types: ['exception.closed', 'exception.opened'],
	company_id: null,
	created_at: '2026-03-02T09:00:00Z',
	disabled_at: null,
	disabled_reason: '',
};

describe('publishing the workflow', () => {
	const listed = (...subscriptions: object[]) => ({
		outcome: 'listed',
		reasons: [],
		subscriptions,
	});

	it('finds the subscription of its own address, in whatever order its events are', async () => {
		sidecar.answer(listed(known));

		expect(await lifecycle('checkExists', credential(), { events })).toBe(true);
		expect(sidecar.last).toMatchObject({ method: 'GET', path: PATH, query: { url: WEBHOOK_URL } });
	});

	it.each([
		['there is none', []],
		['it is of other events', [{ ...known, event_types: ['exception.opened'] }]],
		['it is of one company', [{ ...known, company_id: 3 }]],
		['it was disabled after refusals', [{ ...known, disabled_at: '2026-03-03T09:00:00Z' }]],
	])('makes it anew where %s', async (_, subscriptions) => {
		sidecar.answer(listed(...subscriptions));

		expect(await lifecycle('checkExists', credential(), { events })).toBe(false);
	});

	it('subscribes its address to the chosen events', async () => {
		sidecar.answer({ outcome: 'subscribed', reasons: [], subscription: known });

		expect(await lifecycle('create', credential(), { events })).toBe(true);
		expect(sidecar.last).toMatchObject({ method: 'POST', path: PATH });
		expect(sidecar.sent).toEqual({
			url: WEBHOOK_URL,
			event_types: ['exception.closed', 'exception.opened'],
			company_id: null,
		});
	});

	it('subscribes to one company where that is chosen', async () => {
		sidecar.answer({ outcome: 'subscribed', reasons: [], subscription: known });

		await lifecycle('create', credential(), { events, options: { companyId: 3 } });

		expect(sidecar.sent.company_id).toBe(3);
	});

	it('says what to allow where the sidecar does not send to this n8n', async () => {
		const detail = `${WEBHOOK_URL} is not allowed; add its beginning to CROSSDOCK_EVENTS_ALLOWED_URLS.`;
		sidecar.answer(problem(422, 'url_refused', { detail }));

		await expect(lifecycle('create', credential(), { events })).rejects.toMatchObject({
			message: detail,
			description: expect.stringContaining('CROSSDOCK_EVENTS_ALLOWED_URLS'),
		});
	});

	it.each([
		[{}, 'The credential has no signing secret'],
		[{ signingSecret: 'change-me' }, 'The credential’s signing secret is not complete'],
		[
			{ signingSecret: SECRET, previousSigningSecret: 'whsec_x' },
			'The credential’s previous signing secret is not complete',
		],
	])('subscribes to nothing that it could not verify: %o', async (more, message) => {
		for (const method of ['checkExists', 'create'] as const) {
			await expect(lifecycle(method, credential(more), { events })).rejects.toMatchObject({
				message,
				description: expect.stringContaining('CROSSDOCK_EVENTS_SIGNING_SECRET'),
			});
		}
		expect(sidecar.got).toEqual([]);
	});
});

describe('unpublishing the workflow', () => {
	it('ends the subscription', async () => {
		sidecar.answer({ outcome: 'unsubscribed', reasons: [], subscription: null });

		expect(await lifecycle('delete', credential(), { events })).toBe(true);
		expect(sidecar.last).toMatchObject({
			method: 'DELETE',
			path: PATH,
			query: { url: WEBHOOK_URL },
		});
	});

	it('is content where it has ended already', async () => {
		sidecar.answer(problem(404, 'not_found'));

		expect(await lifecycle('delete', credential(), { events })).toBe(true);
	});

	it('tells where the sidecar cannot end it', async () => {
		sidecar.answer(problem(503, 'storage_unavailable'));

		await expect(lifecycle('delete', credential(), { events })).rejects.toMatchObject({
			message: 'Detail of storage_unavailable.',
		});
	});
});

describe('tidying up after a registration that failed', () => {
	it('succeeds without the sidecar, so that n8n registers it when it is published again', async () => {
		const memory = {};
		sidecar.answer(problem(503, 'storage_unavailable'), problem(503, 'storage_unavailable'));

		await expect(lifecycle('checkExists', credential(), { events }, memory)).rejects.toThrow();

		expect(await lifecycle('delete', credential(), { events }, memory)).toBe(true);
	});

	it.each(['checkExists', 'create'] as const)('is for once: it tells after %s', async (method) => {
		const memory = { done: false };
		sidecar.answer(
			method === 'create'
				? { outcome: 'subscribed', reasons: [], subscription: known }
				: { outcome: 'listed', reasons: [], subscriptions: [known] },
			problem(503, 'storage_unavailable'),
		);
		await lifecycle(method, credential(), { events }, memory);

		await expect(lifecycle('delete', credential(), { events }, memory)).rejects.toThrow();
	});
});

describe('a delivery', () => {
	const event = {
		id: 'evt_1',
		type: 'exception.opened',
		timestamp: '2026-03-02T09:00:00+00:00',
		company_id: 1,
		data: { id: '5f1c', name: 'Bröt' },
	};

	/** Sign as the sidecar does; `change` then breaks what was signed. */
	function signed(what: object = event, { secret = SECRET, id = 'evt_1', ago = 0 } = {}): Delivery {
		const body = Buffer.from(JSON.stringify(what));
		const timestamp = String(Math.floor(Date.now() / 1000) - ago);
		const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
			.update(`${id}.${timestamp}.`)
			.update(body)
			.digest('base64');
		return {
			headers: {
				'webhook-id': id,
				'webhook-timestamp': timestamp,
				'webhook-signature': `v1,${signature}`,
			},
			body,
		};
	}

	it('starts the workflow with the event as it was sent', async () => {
		const trigger = new PublishedTrigger(credential(), { events });

		expect(await trigger.receive(signed())).toEqual({
			status: 200,
			answer: { outcome: 'accepted' },
			items: [event],
		});
	});

	it('starts it once: a repeat is answered, so that the sidecar sends it no more', async () => {
		const trigger = new PublishedTrigger(credential(), { events });
		await trigger.receive(signed());

		expect(await trigger.receive(signed())).toEqual({
			status: 200,
			answer: { outcome: 'duplicate' },
			items: null,
		});
	});

	it('starts it once where it comes twice at the same time', async () => {
		const trigger = new PublishedTrigger(credential(), { events });

		const received = await Promise.all([trigger.receive(signed()), trigger.receive(signed())]);

		expect(received.map(({ items }) => items)).toEqual([[event], null]);
	});

	it.each(['fails', 'unheard'] as const)(
		'starts it again where n8n %s, since the sidecar then sends it again',
		async (n8n) => {
			const trigger = new PublishedTrigger(credential(), { events });
			await trigger.receive(signed(), n8n);

			expect((await trigger.receive(signed())).items).toEqual([event]);
			expect((await trigger.receive(signed())).items).toBeNull();
		},
	);

	it('starts each workflow that listens', async () => {
		for (const trigger of [1, 2].map(() => new PublishedTrigger(credential(), { events }))) {
			expect((await trigger.receive(signed())).items).toEqual([event]);
		}
	});

	it('is remembered among the last 1,000', async () => {
		const trigger = new PublishedTrigger(credential(), { events });
		const starts = async (id: string) =>
			(await trigger.receive(signed(event, { id }))).items !== null;
		for (let number = 0; number < 1000; number++) await starts(`evt_${number}`);

		expect(await starts('evt_0')).toBe(false);
		await starts('evt_1000');
		expect(await starts('evt_1')).toBe(false);
		expect(await starts('evt_0')).toBe(true);
	});

	it('is taken with the previous secret while the sidecar still signs with it', async () => {
		const both = credential({ signingSecret: SECRET, previousSigningSecret: PREVIOUS });
		const trigger = new PublishedTrigger(both, { events });

		expect((await trigger.receive(signed(event, { secret: PREVIOUS }))).items).toEqual([event]);
	});

	it.each([
		['forged', signed(event, { secret: PREVIOUS }), 'bad_signature'],
		['stale', signed(event, { ago: 301 }), 'stale'],
		['unsigned', { headers: {}, body: Buffer.from('{}') }, 'unsigned'],
		[
			'signed twice over',
			{ ...signed(), headers: { ...signed().headers, 'webhook-id': ['evt_1', 'evt_2'] } },
			'unsigned',
		],
		[
			'changed on its way',
			{ ...signed(), body: Buffer.from('{"type":"exception.closed"}') },
			'bad_signature',
		],
	])('that is %s starts nothing and is refused', async (_, delivery, code) => {
		const trigger = new PublishedTrigger(credential(), { events });

		expect(await trigger.receive(delivery)).toEqual({
			status: 401,
			answer: { outcome: 'refused', code },
			items: null,
		});
	});

	it('that was refused is no repeat when it comes rightly signed', async () => {
		const trigger = new PublishedTrigger(credential(), { events });
		await trigger.receive(signed(event, { secret: PREVIOUS }));

		expect((await trigger.receive(signed())).items).toEqual([event]);
	});

	it('of an event that is no longer chosen starts nothing and is answered', async () => {
		const trigger = new PublishedTrigger(credential(), { events: ['exception.closed'] });

		expect(await trigger.receive(signed())).toEqual({
			status: 200,
			answer: { outcome: 'ignored' },
			items: null,
		});
	});
});
