import type { INodePropertyOptions } from 'n8n-workflow';

/** What the sidecar tells of; held against its OpenAPI by a test. */
export const EVENT_TYPES: INodePropertyOptions[] = [
	{
		name: 'Dead Letter Opened',
		value: 'dead_letter.opened',
		description: 'A delivery was given up',
	},
	{
		name: 'Exception Closed',
		value: 'exception.closed',
		description: 'A case was resolved or cancelled',
	},
	{ name: 'Exception Opened', value: 'exception.opened', description: 'A new case for a person' },
	{
		name: 'Exception Updated',
		value: 'exception.updated',
		description: 'An open case has newer values, or was opened again',
	},
	{
		name: 'Supplier Mail Decided',
		value: 'supplier_mail.decided',
		description: 'A mail was read and decided, whatever the outcome',
	},
];
