import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { Crossdock, CrossdockApi, CrossdockTrigger } from './n8n.mts';

const ROOT = resolve(import.meta.dirname, '..');
const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const manifest = json('package.json');
const routes = json('nodes/Crossdock/routes.json') as Record<string, { path: string }>;
const nodes = [
	['Crossdock', new Crossdock().description],
	['CrossdockTrigger', new CrossdockTrigger().description],
] as const;

/** What `npm pack` would ship. */
function shipped(): string[] {
	const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	return (JSON.parse(said)[0].files as Array<{ path: string }>).map(({ path }) => path);
}

describe('the package', () => {
	it('ships the compiled nodes with codex, icons, output schemas and licence, and no test', () => {
		const files = shipped();

		for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(files).toContain(path);
		}
		expect(files).toEqual(
			expect.arrayContaining([
				'LICENSE',
				'README.md',
				'dist/nodes/Crossdock/Crossdock.node.json',
				'dist/nodes/CrossdockTrigger/CrossdockTrigger.node.json',
				'dist/nodes/Crossdock/__schema__/v1.0.0/supplierMail/read.json',
				'dist/nodes/CrossdockTrigger/__schema__/v1.0.0.json',
			]),
		);
		expect(files.filter((path) => /(^|\/)test\/|\.test\./.test(path))).toEqual([]);
	}, 60_000);

	it('needs nothing at run time but n8n itself', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.license).toBe('MIT');
	});

	it.each(nodes)(
		'%s has another icon for dark screens, both in the package',
		(folder, { icon }) => {
			const { light, dark } = icon as { light: string; dark: string };
			const read = (file: string) =>
				readFileSync(join(ROOT, 'dist/nodes', folder, file.replace('file:', '')), 'utf8');

			expect(read(light)).not.toBe(read(dark));
		},
	);

	it.each(nodes)('%s has a codex that n8n takes: its own type, and where to read on', (folder) => {
		const codex = json(`dist/nodes/${folder}/${folder}.node.json`);
		const name = folder === 'Crossdock' ? 'crossdock' : 'crossdockTrigger';

		expect(codex.node).toBe(`n8n-nodes-crossdock.${name}`);
		expect(codex.resources.primaryDocumentation[0].url).toMatch(/^https:/);
	});
});

describe('the credential', () => {
	const credential = new CrossdockApi();

	it('is tested by a route that every key may ask and that changes nothing', () => {
		expect(credential.test.request.url).toBe(routes['caller.get'].path);
		expect(credential.test.request.method ?? 'GET').toBe('GET');
	});

	it('says of a wrong key and of a wrong server what to do', () => {
		const told = (credential.test.rules ?? []).map(({ properties }) => properties);

		expect(told).toEqual([
			{ value: 401, message: expect.stringContaining('crossdock keys create') },
			{ value: 404, message: expect.stringContaining('Base URL') },
			{ key: 'outcome', value: undefined, message: expect.stringContaining('Base URL') },
		]);
	});

	it.each(['apiKey', 'signingSecret', 'previousSigningSecret'])('hides %s', (name) => {
		const property = credential.properties.find((one) => one.name === name);

		expect(property?.typeOptions?.password).toBe(true);
	});

	it('has its icons in the package', () => {
		const icons = credential.icon as { light: string; dark: string };
		const folder = dirname(join(ROOT, manifest.n8n.credentials[0]));

		for (const icon of [icons.light, icons.dark]) {
			expect(readFileSync(join(folder, icon.replace('file:', '')), 'utf8')).toContain('<svg');
		}
	});
});

describe('the Crossdock node', () => {
	const { description } = new Crossdock();
	const operations = description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			(property.options as Array<{ value: string; description?: string }>).map((option) => ({
				name: `${String(property.displayOptions?.show?.resource?.[0])}.${option.value}`,
				description: option.description,
			})),
		);

	it('has a route for each operation, and says what each does', () => {
		expect(operations.filter(({ name }) => !(name in routes))).toEqual([]);
		expect(operations.filter((operation) => !operation.description)).toEqual([]);
	});

	it('says of each field what to enter', () => {
		const fields = description.properties
			.flatMap((field) => [field, ...(field.type === 'collection' ? (field.options ?? []) : [])])
			.filter((field): field is INodeProperties => 'type' in field)
			.filter(
				({ name, type }) => !['resource', 'operation'].includes(name) && type !== 'collection',
			);

		expect(fields.length).toBeGreaterThan(25);
		expect(
			fields.filter((field) => !(field.description ?? field.hint)).map(({ name }) => name),
		).toEqual([]);
	});

	it('can be a tool of an AI agent; the trigger cannot', () => {
		expect(description.usableAsTool).toBe(true);
		expect(new CrossdockTrigger().description.usableAsTool).toBeUndefined();
	});
});
