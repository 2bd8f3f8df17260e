import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import fetchNew from '../nodes/Crossdock/__schema__/v1.0.0/supplierMail/fetchNew.json' with { type: 'json' };
import { API_KEY, credentialOf, goesToErrorOutput, run } from './n8n.mts';
import { aSidecar } from './sidecar.mts';

const sidecar = aSidecar();
const MAIL = Buffer.from(
	'Message-ID: <a1@supplier.example>\r\n\r\nLate by a w\xf6\xf6k.\r\n',
	'latin1',
);
const READ = {
	outcome: 'exception',
	correlation_id: 'c1',
	reasons: [],
	inbox_id: 17,
	exceptions: [],
};

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	enum?: string[];
}

/** What of an item the schema that n8n's editor shows does not describe: fields, and values of closed lists. */
function undescribed(item: object, { properties = {} }: Pick<Schema, 'properties'>): string[] {
	return Object.entries(item).flatMap(([field, value]) => {
		const told = properties[field];
		if (!told || (told.enum && !told.enum.includes(value as string))) return [field];
		return told.properties ? undescribed(value as object, told) : [];
	});
}

function locator(value: string, mode = 'list') {
	return { __rl: true, mode, value };
}

describe('Supplier Mail → Fetch New', () => {
	const parameters = {
		resource: 'supplierMail',
		operation: 'fetchNew',
		mailbox: locator('purchasing'),
	};

	it('returns one item per mail that waits, each with the mailbox and the outcome', async () => {
		sidecar.answer({
			outcome: 'fetched',
			correlation_id: 'c1',
			reasons: [],
			mailbox: 'purchasing',
			new: 2,
			known: 0,
			mails: [
				{ inbox_id: 17, attempts: 0 },
				{ inbox_id: 18, attempts: 1 },
			],
		});

		const out = await run({ credential: credentialOf(sidecar), parameters });

		expect(out.map(({ json }) => json)).toEqual([
			{
				inbox_id: 17,
				attempts: 0,
				mailbox: 'purchasing',
				outcome: 'fetched',
				correlation_id: 'c1',
			},
			{
				inbox_id: 18,
				attempts: 1,
				mailbox: 'purchasing',
				outcome: 'fetched',
				correlation_id: 'c1',
			},
		]);
		expect(sidecar.last).toMatchObject({
			method: 'POST',
			path: '/v1/mailboxes/purchasing/fetches',
			query: { limit: '50' },
		});
	});

	it('returns no item where nothing waits, so that the workflow ends there', async () => {
		sidecar.answer({ outcome: 'nothing_new', correlation_id: 'c1', reasons: [], mails: [] });

		expect(await run({ credential: credentialOf(sidecar), parameters })).toEqual([]);
	});

	describe('of a mailbox with a folder that cannot be read', () => {
		const partly = {
			outcome: 'partly_fetched',
			correlation_id: 'c1',
			reasons: [
				{ code: 'mailbox_folder_missing', text: 'There is no folder Orders.', evidence: null },
			],
			mails: [{ inbox_id: 17, attempts: 0 }],
		};

		it('returns the mails of the others, and behind them what is wrong', async () => {
			sidecar.answer(partly);

			const out = await run({
				credential: credentialOf(sidecar),
				parameters,
				continueOnFail: true,
			});

			expect(out.map(({ json }) => json.inbox_id)).toEqual([17, undefined]);
			expect(out.map(goesToErrorOutput)).toEqual([false, true]);
			expect(out[1].json).toMatchObject({
				error: 'There is no folder Orders.',
				details: {
					code: 'mailbox_folder_missing',
					outcome: 'partly_fetched',
					retryable: false,
					advice: expect.stringContaining('FOLDERS'),
				},
			});
		});

		it('returns nothing that the editor does not describe', async () => {
			sidecar.answer(partly);

			const out = await run({
				credential: credentialOf(sidecar),
				parameters,
				continueOnFail: true,
			});

			expect(out.map(({ json }) => undescribed(json, fetchNew))).toEqual([[], []]);
			expect(fetchNew.properties.outcome.enum).toEqual(['fetched']);
		});

		it('fails where the node stops on errors, so that somebody hears of it', async () => {
			sidecar.answer(partly);

			await expect(run({ credential: credentialOf(sidecar), parameters })).rejects.toMatchObject({
				message: 'There is no folder Orders.',
				context: { itemIndex: 0 },
			});
		});
	});

	it('names the mailbox in the path whatever is typed', async () => {
		sidecar.answer({ outcome: 'nothing_new', mails: [] });
		const typed = { ...parameters, mailbox: locator('a/../b', 'name'), limit: 5 };

		await run({ credential: credentialOf(sidecar), parameters: typed });

		expect(sidecar.last.path).toBe('/v1/mailboxes/a%2F..%2Fb/fetches');
		expect(sidecar.last.query).toEqual({ limit: '5' });
	});

	it('sends the key of the credential', async () => {
		sidecar.answer({ outcome: 'nothing_new', mails: [] });

		await run({ credential: credentialOf(sidecar), parameters });

		expect(sidecar.last.headers.authorization).toBe(`Bearer ${API_KEY}`);
	});
});

describe('Supplier Mail → Read', () => {
	const read = { resource: 'supplierMail', operation: 'read' };

	it('decides a stored mail by its inbox id, in the name of the run: one run is told what became of it', async () => {
		sidecar.answer(READ);

		const out = await run({
			credential: credentialOf(sidecar),
			parameters: { ...read, source: 'stored', inboxId: '17' },
			execution: '4711',
		});

		expect(out).toEqual([{ json: READ, pairedItem: { item: 0 } }]);
		expect(sidecar.last).toMatchObject({ method: 'POST', path: '/v1/supplier-mails' });
		expect(sidecar.sent).toEqual({ inbox_id: 17 });
		expect(sidecar.last.headers['idempotency-key']).toBe('w1:4711');
	});

	it('reads each item by its own id and pairs what comes out with it', async () => {
		sidecar.answer({ ...READ, inbox_id: 3 }, { ...READ, inbox_id: 4 });

		const out = await run({
			credential: credentialOf(sidecar),
			items: [{ json: {} }, { json: {} }],
			parameters: (item) => ({ ...read, source: 'stored', inboxId: item + 3 }),
		});

		expect(out.map(({ json, pairedItem }) => [json.inbox_id, pairedItem])).toEqual([
			[3, { item: 0 }],
			[4, { item: 1 }],
		]);
	});

	it.each(['', 'abc', '0', '1.5', '-1'])(
		'says what to map where the inbox id is %j',
		async (inboxId) => {
			const parameters = { ...read, source: 'stored', inboxId };

			await expect(run({ credential: credentialOf(sidecar), parameters })).rejects.toMatchObject({
				message: 'Inbox ID is not a number from 1 on',
				description: expect.stringContaining('Fetch New'),
				context: { itemIndex: 0 },
			});
			expect(sidecar.got).toEqual([]);
		},
	);

	it('pushes a raw mail byte by byte, keyed by the digest of its content', async () => {
		sidecar.answer(READ);

		await run({
			credential: credentialOf(sidecar),
			parameters: { ...read, source: 'raw' },
			files: { data: MAIL },
		});

		expect(sidecar.last.headers['content-type']).toBe('message/rfc822');
		expect(sidecar.last.body.equals(MAIL)).toBe(true);
		const digest = createHash('sha256').update(MAIL).digest('hex');
		expect(sidecar.last.headers['idempotency-key']).toBe(digest);
	});

	it.each([
		['<a1@supplier.example>', '<a1@supplier.example>'],
		['Bestellung für März', createHash('sha256').update('Bestellung für März').digest('hex')],
	])('takes %j for the key, as a header can carry it', async (idempotencyKey, key) => {
		sidecar.answer(READ);

		await run({
			credential: credentialOf(sidecar),
			parameters: { ...read, source: 'raw', binaryProperty: 'mail', idempotencyKey },
			files: { mail: MAIL },
		});

		expect(sidecar.last.headers['idempotency-key']).toBe(key);
	});

	it('names the field where the item has no such file', async () => {
		const parameters = { ...read, source: 'raw', binaryProperty: 'eml' };

		await expect(run({ credential: credentialOf(sidecar), parameters })).rejects.toMatchObject({
			message: expect.stringContaining("binary file 'eml'"),
			context: { itemIndex: 0 },
		});
	});
});
