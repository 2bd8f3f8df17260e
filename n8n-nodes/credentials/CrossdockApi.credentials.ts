import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const NO_SUCH_KEY =
	'Crossdock does not know this API key, or it has ended. Make one with "crossdock keys create".';
const NOT_CROSSDOCK =
	'Something other than Crossdock answers there. Check the Base URL: no path behind it; a proxy before it must pass /v1 on.';

export class CrossdockApi implements ICredentialType {
	name = 'crossdockApi';

	displayName = 'Crossdock API';

	documentationUrl = 'https://github.com/crossdock/crossdock/blob/main/docs/N8N.md#credential';

	icon: Icon = {
		light: 'file:../nodes/Crossdock/crossdock.svg',
		dark: 'file:../nodes/Crossdock/crossdock.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'http://127.0.0.1:8000',
			required: true,
			placeholder: 'e.g. https://crossdock.example.com',
			description: 'Where the Crossdock sidecar answers, as n8n reaches it. No path behind it.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Made with "crossdock keys create". It is shown once. Give it the scopes of the operations that you use.',
		},
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'whsec_…',
			description:
				'Only for the Crossdock Trigger: the same value as CROSSDOCK_EVENTS_SIGNING_SECRET of the sidecar',
		},
		{
			displayName: 'Previous Signing Secret',
			name: 'previousSigningSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'whsec_…',
			description:
				'While you change the signing secret: the old one, still accepted. Clear it when the sidecar signs with the new one.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl.replace(new RegExp("/+$"), "")}}',
			url: '/v1/caller',
			disableFollowRedirect: true,
		},
		// n8n takes both kinds together; its types know either alone
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: NO_SUCH_KEY } },
			{ type: 'responseCode', properties: { value: 404, message: NOT_CROSSDOCK } },
			// every answer of Crossdock has an outcome
			{
				type: 'responseSuccessBody',
				properties: { key: 'outcome', value: undefined, message: NOT_CROSSDOCK },
			},
		] as ICredentialTestRequest['rules'],
	};
}
