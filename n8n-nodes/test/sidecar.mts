import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach } from 'vitest';

/** One request as the sidecar got it. */
export interface Got {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

/** What is answered: a body, or a whole answer where more than 200 and JSON is needed. */
type Answer = object | { status: number; type?: string; text: string; headers?: object };

/** A sidecar for tests: an HTTP server that gives the scripted answers in turn and keeps what it got. */
export class Sidecar {
	got: Got[] = [];
	private answers: Answer[] = [];
	private readonly server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '', 'http://sidecar');
			this.got.push({
				method: request.method ?? '',
				path: url.pathname,
				query: Object.fromEntries(url.searchParams),
				headers: request.headers,
				body: Buffer.concat(chunks),
			});
			const answer = this.answers.shift() ?? problem(500, 'no_answer_is_scripted');
			if ('text' in answer) {
				response.writeHead(answer.status, {
					'Content-Type': answer.type ?? 'text/html',
					...answer.headers,
				});
				response.end(answer.text);
			} else {
				response.writeHead(200, { 'Content-Type': 'application/json' });
				response.end(JSON.stringify(answer));
			}
		});
	});

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Answer the next requests with these, in turn. */
	answer(...answers: Answer[]): void {
		this.answers.push(...answers);
	}

	/** The last request's body as JSON. */
	get sent(): Record<string, unknown> {
		return JSON.parse(this.last.body.toString()) as Record<string, unknown>;
	}

	get last(): Got {
		const got = this.got.at(-1);
		if (!got) throw new Error('the sidecar was not asked');
		return got;
	}

	async start(): Promise<void> {
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((done) => this.server.close(done));
	}

	forget(): void {
		this.got = [];
		this.answers = [];
	}
}

/** Have a sidecar for the tests of a file. */
export function aSidecar(): Sidecar {
	const sidecar = new Sidecar();
	beforeAll(async () => await sidecar.start());
	beforeEach(() => sidecar.forget());
	afterAll(async () => await sidecar.stop());
	return sidecar;
}

/** A problem as the sidecar answers it (RFC 9457). */
export function problem(status: number, code: string, more: object = {}): Answer {
	const body = {
		type: `urn:crossdock:problem:${code}`,
		title: code.replaceAll('_', ' '),
		status,
		detail: `Detail of ${code}.`,
		instance: '/v1/somewhere',
		code,
		outcome: status >= 502 ? 'unavailable' : status >= 500 ? 'failed' : 'refused',
		correlation_id: 'c0ffee',
		request_id: 'r1',
		reasons: [],
		...more,
	};
	return { status, type: 'application/problem+json', text: JSON.stringify(body) };
}
