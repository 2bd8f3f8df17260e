import type { IDataObject, INode, NodeOperationError } from 'n8n-workflow';

/**
 * What went wrong, for a workflow to branch on (`code`, `retryable`) and for a person to act on
 * (`message`, `advice`). The sidecar's own problems (RFC 9457) bring their code and detail.
 *
 * `retryable`: waiting helps. So it is where the sidecar says when to ask again (`retry_after`), and where
 * nobody answers. All else lasts until somebody looks: a bug (500), and whoever answers in Crossdock's place.
 * The HTTP twins hold to the same rule (stack/workflows/twins.py).
 */
export interface Problem extends IDataObject {
	code: string;
	status: number | null;
	outcome: string;
	retryable: boolean;
	retry_after: number | null;
	correlation_id: string | null;
	request_id: string | null;
	message: string;
	advice: string;
}

const ADVICE: Record<string, string> = {
	unauthenticated:
		'Make a key with "crossdock keys create" and enter it in the Crossdock API credential.',
	forbidden:
		'The key in the credential lacks a scope. Make one that has it: "crossdock keys create --scopes …".',
	unknown_route:
		'This sidecar is older than the node, or the Base URL in the credential has a path behind it.',
	idempotency_key_reused:
		'The same key was used for other content. Let the key be the fact’s own id, not a counter.',
	payload_too_large: 'Nothing was stored. Mail that is fetched is kept and becomes a case instead.',
	storage_unavailable: 'Nothing is half-written; the same request may be repeated as it is.',
	mailbox_unavailable: 'Nothing is lost: the next fetch goes on where this one would have.',
	erp_unavailable: 'Odoo is away. Stored facts are decided by themselves once it answers.',
	not_found: 'Check the ID. Exceptions are named by their key, not by their number in Odoo.',
	request_running: 'The same request is still at work; its repeat gets that answer.',
	url_refused:
		'The sidecar sends events only to addresses that it allows. Let CROSSDOCK_EVENTS_ALLOWED_URLS of the sidecar begin like n8n’s webhook address.',
};

/** Return the problem that an answer of the sidecar (or of a proxy before it) tells. */
export function problemOf(status: number, answer: IDataObject | null, baseUrl: string): Problem {
	if (!answer || typeof answer.code !== 'string') return stranger(status, baseUrl);
	const code = answer.code;
	const retryAfter = typeof answer.retry_after === 'number' ? answer.retry_after : null;
	const fields = Array.isArray(answer.errors) ? (answer.errors as IDataObject[]) : [];
	const named = fields.map((field) => `${field.pointer ?? field.parameter}: ${field.detail}`);
	return {
		code,
		status,
		outcome: String(answer.outcome ?? 'failed'),
		retryable: retryAfter !== null,
		retry_after: retryAfter,
		correlation_id: textOf(answer.correlation_id),
		request_id: textOf(answer.request_id),
		message: [String(answer.detail ?? answer.title ?? code), ...named].join(' '),
		advice: [ADVICE[code], `Code ${code}, request ${answer.request_id ?? 'unknown'}.`]
			.filter(Boolean)
			.join(' '),
	};
}

/** Return the problem of a request that got no answer. */
export function unreachable(baseUrl: string, error: Error): Problem {
	const { code, httpCode, message } = error as Error & { code?: string; httpCode?: string | null };
	const reason = httpCode ?? code ?? message;
	return own('sidecar_unreachable', null, {
		outcome: 'unavailable',
		retryable: true,
		message: `Crossdock does not answer at ${baseUrl} (${reason})`,
		advice:
			'Check the Base URL in the credential and that the sidecar runs. Nothing is lost: repeat the request later. With N8N_SSRF_PROTECTION_ENABLED, allow the sidecar in N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.',
	});
}

function stranger(status: number, baseUrl: string): Problem {
	return own('not_crossdock', status, {
		outcome: 'unavailable',
		retryable: false,
		message: `Something other than Crossdock answered at ${baseUrl} (HTTP ${status})`,
		advice: 'Check the Base URL in the credential, and any proxy between n8n and the sidecar.',
	});
}

/** Return the problem of a mailbox of which some folders cannot be read: it lasts until somebody looks. */
export function partlyFetched(answer: IDataObject): Problem {
	const reasons = answer.reasons as Array<{ code: string; text: string }>;
	return {
		...own(reasons[0]?.code ?? 'mailbox_unavailable', 200, {
			outcome: 'partly_fetched',
			retryable: false,
			message: reasons.map(({ text }) => text).join(' '),
			advice:
				'The other folders were read, and this one is read on from where it stopped. Check its name on the mail server and in CROSSDOCK_MAILBOX__…__FOLDERS of the sidecar.',
		}),
		correlation_id: textOf(answer.correlation_id),
	};
}

/**
 * The item that goes on in place of a result; `details` has what to branch on, and which node asked. n8n 2 sends
 * an item of these keys alone to the error output, and would replace its JSON if it had `error` beside.
 */
export function asItem({ message, ...details }: Problem, node: INode): IDataObject {
	return { error: message, details: { node: node.name, ...details } };
}

/** Return the problem of what the user entered or left out, so that nothing was sent. */
export function invalidInput({ message, description }: NodeOperationError): Problem {
	return own('invalid_input', null, {
		outcome: 'refused',
		retryable: false,
		message,
		advice: description ?? '',
	});
}

function own(
	code: string,
	status: number | null,
	more: Pick<Problem, 'outcome' | 'retryable' | 'message' | 'advice'>,
): Problem {
	const advice = `${more.advice} Code ${code}.`.trim();
	return {
		code,
		status,
		retry_after: null,
		correlation_id: null,
		request_id: null,
		...more,
		advice,
	};
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
