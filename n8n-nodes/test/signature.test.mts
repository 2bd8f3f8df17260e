import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const { isSigningSecret, refusal } =
	require('../dist/nodes/CrossdockTrigger/signature.js') as typeof import('../dist/nodes/CrossdockTrigger/signature.js');

/** The vector that the libraries of standardwebhooks.com are tested with. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const VECTOR = {
	id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
	timestamp: '1614265330',
	signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
	body: Buffer.from('{"test": 2432232314}'),
};
const OTHER = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const SIGNED_AT = 1614265330;

function at(second: number): Date {
	return new Date(second * 1000);
}

describe('a delivery by Standard Webhooks', () => {
	it('is genuine with the published vector', () => {
		expect(refusal(VECTOR, [SECRET], at(SIGNED_AT))).toBeNull();
	});

	it.each([-300, 300])('is genuine %i seconds off', (off) => {
		expect(refusal(VECTOR, [SECRET], at(SIGNED_AT + off))).toBeNull();
	});

	it.each([-301, 301])('is stale %i seconds off', (off) => {
		expect(refusal(VECTOR, [SECRET], at(SIGNED_AT + off))).toBe('stale');
	});

	it('is genuine where any one of several signatures is, as while a secret is changed', () => {
		const signature = `v1,${Buffer.alloc(32).toString('base64')} ${VECTOR.signature}`;

		expect(refusal({ ...VECTOR, signature }, [SECRET], at(SIGNED_AT))).toBeNull();
	});

	it('is genuine with the previous secret as well as with the current one', () => {
		expect(refusal(VECTOR, [OTHER, SECRET], at(SIGNED_AT))).toBeNull();
	});

	it.each([
		['another body', { body: Buffer.from('{"test":2432232314}') }],
		['another id', { id: 'msg_other' }],
		['another time', { timestamp: '1614265331' }],
		['another version of signatures', { signature: VECTOR.signature.replace('v1', 'v1a') }],
		['half a signature', { signature: VECTOR.signature.slice(0, 20) }],
		['an empty signature', { signature: 'v1,' }],
		['something else', { signature: 'Bearer x' }],
	])('is refused with %s', (_, change) => {
		expect(refusal({ ...VECTOR, ...change }, [SECRET], at(SIGNED_AT))).toBe('bad_signature');
	});

	it('is refused where another secret signed it', () => {
		expect(refusal(VECTOR, [OTHER], at(SIGNED_AT))).toBe('bad_signature');
	});

	it.each(['id', 'timestamp', 'signature'] as const)('is unsigned without its %s', (name) => {
		expect(refusal({ ...VECTOR, [name]: undefined }, [SECRET], at(SIGNED_AT))).toBe('unsigned');
	});

	it.each(['soon', '1614265330.5', '-1614265330', '1e9', '99999999999999'])(
		'is refused with the time %j',
		(timestamp) => {
			expect(refusal({ ...VECTOR, timestamp }, [SECRET], at(SIGNED_AT))).toBe('bad_timestamp');
		},
	);

	it('is signed over the bytes, so a body that is no UTF-8 can be genuine', () => {
		const body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
		const signed = createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
			.update(Buffer.concat([Buffer.from(`${VECTOR.id}.${VECTOR.timestamp}.`), body]))
			.digest('base64');

		expect(
			refusal({ ...VECTOR, body, signature: `v1,${signed}` }, [SECRET], at(SIGNED_AT)),
		).toBeNull();
	});
});

describe('a signing secret', () => {
	it.each([SECRET, OTHER])('is %s', (secret) => {
		expect(isSigningSecret(secret)).toBe(true);
	});

	it.each(['', 'whsec_', 'whsec_c2hvcnQ=', SECRET.slice(6), `${SECRET} `, 'change-me'])(
		'is not %j, which anybody could guess or which is cut off',
		(secret) => {
			expect(isSigningSecret(secret)).toBe(false);
		},
	);
});
