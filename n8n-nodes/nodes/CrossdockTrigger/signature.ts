import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds by which a delivery's clock may differ (Standard Webhooks). */
export const TOLERANCE_SECONDS = 300;

/** As the sidecar takes it for its setting; a shorter key could be guessed. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/** Return whether this can be the secret that a sidecar signs with. */
export function isSigningSecret(text: string): boolean {
	return SECRET.test(text);
}

/** The headers of a delivery and its body, byte by byte. */
export interface Delivery {
	id: string | undefined;
	timestamp: string | undefined;
	signature: string | undefined;
	body: Buffer;
}

/**
 * Why a delivery is refused, or null where it is genuine: signed over `id.timestamp.body` with one of the
 * secrets (HMAC-SHA256, https://www.standardwebhooks.com), at most five minutes ago.
 */
export function refusal(delivery: Delivery, secrets: string[], now: Date): string | null {
	const { id, timestamp, signature, body } = delivery;
	if (!id || !timestamp || !signature) return 'unsigned';
	if (!/^\d{1,12}$/.test(timestamp)) return 'bad_timestamp';
	const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
	if (age > TOLERANCE_SECONDS) return 'stale';
	const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
	const given = signature
		.split(' ')
		.filter((part) => part.startsWith('v1,'))
		.map((part) => Buffer.from(part.slice(3), 'base64'));
	const matches = secrets.some((secret) => {
		const expected = createHmac('sha256', keyOf(secret)).update(content).digest();
		return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
	});
	return matches ? null : 'bad_signature';
}

function keyOf(secret: string): Buffer {
	return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}
