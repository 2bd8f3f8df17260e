/**
 * n8n's scan of community packages, over our sources and over what `npm pack` ships. Its check of provenance
 * needs a published package and is left out. (No vitest here: under it n8n's rules take every file for a trigger.)
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = resolve(import.meta.dirname, '..');
const unpacked = mkdtempSync(join(tmpdir(), 'n8n-nodes-crossdock-'));
try {
	const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', unpacked];
	const file = execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }).trim();
	execFileSync('tar', ['-xzf', file, '--strip-components=1'], { cwd: unpacked });
	const results = {
		sources: await analyzePackage(root, SOURCE_FILE_PATTERNS),
		'shipped files': await analyzePackage(unpacked, ['**/*.js', 'package.json']),
	};
	for (const [what, { passed, message = '', details = '' }] of Object.entries(results)) {
		console.log(`n8n's scan of the ${what}: ${passed ? 'passed' : `${message}\n${details}`}`);
		if (!passed) process.exitCode = 1;
	}
} finally {
	rmSync(unpacked, { recursive: true });
}
